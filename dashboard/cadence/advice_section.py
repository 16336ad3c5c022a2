"""The advice to run at a number of steps, and the runner's own goal."""

import streamlit as st

from dashboard import session
from dashboard.cadence.wording import advice_words
from dashboard.rows.cadence import CadenceContext
from dashboard.ui.section import section
from etl.journal.cadence_plan import choose_goal


def show_advice_of_170(person: session.Person, context: CadenceContext) -> None:
    """What is to be made of the advice to run at 170, and the runner's own goal."""
    with section(f"And the advice of {context['advised_spm']:.0f}?"):
        st.markdown(advice_words(context, person.units))
        goal = st.toggle(
            "Quicker steps are a goal of mine",
            value=context["has_goal"],
            key=f"cadence-goal-{person.runner_id}",
            help=f"Then a cadence below {context['advised_spm']:.0f} for your height is named "
            "among the reasons on Today, also while nothing hurts.",
        )
    if goal != context["has_goal"]:
        choose_goal(session.current_journal(), runner_id=person.runner_id, has_goal=goal)
        st.rerun()
