"""Recordings that do not count, below the list of those that do."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.runs import RunsLeftOut
from dashboard.runs import left_out_wording as wording
from dashboard.runs.left_out import count_again
from dashboard.ui import display
from dashboard.ui.chart import columns_of
from dashboard.ui.described_table import DescribedTable, described
from dashboard.ui.folds import show_in_fold


def show_left_out(person: session.Person) -> None:
    """Recordings that do not count, why, and a way to count them after all."""
    left_out = session.rows_of(person, "page.runs_left_out")
    if left_out.is_empty():
        return
    show_in_fold(
        wording.fold_label(left_out.height),
        partial(_show_recordings, person, left_out),
        key="left-out",
    )


def _show_recordings(person: session.Person, left_out: pl.DataFrame) -> None:
    table = _left_out_table(left_out, person.units)
    columns = columns_of(table.rows, table.meanings)
    st.dataframe(table.rows.to_arrow(), hide_index=True, height=260, column_config=columns)
    _offer_to_count(person, left_out.filter(pl.col("reason") != "too_short"))


def _left_out_table(left_out: pl.DataFrame, units: str) -> DescribedTable:
    distance = wording.distance_column(units)
    return described(
        "page.runs_left_out",
        left_out,
        pl.col("local_date").alias(wording.DAY),
        display.to_distance(pl.col("distance_m"), units).round(2).alias(distance),
        pl.col("sport").str.replace_all("_", " ").alias(wording.SPORT),
        pl.col("source").replace(display.SOURCES).alias(wording.SOURCE),
        pl.col("reason").replace(wording.LEFT_OUT_REASONS).alias(wording.WHY),
    )


def _offer_to_count(person: session.Person, left_out: pl.DataFrame) -> None:
    if left_out.is_empty() or not session.owns(person):
        return
    by_id = {row["activity_id"]: row for row in to_rows(left_out, RunsLeftOut)}
    chosen = st.selectbox(
        wording.COUNT_ONE,
        list(by_id),
        format_func=lambda activity_id: wording.choice_words(by_id[activity_id], person.units),
        index=None,
        placeholder=wording.CHOOSE_ONE,
        key="left-out-choice",
    )
    if chosen is not None and st.button(wording.COUNT_IT, key="left-out-count"):
        count_again(person, by_id[chosen])
        st.rerun()
