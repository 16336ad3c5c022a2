"""A square a day and knee."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.pain.calendar_chart import draw_pain_calendar
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described
from dashboard.ui.period_picker import show_period_picker


def show_calendar(person: session.Person) -> None:
    """A square a day and knee, over the shared period."""
    period = show_period_picker()
    first_day = period.first_day(session.today(person))
    days = session.rows_of(person, "page.pain_calendar").filter(pl.col("local_date") >= first_day)
    if days.is_empty():
        st.markdown(f"#### No pain logged in the last {period.word}")
        return
    sites = session.rows_of(person, "page.site_pain_week")
    figure = drawn(draw_pain_calendar, days, today=session.today(person), sites=sites)
    chart_with_table(figure, partial(_calendar_table, days), name="pain-calendar")


def _calendar_table(days: pl.DataFrame) -> DescribedTable:
    words = {code: mark.word for code, mark in display.LIGHTS.items()}
    knees = {code: mark.word for code, mark in display.KNEES.items()}
    return described(
        "page.pain_calendar",
        days.sort("local_date", "knee", descending=[True, False]),
        pl.col("local_date").alias("Day"),
        pl.col("knee").replace(knees).alias("Knee"),
        pl.col("worst_score").alias("Worst, 0-10"),
        pl.col("pain_before_score").alias("Before"),
        pl.col("pain_during_score").alias("While running"),
        pl.col("pain_after_score").alias("An hour after"),
        pl.col("pain_morning_score").alias("Morning after"),
        pl.col("light").replace(words).alias("Light"),
    )
