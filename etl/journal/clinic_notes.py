"""A clinician's notes of a session, and the mark that the data were looked through."""

import uuid
from dataclasses import dataclass
from datetime import date

from etl.clock import written_now
from etl.errors import UserError
from etl.journal.entries import check_day
from etl.journal.store import Journal
from sql import ROOT

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


def save_note(
    journal: Journal, note: ClinicNote, *, saved_by: str = "local", is_deleted: bool = False
) -> str:
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
    check_day(note.local_date, today=journal.settings.current_time().date())
    entry_id = note.entry_id or uuid.uuid4().hex
    row = {
        "entry_id": entry_id,
        "runner_id": note.runner_id,
        "local_date": note.local_date,
        "kind": note.kind,
        "note": words or None,
        "is_deleted": is_deleted,
        "saved_by": saved_by,
        "saved_at": written_now(),
    }
    statement = (ROOT / "journal" / "save_clinic_note.sql").read_text("utf-8")
    with journal.writing() as connection:
        connection.execute(statement, row)
    return entry_id
