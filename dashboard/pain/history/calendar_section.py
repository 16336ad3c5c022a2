"""A square a day and knee."""

from functools import partial

import polars as pl

from dashboard import session
from dashboard.pain.history.calendar_chart import draw_pain_calendar
from dashboard.pain.history.wording import CALENDAR_COLUMNS
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described


def show_calendar(person: session.Person, days: pl.DataFrame) -> None:
    """`days`: rows of `page.pain_calendar` of the shared period, at least one."""
    sites = session.rows_of(person, "page.site_pain_week")
    figure = drawn(draw_pain_calendar, days, today=session.today(person), sites=sites)
    chart_with_table(figure, partial(calendar_table, days), name="pain-calendar")


def calendar_table(days: pl.DataFrame) -> DescribedTable:
    """Every score of these days, the newest first."""
    words = {code: mark.word for code, mark in display.LIGHTS.items()}
    knees = {code: mark.word for code, mark in display.KNEES.items()}
    return described(
        "page.pain_calendar",
        days.sort("local_date", "knee", descending=[True, False]),
        pl.col("local_date").alias("Day"),
        pl.col("knee").replace(knees).alias("Knee"),
        *(pl.col(name).alias(head) for name, head in CALENDAR_COLUMNS.items()),
        pl.col("light").replace(words).alias("Light"),
    )
