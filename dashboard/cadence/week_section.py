"""The weeks: cadence at the usual pace, with pain on the same axis."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.cadence import wording
from dashboard.cadence.charts import draw_cadence_trend
from dashboard.cadence.week_table import week_table
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn


def show_weeks(person: session.Person, weeks: pl.DataFrame) -> None:
    """The trend, and that no number is right for everybody."""
    pain_days = session.rows_of(person, "page.pain_mark").filter(
        pl.col("local_date") >= weeks["week_start_date"].min()
    )
    table = partial(week_table, weeks, person.units)
    chart_with_table(drawn(draw_cadence_trend, weeks, pain_days), table, name="cadence")
    st.caption(wording.NO_TARGET)
