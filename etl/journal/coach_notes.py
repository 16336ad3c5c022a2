"""A coach's short notes about a runner: the coach's own, or shown to the runner where they want it.

The runner finds all of them in their export.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from etl.journal.fields import Text

if TYPE_CHECKING:
    from etl.journal.store import Journal

_NOTE = Text(1000, "A note has at most 1,000 letters: shorten it.", none="Write the note first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SquadNote:
    """A few words of one day; what is shown to the runner stands on their *Today*."""

    runner_id: str
    local_date: date
    note: Annotated[str, _NOTE]
    is_shown_to_runner: bool = False
    entry_id: str | None = None


def save_squad_note(journal: "Journal", note: SquadNote, *, saved_by: str = "local") -> str:
    """Keep a note, or a newer version of it; return its entry_id.

    Raises UserError for no words, more than fit, or a day that has not come.
    """
    return journal.save_entry("squad_note", note, saved_by=saved_by)


def delete_squad_note(journal: "Journal", entry_id: str, *, saved_by: str = "local") -> None:
    """Mark a note deleted; its history stays."""
    journal.mark_deleted("squad_note", entry_id, saved_by=saved_by)


def put_away_note(
    journal: "Journal",
    *,
    runner_id: str,
    entry_id: str,
    written_by: str,
    saved_at: datetime,
    saved_by: str = "local",
) -> None:
    """The runner has read the version of a note that was written at `saved_at`, UTC."""
    row = {
        "runner_id": runner_id,
        "note_entry_id": entry_id,
        "note_saved_by": written_by,
        "note_saved_at": saved_at,
    }
    journal.save_rows("squad_note_read", [row], saved_by=saved_by)
