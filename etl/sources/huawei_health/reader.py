"""`motion path detail data.json` of a Huawei Health archive: every activity with its track.

What this rests on, and what was seen there:
- <https://github.com/CTHRU/Hitrava>, which reads these archives: one array of days, `recordDay` and
  `motionPathData`, or of activities at once; `sportType` as a number (3 ride, 4 run, 5 walk, 101
  run on a treadmill, 102 swim in a pool, 282 hike), `startTime` in milliseconds of Unix time,
  `timeZone` as +0100, `attribute` with the track and, after `&&HW_EXT_TRACK_SIMPLIFY@is`, totals as
  JSON of their own; `partTimeMap` whose keys have no quotes, so that no parser takes the file as
  it is.

Totals: `totalTime` in milliseconds, `totalDistance` in metres, in `attribute` before those beside
it. The track is not read yet. The ZIP has a password, which the app asks for when it is ordered.
"""

import json
import re
from collections.abc import Iterator, Mapping

from etl.sources.archive.clock import stamp, unix_of, zone_of
from etl.sources.archive.json_stream import Json, objects_of
from etl.sources.archive.layout import Layout, Member, Told, folder_of
from etl.sources.archive.row import ArchiveRow

_SOURCE = "huawei_health"
_MARKS = (b'"motionPathData"', b"HW_EXT_TRACK_DETAIL")
_UNQUOTED = re.compile(r'"partTimeMap"\s*:\s*\{[^{}]*\}')
_TOTALS = "&&HW_EXT_TRACK_SIMPLIFY@is"
_KINDS = {
    3: "ride",
    4: "run",
    5: "walk",
    101: "treadmill_run",
    102: "swim",
    282: "hike",
}


def is_motion_table(member: Member) -> bool:
    """By what only these files hold."""
    head = member.head()
    return any(mark in head for mark in _MARKS)


def read_activities(table: Member, _members: Mapping[str, Member], told: Told) -> None:
    """Tell every activity as a row. Raises BrokenFile where the table breaks off."""
    days = objects_of(table.pieces(), mend=lambda text: _UNQUOTED.sub('"partTimeMap":{}', text))
    for activity in _activities(days):
        told.rows.append(_to_row(activity))


def _activities(days: Iterator[Json]) -> Iterator[Json]:
    for day in days:
        inside = day.get("motionPathData")
        found = inside if isinstance(inside, list) else [day]
        yield from (one for one in found if isinstance(one, dict) and "startTime" in one)


def _to_row(activity: Json) -> ArchiveRow:
    totals = _totals(activity.get("attribute"))
    began = unix_of(activity.get("startTime"))
    kind = activity.get("sportType")
    moving_s = _positive(totals.get("totalTime"), activity.get("totalTime"), factor=0.001)
    return ArchiveRow(
        source=_SOURCE,
        entry=stamp(began),
        started_at=began,
        time_zone=zone_of(activity.get("timeZone")),
        sport=_KINDS.get(kind, f"huawei type {kind}") if isinstance(kind, int) else None,
        distance_m=_positive(totals.get("totalDistance"), activity.get("totalDistance")),
        moving_s=moving_s,
        elapsed_s=moving_s,
        heart_rate_bpm=_positive(totals.get("avgHeartRate"), activity.get("avgHeartRate")),
    )


def _totals(attribute: object) -> Json:
    """The totals at the end of a track."""
    text = attribute.rpartition(_TOTALS)[2] if isinstance(attribute, str) else ""
    try:
        found, _ = json.JSONDecoder().raw_decode(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _positive(*values: object, factor: float = 1.0) -> float | None:
    for value in values:
        if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
            return round(value * factor, 3)
    return None


LAYOUT = Layout(
    source=_SOURCE,
    suffix=".json",
    is_table=is_motion_table,
    read=read_activities,
    root=lambda path: folder_of(folder_of(path).rstrip("/")),
    beside="steps, sleep, heart rate of the day and the like",
)
