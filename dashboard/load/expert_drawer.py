"""A closed drawer with the measures of load that experts ask for, each with what is against it."""

from datetime import date
from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.load import expert_wording as wording
from dashboard.load.expert_charts import draw_recent_and_longer
from dashboard.method.citations import linked
from dashboard.rows import to_rows
from dashboard.rows.load import LoadExpert
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described
from dashboard.ui.folds import show_in_fold
from etl.reference.metric_catalog import Metric, read_metrics

KEY = "expert-drawer"


def show_expert_drawer(person: session.Person, first_day: date) -> None:
    """Closed by default; its views are read only once it is opened."""
    show_in_fold(wording.DRAWER, partial(_show_measures, person, first_day), key=KEY)


def _show_measures(person: session.Person, first_day: date) -> None:
    days = session.rows_of(person, "page.load_expert").filter(pl.col("local_date") >= first_day)
    metrics = {metric.key: metric for metric in read_metrics()}
    table = partial(_table, days, person.units)
    show_caveat(metrics["load_ratio"])
    if not days.is_empty():
        chart = drawn(draw_recent_and_longer, days, person.units)
        chart_with_table(chart, table, name="load-recent")
    show_caveat(metrics["monotony"])
    show_week_of_effort(days)


def show_caveat(metric: Metric) -> None:
    """What was found of a measure and what it cannot know, as its entry says."""
    st.markdown(f"**{metric.title}.** {metric.says}")
    st.caption(wording.caveat(metric, linked(metric.source)))


def show_week_of_effort(days: pl.DataFrame) -> None:
    """Session load, monotony and strain of the last seven days."""
    if days.is_empty():
        return
    last = to_rows(days.tail(1), LoadExpert)[0]
    with st.container(horizontal=True, gap="medium"):
        for words, value, form in (
            (wording.SESSION_LOAD, last["effort_load_7d_au"], ".0f"),
            (wording.MONOTONY, last["monotony_ratio"], ".2f"),
            (wording.STRAIN, last["strain_au"], ".0f"),
        ):
            st.metric(
                words,
                display.UNKNOWN if value is None else format(value, form),
                width="content",
            )


def _table(days: pl.DataFrame, units: str) -> DescribedTable:
    return described(
        "page.load_expert",
        days.sort("local_date", descending=True),
        pl.col("local_date").alias(wording.DAY),
        display.to_distance(pl.col("mean_7d_m"), units)
        .round(2)
        .alias(wording.mean_column(7, units)),
        display.to_distance(pl.col("mean_28d_m"), units)
        .round(2)
        .alias(wording.mean_column(28, units)),
        pl.col("coupled_ratio").round(2).alias(wording.RATIOS["coupled_ratio"][0]),
        pl.col("uncoupled_ratio").round(2).alias(wording.RATIOS["uncoupled_ratio"][0]),
        pl.col("smooth_ratio").round(2).alias(wording.SMOOTHED),
        pl.col("effort_load_7d_au").round(0).alias(wording.SESSION_LOAD),
        pl.col("monotony_ratio").round(2).alias(wording.MONOTONY),
        pl.col("strain_au").round(0).alias(wording.STRAIN),
    )
