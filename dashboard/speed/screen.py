"""Speed: how much of my running was fast?"""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.speed.fast_section import show_reference, show_speed
from dashboard.speed.knee_load_section import show_knee_load
from dashboard.speed.wording import NOTHING_YET
from dashboard.ui.period_picker import choose_weeks


def show() -> None:
    """The answer first, then what unfolds."""
    weeks = choose_weeks("metric.speed_exposure", nothing_yet=NOTHING_YET)
    if weeks is None:
        return
    person, start = weeks.person, pl.col("week_start_date")
    pain_days = session.rows_of(person, "page.pain_mark").filter(
        pl.col("local_date") >= weeks.rows["week_start_date"].min()
    )
    show_speed(person, weeks.rows, pain_days)
    with st.container(gap="small"):
        show_reference(person, weeks.rows)
        loads = session.rows_of(person, "metric.knee_load")
        show_knee_load(person, loads.filter(start >= weeks.first_day))


if __name__ == "__main__":
    show()
