"""The weeks: distance by steepness, and descent against one's own usual."""

from functools import partial

import polars as pl

from dashboard import session
from dashboard.hills.charts import bands_title, draw_descent, draw_grade_bands
from dashboard.hills.wording import QUALITIES
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described
from dashboard.ui.folds import show_in_fold
from dashboard.ui.known_share import known_of


def show_descent(person: session.Person, weeks: pl.DataFrame) -> None:
    """Metres lost a week against one's own usual: the screen's answer."""
    chart_with_table(
        drawn(draw_descent, weeks, person.units),
        partial(_hill_table, weeks, person.units),
        name="descent",
    )


def show_steepness(person: session.Person, weeks: pl.DataFrame) -> None:
    """Distance by steepness beside pain, drawn once it is opened."""
    show_in_fold(
        bands_title(weeks, person.units), partial(_show_bands, person, weeks), key="hills-steepness"
    )


def _show_bands(person: session.Person, weeks: pl.DataFrame) -> None:
    pain_days = session.rows_of(person, "page.pain_mark").filter(
        pl.col("local_date") >= weeks["week_start_date"].min()
    )
    chart_with_table(
        drawn(draw_grade_bands, weeks, pain_days, person.units),
        partial(_hill_table, weeks, person.units),
        name="hills",
    )


def _hill_table(weeks: pl.DataFrame, units: str) -> DescribedTable:
    distance, height = display.distance_unit(units), display.height_unit(units)
    bands = {
        "up_10_m": "Up over 10 %",
        "up_5_10_m": "Up 5–10 %",
        "up_2_5_m": "Up 2–5 %",
        "down_2_5_m": "Down 2–5 %",
        "down_5_10_m": "Down 5–10 %",
        "down_10_15_m": "Down 10–15 %",
        "down_15_m": "Down over 15 %",
    }
    newest = weeks.sort("week_start_date", descending=True)
    return described(
        "page.hills_week",
        newest,
        pl.col("week_start_date").alias("Week from"),
        display.to_height(pl.col("ascent_m"), units).round(0).alias(f"Climbed, {height}"),
        display.to_height(pl.col("descent_m"), units).round(0).alias(f"Lost, {height}"),
        display.to_height(pl.col("usual_descent_m"), units)
        .round(0)
        .alias(f"Usually lost, {height}"),
        *(
            display.to_distance(pl.col(column), units).round(2).alias(f"{name}, {distance}")
            for column, name in bands.items()
        ),
        pl.col("altitude_quality").replace(QUALITIES).alias("Altitude from"),
        known_of(newest, "descent_known_share", "Altitude known of"),
    )
