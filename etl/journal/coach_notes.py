"""A coach's short notes about a runner, read by whoever wrote them and in the runner's export."""

from dataclasses import dataclass, replace
from datetime import date

from etl.errors import UserError
from etl.journal.store import Journal

MOST_LETTERS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SquadNote:
    """A few words of one day."""

    runner_id: str
    local_date: date
    note: str
    entry_id: str | None = None


def save_squad_note(journal: Journal, note: SquadNote, *, saved_by: str = "local") -> str:
    """Keep a note, or a newer version of it; return its entry_id.

    Raises UserError for no words, more than fit, or a day that has not come.
    """
    words = note.note.strip()
    if not words:
        raise UserError("Write the note first.")
    if len(words) > MOST_LETTERS:
        raise UserError(f"A note has at most {MOST_LETTERS:,} letters: shorten it.")
    return journal.save_entry("squad_note", replace(note, note=words), saved_by=saved_by)


def delete_squad_note(journal: Journal, entry_id: str, *, saved_by: str = "local") -> None:
    """Mark a note deleted; its history stays."""
    journal.mark_deleted("squad_note", entry_id, saved_by=saved_by)
