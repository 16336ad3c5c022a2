"""The weeks of cadence as the table behind two charts."""

import polars as pl

from dashboard.ui import display
from dashboard.ui.described_table import DescribedTable, described


def week_table(weeks: pl.DataFrame, units: str) -> DescribedTable:
    """Rows of `page.cadence_week`, the newest first, under headings with units."""
    unit = display.height_unit(units)
    newest = weeks.sort("week_start_date", descending=True)
    return described(
        "page.cadence_week",
        newest,
        pl.col("week_start_date").alias("Week from"),
        pl.col("cadence_adjusted_spm").round(1).alias("At your usual pace, steps/min"),
        pl.col("cadence_spm").round(1).alias("As measured, steps/min"),
        pl.col("trend_spm_per_week").round(2).alias("Trend, steps/min a week"),
        display.to_height(pl.col("step_length_m"), units).round(2).alias(f"Step length, {unit}"),
        pl.col("run_count").alias("Runs"),
    )
