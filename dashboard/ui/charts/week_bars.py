"""A bar a week: its distance, the same on every chart that has it."""

import plotly.graph_objects as go
import polars as pl

from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of

WEEKS = "page.load_week"


def add_week_bars(figure: go.Figure, weeks: pl.DataFrame, units: str) -> None:
    """Add a bar a week; a week off is a bar of no height, an unknown week has none."""
    axis = axis_of(WEEKS, "distance_m", units)
    figure.add_trace(
        go.Bar(
            x=style.middle_of_week(weeks["week_start_date"]),
            y=axis.shown(weeks["distance_m"]),
            width=style.WEEK_MS * 0.82,
            name=f"Week, {axis.unit}",
            marker={"color": palette.DISTANCE, "opacity": 0.6},
            customdata=style.week_hover(weeks),
            hovertemplate=f"%{{customdata[0]}}<br>%{{y:.1f}} {axis.unit} in "
            "%{customdata[1]} runs<extra></extra>",
        ),
        row=1,
        col=1,
    )
