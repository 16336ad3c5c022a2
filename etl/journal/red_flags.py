"""Warning signs: which there are, what a runner answered, and that a clinician has looked."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated

from etl.journal import fields
from etl.journal.entries import KNEES
from etl.journal.fields import OneOf, check_word
from etl.reference.reviewed import Grade, Reviewed, Text, check
from etl.reference.toml_files import read_toml
from sql import ROOT

if TYPE_CHECKING:
    from etl.journal.store import Journal

REASONS = ("new", "rise", "monthly", "own")
"""Why the question was asked: pain is new, rose sharply or goes on; own: told unasked."""

ASSESSORS = ("physiotherapist", "doctor", "other")
OUTCOMES = ("cleared", "may_train_with_limits", "under_care")
_NOTE = fields.Text(2000, "Keep the note within 2000 characters.")


class RedFlag(Reviewed):
    """One warning sign: what it is, whom to see and how soon, and who says so."""

    code: str
    text: Text
    see: Text
    urgency: Text
    source: Text
    grade: Grade
    checked_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlagAnswer:
    """What was ticked when warning signs were asked about; an empty tuple is "none of these".

    `knee` is None where it was asked of both.
    """

    runner_id: str
    local_date: date
    reason: Annotated[str, OneOf("reason", REASONS)]
    knee: Annotated[str | None, OneOf("knee", KNEES)] = None
    red_flags: tuple[str, ...] = field(default=())
    entry_id: str | None = None

    def check(self) -> None:
        """Raises UserError for a sign nobody knows."""
        for code in self.red_flags:
            check_word("sign", code, tuple(red_flags()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A clinician has looked at one knee, or with `knee` None at everything that was ticked."""

    runner_id: str
    local_date: date
    assessed_by: Annotated[str, OneOf("assessor", ASSESSORS)]
    outcome: Annotated[str, OneOf("outcome", OUTCOMES)]
    knee: Annotated[str | None, OneOf("knee", KNEES)] = None
    note: Annotated[str | None, _NOTE] = None
    entry_id: str | None = None


@cache
def red_flags() -> dict[str, RedFlag]:
    """Every warning sign by its code, in the order of the file."""
    file = ROOT / "rules" / "red_flags" / "red_flags.toml"
    return {
        code: check(RedFlag, words, where=f"red_flags/{file.name} [{code}]", named={"code": code})
        for code, words in read_toml(file).items()
    }


def answer_red_flags(journal: "Journal", answer: RedFlagAnswer, *, saved_by: str = "local") -> str:
    """Keep an answer, or a newer version of it; return its entry_id.

    Raises UserError for a knee, reason or sign nobody knows, or a day that has not come.
    """
    return journal.save_entry("red_flag_answer", answer, saved_by=saved_by)


def delete_answer(journal: "Journal", entry_id: str, *, saved_by: str = "local") -> None:
    """Mark an answer taken back: the question is due again, and its signs no longer count."""
    journal.mark_deleted("red_flag_answer", entry_id, saved_by=saved_by)


def keep_assessment(journal: "Journal", assessment: Assessment, *, saved_by: str = "local") -> str:
    """Keep that a clinician has looked; return the entry_id.

    It answers signs of its day and before that are ticked by now. Raises UserError for a knee,
    assessor or outcome nobody knows, too long a note, or a day that has not come.
    """
    return journal.save_entry("assessment", assessment, saved_by=saved_by)
