"""Runs with descents as a table."""

import polars as pl

from dashboard.hills.wording import usual_words
from dashboard.rows import to_rows
from dashboard.rows.hills import HillsDescent
from dashboard.ui import display
from dashboard.ui.described_table import DescribedTable, described


def descent_table(runs: pl.DataFrame, units: str) -> DescribedTable:
    """Rows of `page.hills_descent` in their order, under headings with units."""
    unit = display.distance_unit(units)
    paces = {
        name: [display.pace(speed, units) for speed in runs[column]]
        for name, column in (
            ("Pace downhill", "downhill_speed_mps"),
            ("Pace on the flat", "flat_speed_mps"),
        )
    }
    against = [usual_words(row) for row in to_rows(runs, HillsDescent)]
    return described(
        "page.hills_descent",
        runs,
        pl.col("local_date").alias("Day"),
        pl.col("descent_count").alias("Descents"),
        display.to_height(pl.col("descent_m"), units)
        .round(0)
        .alias(f"Lost, {display.height_unit(units)}"),
        display.to_distance(pl.col("downhill_m"), units).round(2).alias(f"Downhill, {unit}"),
        (100 * pl.col("grade_ratio")).round(1).alias("Mean grade, %"),
        *(pl.Series(name, values) for name, values in paces.items()),
        pl.Series("Against your usual descents", against),
        pl.col("step_length_ratio").round(2).alias("Step length over own line"),
        pl.col("energy_per_step_j_per_kg").round(2).alias("Energy a step, J/kg"),
        pl.col("altitude_source").replace(display.ALTITUDE_SOURCES).alias("Altitude from"),
    )
