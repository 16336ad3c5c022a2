"""What the steps of a week asked of the knees, as one relative number with its range."""

from collections.abc import Iterator

import plotly.graph_objects as go
import polars as pl

from dashboard.speed import wording
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.spans import Spans, in_spans, show_spans

SHARE = "knee_load_known_share"


def draw_knee_load(weeks: pl.DataFrame) -> go.Figure:
    """Knee load a week as a line within its range, and the runner's own usual.

    `weeks`: rows of `metric.knee_load`; a week that is not known leaves a gap, and a mark where
    there were runs. Long periods are drawn by month or quarter.
    """
    weeks = weeks.sort("week_start_date")
    spans = in_spans(weeks)
    figure = style.new_chart(
        title=knee_load_title(weeks),
        subtitle=f"{wording.KNEE_LOAD_SUBTITLE}{spans.note}",
        height=260,
    )
    figure.add_traces([*_range(spans), _load(spans), _usual(spans)])
    words = style.known_words(spans.rows, SHARE, wording.WITH_CADENCE)
    figure.add_trace(spans.unknown("knee_load", words))
    axis = axis_of("metric.knee_load", "knee_load")
    figure.update_yaxes(title_text=axis.unit, rangemode="tozero")
    return show_spans(figure, spans)


def _range(spans: Spans) -> Iterator[go.Scatter]:
    """The lower edge, and the upper one filled down to it."""
    for column, name, fill in (
        ("knee_load_low", wording.LEAST, None),
        ("knee_load_high", wording.RANGE, "tonexty"),
    ):
        yield go.Scatter(
            x=spans.middles,
            y=spans.rows[column],
            mode="lines",
            name=name,
            fill=fill,
            fillcolor=palette.TREND_BAND,
            line={"width": 0, "color": palette.DISTANCE},
            showlegend=fill is not None,
            hoverinfo="skip",
        )


def _load(spans: Spans) -> go.Scatter:
    axis, rows = axis_of("metric.knee_load", "knee_load"), spans.rows
    known = style.known_words(rows, SHARE, wording.OF_IT_WITH_CADENCE)
    beside = (rows["knee_load_low"], rows["knee_load_high"], rows["run_count"], known)
    return go.Scatter(
        x=spans.middles,
        y=rows["knee_load"],
        mode="lines+markers",
        name=axis.label,
        line={"color": palette.DISTANCE, "width": 2},
        customdata=list(zip(*beside, strict=True)),
        hovertext=spans.names,
        hovertemplate=wording.knee_load_hover(axis.unit),
    )


def _usual(spans: Spans) -> go.Scatter:
    return go.Scatter(
        x=spans.middles,
        y=spans.rows["usual_knee_load"],
        mode="lines",
        name=wording.FOUR_BEFORE,
        line={"color": palette.NEUTRAL, "width": 2, "shape": "hvh"},
        hovertemplate=f"{wording.FOUR_BEFORE}: %{{y:.1f}}<extra></extra>",
    )


def knee_load_title(weeks: pl.DataFrame) -> str:
    """The latest week that can be compared, else why none can."""
    known = weeks.drop_nulls("knee_load_ratio")
    if known.is_empty():
        return wording.NOT_COMPARABLE
    return wording.knee_load_title(*known.select("knee_load_ratio", "week_start_date").row(-1))
