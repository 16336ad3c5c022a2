"""Which function scores which questionnaire."""

from collections.abc import Callable

from etl.errors import UserError
from etl.reference.questionnaires import akps, koos_pf, lefs, overuse, uwri
from etl.reference.questionnaires.responses import Answers, Score

SCORINGS: dict[str, Callable[[Answers], Score]] = {
    "overuse_weekly": overuse.score_gated,
    "ostrc_o": overuse.score_2013,
    "koos_pf": koos_pf.score,
    "uwri": uwri.score,
    "lefs": lefs.score,
    "akps": akps.score,
}


def score(questionnaire_id: str, answers: Answers) -> Score:
    """The score of one set of answers. Raises UserError for an answer that cannot be."""
    if questionnaire_id not in SCORINGS:
        raise UserError(f"There is no questionnaire called {questionnaire_id!r}.")
    return SCORINGS[questionnaire_id](answers)
