"""Recordings that do not count, below the list of those that do."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.runs import RunsLeftOut
from dashboard.runs.left_out import LEFT_OUT_REASONS, count_again
from dashboard.ui import display
from dashboard.ui.chart import columns_of
from dashboard.ui.described_table import DescribedTable, described
from dashboard.ui.folds import show_in_fold


def show_left_out(person: session.Person) -> None:
    """Recordings that do not count, why, and a way to count them after all."""
    left_out = session.rows_of(person, "page.runs_left_out")
    if left_out.is_empty():
        return
    recordings = display.count(left_out.height, "recording")
    do = "does" if left_out.height == 1 else "do"
    show_in_fold(
        f"{recordings} that {do} not count as a run",
        partial(_show_recordings, person, left_out),
        key="left-out",
    )


def _show_recordings(person: session.Person, left_out: pl.DataFrame) -> None:
    table = _left_out_table(left_out, person.units)
    columns = columns_of(table.rows, table.meanings)
    st.dataframe(table.rows.to_arrow(), hide_index=True, height=260, column_config=columns)
    _offer_to_count(person, left_out.filter(pl.col("reason") != "too_short"))


def _left_out_table(left_out: pl.DataFrame, units: str) -> DescribedTable:
    unit = display.distance_unit(units)
    return described(
        "page.runs_left_out",
        left_out,
        pl.col("local_date").alias("Day"),
        display.to_distance(pl.col("distance_m"), units).round(2).alias(f"Distance, {unit}"),
        pl.col("sport").str.replace_all("_", " ").alias("Sport"),
        pl.col("source").replace(display.SOURCES).alias("From"),
        pl.col("reason").replace(LEFT_OUT_REASONS).alias("Why it does not count"),
    )


def _offer_to_count(person: session.Person, left_out: pl.DataFrame) -> None:
    if left_out.is_empty() or not session.owns(person):
        return
    by_id = {row["activity_id"]: row for row in to_rows(left_out, RunsLeftOut)}
    chosen = st.selectbox(
        "Count one after all",
        list(by_id),
        format_func=lambda activity_id: _left_out_words(by_id[activity_id], person.units),
        index=None,
        placeholder="Choose a recording",
        key="left-out-choice",
    )
    if chosen is not None and st.button("Count it", key="left-out-count"):
        count_again(person, by_id[chosen])
        st.rerun()


def _left_out_words(row: RunsLeftOut, units: str) -> str:
    distance = display.distance(row["distance_m"], units)
    return f"{display.day(row['local_date'])}, {distance}, {LEFT_OUT_REASONS[row['reason']]}"
