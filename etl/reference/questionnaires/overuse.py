"""The OSTRC family: how far a knee got in the way of a week's running."""

from etl.reference.questionnaires.definitions import Questionnaire, facts_of
from etl.reference.questionnaires.responses import Answers, Score, answered, check_answers

FULL, OUT = 0, 3
"""Positions of the first question: all of it and no problem; none of it."""

MODERATE = 2
"""From this position on, the second and third question tell of a substantial problem."""


def is_decided(first: int | None) -> bool:
    """The first answer alone gives the score: the rest need not be asked (OSTRC-H2)."""
    return first in (FULL, OUT)


def score_gated(answers: Answers) -> Score:
    """OSTRC-H2/-O2: 0 (no problem) to 100 (no running), from positions 0-3 of four items.

    Full participation is 0 and no participation 100, whatever else was answered. Substantial:
    volume or performance at least moderately reduced, or no participation. Clarsen 2020; the
    points are unverified (docs/evidence/metrics.md#check_in).
    """
    facts = facts_of("overuse_weekly")
    check_answers(facts, answers)
    if answers[0] == FULL:
        return Score(facts.lowest_score, is_substantial=False)
    if answers[0] == OUT:
        return Score(facts.highest_score, is_substantial=True)
    return _sum(facts, answers)


def score_2013(answers: Answers) -> Score:
    """OSTRC-O of 2013: 0-100 from positions 0-3 of items 1 and 4, 0-4 of items 2 and 3; no gate.

    Substantial: volume or performance at least moderately reduced, or no participation.
    """
    facts = facts_of("ostrc_o")
    check_answers(facts, answers)
    return _sum(facts, answers)


def _sum(facts: Questionnaire, answers: Answers) -> Score:
    given = answered(answers)
    if len(given) < len(answers):
        return Score(None, "unanswered")
    value = sum(facts.points_of(index)[position] for index, position in enumerate(given))
    is_substantial = given[0] == OUT or max(given[1], given[2]) >= MODERATE
    return Score(float(value), is_substantial=is_substantial)
