"""Whether the questionnaires moved since a plan began."""

import streamlit as st

from dashboard import session
from dashboard.rows.plan import PlanOutcome
from dashboard.ui.escape import escaped


def show_outcome(person: session.Person) -> None:
    """Change of each questionnaire since the start, against what mattered to people."""
    for row in session.records_of(person, PlanOutcome):
        knee = f", {row['knee']} knee" if row["knee"] else ""
        turn = {True: "better", False: "worse", None: "no change"}[row["is_better"]]
        limit = (
            "which change matters to people is not known"
            if row["important_score"] is None
            else f"{row['important_score']:g} points matter to people"
            + (": reached" if row["is_important"] else ": not reached")
        )
        st.markdown(
            f"{escaped(row['title'])}{knee}: {row['first_score']:g} → {row['last_score']:g}, "
            f"{turn}; {limit}."
        )
