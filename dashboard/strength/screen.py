"""Strength: what to do today, what was done last time, and how the weeks went beside the knee."""

import streamlit as st

from dashboard import session
from dashboard.rows.strength import StrengthProgramme
from dashboard.strength.history_section import show_history
from dashboard.strength.today_section import show_today
from dashboard.strength.week_section import show_weeks
from dashboard.ui.empty_state import empty_state


def show() -> None:
    """The whole screen, top down: today first, the weeks below."""
    person = session.current_runner()
    if person is None:
        empty_state("Strength is logged beside your runs: bring those in first.")
        return
    programme = session.records_of(person, StrengthProgramme)[0]
    weeks = session.rows_of(person, "page.strength_week")
    show_today(person, programme, weeks)
    if weeks.is_empty():
        st.markdown("#### No strength work logged yet")
        st.caption("Sessions you log appear here by week, beside your running and your knees.")
        return
    show_weeks(person, weeks)
    show_history(person)


if __name__ == "__main__":
    show()
