"""`training-session-*.json` of a Polar archive: a recording of its own, in one of two layouts.

What this rests on, and what was seen there:
- <https://github.com/AlexanderFabisch/slither>, its loader of Polar's export: `startTime` such as
  2021-01-30T13:24:11.000 without a zone, `duration` as PT4321.5S, `distance` in metres,
  `exercises` with `sport` in capitals and `samples` by name, each a `dateTime` and a `value`; the
  way in `recordedRoute`; samples without a `value` where the strap lost the heart.
- <https://github.com/johnzastrow/garminview>, its plan for Polar's archives of 2014 to 2026:
  `durationMillis`, `distanceMeters`, `timezoneOffsetMinutes`, samples by `type` as bare values at
  an even `intervalMillis`, NaN where a sensor dropped out, the way in `routes.route.wayPoints` with
  `elapsedMillis`; the kind of sport a number, its name in the account's language in `name`.

Times are those of the clock on the wall; the zone's shift in minutes stands beside them, but not in
every session: then day and hour are as told, and where it was is not asked, since that would move
them. Speed is left to the distance; cadence is of one leg.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import polars as pl

from etl.errors import BrokenFile
from etl.sources.archive.layout import Layout, Member, Told, folder_of
from etl.sources.common.devices import named_altitude_source
from etl.sources.common.points import POINT_SCHEMA, empty_points
from etl.sources.common.sports import to_sport
from etl.sources.common.to_recording import RawActivity

_SOURCE = "polar"
_MARKS = (b'"exercises"', b'"startTime"', b'"stopTime"')
_COLUMNS = {
    "heartrate": "heart_rate_bpm",
    "distance": "distance_m",
    "altitude": "altitude_m",
    "cadence": "cadence",
}
_OFFSETS = ("timezoneOffset", "timeZoneOffset", "timezoneOffsetMinutes")
_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$")
_NO_ZONE = "The archive tells the local time without its zone; day and hour are as told."
_DAMAGED = "This training session is damaged. Ask Polar for a new archive."

Json = Mapping[str, Any]


def is_session(data: bytes) -> bool:
    """Whether a JSON begins like a training session; its first bytes are enough."""
    return data.lstrip()[:1] == b"{" and all(mark in data for mark in _MARKS)


def read_session(data: bytes) -> tuple[RawActivity, ...]:
    """The exercises of a session. Raises BrokenFile where it cannot be read."""
    try:
        session = json.loads(data)
        told = [one for one in session["exercises"] if isinstance(one, dict)] or [session]
        return tuple(_to_raw(one, session, index) for index, one in enumerate(told))
    except (ValueError, TypeError, KeyError, AttributeError, pl.exceptions.PolarsError) as error:
        raise BrokenFile(_DAMAGED) from error


def _to_raw(exercise: Json, session: Json, index: int) -> RawActivity:
    offset_min = _told(exercise, session, *_OFFSETS)
    shift_s = 60.0 * offset_min if isinstance(offset_min, int | float) else None
    began_s = _clock_s(_told(exercise, session, "startTime"))
    ended_s = _clock_s(_told(exercise, session, "stopTime"))
    started_at_s = None if began_s is None else began_s - (shift_s or 0.0)
    word = exercise.get("sport")
    word = word if isinstance(word, str) else session.get("name")
    sport = to_sport(word if isinstance(word, str) else None)
    device = (session.get("product") or {}).get("modelName")
    moving_s = _seconds(exercise) or _seconds(session)
    return RawActivity(
        source=_SOURCE,
        part_index=index,
        sport=sport,
        is_sport_unknown_word=sport is None and bool(word),
        started_at_s=started_at_s,
        offset_s=shift_s or 0.0,
        device=f"Polar {device}" if device else "Polar",
        altitude_source=named_altitude_source(device),
        distance_m=_positive(_told(exercise, {}, "distance", "distanceMeters")),
        moving_s=moving_s,
        elapsed_s=max(ended_s - began_s, moving_s or 0.0) if began_s and ended_s else moving_s,
        ascent_m=_positive(exercise.get("ascent")),
        descent_m=_positive(exercise.get("descent")),
        cadence=_average(exercise, "cadence"),
        heart_rate_bpm=_average(exercise, "heartRate"),
        points=_points(exercise, began_s, shift_s),
        notes=() if shift_s is not None else (_NO_ZONE,),
    )


def _points(exercise: Json, began_s: float | None, shift_s: float | None) -> pl.DataFrame:
    """All streams on one clock of whole seconds, in Unix time."""
    frames = [*_named_streams(exercise), *_even_streams(exercise, began_s)]
    frames = [frame for frame in frames if frame.height]
    if not frames:
        return empty_points()
    points = (
        pl.concat(frames, how="diagonal")
        .with_columns(pl.col("time_s").round(0))
        .drop_nulls("time_s")
        .group_by("time_s")
        .agg(pl.all().drop_nulls().first())
        .sort("time_s")
    )
    points = points.select(
        (pl.col(name) if name in points.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in POINT_SCHEMA.items()
    ).with_columns(pl.col("segment_index").fill_null(0))
    if shift_s is None:
        return points.with_columns(latitude_deg=pl.lit(None), longitude_deg=pl.lit(None)).cast(
            dict(POINT_SCHEMA)
        )
    return points.with_columns(pl.col("time_s") - shift_s)


def _named_streams(exercise: Json) -> list[pl.DataFrame]:
    """Samples by name, each with its own time."""
    samples = exercise.get("samples") or {}
    frames = [
        _frame(stream, {"value": column})
        for name, column in _COLUMNS.items()
        for key, stream in samples.items()
        if _plain(key) == name and isinstance(stream, list)
    ]
    route = samples.get("recordedRoute")
    if isinstance(route, list):
        names = {"latitude": "latitude_deg", "longitude": "longitude_deg", "altitude": "altitude_m"}
        frames.append(_frame(route, names))
    return frames


def _frame(entries: Sequence[Json], names: Mapping[str, str]) -> pl.DataFrame:
    times = [_clock_s(entry.get("dateTime")) for entry in entries]
    return pl.DataFrame(
        {
            "time_s": times,
            **{
                column: [_number(entry.get(name)) for entry in entries]
                for name, column in names.items()
            },
        },
        schema={"time_s": pl.Float64, **dict.fromkeys(names.values(), pl.Float64)},
    )


def _even_streams(exercise: Json, began_s: float | None) -> list[pl.DataFrame]:
    """Samples by type at an even distance in time, and the way."""
    if began_s is None:
        return []
    frames = []
    for stream in (exercise.get("samples") or {}).get("samples") or []:
        column = _COLUMNS.get(_plain(str(stream.get("type"))))
        if column is not None:
            step_s = float(stream["intervalMillis"]) / 1000
            values = [_number(value) for value in stream["values"]]
            times = [began_s + step_s * index for index in range(len(values))]
            frames.append(pl.DataFrame({"time_s": times, column: values}, schema_overrides=_FLOATS))
    route = (exercise.get("routes") or {}).get("route") or {}
    from_s = _clock_s(route.get("startTime")) or began_s
    way = route.get("wayPoints") or []
    if way:
        frames.append(
            pl.DataFrame(
                {
                    "time_s": [from_s + float(point["elapsedMillis"]) / 1000 for point in way],
                    "latitude_deg": [_number(point.get("latitude")) for point in way],
                    "longitude_deg": [_number(point.get("longitude")) for point in way],
                    "altitude_m": [_number(point.get("altitude")) for point in way],
                },
                schema_overrides=_FLOATS,
            )
        )
    return frames


_FLOATS = {name: pl.Float64 for name, kind in POINT_SCHEMA.items() if kind == pl.Float64}


def _told(first: Json, second: Json, *names: str) -> Any:
    """What the exercise says under one of these names, else the session."""
    return next(
        (of[name] for of in (first, second) for name in names if of.get(name) is not None), None
    )


def _seconds(of: Json) -> float | None:
    millis = of.get("durationMillis")
    if isinstance(millis, int | float):
        return _positive(millis / 1000)
    found = _DURATION.match(str(of.get("duration") or ""))
    if found is None:
        return None
    return _positive(int(found[1] or 0) * 3600 + int(found[2] or 0) * 60 + float(found[3] or 0.0))


def _average(exercise: Json, name: str) -> float | None:
    about = exercise.get(name)
    if isinstance(about, dict):
        return _positive(about.get("avg"))
    for one in (exercise.get("statistics") or {}).get("statistics") or []:
        if _plain(str(one.get("type"))) == name.lower():
            return _positive(one.get("avg"))
    return None


def _clock_s(text: Any) -> float | None:
    """The clock on the wall as if it were UTC."""
    try:
        moment = datetime.fromisoformat(str(text or ""))
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC).timestamp()


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and math.isfinite(value) else None


def _positive(value: Any) -> float | None:
    number = _number(value)
    return number if number and number > 0 else None


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def _tell_session(member: Member, _members: Mapping[str, Member], told: Told) -> None:
    told.files.append(member.path)


LAYOUT = Layout(
    source=_SOURCE,
    suffix=".json",
    is_table=lambda member: is_session(member.head()),
    read=_tell_session,
    root=folder_of,
    beside="daily activity, sleep, settings and the like",
)
