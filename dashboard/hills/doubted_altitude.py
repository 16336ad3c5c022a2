"""Altitude that is not believed: which device, over which time, why, and what helps."""

from datetime import date

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.hills.altitude_wording import HELP, doubt_of_run, doubt_words
from dashboard.rows import to_rows
from dashboard.rows.hills import HillsDoubt
from dashboard.rows.runs import RunSource
from dashboard.ui import display


def show_doubted_altitude(person: session.Person, *, since: date) -> None:
    """Once: each device whose hills are unknown on runs since that day; nothing where none is."""
    rows = session.rows_of(person, "page.hills_doubt").filter(pl.col("until_date") >= since)
    if rows.is_empty():
        return
    lines = [doubt_words(row, person.units) for row in to_rows(rows, HillsDoubt)]
    st.info("  \n".join([*lines, HELP]))


def doubts_of_run(sources: pl.DataFrame, units: str) -> list[str]:
    """A sentence for each recording that counts of one run and has no known hills."""
    doubted = sources.filter(
        pl.col("duplicate_of").is_null() & pl.col("altitude_doubt").is_not_null()
    )
    return [
        doubt_of_run(display.height(row["recorded_ascent_m"], units), doubt)
        for row in to_rows(doubted, RunSource)
        if (doubt := row["altitude_doubt"]) is not None
    ]
