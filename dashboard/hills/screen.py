"""Hills: did the terrain ask more of my knees than usual?"""

import streamlit as st

from dashboard.hills.altitude_section import show_altitude
from dashboard.hills.descent_section import show_descents
from dashboard.hills.week_section import show_descent, show_steepness
from dashboard.hills.wording import NOTHING_YET
from dashboard.ui.period_picker import choose_weeks


def show() -> None:
    """The answer first, then what unfolds."""
    weeks = choose_weeks("page.hills_week", nothing_yet=NOTHING_YET)
    if weeks is None:
        return
    show_descent(weeks.person, weeks.rows)
    with st.container(gap="small"):
        show_steepness(weeks.person, weeks.rows)
        show_descents(weeks.person)
        show_altitude(weeks.person, weeks.rows, since=weeks.first_day)


if __name__ == "__main__":
    show()
