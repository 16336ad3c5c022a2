"""The advice to run at a number of steps, and the runner's own goal."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.cadence import wording
from dashboard.method.explainer import show_method_link
from dashboard.rows.cadence import CadenceContext
from dashboard.ui.folds import show_in_fold
from etl.journal.cadence_plan import choose_goal


def show_advice_of_170(person: session.Person, context: CadenceContext) -> None:
    """What is to be made of the advice to run at 170, and the runner's own goal, folded."""
    show_in_fold(
        wording.advice_title(context), partial(_show_advice, person, context), key="cadence-advice"
    )


def _show_advice(person: session.Person, context: CadenceContext) -> None:
    st.markdown(wording.advice_words(context, person.units))
    show_method_link("height_adjusted_cadence")
    goal = st.toggle(
        wording.GOAL,
        value=context["has_goal"],
        key=f"cadence-goal-{person.runner_id}",
        help=wording.goal_help(context),
    )
    if goal != context["has_goal"]:
        choose_goal(session.current_journal(), runner_id=person.runner_id, has_goal=goal)
        st.rerun()
