"""`SPORT_*.csv` of an archive of Zepp (Amazfit, Mi Fitness): a row a workout.

What this rests on, and what was seen there:
- <https://github.com/gesaracino/amazfit2garmin>, its parser and tests: columns `type`, `startTime`
  as "2026-06-19 04:43:15+0000", `sportTime(s)`, `distance(m)`, `avgPace(/meter)`; type 1 is a run
  outside, 16 free training.
- <https://github.com/gueffel/ghcdb>: the same table; -1.0 stands for what was not measured, `null`
  for what is missing; type 1 is running, 52 strength.

Times of this table are UTC, and no zone is told. What other numbers of `type` mean is told
differently by everybody who writes of them: such a workout is kept as one of another kind.
"""

from collections.abc import Mapping

from etl.sources.archive.clock import stamp, utc_of
from etl.sources.archive.csv_stream import Row, columns_of, number_of, rows_of
from etl.sources.archive.layout import Layout, Member, Told, folder_of
from etl.sources.archive.row import ArchiveRow

_SOURCE = "zepp"
_NEEDED = {"type", "starttime", "sporttime(s)", "distance(m)"}
_KINDS = {"1": "run", "16": "workout", "52": "strength"}


def is_sport_table(member: Member) -> bool:
    """By its columns."""
    return set(columns_of(member.head())) >= _NEEDED


def read_workouts(table: Member, _members: Mapping[str, Member], told: Told) -> None:
    """Tell every workout as a row."""
    told.rows.extend(_to_row(row) for row in rows_of(table.pieces()))


def _to_row(row: Row) -> ArchiveRow:
    began = utc_of(row.get("starttime"))
    moving_s = number_of(row.get("sporttime(s)"))
    kind = (row.get("type") or "").removesuffix(".0")
    return ArchiveRow(
        source=_SOURCE,
        entry=stamp(began),
        started_at=began,
        # A number alone is no word of a platform that others might share.
        sport=_KINDS.get(kind, f"zepp type {kind}"),
        distance_m=number_of(row.get("distance(m)")),
        moving_s=moving_s,
        elapsed_s=moving_s,
        heart_rate_bpm=number_of(row.get("avgheartrate")),
    )


LAYOUT = Layout(
    source=_SOURCE,
    suffix=".csv",
    is_table=is_sport_table,
    read=read_workouts,
    root=lambda path: folder_of(folder_of(path).rstrip("/")),
    beside="steps, sleep, heart rate of the day and the like",
)
