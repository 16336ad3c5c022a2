"""What the last check saw otherwise than the one before."""

import polars as pl
import streamlit as st

from dashboard.mechanics.wording import NOT_WHY, change_lines
from dashboard.ui.escape import escaped


def has_changes(course: pl.DataFrame) -> bool:
    """Whether anything was looked at twice. `course`: rows of `page.mechanics_course`."""
    return not course["previous_date"].drop_nulls().is_empty()


def show_changes(course: pl.DataFrame) -> None:
    """Each change in a line, and how much was as before."""
    st.markdown("\n".join(f"- {escaped(line)}" for line in change_lines(course)))
    st.caption(NOT_WHY)
