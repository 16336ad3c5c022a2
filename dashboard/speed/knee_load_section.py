"""The weeks: knee load within its range."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.method.explainer import show_method_link
from dashboard.rows import load_rows
from dashboard.rows.others import KneeLoadSpeed
from dashboard.speed import wording
from dashboard.speed.knee_load_chart import draw_knee_load, knee_load_title
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described
from dashboard.ui.folds import show_in_fold
from dashboard.ui.known_share import known_of


def show_knee_load(person: session.Person, weeks: pl.DataFrame) -> None:
    """The weekly line of the knee load, folded, where cadence is known."""
    if weeks["knee_load"].drop_nulls().sum() == 0:
        return
    weeks = weeks.sort("week_start_date")
    show_in_fold(knee_load_title(weeks), partial(_show_weeks, person, weeks), key="knee-load")


def _show_weeks(person: session.Person, weeks: pl.DataFrame) -> None:
    chart_with_table(
        drawn(draw_knee_load, weeks), partial(_knee_load_table, weeks), name="knee-load"
    )
    load = partial(session.current_page().load, session.current_viewer())
    study = load_rows(load, KneeLoadSpeed)[0]
    st.caption(f"{wording.KNEE_LOAD_CAVEAT} {wording.study_words(study, person.units)}")
    show_method_link("knee_load")


def _knee_load_table(weeks: pl.DataFrame) -> DescribedTable:
    newest = weeks.sort("week_start_date", descending=True)
    return described(
        "metric.knee_load",
        newest,
        pl.col("week_start_date").alias(wording.WEEK_FROM),
        pl.col("knee_load").round(1).alias(wording.KNEE_LOAD_COLUMN),
        pl.col("knee_load_low").round(1).alias(wording.AT_LEAST),
        pl.col("knee_load_high").round(1).alias(wording.AT_MOST),
        pl.col("usual_knee_load").round(1).alias(wording.FOUR_BEFORE_COLUMN),
        pl.col("known_run_count").alias(wording.RUNS_WITH_CADENCE),
        pl.col("run_count").alias(wording.RUNS),
        known_of(newest, "knee_load_known_share", wording.CADENCE_KNOWN),
    )
