"""LEFS: the Lower Extremity Functional Scale."""

from etl.reference.questionnaires.definitions import facts_of
from etl.reference.questionnaires.responses import Answers, Score, sum_of_all


def score(answers: Answers) -> Score:
    """0 (worst) to 80 (no difficulty): the sum of 20 items of 0-4; None if one is unanswered.

    Binkley 1999.
    """
    return sum_of_all(facts_of("lefs"), answers)
