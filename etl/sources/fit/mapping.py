"""FIT sessions to activities: one session one activity, each with its own stretch of records."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from etl.errors import BrokenFile, SkippedFile
from etl.recording import RunningForm
from etl.sources.common.devices import fit_altitude_source, fit_device_name
from etl.sources.common.parameters import READING
from etl.sources.common.points import POINT_SCHEMA, with_column
from etl.sources.common.running_form import mean_of_records, scaled, told_first
from etl.sources.common.sports import SPORTS, to_fit_sport
from etl.sources.common.to_recording import CLOCK_SET_FROM_S, RawActivity
from etl.sources.fit.kind import FILE_KINDS
from etl.sources.fit.reader import FORM_FIELDS, FitContent, Message

_SLACK_BEFORE_S = 2.0  # the first record may be written a moment before the session's start
_SLACK_AFTER_S = 60.0  # and some follow its end
_PARTIAL = ("The file is damaged (its checksum or its end is wrong); what could be read was kept.",)


@dataclass(frozen=True, slots=True)
class _Session:
    """One session message with its stretch of time, in Unix seconds."""

    message: Message
    start_s: float
    end_s: float


def to_raw_activities(content: FitContent) -> tuple[RawActivity, ...]:
    """The activities of a FIT file, in the order of their start.

    Raises SkippedFile where the file is of another kind, BrokenFile where it holds no activity.
    """
    _check_kind(content)
    shift_s = _clock_shift_s(content)
    points = content.points
    if points["time_s"].null_count():
        points = points.drop_nulls("time_s")
    sessions = _sessions(content, points)
    parts = _parts(points, sessions)
    return tuple(
        _shifted(_to_raw(content, session, part, index), shift_s)
        for index, (session, part) in enumerate(zip(sessions, parts, strict=True))
    )


def _check_kind(content: FitContent) -> None:
    kind = str(content.first("file_id").get("type", "activity"))
    has_activity = bool(content.messages.get("session")) or content.points.height > 0
    is_damaged = kind == "activity" or (content.is_partial and kind not in FILE_KINDS)
    if is_damaged and not has_activity:
        raise BrokenFile(
            "The file ends before any of the activity was recorded. "
            "Copy it from the watch once more, or export it again."
        )
    if not has_activity or kind in FILE_KINDS:
        what = FILE_KINDS.get(kind, "data of another kind")
        raise SkippedFile(f"The file holds {what}, not an activity.")


def _sessions(content: FitContent, points: pl.DataFrame) -> list[_Session]:
    found = [_to_session(message, points) for message in content.messages.get("session", [])]
    known = sorted((s for s in found if s is not None), key=lambda session: session.start_s)
    if known:
        return known
    if points.is_empty():
        raise BrokenFile("The file gives no start time, so the activity cannot be dated.")
    times = points["time_s"].to_numpy()
    return [_Session({}, float(times.min()), float(times.max()))]


def _to_session(message: Message, points: pl.DataFrame) -> _Session | None:
    start_s = _number(message, "start_time")
    elapsed_s = _number(message, "total_elapsed_time") or 0.0
    end_s = _number(message, "timestamp")
    if start_s is not None and _is_unset(start_s, points):
        start_s = None
    if start_s is None and end_s is not None:
        start_s = end_s - elapsed_s
    if start_s is None and points.height:
        start_s = float(points["time_s"][0])
    if start_s is None:
        return None
    return _Session(message, start_s, max(end_s or 0.0, start_s + elapsed_s))


def _is_unset(start_s: float, points: pl.DataFrame) -> bool:
    """Whether the session was never told when it began, though its records were."""
    first = points["time_s"].min()
    return start_s < CLOCK_SET_FROM_S and isinstance(first, float) and first >= CLOCK_SET_FROM_S


def _parts(points: pl.DataFrame, sessions: Sequence[_Session]) -> list[pl.DataFrame]:
    """The records of each session: a record belongs to the last session begun by then."""
    starts = np.array([session.start_s for session in sessions])
    times = points["time_s"].to_numpy()
    owner = np.clip(np.searchsorted(starts, times, side="right") - 1, 0, None)
    ends = np.array([session.end_s for session in sessions])
    is_inside = (times >= starts[owner] - _SLACK_BEFORE_S) & (times <= ends[owner] + _SLACK_AFTER_S)
    if points.height and len(sessions) == 1 and is_inside.mean() < READING.session_records_share:
        is_inside[:] = True  # the session was closed too early, or never told when it was
    parts = []
    before_m = 0.0
    for index in range(len(sessions)):
        is_own = is_inside & (owner == index)
        part = points if is_own.all() else points.filter(pl.Series(is_own))
        parts.append(_counted_from(part, before_m))
        metres = part["distance_m"].to_numpy()
        known = metres[np.isfinite(metres)]
        before_m = float(known[-1]) if len(known) else before_m
    return parts


def _counted_from(part: pl.DataFrame, before_m: float) -> pl.DataFrame:
    """Distance within the session, where the device counts on from the session before."""
    if not before_m:
        return part
    first = part["distance_m"].drop_nulls().head(1)
    if not len(first) or float(first[0]) < before_m:
        return part
    return part.with_columns(pl.col("distance_m") - before_m)


def _to_raw(content: FitContent, session: _Session, part: pl.DataFrame, index: int) -> RawActivity:
    message = session.message
    file_id = content.first("file_id")
    # A file that breaks off has no session message yet; watches write the sport at the start too.
    named = message if "sport" in message else content.first("sport")
    sport, sub_sport = named.get("sport"), named.get("sub_sport")
    known = to_fit_sport(str(sport), str(sub_sport)) if sport is not None else None
    return RawActivity(
        source="fit",
        part_index=index,
        sport=known or (SPORTS["other"] if sport is not None else None),
        started_at_s=session.start_s if message else None,
        offset_s=_offset_s(content),
        device=fit_device_name(file_id),
        altitude_source=fit_altitude_source(file_id, content.messages.get("device_info", [])),
        distance_m=_number(message, "total_distance"),
        moving_s=_number(message, "total_timer_time"),
        elapsed_s=_number(message, "total_elapsed_time"),
        ascent_m=_number(message, "total_ascent"),
        descent_m=_number(message, "total_descent"),
        cadence=_average_cadence(message),
        heart_rate_bpm=_number(message, "avg_heart_rate"),
        perceived_exertion_score=_exertion(message),
        form=told_first(_form(message), _form_of_records(part)),
        points=_with_segments(
            pl.DataFrame([part[name] for name in POINT_SCHEMA]),
            _restarts_s(content.messages.get("event", [])),
        ),
        notes=_PARTIAL if content.is_partial else (),
    )


def _exertion(message: Message) -> float | None:
    """FIT keeps the ten-step scale times ten; anything else is no answer."""
    stored = _number(message, "workout_rpe")
    return stored / 10 if stored is not None and 0 <= stored <= 100 else None


def _form(message: Message) -> RunningForm:
    """How the run's steps were, by the session's own means."""
    means = {
        ours: scaled(_number(message, f"avg_{theirs}"), factor)
        for ours, (theirs, factor) in FORM_FIELDS.items()
    }
    return RunningForm(
        **means,
        normalized_power_w=scaled(_number(message, "normalized_power"), 1.0),
        feel_score=_number(message, "workout_feel"),
    )


def _form_of_records(part: pl.DataFrame) -> RunningForm:
    """The means of what the records tell, for a session that has none."""
    columns = [name for name in FORM_FIELDS if name in part.columns]
    return RunningForm(**{name: mean_of_records(name, part[name].to_numpy()) for name in columns})


def _restarts_s(events: Sequence[Message]) -> list[float]:
    """When the timer went on after a stop, in Unix seconds."""
    restarts: list[float] = []
    is_stopped = False
    for event in events:
        if event.get("event") != "timer":
            continue
        kind = str(event.get("event_type"))
        if kind.startswith("stop"):
            is_stopped = True
        elif kind == "start" and is_stopped:
            is_stopped = False
            at_s = _number(event, "timestamp")
            restarts += [at_s] if at_s is not None else []
    return restarts


def _with_segments(part: pl.DataFrame, restarts_s: Sequence[float]) -> pl.DataFrame:
    """One segment between one stop of the timer and the next."""
    if not restarts_s:
        return part
    index = np.searchsorted(np.sort(np.array(restarts_s)), part["time_s"].to_numpy(), side="right")
    return with_column(part, "segment_index", index.astype(np.int32))


def _average_cadence(message: Message) -> float | None:
    whole = _number(message, "avg_running_cadence") or _number(message, "avg_cadence")
    if not whole:
        return None
    return whole + (_number(message, "avg_fractional_cadence") or 0.0)


def _offset_s(content: FitContent) -> float | None:
    """Local clock minus UTC, as the activity message gives both."""
    activity = content.first("activity")
    local_s, utc_s = _number(activity, "local_timestamp"), _number(activity, "timestamp")
    return local_s - utc_s if local_s is not None and utc_s is not None else None


def _clock_shift_s(content: FitContent) -> float:
    """How far the UTC clock of a watch was off, where only its local clock had been set."""
    offset_s = _offset_s(content)
    utc_s = _number(content.first("activity"), "timestamp")
    if offset_s is None or utc_s is None:
        return 0.0
    is_unset = utc_s < CLOCK_SET_FROM_S <= utc_s + offset_s
    return offset_s if is_unset else 0.0


def _shifted(raw: RawActivity, shift_s: float) -> RawActivity:
    if not shift_s:
        return raw
    return replace(
        raw,
        started_at_s=None if raw.started_at_s is None else raw.started_at_s + shift_s,
        offset_s=None,
        points=raw.points.with_columns(pl.col("time_s") + shift_s),
        notes=(
            *raw.notes,
            "The watch's UTC clock had not been set; the date is from its local clock.",
        ),
    )


def _number(message: Message, name: str) -> float | None:
    value = message.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if np.isfinite(value) else None
