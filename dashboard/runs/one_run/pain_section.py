"""Where and how much it hurt on one run."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.pain import PainEntry
from dashboard.runs.one_run import wording


def show_pain(person: session.Person, pain: pl.DataFrame) -> None:
    """What was logged for this run or its day, a line a knee."""
    for row in to_rows(pain, PainEntry):
        st.markdown(wording.pain_line(row, person.units))
