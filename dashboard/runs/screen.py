"""Runs: the list a runner sorts by, and one run when it is asked for."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.runs.left_out import LEFT_OUT_REASONS, count_again, show_left_out_run
from dashboard.runs.run_screen import show_run
from dashboard.ui import display
from dashboard.ui.chart import columns_of, show_heading, table_with_csv
from dashboard.ui.empty_state import empty_state
from dashboard.ui.period_picker import show_period_picker

RUN_PARAMETER = "run"
ROW_HEIGHT = 35  # pixels, as Streamlit draws them
SHOWN_ROWS = 18


def show() -> None:
    """One run if the address names it, else the list."""
    person = session.current_runner()
    if person is None:
        empty_state("Your runs appear here once they are in.", "Bring in runs")
        return
    wanted = st.query_params.get(RUN_PARAMETER)
    if wanted is None:
        show_list(person)
        return
    if st.button("← All runs", type="tertiary", key="back-to-list"):
        del st.query_params[RUN_PARAMETER]
        st.rerun()
    if not (show_run(person, wanted) or show_left_out_run(person, wanted)):
        st.markdown("There is no such run; it may have been left out or taken back.")


def show_list(person: session.Person) -> None:
    """The runs of the period, newest first; choosing one opens it."""
    runs = session.rows_of(person, "page.runs_list")
    if runs.is_empty():
        empty_state("Your runs appear here once they are in.", "Bring in runs")
    else:
        period = show_period_picker()
        first_day = period.first_day(session.today(person))
        show_table(runs.filter(pl.col("local_date") >= first_day), person, period)
    show_left_out(person)


def show_table(runs: pl.DataFrame, person: session.Person, period: session.Period) -> None:
    """A table to sort by any column; a tap on a row opens that run."""
    if runs.is_empty():
        st.markdown(f"No runs in the last {period.word}. Choose a longer period above.")
        return
    table = _list_table(runs, person.units)
    key = f"runs-table-{st.session_state.get('runs-opened', 0)}"
    with st.container(gap="xsmall"):
        show_heading(
            display.count(runs.height, "run"),
            "Tap a row to open the run, a column's name to sort by it",
        )
        st.dataframe(
            table,
            hide_index=True,
            placeholder=display.UNKNOWN,
            column_config=_list_columns(table),
            on_select=lambda: _open_selected(key, runs["session_id"].to_list()),
            selection_mode=["single-row", "single-cell"],
            key=key,
            height=min(ROW_HEIGHT * (table.height + 1) + 2, ROW_HEIGHT * SHOWN_ROWS),
        )
        table_with_csv(table, name="runs")


def _list_columns(table: pl.DataFrame) -> dict[str, Any]:
    """How the columns are shown: the day stays in sight, times as on a watch."""
    decimals = {"Distance": "%.1f", "× longest of 30 days": "%.2f", "Knee load": "%.1f"}
    return {
        "Day": st.column_config.DateColumn(format="ddd D MMM YY", pinned=True, width=110),
        "Time": st.column_config.TimeColumn(format="H:mm:ss"),
        "Pace": st.column_config.TimeColumn(format="m:ss"),
        **{
            column: st.column_config.NumberColumn(format=form)
            for column in table.columns
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


def _list_table(runs: pl.DataFrame, units: str) -> pl.DataFrame:
    distance, height = display.distance_unit(units), display.height_unit(units)
    return runs.select(
        pl.col("local_date").alias("Day"),
        display.to_distance(pl.col("distance_m"), units).round(2).alias(f"Distance, {distance}"),
        display.to_clock(pl.col("moving_s")).alias("Time"),
        display.to_clock(display.to_pace(pl.col("speed_mps"), units) * 60).alias("Pace"),
        pl.col("worst_pain_score").alias("Pain, 0–10"),
        pl.col("spike_ratio").round(2).alias("× longest of 30 days"),
        display.to_height(pl.col("descent_m"), units).round(0).alias(f"Down, {height}"),
        display.to_height(pl.col("ascent_m"), units).round(0).alias(f"Up, {height}"),
        pl.col("cadence_spm").round(0).alias("Steps/min"),
        pl.col("heart_rate_bpm").round(0).alias("Beats/min"),
        display.to_minutes(pl.col("fast_s")).round(1).alias("Fast, min"),
        pl.col("knee_load").round(2).alias("Knee load"),
        pl.col("is_treadmill").alias("Treadmill"),
    )


def show_left_out(person: session.Person) -> None:
    """Recordings that do not count, why, and a way to count them after all."""
    left_out = session.rows_of(person, "page.runs_left_out")
    if left_out.is_empty():
        return
    with st.expander(f"{display.count(left_out.height, 'recording')} that do not count as a run"):
        table = _left_out_table(left_out, person.units)
        st.dataframe(table, hide_index=True, height=260, column_config=columns_of(table))
        _offer_to_count(person, left_out.filter(pl.col("reason") != "too_short"))


def _offer_to_count(person: session.Person, left_out: pl.DataFrame) -> None:
    if left_out.is_empty() or not session.owns(person):
        return
    by_id = {row["activity_id"]: row for row in left_out.iter_rows(named=True)}
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


def _left_out_words(row: Mapping[str, Any], units: str) -> str:
    distance = display.distance(row["distance_m"], units)
    return f"{display.day(row['local_date'])}, {distance}, {LEFT_OUT_REASONS[row['reason']]}"


def _left_out_table(left_out: pl.DataFrame, units: str) -> pl.DataFrame:
    unit = display.distance_unit(units)
    return left_out.select(
        pl.col("local_date").alias("Day"),
        display.to_distance(pl.col("distance_m"), units).round(2).alias(f"Distance, {unit}"),
        pl.col("sport").str.replace_all("_", " ").alias("Sport"),
        pl.col("source").replace(display.SOURCES).alias("From"),
        pl.col("reason").replace(LEFT_OUT_REASONS).alias("Why it does not count"),
    )


show()
