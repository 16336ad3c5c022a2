"""`com.samsung.shealth.exercise.*.csv` of Samsung Health's personal data: a row an exercise.

What this rests on, and what was seen there:
- <https://github.com/joaoruimatos/samsung-health-to-garmin> and, before it,
  <https://github.com/PhilippImhof/FromSamToGarm>: a line of metadata above the header; columns with
  the prefix `com.samsung.health.exercise.`, some without; `start_time` in UTC without saying so,
  `time_offset` beside it, `duration` in milliseconds, `distance` in metres; kinds as numbers, which
  Samsung lists at <https://developer.samsung.com/health/android/data/api-reference/
  EXERCISE_TYPE.html>; tables of a similar name (extension, route, weather) that hold no exercise.

What was recorded second by second lies in JSON beside the table and is not read yet. A row has a
comma more than the header.
"""

from collections.abc import Mapping

from etl.sources.archive.clock import span_s, stamp, utc_of, zone_of
from etl.sources.archive.csv_stream import Row, columns_of, number_of, rows_of
from etl.sources.archive.layout import Layout, Member, Told, folder_of
from etl.sources.archive.row import ArchiveRow

_SOURCE = "samsung_health"
_PREFIX = "com.samsung.health.exercise."
_NEEDED = {"exercise_type", "start_time", "datauuid", "duration"}
_KINDS = {
    "1001": "walk",
    "1002": "run",
    "11007": "ride",
    "13001": "hike",
    "13004": "ride",
    "14001": "swim",
    "14010": "row",
    "15002": "strength",
    "15003": "ride",
    "15004": "row",
    "15005": "treadmill_run",
    "16001": "ski",
    "16002": "ski",
    "16007": "ski",
    "16008": "ski",
}


def is_exercise_table(member: Member) -> bool:
    """By its columns, in the first or the second line."""
    return _header_line(member) is not None


def read_exercises(table: Member, _members: Mapping[str, Member], told: Told) -> None:
    """Tell every exercise as a row."""
    for row in rows_of(table.pieces(), skip_lines=_header_line(table) or 0):
        told.rows.append(_to_row({_short(name): text for name, text in row.items()}))


def _header_line(member: Member) -> int | None:
    head = member.head()
    for line in (0, 1):
        if {_short(name) for name in columns_of(head, skip_lines=line)} >= _NEEDED:
            return line
    return None


def _short(name: str) -> str:
    return name.removeprefix(_PREFIX)


def _to_row(row: Row) -> ArchiveRow:
    began = utc_of(row.get("start_time"))
    moving_s = number_of(row.get("duration"), 0.001)
    kind = row.get("exercise_type")
    return ArchiveRow(
        source=_SOURCE,
        entry=row.get("datauuid") or stamp(began),
        started_at=began,
        time_zone=zone_of(row.get("time_offset")),
        sport=_KINDS.get(kind or "", kind),
        distance_m=number_of(row.get("distance")),
        moving_s=moving_s,
        elapsed_s=span_s(began, utc_of(row.get("end_time")), moving_s),
        heart_rate_bpm=number_of(row.get("mean_heart_rate")),
    )


LAYOUT = Layout(
    source=_SOURCE,
    suffix=".csv",
    is_table=is_exercise_table,
    read=read_exercises,
    root=folder_of,
    beside="steps, sleep, measurements and the like",
)
