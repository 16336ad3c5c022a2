"""The list of runs as a table."""

import polars as pl

from dashboard.ui import display
from dashboard.ui.described_table import DescribedTable, described


def list_table(runs: pl.DataFrame, units: str) -> DescribedTable:
    """Rows of `page.runs_list` in their order, under headings with units."""
    distance, height = display.distance_unit(units), display.height_unit(units)
    return described(
        "page.runs_list",
        runs,
        pl.col("local_date").alias("Day"),
        display.to_distance(pl.col("distance_m"), units).round(2).alias(f"Distance, {distance}"),
        display.to_clock(pl.col("moving_s")).alias("Time"),
        display.to_clock(display.to_pace(pl.col("speed_mps"), units) * 60).alias("Pace"),
        pl.col("worst_pain_score").alias("Pain, 0–10"),
        pl.col("spike_ratio").round(2).alias("× longest of 30 days"),
        display.to_height(pl.col("descent_m"), units).round(0).alias(f"Down, {height}"),
        display.to_height(pl.col("ascent_m"), units).round(0).alias(f"Up, {height}"),
        pl.col("cadence_spm").round(0).alias("Steps/min"),
        pl.col("heart_rate_bpm").round(0).alias("Beats/min"),
        display.to_minutes(pl.col("fast_s")).round(1).alias("Fast, min"),
        pl.col("knee_load").round(2).alias("Knee load"),
        pl.col("is_treadmill").alias("Treadmill"),
    )
