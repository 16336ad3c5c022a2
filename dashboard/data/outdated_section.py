"""Runs that a rebuild would bring up to date."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.ui import display
from etl.recording import FORMULA_VERSION


def show_outdated(person: session.Person) -> None:
    """Runs that formulas of an earlier version computed, and how to bring them up to date."""
    versions = session.rows_of(person, "page.data_formula")
    older = versions.filter(pl.col("formula_version") < FORMULA_VERSION)
    if older.is_empty():
        return
    runs = display.count(int(older["run_count"].sum()), "run")
    st.info(
        f"Computed by earlier formulas: {runs}. Some of their numbers are missing or older than "
        "this page. Stop the dashboard and run `kneewise rebuild`: it computes all of them "
        "anew and says what changed."
    )
