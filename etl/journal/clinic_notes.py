"""A clinician's notes of a session, the mark that the data were looked through, and the question
that a runner brings to it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

from etl.errors import UserError
from etl.journal.fields import OneOf, Text

if TYPE_CHECKING:
    from etl.journal.store import Journal

KINDS = ("assessment", "review", "question")
_NOTE = Text(10_000, "That is longer than 10,000 letters: shorten it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicNote:
    """What was found or asked on one day; a review may go without words."""

    runner_id: str
    local_date: date
    kind: Annotated[str, OneOf("kind of note", KINDS)] = "assessment"
    note: Annotated[str | None, _NOTE] = None
    entry_id: str | None = None

    def check(self) -> None:
        """Raises UserError for an assessment or a question without words."""
        if self.kind != "review" and not (self.note or "").strip():
            what = "ask" if self.kind == "question" else "found"
            raise UserError(f"Write what you {what} first.")


def save_clinic_note(journal: "Journal", note: ClinicNote, *, saved_by: str = "local") -> str:
    """Keep a note, or a newer version of it; return its entry_id.

    Raises UserError for a kind nobody knows, an empty or endless assessment, or a day to come.
    """
    return journal.save_entry("clinic_note", note, saved_by=saved_by)


def delete_clinic_note(journal: "Journal", entry_id: str, *, saved_by: str = "local") -> None:
    """Mark a note or a review taken back; its history stays."""
    journal.mark_deleted("clinic_note", entry_id, saved_by=saved_by)
