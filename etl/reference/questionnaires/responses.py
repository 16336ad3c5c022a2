"""Answers and scores as values, and the sums that several questionnaires share."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.errors import UserError
from etl.reference.questionnaires.definitions import Questionnaire

Answers = Sequence[int | None]
"""One an item, in its order; None was not answered."""


@dataclass(frozen=True, slots=True)
class Score:
    """A score, or None with the reason. `is_substantial` is None where nobody defines it."""

    value: float | None
    reason: str | None = None
    is_substantial: bool | None = None


def check_answers(facts: Questionnaire, answers: Answers) -> None:
    """Raises UserError unless there is one answer an item, each known to the questionnaire."""
    if len(answers) != facts.item_count:
        raise UserError(
            f"{facts.title} has {facts.item_count} items, and {len(answers)} were answered."
        )
    for index, answer in enumerate(answers):
        points = facts.points_of(index)
        known = range(len(points)) if facts.is_by_position else points
        is_known = answer in known if points else answer is None or answer >= 0
        if answer is not None and not is_known:
            raise UserError(f"{facts.title} has no answer {answer} to item {index + 1}.")


def answered(answers: Answers) -> list[int]:
    """Those that were given."""
    return [answer for answer in answers if answer is not None]


def sum_of_all(facts: Questionnaire, answers: Answers) -> Score:
    """The sum of the points, or none while an item is unanswered."""
    check_answers(facts, answers)
    given = answered(answers)
    if len(given) < len(answers):
        return Score(None, "unanswered")
    return Score(float(sum(given)))
