"""`*_summarizedActivities.json` of a Garmin takeout: a summary of every activity of the account.

The FIT files that watches sent lie beside it, in ZIPs of their own (`UploadedFiles_0-_Part1.zip`),
and are read as any FIT file is; a name there is the number of the upload, not of the activity. An
activity that was typed in, or came without a file, has its summary alone. So each summary is a row:
where its recording came too, the two are one activity.

What this rests on, and what was seen there:
- <https://github.com/oliviermirat/MyAIGuide>, data/raw/ParticipantData/Participant1/
  garminDataFromWeb/DI-Connect-Fitness/summarizedActivities.json: one array with one object, whose
  `summarizedActivitiesExport` holds the activities. Distance, ascent and stride length are in
  centimetres, durations in milliseconds, times in milliseconds of Unix time; `startTimeLocal` is
  the local clock written as if it were UTC; `avgRunCadence` counts one leg, `avgDoubleCadence`
  both.
- <https://github.com/arpanghosh8453/garmin-grafana>, its importer of bulk exports, and issue 177:
  `DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_*.zip` inside the ZIP, FIT files of every kind
  in it. Tables of heavy users have more than a hundred megabytes.
- <https://github.com/mitch0667/garmin2fittrackee>, its reader of `*_gear.json`: one array with one
  object, whose `gearActivityDTOs` holds, by the number of a pair of shoes, the activities in it.
  Its other numbers a summary names as Garmin's own pages do: `avgGroundContactTime` in
  milliseconds, `avgGroundContactBalance` the left foot's per cent, `avgVerticalOscillation` in
  centimetres, `workoutRpe` ten times the ten-step scale.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from etl.errors import SourceError
from etl.recording import RunningForm
from etl.sources.archive.json_stream import Json, objects_of
from etl.sources.archive.layout import Layout, Member, Told, folder_of
from etl.sources.archive.row import ArchiveRow
from etl.sources.common.sports import to_sport
from etl.sources.common.start_zone import to_offset_name

_GEAR_TABLE = "_gear.json"
_GEAR_UNREAD = "Tables of gear that cannot be read, {} in number: runs came in without their shoes."
_KEY = "summarizedActivitiesExport"
_TOP = "di_connect/"
_WHOLES = (
    "Multisport activities as a whole, {} in number: passed over, as their parts are rows as well."
)
_SOURCE = "garmin_takeout"


def is_summary_table(member: Member) -> bool:
    """Whether a JSON begins like Garmin's table of summaries."""
    return f'"{_KEY}"'.encode() in member.head()


def read_summaries(table: Member, members: Mapping[str, Member], told: Told) -> None:
    """Tell every activity of the table but wholes of multisport ones.

    Raises BrokenFile where the table breaks off; what came before has been told.
    """
    wholes = 0
    shoes = _shoes(table, members, told)
    for activity in objects_of(table.pieces(), key=_KEY):
        if activity.get("parent") is True:
            wholes += 1
        else:
            told.rows.append(_to_row(activity, shoes))
    told.pass_over(wholes, _WHOLES)


def _to_row(activity: Json, shoes: Mapping[str, str]) -> ArchiveRow:
    began_ms = _number(activity, "startTimeGmt", "beginTimestamp")
    local_ms = _number(activity, "startTimeLocal")
    offset_s = None if began_ms is None or local_ms is None else (local_ms - began_ms) / 1000
    cadence_spm = _number(activity, "avgDoubleCadence")
    strides = _number(activity, "avgRunCadence")
    # Of the timer, as in FIT files; `movingDuration` leaves out every stand as well.
    timer_s = _scaled(activity, "duration", 0.001)
    return ArchiveRow(
        source=_SOURCE,
        entry=str(activity.get("activityId", began_ms)),
        started_at=_instant(began_ms),
        time_zone=to_offset_name(offset_s),
        sport=_sport(activity),
        distance_m=_scaled(activity, "distance", 0.01),
        moving_s=timer_s,
        elapsed_s=_scaled(activity, "elapsedDuration", 0.001) or timer_s,
        ascent_m=_scaled(activity, "elevationGain", 0.01),
        descent_m=_scaled(activity, "elevationLoss", 0.01),
        cadence_spm=cadence_spm or (strides * 2 if strides else None),
        heart_rate_bpm=_number(activity, "avgHr") or None,
        perceived_exertion_score=_scaled(activity, "workoutRpe", 0.1),
        form=_form(activity),
        shoe_id=shoes.get(str(activity.get("activityId"))),
    )


def _form(activity: Json) -> RunningForm:
    return RunningForm(
        ground_contact_s=_scaled(activity, "avgGroundContactTime", 0.001, digits=6),
        left_contact_share=_scaled(activity, "avgGroundContactBalance", 0.01, digits=6),
        vertical_oscillation_m=_scaled(activity, "avgVerticalOscillation", 0.01, digits=6),
        vertical_ratio=_scaled(activity, "avgVerticalRatio", 0.01, digits=6),
        power_w=_scaled(activity, "avgPower", 1.0),
        normalized_power_w=_scaled(activity, "normPower", 1.0),
        feel_score=_number(activity, "workoutFeel"),
    )


def _shoes(table: Member, members: Mapping[str, Member], told: Told) -> dict[str, str]:
    """Which gear each activity was done in, by the table beside this one; its name is not kept."""
    folder = folder_of(table.path)
    found: dict[str, str] = {}
    unread = 0
    for path, member in members.items():
        if path.startswith(folder) and member.name.endswith(_GEAR_TABLE):
            try:
                worn = _worn(b"".join(member.pieces()))
            except (SourceError, ValueError, TypeError, KeyError, AttributeError):
                unread += 1
                continue
            found |= {activity: _gear_id(gear) for activity, gear in worn.items()}
    told.pass_over(unread, _GEAR_UNREAD)
    return found


def _worn(text: bytes) -> dict[str, str]:
    """The gear of each activity, by their ids."""
    return {
        str(activity["activityId"]): gear
        for account in json.loads(text)
        for gear, activities in (account.get("gearActivityDTOs") or {}).items()
        for activity in activities
    }


def _gear_id(gear: str) -> str:
    return "gear-" + hashlib.sha256(gear.encode()).hexdigest()[:12]


def _sport(activity: Json) -> str | None:
    """The type by its key, as text or in an object; else the coarser sport, in capitals."""
    kind = activity.get("activityType")
    if isinstance(kind, dict):
        kind = kind.get("typeKey")
    kind = kind.removesuffix("_v2") if isinstance(kind, str) else None
    coarse = activity.get("sportType")
    known = next(
        (word for word in (kind, coarse) if isinstance(word, str) and to_sport(word)), None
    )
    return known or (kind if isinstance(kind, str) else None)


def _instant(unix_ms: float | None) -> datetime | None:
    if unix_ms is None:
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=unix_ms)
    except OverflowError:
        return None


def _number(activity: Json, *names: str) -> float | None:
    for name in names:
        value = activity.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
    return None


def _scaled(activity: Json, name: str, factor: float, *, digits: int = 3) -> float | None:
    """Zero stands for what was not told."""
    value = _number(activity, name)
    return round(value * factor, digits) if value else None


def _root(path: str) -> str:
    """The folder `DI_CONNECT`, else that of the table."""
    at = path.lower().find(_TOP)
    return path[: at + len(_TOP)] if at >= 0 else folder_of(path)


LAYOUT = Layout(
    source=_SOURCE,
    suffix=".json",
    is_table=is_summary_table,
    read=read_summaries,
    root=_root,
    beside="daily values, sleep, settings and the like",
)
