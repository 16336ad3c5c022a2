"""Weeks of a plan: the one that is running, the one before, and all as a table."""

from collections.abc import Sequence

import polars as pl

from dashboard.rows.plan import PlanWeek
from dashboard.ui import display
from dashboard.ui.described_table import DescribedTable, described


def current_week(rows: Sequence[PlanWeek]) -> PlanWeek:
    """The week that is running, else the last one; the first while the plan waits."""
    return next(row for row in rows if row["is_current"])


def week_before(rows: Sequence[PlanWeek], week: PlanWeek) -> PlanWeek | None:
    """The week before this one; None for the first."""
    index = week["week_index"] - 2
    return rows[index] if index >= 0 else None


def week_table(weeks: pl.DataFrame, units: str) -> DescribedTable:
    """Rows of `page.plan_week` under headings with units, planned beside done."""
    unit = display.distance_unit(units)
    pairs = [
        column
        for name, label in (
            ("distance_m", f"Distance, {unit}"),
            ("longest_run_m", f"Longest run, {unit}"),
            ("downhill_m", f"Downhill, {unit}"),
        )
        for column in (
            display.to_distance(pl.col(f"target_{name}"), units)
            .round(1)
            .alias(f"{label}: planned"),
            display.to_distance(pl.col(name), units).round(1).alias(f"{label}: done"),
        )
    ]
    return described(
        "page.plan_week",
        weeks,
        pl.col("week_index").alias("Week"),
        pl.col("week_start_date").alias("From"),
        pl.col("phase_title").alias("Phase"),
        pl.col("gate_name").replace({code: mark.word for code, mark in display.GATES.items()})
        .alias("Gate"),
        *pairs,
        display.to_minutes(pl.col("target_fast_s")).round(0).alias("Fast, min: planned"),
        display.to_minutes(pl.col("fast_s")).round(0).alias("Fast, min: done"),
        pl.col("target_strength_count").alias("Strength: planned"),
        pl.col("strength_count").alias("Strength: done"),
        pl.col("green_day_count").alias("Green days"),
        pl.col("known_day_count").alias("Known days"),
    )  # fmt: skip
