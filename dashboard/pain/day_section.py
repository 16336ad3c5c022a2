"""Pain of the shared period: one chart, and every day as a calendar below it."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.pain import wording
from dashboard.pain.day_chart import draw_pain_days
from dashboard.pain.history.calendar_section import calendar_table
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.period_picker import show_period_picker


def show_days(person: session.Person) -> pl.DataFrame:
    """The period and its chart; the rows of `page.pain_calendar` that lie in it."""
    period = show_period_picker()
    today = session.today(person)
    days = session.rows_of(person, "page.pain_calendar").filter(
        pl.col("local_date") >= period.first_day(today)
    )
    scored = days.drop_nulls("worst_score")
    if scored.is_empty():
        st.markdown(f"#### {wording.nothing_in_period(period.word)}")
        return days
    first_day = period.first_day(today) if period.weeks else min(scored["local_date"].to_list())
    figure = drawn(draw_pain_days, scored, first_day=first_day, today=today)
    chart_with_table(figure, partial(calendar_table, days), name="pain-days")
    return days
