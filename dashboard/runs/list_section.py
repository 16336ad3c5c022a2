"""The list of runs, to sort by any column and to open one from."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.runs.list_table import list_table
from dashboard.ui import display
from dashboard.ui.chart import columns_of, show_heading, table_with_csv
from dashboard.ui.described_table import DescribedTable
from dashboard.ui.empty_state import empty_state
from dashboard.ui.period_picker import show_period_picker

RUN_PARAMETER = "run"
ROW_HEIGHT = 35  # pixels, as Streamlit draws them
SHOWN_ROWS = 18


def show_list(person: session.Person) -> None:
    """The runs of the period, newest first; choosing one opens it."""
    runs = session.rows_of(person, "page.runs_list")
    if runs.is_empty():
        empty_state("Your runs appear here once they are in.", "Bring in runs")
    else:
        period = show_period_picker()
        first_day = period.first_day(session.today(person))
        show_table(runs.filter(pl.col("local_date") >= first_day), person, period)


def show_table(runs: pl.DataFrame, person: session.Person, period: session.Period) -> None:
    """A table to sort by any column; a tap on a row opens that run."""
    if runs.is_empty():
        st.markdown(f"No runs in the last {period.word}. Choose a longer period above.")
        return
    table = list_table(runs, person.units)
    key = f"runs-table-{st.session_state.get('runs-opened', 0)}"
    with st.container(gap="xsmall"):
        show_heading(
            display.count(runs.height, "run"),
            "Tap a row to open the run, a column's name to sort by it",
        )
        st.dataframe(
            table.rows.to_arrow(),
            hide_index=True,
            placeholder=display.UNKNOWN,
            column_config=_list_columns(table),
            on_select=lambda: _open_selected(key, runs["session_id"].to_list()),
            selection_mode=["single-row", "single-cell"],
            key=key,
            height=min(ROW_HEIGHT * (table.rows.height + 1) + 2, ROW_HEIGHT * SHOWN_ROWS),
        )
        table_with_csv(table, name="runs")


def _list_columns(table: DescribedTable) -> dict[str, Any]:
    """How the columns are shown: the day stays in sight, times as on a watch, meanings on hover."""
    decimals = {"Distance": "%.1f", "× longest of 30 days": "%.2f", "Knee load": "%.1f"}
    told = table.meanings
    return columns_of(table.rows, told) | {
        "Day": st.column_config.DateColumn(format="ddd D MMM YY", pinned=True, width=110),
        "Time": st.column_config.TimeColumn(format="H:mm:ss", help=told.get("Time")),
        "Pace": st.column_config.TimeColumn(format="m:ss", help=told.get("Pace")),
        **{
            column: st.column_config.NumberColumn(format=form, help=told.get(column))
            for column in table.rows.columns
            for start, form in decimals.items()
            if column.startswith(start)
        },
    }


def _open_selected(key: str, session_ids: list[str]) -> None:
    """Put the chosen run into the address; a new key forgets the selection for the way back."""
    selection = st.session_state[key]["selection"]
    rows = [*selection["rows"], *(row for row, _ in selection["cells"])]
    if rows:
        st.query_params[RUN_PARAMETER] = session_ids[rows[0]]
        st.session_state["runs-opened"] = st.session_state.get("runs-opened", 0) + 1
