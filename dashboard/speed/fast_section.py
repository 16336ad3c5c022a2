"""The weeks: fast and sprint minutes against one's own reference speed."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.method.explainer import show_how_known
from dashboard.rows import to_rows
from dashboard.rows.others import MetricSpeedExposure
from dashboard.speed import wording
from dashboard.speed.charts import draw_fast_minutes
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described
from dashboard.ui.folds import show_in_fold
from dashboard.ui.known_share import known_of


def show_speed(person: session.Person, weeks: pl.DataFrame, pain_days: pl.DataFrame) -> None:
    """Fast and sprint minutes beside pain: the screen's answer."""
    weeks = weeks.sort("week_start_date")
    chart_with_table(
        drawn(draw_fast_minutes, weeks, pain_days),
        partial(_speed_table, weeks, person.units),
        name="speed",
        beside=partial(show_how_known, "fast_minutes"),
    )


def show_reference(person: session.Person, weeks: pl.DataFrame) -> None:
    """What counts as fast, folded."""
    show_in_fold(
        wording.ABOUT_SPEED, partial(_show_reference, person, weeks), key="speed-reference"
    )


def _show_reference(person: session.Person, weeks: pl.DataFrame) -> None:
    weeks = weeks.sort("week_start_date")
    last = to_rows(weeks.tail(1), MetricSpeedExposure)[0]
    known = weeks.drop_nulls("reference_speed_mps").tail(1)
    if last["reference_speed_reason"] is not None:
        st.markdown(wording.SPEED_REASONS[last["reference_speed_reason"]])
    for week in to_rows(known, MetricSpeedExposure):
        is_present = last["reference_speed_reason"] is None
        st.markdown(wording.reference_words(week, person.units, is_present=is_present))
    st.caption(wording.SPEED_CAVEAT)


def _speed_table(weeks: pl.DataFrame, units: str) -> DescribedTable:
    newest = weeks.sort("week_start_date", descending=True)
    return described(
        "metric.speed_exposure",
        newest,
        pl.col("week_start_date").alias(wording.WEEK_FROM),
        display.to_minutes(pl.col("easy_s")).round(0).alias(wording.EASY_COLUMN),
        display.to_minutes(pl.col("moderate_s")).round(0).alias(wording.MODERATE_COLUMN),
        display.to_minutes(pl.col("fast_s")).round(1).alias(wording.FAST_COLUMN),
        display.to_minutes(pl.col("sprint_s")).round(1).alias(wording.SPRINT_COLUMN),
        display.to_distance(pl.col("sprint_m"), units)
        .round(2)
        .alias(wording.sprint_distance(units)),
        pl.col("fast_run_count").alias(wording.FAST_RUNS),
        pl.Series(
            wording.REFERENCE_PACE, [display.pace(v, units) for v in newest["reference_speed_mps"]]
        ),
        pl.col("reference_speed_method").replace(wording.METHODS).alias(wording.FOUND_FROM),
        known_of(newest, "speed_known_share", wording.KNOWN_OF),
    )
