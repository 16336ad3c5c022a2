"""The weeks of cadence as the table behind two charts."""

import polars as pl

from dashboard.cadence import wording
from dashboard.ui import display
from dashboard.ui.described_table import DescribedTable, described


def week_table(weeks: pl.DataFrame, units: str) -> DescribedTable:
    """Rows of `page.cadence_week`, the newest first, under headings with units."""
    newest = weeks.sort("week_start_date", descending=True)
    length = wording.length_column(units)
    return described(
        "page.cadence_week",
        newest,
        pl.col("week_start_date").alias(wording.WEEK_FROM),
        pl.col("cadence_adjusted_spm").round(1).alias(wording.AT_USUAL),
        pl.col("cadence_spm").round(1).alias(wording.AS_MEASURED),
        pl.col("trend_spm_per_week").round(2).alias(wording.TREND_COLUMN),
        display.to_height(pl.col("step_length_m"), units).round(2).alias(length),
        pl.col("run_count").alias(wording.RUNS),
    )
