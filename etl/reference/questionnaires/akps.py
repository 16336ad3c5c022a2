"""AKPS: the Anterior Knee Pain Scale, also called Kujala score."""

from etl.reference.questionnaires.definitions import facts_of
from etl.reference.questionnaires.responses import Answers, Score, sum_of_all


def score(answers: Answers) -> Score:
    """0 (worst) to 100 (no complaint): the sum of the points of 13 items.

    None if one is unanswered. The weights come with the clinic's text, whose highest points must
    add up to 100; they are not among the facts we have. Kujala 1993
    (docs/evidence/metrics.md#check_in).
    """
    return sum_of_all(facts_of("akps"), answers)
