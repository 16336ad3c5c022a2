"""UWRI: the University of Wisconsin Running Injury and Recovery Index."""

from etl.reference.questionnaires.definitions import facts_of
from etl.reference.questionnaires.responses import Answers, Score, sum_of_all


def score(answers: Answers) -> Score:
    """0 (worst) to 36 (running as before): the sum of 9 items of 0-4; None if one is unanswered.

    Nelson 2019.
    """
    return sum_of_all(facts_of("uwri"), answers)
