"""Workouts that another app wrote down as well: Health keeps what each app says of the same run.

Of two with a distance the rule for all sources finds that they are one. A copy without a distance,
as platforms write it, says nothing that the other does not, and would stand beside it as a run of
unknown length.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from etl.sources.archive.row import ArchiveRow
from etl.sources.common.sports import Sport, to_sport

_LONGEST = timedelta(days=2)

_Span = tuple[datetime, datetime, Sport | None]


def without_copies(rows: Sequence[ArchiveRow], others: Iterable[ArchiveRow]) -> list[ArchiveRow]:
    """The rows but those without a distance most of which lies within a workout that has one.

    `others` are workouts that came with a file. Only the same kind of activity counts: who walks
    does not run meanwhile, but somebody may have set the wrong one.
    """
    measured = sorted(
        (span for row in (*rows, *others) if row.distance_m and (span := _span(row))),
        key=lambda span: span[0],
    )
    starts = [began for began, _, _ in measured]
    return [row for row in rows if row.distance_m or not _is_held(row, measured, starts)]


def _is_held(row: ArchiveRow, measured: Sequence[_Span], starts: Sequence[datetime]) -> bool:
    span = _span(row)
    if span is None:
        return False
    began, ended, sport = span
    near = measured[bisect_left(starts, began - _LONGEST) : bisect_left(starts, ended)]
    return any(
        2 * (min(ended, until) - max(began, since)) > min(ended - began, until - since)
        for since, until, kind in near
        if _is_same(sport, kind)
    )


def _is_same(one: Sport | None, other: Sport | None) -> bool:
    if one is None or other is None:
        return one == other
    return one.is_run == other.is_run if one.is_run else one.name == other.name


def _span(row: ArchiveRow) -> _Span | None:
    if row.started_at is None or not row.elapsed_s:
        return None
    ended = row.started_at + timedelta(seconds=row.elapsed_s)
    return row.started_at, ended, to_sport(row.sport)
