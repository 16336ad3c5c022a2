"""The chart of dots and their line: a dot a run, one's own line; one run along its way."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import Axis

_GAP = 0.05  # of the height, between strips
_ABOVE_PX = 24  # for the word over a place


def new_dots(
    along: Axis, *, title: str, subtitle: str, height: int, words: str = "", strips: int = 1
) -> go.Figure:
    """An empty one over what it runs along, in `words` if its unit does not say it.

    Strips lie below each other over the same axis; height in pixels.
    """
    figure = style.new_strips(
        title=title, subtitle=subtitle, height=height, shares=[1] * strips, gap=_GAP
    )
    return figure.update_xaxes(title_text=words or along.unit, nticks=6, row=strips, col=1)


def dots(
    along: pl.Series,
    values: pl.Series,
    *,
    name: str,
    hovertemplate: str,
    customdata: Sequence[Any],
    **marker: Any,
) -> go.Scatter:
    """A dot a run."""
    return go.Scatter(
        x=along,
        y=values,
        mode="markers",
        name=name,
        marker={"size": 7, "opacity": 0.8, **marker},
        customdata=customdata,
        hovertemplate=hovertemplate,
    )


def line(
    along: pl.Series,
    values: pl.Series,
    *,
    name: str,
    hovertemplate: str,
    look: Mapping[str, Any],
) -> go.Scatter:
    """A line through them, or one run along its way; it ends where nothing is known."""
    return go.Scatter(
        x=along,
        y=values,
        mode="lines",
        name=name,
        connectgaps=False,
        line=look,
        hovertemplate=hovertemplate,
    )


def shade(
    figure: go.Figure, stretch: tuple[float, float], *, colour: str, opacity: float
) -> go.Figure:
    """A stretch of the way, through all strips and behind what is drawn."""
    start, end = stretch
    return figure.add_shape(
        type="rect",
        xref="x",
        yref="paper",
        x0=start,
        x1=end,
        y0=0,
        y1=1,
        layer="below",
        line={"width": 0},
        fillcolor=colour,
        opacity=opacity,
    )


def mark_place(figure: go.Figure, at: float, words: str) -> go.Figure:
    """One place on the way, through all strips, named above them."""
    figure.add_shape(
        type="line",
        xref="x",
        yref="paper",
        x0=at,
        x1=at,
        y0=0,
        y1=1,
        line={"color": palette.PAIN, "width": 3, "dash": "dot"},
    )
    figure.add_annotation(
        text=words,
        x=at,
        xref="x",
        y=1,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        font={"color": palette.PAIN},
    )
    return figure.update_layout(margin={"t": _ABOVE_PX})
