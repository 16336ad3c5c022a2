"""How much each week grew, as context and no warning."""

from collections.abc import Sequence
from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.load import wording
from dashboard.method.explainer import show_how_known
from dashboard.rows.load import LoadGrowth
from dashboard.ui import display
from dashboard.ui.chart import table_with_csv
from dashboard.ui.described_table import DescribedTable, described
from dashboard.ui.folds import show_in_fold


def show_ramp(person: session.Person, weeks: pl.DataFrame) -> None:
    """Weekly change as context, folded; its line says it where a rule tells of growth today."""
    grown = session.records_of(person, LoadGrowth)
    label = grown[0]["text"] if grown else wording.RAMP_FOLD
    show_in_fold(label, partial(_show_ramp, person, weeks, grown), key="load-ramp")


def _show_ramp(person: session.Person, weeks: pl.DataFrame, grown: Sequence[LoadGrowth]) -> None:
    """What has grown, the weeks, and the sentence that it is no warning."""
    for row in grown:
        st.markdown(wording.growth_words(row, person.units))
        show_how_known(row["rule_id"])
    st.markdown(wording.ramp_line(weeks, session.today(person)))
    st.caption(wording.RAMP_CAVEAT)
    table_with_csv(partial(_week_table, weeks, person.units), name="weeks")


def _week_table(weeks: pl.DataFrame, units: str) -> DescribedTable:
    newest = weeks.sort("week_start_date", descending=True)
    distance, longest = (
        wording.in_unit(name, units) for name in (wording.DISTANCE, wording.LONGEST)
    )
    return described(
        "page.load_week",
        newest,
        pl.col("week_start_date").alias(wording.WEEK_FROM),
        display.to_distance(pl.col("distance_m"), units).round(1).alias(distance),
        pl.col("run_count").alias(wording.RUNS),
        display.to_distance(pl.col("longest_run_m"), units).round(1).alias(longest),
        pl.col("ramp_ratio").round(2).alias(wording.OVER_ONE_COLUMN),
        pl.col("ramp_4w_ratio").round(2).alias(wording.OVER_FOUR_COLUMN),
    )
