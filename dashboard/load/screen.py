"""Load: am I building too fast?"""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.load import wording
from dashboard.load.context import show_logs, show_recovery, show_steadiness
from dashboard.load.expert_drawer import show_expert_drawer
from dashboard.load.ramp_section import show_ramp
from dashboard.load.tomorrow_section import show_tomorrow
from dashboard.load.week_section import show_weeks
from dashboard.ui.empty_state import empty_state
from dashboard.ui.period_picker import show_period_picker


def show() -> None:
    """Tomorrow first, then the weeks it rests on, and what unfolds."""
    person = session.current_runner()
    weeks = session.rows_of(person, "page.load_week") if person else pl.DataFrame()
    if person is None or weeks.is_empty():
        empty_state(wording.NOTHING_YET)
        return
    show_tomorrow(person)
    first_day = show_period_picker().first_day(session.today(person))
    weeks = weeks.filter(pl.col("week_start_date") >= first_day)
    sessions = session.rows_of(person, "metric.session_spike").filter(
        pl.col("local_date") >= first_day
    )
    show_weeks(person, weeks, sessions)
    with st.container(gap="small"):
        show_ramp(person, weeks)
        show_steadiness(person)
        show_recovery(person)
        show_expert_drawer(person, first_day)
        show_logs(person)


if __name__ == "__main__":
    show()
