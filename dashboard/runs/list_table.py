"""The list of runs as a table."""

import polars as pl

from dashboard.runs import wording
from dashboard.ui import display
from dashboard.ui.described_table import DescribedTable, described


def list_table(runs: pl.DataFrame, units: str) -> DescribedTable:
    """Rows of `page.runs_list` in their order, under headings with units."""
    distance = wording.column_in(wording.DISTANCE, display.distance_unit(units))
    down, up = (
        wording.column_in(name, display.height_unit(units)) for name in (wording.DOWN, wording.UP)
    )
    return described(
        "page.runs_list",
        runs,
        pl.col("local_date").alias(wording.DAY),
        display.to_distance(pl.col("distance_m"), units).round(2).alias(distance),
        display.to_clock(pl.col("moving_s")).alias(wording.TIME),
        display.to_clock(display.to_pace(pl.col("speed_mps"), units) * 60).alias(wording.PACE),
        pl.col("worst_pain_score").alias(wording.PAIN_SCORE),
        pl.col("spike_ratio").round(2).alias(wording.OVER_LONGEST),
        display.to_height(pl.col("descent_m"), units).round(0).alias(down),
        display.to_height(pl.col("ascent_m"), units).round(0).alias(up),
        pl.col("cadence_spm").round(0).alias(wording.STEPS),
        pl.col("heart_rate_bpm").round(0).alias(wording.BEATS),
        display.to_minutes(pl.col("fast_s")).round(1).alias(wording.FAST),
        pl.col("knee_load").round(2).alias(wording.KNEE_LOAD),
        pl.col("is_treadmill").alias(wording.TREADMILL),
    )
