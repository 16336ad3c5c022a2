"""Strength by week under pain: sessions beside those planned, and the kilometres of the week."""

import plotly.graph_objects as go
import polars as pl

from dashboard.strength import wording
from dashboard.ui.charts import palette
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.spans import Spans, in_spans
from dashboard.ui.charts.weeks import WEEKS as RUNNING_WEEKS
from dashboard.ui.charts.weeks import Above, bars, distance_bars, draw_weeks, usual

WEEKS = "page.strength_week"


def draw_strength(
    weeks: pl.DataFrame, running: pl.DataFrame, pain_days: pl.DataFrame, units: str
) -> go.Figure:
    """Bars of sessions with the planned number as a line; kilometres above, pain below.

    `weeks`: rows of `page.strength_week`, at least one; `running`: `page.load_week` of the same
    weeks, may be empty; `pain_days`: `page.pain_mark`.
    """
    distance = axis_of(RUNNING_WEEKS, "distance_m", units)
    sessions, spans = axis_of(WEEKS, "session_count"), in_spans(weeks)
    most = max(*weeks["session_count"].to_list(), *weeks["planned_session_count"].to_list())
    figure = draw_weeks(
        spans,
        [_sessions(spans), _planned(spans)],
        sessions,
        title=wording.finding(weeks),
        subtitle=wording.weeks_subtitle(distance.unit, f"{sessions.label} {sessions.unit}"),
        height=380,
        pain=pain_days,
        reach=[0, most + 0.5],
        above=Above([distance_bars(in_spans(running, like=spans.word), units)], distance),
    )
    return figure.update_yaxes(dtick=1, row=2, col=1)


def _sessions(spans: Spans) -> go.Bar:
    axis, rows = axis_of(WEEKS, "session_count"), spans.rows
    return bars(
        spans,
        rows["session_count"],
        name=f"{axis.label.capitalize()} {axis.unit}",
        color=palette.THIRD,
        opacity=0.75,
        customdata=list(zip(spans.names, rows["set_count"], strict=True)),
        hovertemplate=f"{wording.sets_hover(axis.unit)}<extra></extra>",
    )


def _planned(spans: Spans) -> go.Scatter:
    unit, rows = axis_of(WEEKS, "session_count").unit, spans.rows
    line = usual(spans, rows["planned_session_count"], name=wording.PLANNED, unit=unit, dash="dot")
    return (
        line
        if rows.height > 1
        else line.update(
            mode="markers", marker={"symbol": "line-ew-open", "size": 14, "color": palette.NEUTRAL}
        )
    )
