"""Pain of the shared period: one chart, every day and what hurt elsewhere as tables behind it."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.pain import wording
from dashboard.pain.day_chart import draw_pain_days
from dashboard.pain.history.day_tables import day_table, site_table
from dashboard.ui.chart import chart_with_table, table_with_csv
from dashboard.ui.charts.kept import drawn
from dashboard.ui.period_picker import show_period_picker


def show_days(person: session.Person) -> None:
    """The period, its chart and its tables."""
    period = show_period_picker()
    today = session.today(person)
    first_day = period.first_day(today)
    days = session.rows_of(person, "page.pain_calendar").filter(pl.col("local_date") >= first_day)
    scored = days.drop_nulls("worst_score")
    sites = session.rows_of(person, "page.site_pain_week").filter(
        pl.col("week_start_date") >= pl.lit(first_day).dt.truncate("1w")
    )
    show_sites = partial(
        table_with_csv, partial(site_table, sites), name="pain-elsewhere", label=wording.ELSEWHERE
    )
    if scored.is_empty():
        st.markdown(f"#### {wording.nothing_in_period(period.word)}")
        if sites.height:
            show_sites()
        return
    first_drawn = first_day if period.weeks else min(scored["local_date"].to_list())
    chart_with_table(
        drawn(draw_pain_days, scored, first_day=first_drawn, today=today),
        partial(day_table, days),
        name="pain-days",
        beside=show_sites if sites.height else None,
    )
