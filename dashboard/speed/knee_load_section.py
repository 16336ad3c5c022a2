"""The weeks: knee load within its range."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import load_rows
from dashboard.rows.others import KneeLoadSpeed
from dashboard.speed.knee_load_chart import draw_knee_load
from dashboard.speed.wording import study_words
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described
from dashboard.ui.known_share import known_of

KNEE_LOAD_CAVEAT = (
    "Knee load counts steps: longer ones than your own line weigh more, downhill ones more, walked "
    "ones less. It compares your weeks with each other and nothing else: it was never tested "
    "against pain or injury, and knows nothing of body weight, shoes, surface or landing."
)


def show_knee_load(person: session.Person, weeks: pl.DataFrame) -> None:
    """The weekly line of the knee load within its range, where cadence is known."""
    if weeks["knee_load"].drop_nulls().sum() == 0:
        return
    chart_with_table(
        drawn(draw_knee_load, weeks), partial(_knee_load_table, weeks), name="knee-load"
    )
    load = partial(session.current_page().load, session.current_viewer())
    study = load_rows(load, KneeLoadSpeed)[0]
    st.caption(f"{KNEE_LOAD_CAVEAT} {study_words(study, person.units)}")


def _knee_load_table(weeks: pl.DataFrame) -> DescribedTable:
    newest = weeks.sort("week_start_date", descending=True)
    return described(
        "metric.knee_load",
        newest,
        pl.col("week_start_date").alias("Week from"),
        pl.col("knee_load").round(1).alias("Knee load, thousand flat steps"),
        pl.col("knee_load_low").round(1).alias("At least"),
        pl.col("knee_load_high").round(1).alias("At most"),
        pl.col("usual_knee_load").round(1).alias("Four weeks before"),
        pl.col("known_run_count").alias("Runs with cadence"),
        pl.col("run_count").alias("Runs"),
        known_of(newest, "knee_load_known_share", "Cadence known of"),
    )
