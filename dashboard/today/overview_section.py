"""The last weeks on one axis."""

import polars as pl

from dashboard import session
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.charts.week_bars import draw_overview
from dashboard.ui.described_table import described

OVERVIEW_WEEKS = 12


def show_overview(person: session.Person) -> None:
    """The last weeks on one axis; last on the page, since its script loads last."""
    weeks = session.rows_of(person, "page.load_week").tail(OVERVIEW_WEEKS)
    if weeks.is_empty():
        return
    first_day = weeks["week_start_date"][0]
    pain = session.rows_of(person, "page.pain_mark").filter(pl.col("local_date") >= first_day)
    unit = display.distance_unit(person.units)
    table = described(
        "page.load_week",
        weeks.reverse(),
        pl.col("week_start_date").alias("Week from"),
        display.to_distance(pl.col("distance_m"), person.units).round(1).alias(f"Week, {unit}"),
        display.to_distance(pl.col("longest_run_m"), person.units)
        .round(1)
        .alias(f"Longest run, {unit}"),
        pl.col("run_count").alias("Runs"),
    )
    chart_with_table(drawn(draw_overview, weeks, pain, person.units), table, name="overview")
