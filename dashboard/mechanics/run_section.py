"""Numbers of the weeks before each check beside those up to today."""

import polars as pl
import streamlit as st

from dashboard.mechanics.wording import (
    RUN_HEADS,
    RUNS_SUBTITLE,
    run_lines,
    run_title,
    sentence,
    unknown_words,
)
from dashboard.rows import to_rows
from dashboard.rows.mechanics import MechanicsRun
from dashboard.ui import display
from dashboard.ui.chart import show_heading, table_with_csv
from dashboard.ui.described_table import described

ROUNDED = {
    "cadence_adjusted_spm": 1,
    "step_length_ratio": 3,
    "descent_slower_share": 3,
    "descent_step_length_ratio": 3,
}
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
        heads = {name: pl.col(name) for name in RUN_HEADS} | {
            name: pl.col(name).round(decimals) for name, decimals in ROUNDED.items()
        }
        table = described(
            "page.mechanics_run",
            spans,
            *(heads[name].alias(head) for name, head in RUN_HEADS.items()),
            display.to_height(pl.col("descent_m"), units).round(0).alias(f"Descent, {unit}"),
        )
        table_with_csv(table, name="mechanics-runs")
