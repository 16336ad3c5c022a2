"""Step length: longer than one's own of late, or not."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.cadence import wording
from dashboard.cadence.charts import draw_step_length, length_title
from dashboard.cadence.week_table import week_table
from dashboard.method.explainer import show_how_known
from dashboard.rows.cadence import CadenceContext
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.folds import show_in_fold


def show_step_length(person: session.Person, weeks: pl.DataFrame, context: CadenceContext) -> None:
    """Folded under the latest length."""
    show_in_fold(
        length_title(weeks, person.units),
        partial(_show_length, person, weeks, context),
        key="cadence-length",
    )


def _show_length(person: session.Person, weeks: pl.DataFrame, context: CadenceContext) -> None:
    """The weeks, whether steps were longer than one's own of late, and what a watch cannot see."""
    table = partial(week_table, weeks, person.units)
    chart_with_table(
        drawn(draw_step_length, weeks, person.units), table, name="step-length", is_said=True
    )
    ratio = context["least_step_length_ratio"]
    if ratio is not None:
        st.markdown(wording.length_words(context, ratio))
    st.caption(wording.NO_FEET)
    show_how_known("long_steps")
