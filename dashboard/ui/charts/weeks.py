"""The chart of weeks: a bar a week, month or quarter, a line for what is usual, pain below.

What does not begin at zero, as cadence, is a dash as wide as its week: a bar would show what the
axis leaves out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import plotly.graph_objects as go
import polars as pl

from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import Axis, axis_of
from dashboard.ui.charts.spans import Spans, show_spans

WEEKS: Final = "page.load_week"
_SHARES_OF_TWO: Final = (0.54, 0.46)  # of the height above pain: the measure on top, the other
_GAPS: Final = (0.0, 0.08, 0.06)  # of the height, between so many strips and one
_DASH_SHARE: Final = 0.025  # of what the axis spans: how thick a dash is


@dataclass(frozen=True, slots=True)
class Above:
    """Another measure of the same weeks, in a strip on top."""

    traces: Iterable[go.Bar | go.Scatter]
    axis: Axis


def draw_weeks(
    spans: Spans,
    traces: Iterable[go.Bar | go.Scatter],
    axis: Axis,
    *,
    title: str,
    subtitle: str,
    height: int,
    pain: pl.DataFrame | None = None,
    barmode: Literal["overlay", "stack", "relative"] = "overlay",
    reach: list[float] | None = None,
    above: Above | None = None,
) -> go.Figure:
    """The traces over the weeks, in the unit of their axis; height in pixels.

    `pain`: rows of `page.pain_mark`, for the strip below; `reach`: what the axis spans, else from
    zero up; `above`: another measure on top.
    """
    shares = [1.0] if above is None else list(_SHARES_OF_TWO)
    if pain is not None:
        shares = [share * (1 - style.PAIN_STRIP_SHARE) for share in shares]
        shares.append(style.PAIN_STRIP_SHARE)
    subtitle = f"{subtitle}{spans.note}"
    figure = style.new_strips(
        title=title, subtitle=subtitle, height=height, shares=shares, gap=_GAPS[len(shares) - 1]
    )
    row = 1 if above is None else 2
    if above is not None:
        _add(figure, above.traces, above.axis, None, row=1)
    _add(figure, traces, axis, reach, row=row)
    if pain is not None:
        style.add_pain(figure, pain, row=row + 1)
    figure.update_layout(barmode=barmode)
    return show_spans(figure, spans)


def _add(
    figure: go.Figure,
    traces: Iterable[go.Bar | go.Scatter],
    axis: Axis,
    reach: list[float] | None,
    *,
    row: int,
) -> None:
    for trace in traces:
        figure.add_trace(trace, row=row, col=1)
    span = {"rangemode": "tozero"} if reach is None else {"range": reach}
    figure.update_yaxes(title_text=axis.unit, row=row, col=1, **span)


def bars(
    spans: Spans,
    values: pl.Series,
    *,
    name: str,
    hovertemplate: str,
    customdata: Sequence[Any] | None = None,
    **marker: Any,
) -> go.Bar:
    """A bar a span; one of no height is zero, none is not known."""
    return go.Bar(
        x=spans.middles,
        y=values,
        width=spans.widths_ms,
        name=name,
        marker={"color": palette.DISTANCE, **marker},
        customdata=customdata,
        hovertext=spans.names,
        hovertemplate=hovertemplate,
    )


def dashes(
    spans: Spans,
    values: pl.Series,
    *,
    name: str,
    hovertemplate: str,
    reach: Sequence[float],
    beside: Sequence[pl.Series | Sequence[Any]] = (),
) -> go.Bar:
    """A dash a span, for an axis of that `reach`.

    The first of each dash's `customdata` is its value, behind it what lies in `beside`: the bar's
    own number is how thick it is.
    """
    thick = (reach[1] - reach[0]) * _DASH_SHARE
    return go.Bar(
        x=spans.middles,
        y=[None if one is None else thick for one in values],
        base=[None if one is None else one - thick / 2 for one in values],
        width=spans.widths_ms,
        name=name,
        marker={"color": palette.DISTANCE},
        customdata=list(zip(values, *beside, strict=True)),
        hovertext=spans.names,
        hovertemplate=hovertemplate,
    )


def band(spans: Spans, low: pl.Series, high: pl.Series, *, name: str) -> go.Bar:
    """From low to high of each span, pale."""
    return go.Bar(
        x=spans.middles,
        y=high - low,
        base=low,
        width=spans.widths_ms,
        name=name,
        marker={"color": palette.TREND_BAND},
        hoverinfo="skip",
    )


def usual(
    spans: Spans, values: pl.Series, *, name: str, unit: str, dash: str = "solid", digits: int = 0
) -> go.Scatter:
    """What is usual, or a limit, as a step a span."""
    return go.Scatter(
        x=spans.middles,
        y=values,
        mode="lines",
        name=name,
        line={"color": palette.LIMIT, "width": 2, "shape": "hvh", "dash": dash},
        hovertemplate=f"{name}: %{{y:.{digits}f}} {unit}<extra></extra>",
    )


def distance_bars(spans: Spans, units: str) -> go.Bar:
    """Distance a week, the same on every chart that has it.

    The spans are of rows of `page.load_week`; a week off is a bar of no height.
    """
    axis = axis_of(WEEKS, "distance_m", units)
    counts = ["?" if count is None else f"{count:g}" for count in spans.rows["run_count"]]
    return bars(
        spans,
        axis.shown(spans.rows["distance_m"]),
        name=f"Week, {axis.unit}",
        opacity=0.6,
        customdata=list(zip(spans.names, counts, strict=True)),
        hovertemplate=f"%{{customdata[0]}}<br>%{{y:.1f}} {axis.unit} in "
        "%{customdata[1]} runs<extra></extra>",
    )
