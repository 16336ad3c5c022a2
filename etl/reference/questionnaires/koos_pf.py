"""KOOS-PF: pain and function of the kneecap joint."""

from etl.reference.questionnaires.definitions import facts_of
from etl.reference.questionnaires.responses import Answers, Score, answered, check_answers


def score(answers: Answers) -> Score:
    """0 (worst) to 100 (no problem): 100 less the mean of 11 items of 0-4, as a percentage of 4.

    Half of the items must be answered, else None. Crossley 2018.
    """
    facts = facts_of("koos_pf")
    check_answers(facts, answers)
    given = answered(answers)
    if len(given) < facts.least_answered_share * facts.item_count:
        return Score(None, "too_few_answers")
    worst_share = sum(given) / len(given) / max(facts.points_of(0))
    return Score(facts.highest_score * (1 - worst_share))
