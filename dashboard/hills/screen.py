"""Hills: did the terrain ask more of my knees than usual?"""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.hills.altitude_section import show_altitude
from dashboard.hills.descent_section import show_descents
from dashboard.hills.week_section import show_descent, show_steepness
from dashboard.ui.empty_state import empty_state
from dashboard.ui.period_picker import show_period_picker


def show() -> None:
    """The answer first, then what unfolds."""
    person = session.current_runner()
    weeks = session.rows_of(person, "page.hills_week") if person else pl.DataFrame()
    if person is None or weeks.is_empty():
        empty_state("Climbs and descents appear here once your runs are in.", "Bring in runs")
        return
    today = session.today(person)
    first_day = show_period_picker().first_day(today)
    weeks = weeks.filter(pl.col("week_start_date") >= first_day)
    show_descent(person, weeks)
    with st.container(gap="small"):
        show_steepness(person, weeks)
        show_descents(person)
        show_altitude(person, weeks, since=first_day)


if __name__ == "__main__":
    show()
