"""`cardioActivities.csv` of a Runkeeper export: every activity, with the name of its GPX file.

What this rests on, and what was seen there:
- <https://github.com/dangoldin/runkeeper-stats>, cardioActivities.csv: columns "Date", "Type",
  "Distance (mi)", "Duration" as 26:42 or 1:06:06, "Climb (ft)", "Average Heart Rate (bpm)", "Notes"
  over several lines, "GPX File". Dates are those of the clock on the wall, without a zone.
- Reports on the same table by others who publish theirs name "Activity Id" as a first column,
  "Distance (km)" and "Climb (m)" for who runs in kilometres, and a distance of 0.00 where none was.

A GPX of Runkeeper names no type: the table knows the kind. It holds no cadence.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from etl.sources.archive.csv_stream import Row, columns_of, number_of, rows_of, seconds_of
from etl.sources.archive.layout import Layout, Member, Told, folder_of
from etl.sources.archive.row import ArchiveRow

_SOURCE = "runkeeper"
_NEEDED = {"date", "type", "duration", "gpx file"}
_METRES = {"distance (km)": 1000.0, "distance (mi)": 1609.344}
_CLIMB_METRES = {"climb (m)": 1.0, "climb (ft)": 0.3048}


def is_cardio_table(member: Member) -> bool:
    """By the columns of its first line."""
    return set(columns_of(member.head())) >= _NEEDED


def read_activities(table: Member, members: Mapping[str, Member], told: Told) -> None:
    """Tell every activity: on top of its file where that is here, else as a row."""
    by_name = {member.name: path for path, member in members.items()}
    for row in rows_of(table.pieces()):
        activity = _to_row(row)
        file = by_name.get(row.get("gpx file", "").lower())
        if file is None or file in told.of_files:
            told.rows.append(activity)
        else:
            told.of_files[file] = activity


def _to_row(row: Row) -> ArchiveRow:
    began = _clock(row.get("date"))
    moving_s = seconds_of(row.get("duration"))
    return ArchiveRow(
        source=_SOURCE,
        entry=row.get("activity id") or (f"{began:%Y-%m-%d-%H%M%S}" if began else "undated"),
        started_at=began,
        is_local_clock=True,
        sport=row.get("type"),
        distance_m=_measured(row, _METRES),
        moving_s=moving_s,
        elapsed_s=moving_s,
        ascent_m=_measured(row, _CLIMB_METRES),
        heart_rate_bpm=number_of(row.get("average heart rate (bpm)")),
    )


def _measured(row: Row, factors: Mapping[str, float]) -> float | None:
    found = (number_of(row[name], metres) for name, metres in factors.items() if name in row)
    return next(found, None)


def _clock(text: str | None) -> datetime | None:
    """The clock on the wall, as if it were UTC."""
    try:
        return datetime.fromisoformat(text or "").replace(tzinfo=UTC)
    except ValueError:
        return None


LAYOUT = Layout(
    source=_SOURCE,
    suffix=".csv",
    is_table=is_cardio_table,
    read=read_activities,
    root=folder_of,
    beside="measurements, photos and the like",
)
