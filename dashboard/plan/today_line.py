"""A plan of some weeks on Today: one line while it is under way."""

import streamlit as st

from dashboard import session
from dashboard.plan import wording as plan_wording
from dashboard.ui.escape import escaped_line

SCREEN = "plan/screen.py"


def show_plan_line(person: session.Person) -> None:
    """One line for Today while a plan is under way; nothing while a warning sign is ticked."""
    rows = session.rows_of(person, "page.plan_today")
    if rows.height:
        where, _, what = plan_wording.line(rows.row(0, named=True), person.units).partition(": ")
        # A link is cut off where it does not fit; text beside it wraps.
        with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
            st.page_link(SCREEN, label=f"Plan: {escaped_line(where)}", width="content")
            st.markdown(escaped_line(what), width="content")
