"""How well altitude is known, and what hills do and do not say of knees."""

from datetime import date

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.hills.doubted_altitude import show_doubted_altitude
from dashboard.hills.wording import ABOUT_ALTITUDE, ALTITUDE_DOUBTED, DOWNHILL_CAVEAT, quality_words
from dashboard.ui.folds import show_in_fold


def show_altitude(person: session.Person, weeks: pl.DataFrame, *, since: date) -> None:
    """Folded; its line says it where a device is not believed."""
    doubted = session.rows_of(person, "page.hills_doubt").filter(pl.col("until_date") >= since)

    def show_known() -> None:
        show_doubted_altitude(person, since=since)
        st.markdown(quality_words(weeks))
        st.caption(DOWNHILL_CAVEAT)

    label = ABOUT_ALTITUDE if doubted.is_empty() else ALTITUDE_DOUBTED
    show_in_fold(label, show_known, key="hills-altitude")
