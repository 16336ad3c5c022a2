"""The latest descents: how they were run, and what each step took up."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.hills.descent_table import descent_table
from dashboard.hills.wording import DESCENT_CAVEAT, descent_finding, lever_words
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
        descent_finding(lever), partial(_show_latest, person, runs, lever), key="hills-descents"
    )


def _show_latest(person: session.Person, runs: pl.DataFrame, lever: HillsLever | None) -> None:
    """Pace and step length against one's own, energy a step."""
    table = descent_table(runs.sort("started_at", descending=True), person.units)
    if lever is not None:
        st.markdown(lever_words(lever))
    st.caption(
        f"Your latest runs with descents of {display.height(LEAST_DESCENT_M, person.units)} or "
        "more in length. Step length over own line: above 1 "
        "longer than your steps on the flat at that speed, below 1 shorter"
    )
    st.dataframe(
        table.rows.head(SHOWN_DESCENTS).to_arrow(),
        hide_index=True,
        height="content",
        placeholder=display.UNKNOWN,
        column_config=columns_of(table.rows, table.meanings),
    )
    table_with_csv(table, name="descents")
    st.caption(DESCENT_CAVEAT)
    show_each(read_answers("downhill"))
