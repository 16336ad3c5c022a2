"""`exercise-*.json` and `UserExercises.csv` of Fitbit in a Google takeout: a row an exercise.

What this rests on, and what was seen there:
- <https://jrtechs.net/data-science/a-closer-look-at-fitbit-data> and what its author published of a
  run out of exercise-*.json: `logId`, `activityName`, `duration` and `activeDuration` in
  milliseconds, `distance` with `distanceUnit` (Kilometer, Mile), `steps`, `startTime` as
  "03/22/21 21:04:02". It ends four seconds before `lastModified`, which the server wrote: both are
  the server's clock, UTC. No zone is told.
- <https://github.com/thefipster/strive>, the header of UserExercises.csv, and the text that Google
  puts beside that table: `exercise_start` and `exercise_end` at UTC, `utc_offset`, `activity_name`,
  totals of the tracker and typed in, distances in millimetres.

Steps are of both feet. An exercise that stands in both is one.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from etl.sources.archive.clock import span_s, stamp, utc_of, zone_of
from etl.sources.archive.csv_stream import Row, columns_of, number_of, rows_of
from etl.sources.archive.json_stream import Json, objects_of
from etl.sources.archive.layout import Layout, Member, Told
from etl.sources.archive.row import ArchiveRow
from etl.sources.common.sports import to_sport

_SOURCE = "fitbit"
_MARKS = (b'"logId"', b'"activityName"', b'"startTime"')
_NEEDED = {"exercise_id", "exercise_start", "utc_offset", "activity_name"}
_METRES = {"kilometer": 1000.0, "mile": 1609.344, "meter": 1.0}
_KINDS = {90009: "run", 90013: "walk", 90001: "ride"}  # where the name is in no language we know
_TOP = "fitbit/"
_BESIDE = "steps, sleep, heart rate of the day and the like"


def is_exercise_file(member: Member) -> bool:
    """By the fields of its first exercise."""
    head = member.head()
    return head.lstrip()[:1] == b"[" and all(mark in head for mark in _MARKS)


def read_exercises(table: Member, _members: Mapping[str, Member], told: Told) -> None:
    """Tell every exercise as a row. Raises BrokenFile where the file breaks off."""
    told.rows.extend(_of_json(exercise) for exercise in objects_of(table.pieces()))


def is_exercise_table(member: Member) -> bool:
    """By its columns."""
    return set(columns_of(member.head())) >= _NEEDED


def read_table(table: Member, _members: Mapping[str, Member], told: Told) -> None:
    """Tell every exercise of the table as a row."""
    told.rows.extend(_of_table(row) for row in rows_of(table.pieces()))


def _of_json(exercise: Json) -> ArchiveRow:
    began = _server_clock(exercise.get("startTime"))
    moving_s = _number(exercise, "activeDuration", 0.001) or _number(exercise, "duration", 0.001)
    sport = _sport(exercise.get("activityName"), exercise.get("activityTypeId"))
    metres = _METRES.get(str(exercise.get("distanceUnit", "")).lower())
    return ArchiveRow(
        source=_SOURCE,
        entry=str(exercise.get("logId") or stamp(began)),
        started_at=began,
        sport=sport,
        distance_m=_number(exercise, "distance", metres) if metres else None,
        moving_s=moving_s,
        elapsed_s=max(_number(exercise, "duration", 0.001) or 0.0, moving_s or 0.0) or None,
        ascent_m=_number(exercise, "elevationGain"),
        cadence_spm=_cadence(sport, _number(exercise, "steps"), moving_s),
        heart_rate_bpm=_number(exercise, "averageHeartRate"),
    )


def _of_table(row: Row) -> ArchiveRow:
    began = utc_of(row.get("exercise_start"))
    elapsed_s = span_s(began, utc_of(row.get("exercise_end")), None)
    sport = _sport(row.get("activity_name"), None)
    return ArchiveRow(
        source=_SOURCE,
        entry=row.get("exercise_id") or stamp(began),
        started_at=began,
        time_zone=zone_of(row.get("utc_offset")),
        sport=sport,
        distance_m=_either(row, "total_distance_mm", 0.001),
        elapsed_s=elapsed_s,
        ascent_m=number_of(row.get("tracker_total_altitude_mm"), 0.001),
        cadence_spm=_cadence(sport, _either(row, "total_steps"), elapsed_s),
        heart_rate_bpm=number_of(row.get("tracker_avg_heart_rate")),
    )


def _either(row: Row, what: str, factor: float = 1.0) -> float | None:
    """What was typed in stands for what the tracker counted."""
    typed = number_of(row.get(f"manually_logged_{what}"), factor)
    return typed or number_of(row.get(f"tracker_{what}"), factor)


def _sport(name: object, type_id: object) -> str | None:
    word = name if isinstance(name, str) else None
    if to_sport(word) is None and isinstance(type_id, int) and type_id in _KINDS:
        return _KINDS[type_id]
    return word


def _cadence(sport: str | None, steps: float | None, seconds: float | None) -> float | None:
    known = to_sport(sport)
    if known is None or not known.is_run or not steps or not seconds:
        return None
    return round(steps / seconds * 60, 3)


def _server_clock(text: object) -> datetime | None:
    """ "03/22/21 21:04:02", month first; later files have ISO 8601."""
    try:
        return datetime.strptime(str(text), "%m/%d/%y %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return utc_of(str(text))


def _number(exercise: Json, name: str, factor: float = 1.0) -> float | None:
    value = exercise.get(name)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return round(value * factor, 3) if is_number and value > 0 else None


def _root(path: str) -> str:
    """The folder `Fitbit` of the takeout, else that of the file."""
    at = path.lower().find(_TOP)
    return path[: at + len(_TOP)] if at >= 0 else path.rpartition("/")[0] + "/" * ("/" in path)


LAYOUT = Layout(
    source=_SOURCE,
    suffix=".json",
    is_table=is_exercise_file,
    read=read_exercises,
    root=_root,
    beside=_BESIDE,
)
TABLE_LAYOUT = Layout(
    source=_SOURCE,
    suffix=".csv",
    is_table=is_exercise_table,
    read=read_table,
    root=_root,
    beside=_BESIDE,
)
