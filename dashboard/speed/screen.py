"""Speed: how much of my running was fast?"""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.speed.fast_section import show_reference, show_speed
from dashboard.speed.knee_load_section import show_knee_load
from dashboard.ui.empty_state import empty_state
from dashboard.ui.period_picker import show_period_picker


def show() -> None:
    """The answer first, then what unfolds."""
    person = session.current_runner()
    weeks = session.rows_of(person, "metric.speed_exposure") if person else pl.DataFrame()
    if person is None or weeks.is_empty():
        empty_state("Fast minutes appear here once your runs are in.", "Bring in runs")
        return
    today = session.today(person)
    first_day = show_period_picker().first_day(today)
    in_period = pl.col("week_start_date") >= first_day
    weeks = weeks.filter(in_period)
    pain_days = session.rows_of(person, "page.pain_mark").filter(
        pl.col("local_date") >= weeks["week_start_date"].min()
    )
    show_speed(person, weeks, pain_days)
    with st.container(gap="small"):
        show_reference(person, weeks)
        show_knee_load(person, session.rows_of(person, "metric.knee_load").filter(in_period))


if __name__ == "__main__":
    show()
