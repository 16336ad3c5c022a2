"""Runs with descents as a table."""

import polars as pl

from dashboard.hills import wording
from dashboard.rows import to_rows
from dashboard.rows.hills import HillsDescent
from dashboard.ui import display
from dashboard.ui.described_table import DescribedTable, described


def descent_table(runs: pl.DataFrame, units: str) -> DescribedTable:
    """Rows of `page.hills_descent` in their order, under headings with units."""
    downhill = wording.column_in(wording.DOWNHILL, display.distance_unit(units))
    lost = wording.column_in(wording.LOST, display.height_unit(units))
    paces = {
        name: [display.pace(speed, units) for speed in runs[column]]
        for name, column in (
            (wording.DOWNHILL_PACE, "downhill_speed_mps"),
            (wording.FLAT_PACE, "flat_speed_mps"),
        )
    }
    against = [wording.usual_words(row) for row in to_rows(runs, HillsDescent)]
    return described(
        "page.hills_descent",
        runs,
        pl.col("local_date").alias(wording.DAY),
        pl.col("descent_count").alias(wording.DESCENTS),
        display.to_height(pl.col("descent_m"), units).round(0).alias(lost),
        display.to_distance(pl.col("downhill_m"), units).round(2).alias(downhill),
        (100 * pl.col("grade_ratio")).round(1).alias(wording.GRADE),
        *(pl.Series(name, values) for name, values in paces.items()),
        pl.Series(wording.AGAINST_USUAL, against),
        pl.col("step_length_ratio").round(2).alias(wording.OVER_LINE),
        pl.col("energy_per_step_j_per_kg").round(2).alias(wording.ENERGY),
        pl.col("altitude_source").replace(display.ALTITUDE_SOURCES).alias(wording.ALTITUDE_FROM),
    )
