"""Strength: what to do today, what was done last time, and how the weeks went beside the knee."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.rows.strength import StrengthProgramme
from dashboard.strength import wording
from dashboard.strength.history_section import show_deleted, show_history
from dashboard.strength.today_section import show_today
from dashboard.strength.warm_up import show_programme
from dashboard.strength.week_section import show_weeks
from dashboard.ui.empty_state import empty_state
from dashboard.ui.folds import show_in_fold


def show() -> None:
    """The whole screen: today's session, and folded the weeks, what was logged, and what for."""
    person = session.current_runner()
    if person is None:
        empty_state(wording.EMPTY)
        return
    programme = session.records_of(person, StrengthProgramme)[0]
    weeks = session.rows_of(person, "page.strength_week")
    show_today(person, programme, weeks)
    with st.container(gap="small"):
        if weeks.is_empty():
            st.caption(wording.NOTHING_YET)
            show_deleted(person)
        else:
            show_in_fold(
                wording.finding(weeks), partial(show_weeks, person, weeks), key="strength-weeks"
            )
            show_in_fold(wording.LOGGED, partial(show_history, person), key="strength-history")
        show_programme(person, programme)


if __name__ == "__main__":
    show()
