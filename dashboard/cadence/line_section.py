"""Cadence over speed: the runner's own line, then and now."""

from datetime import date
from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.cadence.charts import draw_cadence_speed, then_and_now, with_era
from dashboard.cadence.wording import line_words
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described


def show_own_line(person: session.Person, first_day: date) -> None:
    """Cadence over speed, with the runner's own line at both ends of the period."""
    lines = then_and_now(session.rows_of(person, "page.cadence_line"), first_day)
    if lines.is_empty():
        return
    runs = with_era(session.rows_of(person, "page.cadence_run"), lines)
    chart_with_table(
        drawn(draw_cadence_speed, runs, lines, person.units),
        partial(_run_table, runs, person.units),
        name="cadence-over-speed",
    )
    st.caption(line_words(lines))


def _run_table(runs: pl.DataFrame, units: str) -> DescribedTable:
    ordered = runs.sort("local_date", descending=True)
    unit = display.height_unit(units)
    return described(
        "page.cadence_run",
        ordered,
        pl.col("local_date").alias("Day"),
        pl.Series(
            "Pace on the flat", [display.pace(speed, units) for speed in ordered["flat_speed_mps"]]
        ),
        pl.col("flat_cadence_spm").round(1).alias("Cadence there, steps/min"),
        pl.col("cadence_adjusted_spm").round(1).alias("At your usual pace, steps/min"),
        display.to_height(pl.col("step_length_m"), units).round(2).alias(f"Step length, {unit}"),
        pl.col("era").alias("When"),
    )
