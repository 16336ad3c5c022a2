"""Distance over time against the ceiling of the last 30 days."""

from dataclasses import dataclass
from datetime import timedelta

import plotly.graph_objects as go
import polars as pl

from dashboard.load import wording
from dashboard.ui.charts import palette
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.spans import in_spans
from dashboard.ui.charts.thinning import thinned
from dashboard.ui.charts.weeks import WEEKS, distance_bars, draw_weeks

SESSIONS = "metric.session_spike"


@dataclass(frozen=True, slots=True)
class JumpMark:
    """How a run beyond the ceiling is drawn: never by colour alone."""

    name: str
    bands: tuple[str, ...]
    symbol: str
    colour: str


JUMP_MARKS = (
    JumpMark(wording.JUMP, ("small", "moderate"), "diamond", palette.PAST_LIMIT),
    JumpMark(wording.BIG_JUMP, ("large",), "star", palette.PAST_LIMIT),
)


def draw_load(
    weeks: pl.DataFrame,
    days: pl.DataFrame,
    sessions: pl.DataFrame,
    pain_days: pl.DataFrame,
    units: str,
) -> go.Figure:
    """Weekly bars, the ceiling as a step line, runs beyond it as marks, pain below.

    Bars of long periods are by month or quarter.

    `weeks`: rows of `page.load_week`; `days`: `page.load_ceiling` (local_date, longest_30d_m);
    `sessions`: `metric.session_spike` (local_date, distance_m, longest_30d_m, spike_ratio,
    spike_band); `pain_days`: `page.pain_mark`.
    """
    axis, spans = axis_of(WEEKS, "distance_m", units), in_spans(weeks)
    jumps = (_jumps(sessions, mark, units) for mark in JUMP_MARKS)
    return draw_weeks(
        spans,
        [distance_bars(spans, units), _ceiling(days, units), *jumps],
        axis,
        title=load_title(sessions, units),
        subtitle=wording.load_subtitle(axis.unit),
        height=380,
        pain=pain_days,
    )


def _ceiling(days: pl.DataFrame, units: str) -> go.Scatter:
    axis = axis_of("page.load_ceiling", "longest_30d_m", units)
    days = thinned(days, "longest_30d_m")
    return go.Scatter(
        x=days["local_date"],
        y=axis.shown(days["longest_30d_m"]),
        mode="lines",
        line={"shape": "hv", "width": 2, "dash": "dash", "color": palette.LIMIT},
        connectgaps=False,
        name=wording.CEILING,
        hovertemplate=wording.ceiling_hover(axis.label, axis.unit),
    )


def _jumps(sessions: pl.DataFrame, mark: JumpMark, units: str) -> go.Scatter:
    jumps = sessions.filter(pl.col("spike_band").is_in(mark.bands))
    distance = axis_of(SESSIONS, "distance_m", units)
    longest = axis_of(SESSIONS, "longest_30d_m", units)
    ratio = axis_of(SESSIONS, "spike_ratio")
    return go.Scatter(
        x=jumps["local_date"].cast(pl.Datetime("ms")) + timedelta(hours=12),
        y=distance.shown(jumps["distance_m"]),
        mode="markers",
        name=mark.name,
        cliponaxis=False,
        marker={
            "symbol": mark.symbol,
            "size": 13,
            "color": mark.colour,
            "line": {"width": 1, "color": "white"},
        },
        customdata=list(
            zip(longest.shown(jumps["longest_30d_m"]), jumps["spike_ratio"], strict=True)
        ),
        hovertemplate=wording.jump_hover(
            mark.name,
            {"distance": distance.unit, "ratio": ratio.unit, "longest": longest.unit},
        ),
    )


def load_title(sessions: pl.DataFrame, units: str) -> str:
    """The latest run that jumped among rows of `metric.session_spike`, or that none did."""
    if sessions.is_empty():
        return wording.NO_RUN
    if sessions["spike_ratio"].is_null().all():
        return wording.NOTHING_TO_COMPARE
    beyond = [band for mark in JUMP_MARKS for band in mark.bands]
    jumps = sessions.filter(pl.col("spike_band").is_in(beyond)).sort("local_date")
    if jumps.is_empty():
        return wording.NO_JUMP
    day, distance_m, ratio = jumps.select("local_date", "distance_m", "spike_ratio").row(-1)
    return wording.jump_title(day, distance_m, ratio=ratio, units=units)
