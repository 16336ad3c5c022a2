"""The weeks: distance by steepness, and descent against one's own usual."""

from functools import partial

import polars as pl

from dashboard import session
from dashboard.hills import wording
from dashboard.hills.charts import bands_title, draw_descent, draw_grade_bands
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
    climbed, lost, usually_lost = (
        wording.column_in(name, height)
        for name in (wording.CLIMBED, wording.LOST, wording.USUALLY_LOST)
    )
    newest = weeks.sort("week_start_date", descending=True)
    return described(
        "page.hills_week",
        newest,
        pl.col("week_start_date").alias(wording.WEEK_FROM),
        display.to_height(pl.col("ascent_m"), units).round(0).alias(climbed),
        display.to_height(pl.col("descent_m"), units).round(0).alias(lost),
        display.to_height(pl.col("usual_descent_m"), units).round(0).alias(usually_lost),
        *(
            display.to_distance(pl.col(column), units)
            .round(2)
            .alias(wording.column_in(name.capitalize(), distance))
            for column, name in wording.BANDS.items()
        ),
        pl.col("altitude_quality").replace(wording.QUALITIES).alias(wording.ALTITUDE_FROM),
        known_of(newest, "descent_known_share", wording.ALTITUDE_KNOWN),
    )
