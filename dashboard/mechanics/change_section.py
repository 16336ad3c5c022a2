"""What the last check saw otherwise than the one before."""

import polars as pl
import streamlit as st

from dashboard.mechanics.wording import change_lines
from dashboard.ui import display
from dashboard.ui.escape import escaped
from dashboard.ui.section import section


def show_changes(course: pl.DataFrame) -> None:
    """What the last check saw otherwise than the one before that looked; nothing of a first."""
    if course["previous_date"].drop_nulls().is_empty():
        return
    last = course.filter(pl.col("is_of_last_check"))["last_date"][0]
    with section(f"What the check of {display.short_day(last)} saw otherwise"):
        st.markdown("\n".join(f"- {escaped(line)}" for line in change_lines(course)))
        st.caption("What was seen, not why: two checks may differ by the eye that looked.")
