"""Spells of pain as bars."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.pain.history import wording
from dashboard.pain.history.episode_chart import draw_pain_episodes
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described
from etl.reference.rules import parameter_value

LEAST_DAYS = 2  # one day of pain is no spell to draw yet


def show_pain_episodes(person: session.Person) -> None:
    """Spells of the shared period, or that there was none."""
    today = session.today(person)
    period = session.current_period()
    first_day = period.first_day(today)
    rows = session.rows_of(person, "page.pain_episode").filter(pl.col("end_date") >= first_day)
    if rows.is_empty() or rows["duration_days"].sum() < LEAST_DAYS:
        st.caption(wording.NO_SPELL)
        return
    figure = drawn(
        draw_pain_episodes,
        rows,
        first_day=first_day if period.weeks else min(rows["start_date"].to_list()),
        today=today,
        quiet_days=round(parameter_value("pain_episode_quiet_days")),
        start_score=parameter_value("pain_episode_start_score"),
    )
    chart_with_table(figure, partial(_table, rows), name="pain-episodes")


def _table(rows: pl.DataFrame) -> DescribedTable:
    knees = {code: mark.word for code, mark in display.KNEES.items()}
    return described(
        "page.pain_episode",
        rows.with_columns(pl.col("logged_share").round(2)),
        pl.col("knee").replace(knees).alias("Knee"),
        pl.col("start_date").alias("From"),
        pl.col("end_date").alias("To"),
        *(pl.col(name).alias(head) for name, head in wording.SPELL_COLUMNS.items()),
        pl.col("is_over").alias("Over"),
        pl.col("prompt_text").alias("Prompt"),
        pl.col("assessed_date").alias("Assessed"),
    )
