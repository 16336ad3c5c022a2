"""What became of a plan that is over, and whether the questionnaires moved since one began."""

from collections.abc import Sequence

import streamlit as st

from dashboard import session
from dashboard.plan import wording as plan_wording
from dashboard.rows.plan import Plan, PlanOutcome
from dashboard.ui.escape import escaped
from dashboard.ui.section import section


def show_end(person: session.Person, plan: Plan) -> None:
    """What became of a plan that is over, and whether the questionnaires moved."""
    with section(plan_wording.LAST_PLAN):
        st.markdown(escaped(plan_wording.ended(plan)))
        show_outcome(session.records_of(person, PlanOutcome))


def show_outcome(rows: Sequence[PlanOutcome]) -> None:
    """Change of each questionnaire since the start, against what mattered to people."""
    for row in rows:
        st.markdown(plan_wording.outcome(row, escaped(row["title"])))
