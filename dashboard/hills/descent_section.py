"""The latest descents: how they were run, and what each step took up."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.hills import wording
from dashboard.hills.descent_table import descent_table
from dashboard.method.common_questions import read_answers
from dashboard.method.common_questions_popover import show_each
from dashboard.rows.hills import HillsLever
from dashboard.ui import display
from dashboard.ui.chart import columns_of, table_with_csv
from dashboard.ui.folds import show_in_fold
from etl.reference.rules import parameter_value

SHOWN_DESCENTS = 12
LEAST_DESCENT_M = parameter_value("descent_least_m")


def show_descents(person: session.Person) -> None:
    """The latest runs that went downhill, folded under what their steps say."""
    runs = session.rows_of(person, "page.hills_descent")
    if runs.is_empty():
        return
    lever = session.record_of(person, HillsLever)
    show_in_fold(
        wording.descent_finding(lever),
        partial(_show_latest, person, runs, lever),
        key="hills-descents",
    )


def _show_latest(person: session.Person, runs: pl.DataFrame, lever: HillsLever | None) -> None:
    """Pace and step length against one's own, energy a step."""
    table = descent_table(runs.sort("started_at", descending=True), person.units)
    if lever is not None:
        st.markdown(wording.lever_words(lever))
    st.caption(wording.descents_words(LEAST_DESCENT_M, person.units))
    st.dataframe(
        table.rows.head(SHOWN_DESCENTS).to_arrow(),
        hide_index=True,
        height="content",
        placeholder=display.UNKNOWN,
        column_config=columns_of(table.rows, table.meanings),
    )
    table_with_csv(table, name="descents")
    st.caption(wording.DESCENT_CAVEAT)
    show_each(read_answers("downhill"))
