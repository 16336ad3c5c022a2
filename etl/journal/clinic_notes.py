"""A clinician's notes of a session, and the mark that the data were looked through."""

from dataclasses import dataclass, replace
from datetime import date

from etl.errors import UserError
from etl.journal.store import Journal

KINDS = ("assessment", "review")
MOST_LETTERS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicNote:
    """What was found on one day; a review may go without words."""

    runner_id: str
    local_date: date
    kind: str = "assessment"
    note: str | None = None
    entry_id: str | None = None


def save_clinic_note(journal: Journal, note: ClinicNote, *, saved_by: str = "local") -> str:
    """Keep a note, or a newer version of it; return its entry_id.

    Raises UserError for a kind nobody knows, an empty or endless assessment, or a day to come.
    """
    words = (note.note or "").strip()
    if note.kind not in KINDS:
        raise UserError(f"{note.kind!r} is no kind of note: choose {' or '.join(KINDS)}.")
    if note.kind == "assessment" and not words:
        raise UserError("Write what you found first.")
    if len(words) > MOST_LETTERS:
        raise UserError(f"That is longer than {MOST_LETTERS:,} letters: shorten it.")
    return journal.save_entry("clinic_note", replace(note, note=words or None), saved_by=saved_by)


def delete_clinic_note(journal: Journal, entry_id: str, *, saved_by: str = "local") -> None:
    """Mark a note or a review taken back; its history stays."""
    journal.mark_deleted("clinic_note", entry_id, saved_by=saved_by)
