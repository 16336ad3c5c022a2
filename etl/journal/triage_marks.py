"""Marks that a coach has seen where a runner stands: each viewer's own, in versions."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from etl.journal.entries import check_day
from etl.journal.store import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class SquadMark:
    """What was seen of one runner on one day.

    `need` and the first reason are those of the board; `scopes` what the runner shares with whoever
    looks: the mark is theirs only while all of it is shared.
    """

    runner_id: str
    local_date: date
    need: str
    scopes: tuple[str, ...]
    reason: str | None = None
    level: str | None = None
    knee: str | None = None
    session_id: str | None = None
    reason_date: date | None = None


def save_marks(
    journal: Journal,
    marks: Sequence[SquadMark],
    *,
    saved_by: str = "local",
    is_deleted: bool = False,
) -> None:
    """Keep marks, all of them or none; with `is_deleted` they are taken back.

    Raises UserError for a day that has not come, or a runner who is not the writer's to note.
    """
    today = journal.settings.current_time().date()
    for mark in marks:
        check_day(mark.local_date, today=today)
    rows = [asdict(mark) | {"is_deleted": is_deleted} for mark in marks]
    journal.save_rows("squad_mark", rows, saved_by=saved_by)
