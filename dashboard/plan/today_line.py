"""A plan of some weeks on Today: one line while it is under way."""

import streamlit as st

from dashboard import session
from dashboard.plan import wording as plan_wording
from dashboard.rows.plan import PlanToday
from dashboard.ui.escape import escaped_line

SCREEN = "plan/screen.py"


def show_plan_line(person: session.Person) -> None:
    """One line for Today while a plan is under way; nothing while a warning sign is ticked."""
    today = session.record_of(person, PlanToday)
    if today is not None:
        where, _, what = plan_wording.line(today, person.units).partition(": ")
        if not session.rows_of(person, "page.strength_week").is_empty():
            what = what.partition(", ")[0]  # strength has a line of its own below
        # A link is cut off where it does not fit; text beside it wraps.
        with st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            gap="xxsmall",
        ):
            st.page_link(SCREEN, label=f"Plan: {escaped_line(where)}", width="content")
            if what:
                st.markdown(f"**{escaped_line(what)}**", width="content")
