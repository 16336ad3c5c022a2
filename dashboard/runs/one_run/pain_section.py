"""Where and how much it hurt on one run."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.ui import display


def show_pain(person: session.Person, pain: pl.DataFrame) -> None:
    """What was logged for this run or its day, a line a knee."""
    for row in pain.to_dicts():
        knee = display.KNEES[row["knee"]]
        scores = [
            f"{words.lower()} {row[column]}"
            for column, words in display.PAIN_MOMENTS.items()
            if row[column] is not None
        ]
        onset = display.distance(row["onset_m"], person.units)
        began = "" if row["onset_m"] is None else f"; it began at {onset}"
        st.markdown(f"{knee.shape} **{knee.word} knee**: {', '.join(scores) or 'no score'}{began}")
