"""The last weeks on one axis."""

import polars as pl

from dashboard import session
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.week_bars import draw_overview

OVERVIEW_WEEKS = 12


def show_overview(person: session.Person) -> None:
    """The last weeks on one axis; last on the page, since its script loads last."""
    weeks = session.rows_of(person, "page.load_week").tail(OVERVIEW_WEEKS)
    if weeks.is_empty():
        return
    first_day = weeks["week_start_date"][0]
    pain = session.rows_of(person, "page.pain_mark").filter(pl.col("local_date") >= first_day)
    unit = display.distance_unit(person.units)
    table = pl.DataFrame(
        {
            "Week from": weeks["week_start_date"],
            f"Week, {unit}": display.to_distance(weeks["distance_m"], person.units).round(1),
            f"Longest run, {unit}": display.to_distance(weeks["longest_run_m"], person.units).round(
                1
            ),
            "Runs": weeks["run_count"],
        }
    ).reverse()
    chart_with_table(draw_overview(weeks, pain, person.units), table, name="overview")
