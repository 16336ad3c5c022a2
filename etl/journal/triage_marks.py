"""Marks that a coach has seen where a runner stands: each viewer's own, in versions."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from etl.clock import written_now
from etl.journal.entries import check_day
from etl.journal.store import Journal
from etl.storage.journal_rows import insert_row


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
    with journal.writing() as connection:
        for mark in marks:
            row = asdict(mark) | {"scopes": list(mark.scopes), "is_deleted": is_deleted}
            row |= {"saved_by": saved_by, "saved_at": written_now()}
            insert_row(connection, "squad_mark", row)
