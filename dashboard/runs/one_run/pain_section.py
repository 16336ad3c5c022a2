"""Where and how much it hurt on one run."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.pain import PainEntry
from dashboard.ui import display


def show_pain(person: session.Person, pain: pl.DataFrame) -> None:
    """What was logged for this run or its day, a line a knee."""
    for row in to_rows(pain, PainEntry):
        knee = display.KNEES[row["knee"]]
        given = dict(row)
        scores = [
            f"{words.lower()} {given[column]}"
            for column, words in display.PAIN_MOMENTS.items()
            if given[column] is not None
        ]
        onset = display.distance(row["onset_m"], person.units)
        began = "" if row["onset_m"] is None else f"; it began at {onset}"
        st.markdown(f"{knee.shape} **{knee.word} knee**: {', '.join(scores) or 'no score'}{began}")
