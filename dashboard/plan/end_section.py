"""What became of a plan that is over."""

import streamlit as st

from dashboard import session
from dashboard.plan import wording as plan_wording
from dashboard.plan.outcome import show_outcome
from dashboard.rows.plan import Plan
from dashboard.ui.escape import escaped
from dashboard.ui.section import section


def show_end(person: session.Person, plan: Plan) -> None:
    """What became of a plan that is over, and whether the questionnaires moved."""
    with section("Your last plan"):
        st.markdown(escaped(plan_wording.ended(plan)))
        show_outcome(person)
