"""The chart of days: marks on a time axis, a limit as a dashed step, strips below on that axis."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.ui.charts import palette, style

LEAST_DAYS: Final = 28  # a narrower axis would make two marks of a week look like a trend


def new_days(
    *,
    title: str,
    subtitle: str,
    height: int,
    shares: Sequence[float] = (1.0,),
    gap: float = 0.06,
    headings: Sequence[str] = (),
) -> go.Figure:
    """An empty one; `shares` of the height a strip, the first on top; height in pixels."""
    return style.new_strips(
        title=title, subtitle=subtitle, height=height, shares=shares, gap=gap, headings=headings
    )


def show_days(
    figure: go.Figure,
    first: date,
    last: date,
    *,
    ticks: Sequence[date] = (),
    labels: Sequence[str] = (),
) -> go.Figure:
    """Show the days from `first` to `last`, labelled at most as a phone can hold.

    `ticks`: days that are labelled, else Mondays from the first on; `labels`: their words.
    """
    ticks = ticks or style.week_ticks(_mondays(first, last)) or [first]
    figure.update_xaxes(
        type="date",
        range=[first.isoformat(), (last + timedelta(days=1)).isoformat()],
        tickmode="array",
        tickvals=[day.isoformat() for day in ticks],
        ticktext=list(labels) or style.tick_labels(ticks),
        tickangle=0,
    )
    rows = len(list(figure.select_xaxes()))
    place = {} if rows == 1 else {"row": rows, "col": 1}
    return figure.update_xaxes(ticks="outside", ticklen=4, **place)


def _mondays(first: date, last: date) -> list[date]:
    monday = first + timedelta(days=-first.weekday() % 7)
    return [monday + timedelta(weeks=n) for n in range((last - monday).days // 7 + 1)]


def around(days: Sequence[date], *, before: float = 0.1, after: float = 0.1) -> tuple[date, date]:
    """First and last day of an axis around these, with room at its ends as shares of its span."""
    first, last = min(days), max(days)
    span = max((last - first).days, LEAST_DAYS)
    spare = max(LEAST_DAYS - (last - first).days, 0) // 2
    return (
        first - timedelta(days=max(round(before * span), spare, 1)),
        last + timedelta(days=max(round(after * span), spare, 1)),
    )


def marks(
    days: Sequence[date] | pl.Series,
    values: Sequence[Any] | pl.Series,
    *,
    name: str,
    hovertemplate: str,
    customdata: Sequence[Any],
    mode: str = "markers",
    showlegend: bool = True,
    text: Sequence[str] | None = None,
    **marker: Any,
) -> go.Scatter:
    """A mark a day or run; whole at the edges, too."""
    return go.Scatter(
        x=days,
        y=values,
        mode=mode if text is None else f"{mode}+text",
        name=name,
        showlegend=showlegend,
        marker={"size": 9, "color": palette.DISTANCE, **marker},
        text=text,
        textposition="middle right",
        textfont={"size": 11},
        customdata=customdata,
        hovertemplate=hovertemplate,
        cliponaxis=False,
    )


def level(
    days: Sequence[date] | pl.Series,
    values: Sequence[Any] | pl.Series,
    *,
    name: str,
    unit: str,
    dash: str = "dash",
    digits: int = 1,
) -> go.Scatter:
    """A limit, or what is usual: a step that ends where nothing is known."""
    return go.Scatter(
        x=days,
        y=values,
        mode="lines",
        name=name,
        connectgaps=False,
        line={"color": palette.NEUTRAL, "width": 2, "dash": dash, "shape": "hv"},
        hovertemplate=f"%{{x|%-d %b %Y}}<br>{name}: %{{y:.{digits}f}} {unit}<extra></extra>",
    )


def band(days: tuple[date, date], values: tuple[float, float], *, name: str) -> go.Scatter:
    """What lies between two values over all days, pale."""
    (start, end), (low, high) = days, values
    return go.Scatter(
        x=[start, end, end, start],
        y=[low, low, high, high],
        mode="lines",
        fill="toself",
        fillcolor=palette.TREND_BAND,
        line={"width": 0, "color": palette.DISTANCE},
        name=name,
        hoverinfo="skip",
    )
