"""Check-ins: how far does the knee get in the way, and is a change more than noise?"""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.check_ins import wording
from dashboard.check_ins.answers_section import show_meaning, show_scores
from dashboard.check_ins.asked_section import show_asked
from dashboard.check_ins.due_section import show_due
from dashboard.check_ins.form import home_texts
from dashboard.check_ins.not_offered_section import missing_of, show_faults, show_not_offered
from dashboard.method.explainer import show_method_link
from dashboard.ui.empty_state import empty_state
from dashboard.ui.folds import show_in_fold
from dashboard.ui.wording import WAY_IN_OR_PAIN


def show() -> None:
    """The whole screen: what the scores mean, what is due; the rest is folded."""
    person = session.current_runner()
    if person is None:
        empty_state(wording.EMPTY, WAY_IN_OR_PAIN)
        return
    texts = home_texts()
    answers = session.rows_of(person, "page.check_in")
    show_meaning(person, answers)
    show_due(person, texts, answers)
    show_faults(texts)
    with st.container(gap="small"):
        if not answers.is_empty():
            scores = partial(show_scores, person, answers)
            show_in_fold(wording.SCORES, scores, key="check-in-scores")
        show_in_fold(wording.ASKED, partial(show_asked, person), key="check-in-weekly")
        missing = missing_of(texts)
        if missing:
            show_in_fold(
                wording.NOT_OFFERED, partial(show_not_offered, missing), key="check-in-missing"
            )
    show_method_link("check_in", wording.HOW_KNOWN)


if __name__ == "__main__":
    show()
