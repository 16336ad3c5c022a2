"""Strength by week under pain: sessions beside those planned, and the kilometres of the week."""

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from dashboard.strength import wording
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.spans import Spans, in_spans, show_spans
from dashboard.ui.charts.weeks import WEEKS as RUNNING_WEEKS
from dashboard.ui.charts.weeks import bars, distance_bars, usual

WEEKS = "page.strength_week"

ROW_SHARES = (0.42, 0.36, 0.22)  # kilometres, sessions, pain: pain lowest, as on every chart


def draw_strength(
    weeks: pl.DataFrame, running: pl.DataFrame, pain_days: pl.DataFrame, units: str
) -> go.Figure:
    """Bars of sessions with the planned number as a line; kilometres above, pain below.

    `weeks`: rows of `page.strength_week`, at least one; `running`: `page.load_week` of the same
    weeks, may be empty; `pain_days`: `page.pain_mark`.
    """
    distance = axis_of(RUNNING_WEEKS, "distance_m", units)
    sessions, spans = axis_of(WEEKS, "session_count"), in_spans(weeks)
    figure = make_subplots(
        rows=3, cols=1, shared_xaxes=True, row_heights=list(ROW_SHARES), vertical_spacing=0.06
    )
    words = wording.weeks_subtitle(distance.unit, f"{sessions.label} {sessions.unit}")
    style.dress(figure, title=wording.finding(weeks), subtitle=f"{words}{spans.note}", height=380)
    runs = distance_bars(in_spans(running, like=spans.word), units)
    for row, trace in ((1, runs), (2, _sessions(spans)), (2, _planned(spans))):
        figure.add_trace(trace, row=row, col=1)
    style.add_pain(figure, pain_days, row=3)
    figure.update_layout(barmode="overlay")
    figure.update_yaxes(title_text=distance.unit, rangemode="tozero", row=1, col=1)
    most = max(*weeks["session_count"].to_list(), *weeks["planned_session_count"].to_list())
    figure.update_yaxes(title_text=sessions.unit, range=[0, most + 0.5], dtick=1, row=2, col=1)
    return show_spans(figure, spans)


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
