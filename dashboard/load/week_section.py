"""The weeks, the ceiling, and the runs beyond it."""

from functools import partial

import polars as pl

from dashboard import session
from dashboard.load import wording
from dashboard.load.charts import draw_load
from dashboard.method.explainer import show_how_known
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import DescribedTable, described

SPIKE_RULE = "session_spike"


def show_weeks(person: session.Person, weeks: pl.DataFrame, sessions: pl.DataFrame) -> None:
    """The weeks, the ceiling, the runs beyond it, and pain on the same time axis."""
    first_week = weeks["week_start_date"].min()
    ceiling = session.rows_of(person, "page.load_ceiling").filter(
        pl.col("local_date") >= first_week
    )
    pain_days = session.rows_of(person, "page.pain_mark").filter(pl.col("local_date") >= first_week)
    figure = drawn(draw_load, weeks, ceiling, sessions, pain_days, person.units)
    table = partial(_session_table, sessions, person.units)
    chart_with_table(figure, table, name="load", beside=partial(show_how_known, SPIKE_RULE))


def _session_table(sessions: pl.DataFrame, units: str) -> DescribedTable:
    distance, longest = (
        wording.in_unit(name, units) for name in (wording.DISTANCE, wording.LONGEST_BEFORE)
    )
    return described(
        "metric.session_spike",
        sessions.sort("local_date", descending=True),
        pl.col("local_date").alias(wording.DAY),
        display.to_distance(pl.col("distance_m"), units).round(2).alias(distance),
        display.to_distance(pl.col("longest_30d_m"), units).round(2).alias(longest),
        pl.col("spike_ratio").round(2).alias(wording.TIMES_THAT),
        pl.col("spike_band").replace(wording.BANDS).alias(wording.WHICH_IS),
    )
