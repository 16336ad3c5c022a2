"""Numbers of the weeks before each check beside those up to today."""

import polars as pl
import streamlit as st

from dashboard.mechanics.wording import RUNS_SUBTITLE, run_lines, run_title, sentence, unknown_words
from dashboard.rows import to_rows
from dashboard.rows.mechanics import MechanicsRun
from dashboard.ui import display
from dashboard.ui.chart import show_heading, table_with_csv
from dashboard.ui.described_table import described

SHOWN_SPANS = 3  # of the runs: now and before the last two checks, what a phone can hold


def show_runs(spans: pl.DataFrame, units: str) -> None:
    """Numbers of the four weeks before each check beside those up to today."""
    shown = to_rows(spans.head(SHOWN_SPANS), MechanicsRun)
    with st.container(gap="xsmall"):
        show_heading(
            run_title(shown),
            RUNS_SUBTITLE,
        )
        st.markdown("\n".join(run_lines(shown)))
        unknown = unknown_words(shown)
        if unknown:
            st.caption(sentence(unknown))
        unit = display.height_unit(units)
        table = described(
            "page.mechanics_run",
            spans,
            pl.col("check_date").alias("Before the check of"),
            pl.col("from_date").alias("From"),
            pl.col("until_date").alias("Until"),
            pl.col("run_count").alias("Runs"),
            pl.col("cadence_adjusted_spm").round(1).alias("Cadence at usual pace, steps/min"),
            pl.col("step_length_ratio").round(3).alias("Step length over own line"),
            pl.col("descent_slower_share").round(3).alias("Downhill slower than usual, share"),
            pl.col("descent_step_length_ratio").round(3).alias("Downhill steps over own line"),
            display.to_height(pl.col("descent_m"), units).round(0).alias(f"Descent, {unit}"),
        )
        table_with_csv(table, name="mechanics-runs")
