"""How much each week grew, as context and no warning."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.load.charts import draw_ramp
from dashboard.load.context import show_growth
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described

RAMP_CAVEAT = (
    "How much a week grows over the one before has not been shown to predict injury in runners, "
    "so nothing here is coloured. It is a convention for pacing; single long runs tell more."
)


def show_ramp(person: session.Person, weeks: pl.DataFrame) -> None:
    """Weekly change as context, with the sentence that it is no warning."""
    chart_with_table(
        drawn(draw_ramp, weeks), partial(_week_table, weeks, person.units), name="weeks"
    )
    st.caption(RAMP_CAVEAT)
    show_growth(person)


def _week_table(weeks: pl.DataFrame, units: str) -> DescribedTable:
    unit = display.distance_unit(units)
    newest = weeks.sort("week_start_date", descending=True)
    return described(
        "page.load_week",
        newest,
        pl.col("week_start_date").alias("Week from"),
        display.to_distance(pl.col("distance_m"), units).round(1).alias(f"Distance, {unit}"),
        pl.col("run_count").alias("Runs"),
        display.to_distance(pl.col("longest_run_m"), units).round(1).alias(f"Longest, {unit}"),
        pl.col("ramp_ratio").round(2).alias("Over the week before"),
        pl.col("ramp_4w_ratio").round(2).alias("Over the four before"),
    )
