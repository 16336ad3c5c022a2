"""Runs that a rebuild would bring up to date."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.data import wording
from etl.recording import FORMULA_VERSION


def show_outdated(person: session.Person) -> None:
    """Runs that formulas of an earlier version computed, and how to bring them up to date."""
    versions = session.rows_of(person, "page.data_formula")
    older = versions.filter(pl.col("formula_version") < FORMULA_VERSION)
    if older.is_empty():
        return
    st.info(wording.outdated(int(older["run_count"].sum())))
