"""What one run asked, against the runner's own usual run."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.runs.one_run import wording
from dashboard.runs.one_run.dose_table import dose_table
from dashboard.ui import display
from dashboard.ui.chart import table_with_csv
from dashboard.ui.folds import show_in_fold


def show_dose(person: session.Person, session_id: str) -> None:
    """What the run asked, against the runner's own usual run."""
    doses = session.rows_of(person, "page.run_dose", session_id=session_id).drop_nulls("value")
    if doses.is_empty():
        return
    show_in_fold(wording.AGAINST_USUAL, partial(_show_table, person, doses), key="run-dose")


def _show_table(person: session.Person, doses: pl.DataFrame) -> None:
    table = dose_table(doses, person.units)
    st.caption(wording.usual_words())
    st.dataframe(table.to_arrow(), hide_index=True, height="content", placeholder=display.UNKNOWN)
    table_with_csv(table, name="dose")
