"""Each next morning against before the run."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.pain.history import wording
from dashboard.pain.history.morning_chart import draw_pain_mornings
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described
from etl.reference.rules import parameter_value


def show_mornings(person: session.Person) -> None:
    """Each next morning against before the run, or that none can be compared."""
    mornings = session.rows_of(person, "page.pain_morning")
    if mornings.is_empty():
        st.caption(wording.NO_MORNING)
        return
    figure = drawn(
        draw_pain_mornings,
        mornings,
        units=person.units,
        weeks=round(parameter_value("pain_pattern_weeks")),
        amber_rise=parameter_value("pain_rise_amber_score"),
        red_rise=parameter_value("pain_rise_red_score"),
    )
    chart_with_table(figure, partial(_morning_table, mornings, person.units), name="pain-mornings")


def _morning_table(mornings: pl.DataFrame, units: str) -> DescribedTable:
    knees = {code: mark.word for code, mark in display.PAIN_KNEES.items()}
    unit = display.distance_unit(units)
    return described(
        "page.pain_morning",
        mornings.reverse(),
        pl.col("local_date").alias("Day"),
        pl.col("knee").replace(knees).alias("Knee"),
        display.to_distance(pl.col("distance_m"), units).round(1).alias(f"Run, {unit}"),
        pl.col("before_score").alias(wording.BEFORE_COLUMN),
        pl.col("morning_score").alias(wording.MORNING_COLUMN),
        pl.col("rise_score").alias(wording.DIFFERENCE_COLUMN),
    )
