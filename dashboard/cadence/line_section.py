"""Cadence over speed: the runner's own line, then and now."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.cadence import wording
from dashboard.cadence.charts import draw_cadence_speed, line_title, with_era
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described
from dashboard.ui.folds import show_in_fold


def show_own_line(person: session.Person, lines: pl.DataFrame) -> None:
    """Cadence over speed with the lines of both ends of the period, folded under what they say."""
    if not lines.is_empty():
        show_in_fold(
            line_title(lines, person.units), partial(_show_line, person, lines), key="cadence-line"
        )


def _show_line(person: session.Person, lines: pl.DataFrame) -> None:
    runs = with_era(session.rows_of(person, "page.cadence_run"), lines)
    chart_with_table(
        drawn(draw_cadence_speed, runs, lines, person.units),
        partial(_run_table, runs, person.units),
        name="cadence-over-speed",
        is_said=True,
    )
    st.caption(wording.line_words(lines))


def _run_table(runs: pl.DataFrame, units: str) -> DescribedTable:
    ordered = runs.sort("local_date", descending=True)
    length = wording.length_column(units)
    return described(
        "page.cadence_run",
        ordered,
        pl.col("local_date").alias(wording.DAY),
        pl.Series(
            wording.FLAT_PACE, [display.pace(speed, units) for speed in ordered["flat_speed_mps"]]
        ),
        pl.col("flat_cadence_spm").round(1).alias(wording.FLAT_CADENCE),
        pl.col("cadence_adjusted_spm").round(1).alias(wording.AT_USUAL),
        display.to_height(pl.col("step_length_m"), units).round(2).alias(length),
        pl.col("era").alias(wording.WHEN),
    )
