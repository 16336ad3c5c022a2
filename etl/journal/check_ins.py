"""Answered questionnaires, as the journal keeps them: scored once, when they are written down."""

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING

from etl.errors import UserError
from etl.journal.entries import KNEES
from etl.journal.fields import check_word
from etl.reference.questionnaires.definitions import facts_of
from etl.reference.questionnaires.scoring import score

if TYPE_CHECKING:
    from etl.journal.store import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """One questionnaire answered on one day; `knee` is None where it asks of no knee.

    `answers` has one an item, as its scoring takes them: positions from 0, or points.
    """

    runner_id: str
    local_date: date
    questionnaire_id: str
    questionnaire_version: str
    answers: tuple[int | None, ...]
    knee: str | None = None

    @property
    def entry_id(self) -> str:
        """One a runner, questionnaire, knee and day: a second answer replaces the first."""
        parts = (self.runner_id, self.questionnaire_id, self.knee, f"{self.local_date:%Y%m%d}")
        return "-".join(filter(None, parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored(CheckIn):
    """The same with what its answers came to."""

    score: float | None
    score_reason: str | None
    is_substantial: bool | None


def save_check_in(journal: "Journal", check_in: CheckIn, *, saved_by: str = "local") -> str:
    """Score the answers and keep both; return the entry_id.

    Raises UserError for a questionnaire, knee, day or answer that cannot be, or when nothing at
    all was answered.
    """
    facts = facts_of(check_in.questionnaire_id)
    if facts.is_per_knee != (check_in.knee in KNEES):
        raise UserError(f"{facts.title} asks of {'one knee' if facts.is_per_knee else 'no knee'}.")
    if all(answer is None for answer in check_in.answers):
        raise UserError("Answer at least the first question.")
    result = score(check_in.questionnaire_id, check_in.answers)
    scored = _Scored(
        **{column.name: getattr(check_in, column.name) for column in fields(check_in)},
        score=result.value,
        score_reason=result.reason,
        is_substantial=result.is_substantial,
    )
    return journal.save_entry("check_in", scored, saved_by=saved_by)


def delete_check_in(journal: "Journal", entry_id: str, *, saved_by: str = "local") -> None:
    """Mark an answered questionnaire taken back; its history stays."""
    journal.mark_deleted("check_in", entry_id, saved_by=saved_by)


def wish_check_in(
    journal: "Journal", *, runner_id: str, knee: str, is_wanted: bool, saved_by: str = "local"
) -> None:
    """The runner's word on being asked weekly about a knee; it wins over what pain would ask."""
    check_word("knee", knee, KNEES)
    row = {"runner_id": runner_id, "knee": knee, "is_wanted": is_wanted}
    journal.save_rows("check_in_wish", [row], saved_by=saved_by)
