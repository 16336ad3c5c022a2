"""The list of runs: a page of lines to open one from, and behind it a table to sort."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.runs import RunsList
from dashboard.runs import wording
from dashboard.runs.list_table import list_table
from dashboard.ui import display
from dashboard.ui.chart import columns_of, show_heading, table_with_csv
from dashboard.ui.described_table import DescribedTable
from dashboard.ui.empty_state import empty_state
from dashboard.ui.folds import show_in_fold
from dashboard.ui.period_picker import show_period_picker

RUN_PARAMETER = "run"
ROW_HEIGHT = 35  # pixels, as Streamlit draws them
SHOWN_ROWS = 18
PAGE_ROWS = 10  # with what stands around them two screens of a phone and 250 words at most
_PAGE = "runs-page"
_OPENED = "runs-opened"


def show_list(person: session.Person) -> None:
    """The runs of the period, newest first; choosing one opens it."""
    runs = session.rows_of(person, "page.runs_list")
    if runs.is_empty():
        empty_state(wording.NOTHING_YET)
        return
    today = session.today(person)
    with st.container(horizontal=True):
        period = show_period_picker()
        pain = _choose(wording.PAIN_LABEL, wording.FILTERS, key="runs-pain")
        is_hurt = pain == wording.HURT
        moments = tuple(wording.MOMENTS) if is_hurt else (wording.WHENEVER,)
        moment = (
            _choose(wording.MOMENT_LABEL, moments, key="runs-moment") if is_hurt else moments[0]
        )
    shown = runs.filter(pl.col("local_date") >= period.first_day(today))
    if shown.is_empty():
        st.markdown(wording.none_in_period(period.word))
        return
    shown = _hurt_at(person, shown.filter(_of_pain(pain)), wording.MOMENTS[moment])
    if shown.is_empty():
        st.markdown(wording.none_of_filter(pain, moment))
        return
    _show_page(shown, person)
    show_in_fold(wording.AS_TABLE, partial(_show_table, shown, person), key="runs-as-table")


def _choose(label: str, options: Sequence[str], *, key: str) -> str:
    return st.segmented_control(
        label,
        options,
        default=options[0],
        required=True,
        key=key,
        on_change=lambda: st.session_state.pop(_PAGE, None),
        label_visibility="collapsed",
    )


def _of_pain(pain: str) -> pl.Expr:
    """Which rows a filter leaves; a run of which nothing was logged is in neither half."""
    score = pl.col("worst_pain_score")
    return {wording.HURT: score > 0, wording.PAINLESS: score == 0}.get(pain, pl.lit(True))


def _hurt_at(person: session.Person, runs: pl.DataFrame, score: str | None) -> pl.DataFrame:
    """Of these runs those with pain at a moment: entries of the run, or of its day and no run."""
    if score is None:
        return runs
    hurt = session.rows_of(person, "page.pain_entry").filter(pl.col(score) > 0)
    of_run = pl.col("session_id").is_in(hurt["session_id"].drop_nulls().to_list())
    of_day = pl.col("local_date").is_in(
        hurt.filter(pl.col("session_id").is_null())["local_date"].to_list()
    )
    return runs.filter(of_run | of_day)


def _show_page(runs: pl.DataFrame, person: session.Person) -> None:
    """One page of lines, each a button, and the ways to the pages beside it."""
    last = (runs.height - 1) // PAGE_ROWS
    page = min(st.session_state.get(_PAGE, 0), last)
    of_page = to_rows(runs.slice(page * PAGE_ROWS, PAGE_ROWS), RunsList)
    lines = {
        run["session_id"]: wording.run_line(run, person.units, today=session.today(person))
        for run in of_page
    }
    key = f"runs-list-{page}-{st.session_state.get(_OPENED, 0)}"
    with st.container(gap="xsmall", key="runs-list"):
        show_heading(wording.list_title(runs, person.units), wording.HOW_TO_OPEN)
        st.pills(
            wording.RUNS_LABEL,
            list(lines),
            format_func=lines.__getitem__,
            key=key,
            on_change=lambda: _open(st.session_state[key]),
            label_visibility="collapsed",
            width="stretch",
        )
    if last:
        first, until = page * PAGE_ROWS + 1, page * PAGE_ROWS + len(lines)
        with st.container(horizontal=True, vertical_alignment="center"):
            _page_button(wording.LATER, page - 1, is_there=page > 0)
            st.caption(wording.page_words(first, until, runs.height), width="content")
            _page_button(wording.EARLIER, page + 1, is_there=page < last)


def _page_button(label: str, page: int, *, is_there: bool) -> None:
    def turn() -> None:
        st.session_state[_PAGE] = page

    st.button(label, key=f"runs-turn-{label[-1]}", on_click=turn, disabled=not is_there)


def _open(session_id: str | None) -> None:
    """Put the chosen run into the address; a new key forgets the selection for the way back."""
    if session_id is not None:
        st.query_params[RUN_PARAMETER] = session_id
        st.session_state[_OPENED] = st.session_state.get(_OPENED, 0) + 1


def _show_table(runs: pl.DataFrame, person: session.Person) -> None:
    """All runs of the period to sort by any column; a tap on a row opens that run."""
    table = list_table(runs, person.units)
    key = f"runs-table-{st.session_state.get(_OPENED, 0)}"
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
    decimals = {
        wording.DISTANCE: "%.1f",
        wording.OVER_LONGEST: "%.2f",
        wording.KNEE_LOAD: "%.1f",
    }
    told = table.meanings
    return columns_of(table.rows, told) | {
        wording.DAY: st.column_config.DateColumn(format=wording.DAY_FORMAT, pinned=True, width=110),
        wording.TIME: st.column_config.TimeColumn(format="H:mm:ss", help=told.get(wording.TIME)),
        wording.PACE: st.column_config.TimeColumn(format="m:ss", help=told.get(wording.PACE)),
        **{
            column: st.column_config.NumberColumn(format=form, help=told.get(column))
            for column in table.rows.columns
            for start, form in decimals.items()
            if column.startswith(start)
        },
    }


def _open_selected(key: str, session_ids: list[str]) -> None:
    selection = st.session_state[key]["selection"]
    rows = [*selection["rows"], *(row for row, _ in selection["cells"])]
    if rows:
        _open(session_ids[rows[0]])
