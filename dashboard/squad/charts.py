"""Weeks of one runner beside the board, and of a few as small charts over one axis."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from html import escape
from typing import Final

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from dashboard.squad import wording
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import Axis, axis_of

WEEKS: Final = "page.squad_week"
_ROW_PX: Final = 118
_LEGEND_PX: Final = 34  # of each line of it
_LOOKS: Final = (
    (palette.DISTANCE, "circle", "solid"),
    (palette.SECOND, "square", "dash"),
    (palette.THIRD, "diamond", "dot"),
    (palette.FOURTH, "triangle-up", "dashdot"),
    (palette.NEUTRAL, "x", "longdash"),
)
"""Colour, shape and dash of each runner: told apart without colour too."""

_BESIDE: Final = timedelta(hours=14)
MOST: Final = len(_LOOKS)


def draw_runner_weeks(weeks: pl.DataFrame, *, units: str, title: str) -> go.Figure:
    """Distance a week. `weeks`: rows of `page.squad_week` about one runner, at least one."""
    axis = axis_of(WEEKS, "distance_m", units)
    figure = style.new_chart(
        title=title, subtitle=f"{axis.label.capitalize()} a week, {axis.unit}", height=170
    )
    figure.add_trace(
        go.Bar(
            x=_middles(weeks),
            y=axis.shown(weeks["distance_m"]).to_list(),
            width=style.WEEK_MS * 0.8,
            marker={
                "color": palette.DISTANCE,
                "opacity": [0.45 if is_running else 1.0 for is_running in weeks["is_running"]],
            },
            customdata=style.week_names(weeks),
            hovertemplate=f"%{{customdata}}<br>%{{y:.1f}} {axis.unit}<extra></extra>",
        )
    )
    figure.update_yaxes(nticks=3, rangemode="tozero")
    return style.show_weeks(figure, weeks["week_start_date"].to_list())


def draw_squad_weeks(
    weeks: pl.DataFrame, names: Mapping[str, str], *, units: str, title: str
) -> go.Figure:
    """Distance, longest run, descent, fast minutes and, where shared, pain: a row each.

    `weeks`: rows of `page.squad_week`; `names`: by runner_id, at most `MOST`, in the order of the
    legend. What is not known leaves a gap; descent and fast running have a cross where there were
    runs.
    """
    rows = _rows(weeks, units)
    figure = make_subplots(
        rows=len(rows),
        cols=1,
        shared_xaxes=True,
        vertical_spacing=0.06,
        subplot_titles=[measure.axis.heading for measure in rows],
    )
    for look, (runner_id, name) in zip(_LOOKS, names.items(), strict=False):
        shown = escape(name, quote=False)
        for index, measure in enumerate(rows, start=1):
            own = weeks.with_columns(value=measure.axis.shown(pl.col(measure.column))).filter(
                runner_id=runner_id
            )
            figure.add_trace(_line(own, shown, measure, look, is_first=index == 1), index, 1)
            if measure.share:
                figure.add_trace(_crosses(own, shown, measure, look), index, 1)
    style.dress(
        figure,
        title=title,
        subtitle=wording.CHART_SUBTITLE,
        height=_ROW_PX * len(rows) + _LEGEND_PX * len(names),
    )
    figure.update_layout(margin={"t": 22, "b": _LEGEND_PX * len(names)})
    figure.update_annotations(x=0, xanchor="left", font={"size": 12})
    figure.update_yaxes(nticks=3, rangemode="tozero")
    if len(rows) > len(_MEASURES):
        figure.update_yaxes(range=[-1, 11], tickvals=[0, 5, 10], row=len(rows), col=1)
    return style.show_weeks(figure, weeks["week_start_date"].to_list())


@dataclass(frozen=True, slots=True)
class Measure:
    """One small chart: its column, how that is shown, and its known share."""

    column: str
    axis: Axis
    share: str = ""
    """Column of it; empty: it adds up what is known."""


_MEASURES: Final = {
    "distance_m": "",
    "longest_run_m": "",
    "descent_m": "descent_known_share",
    "fast_s": "speed_known_share",
}
"""Columns that every board has, and that of their known share."""


def _rows(weeks: pl.DataFrame, units: str) -> list[Measure]:
    shares = dict(_MEASURES)
    if weeks["is_pain_shared"].any():
        shares["worst_pain_score"] = ""
    return [
        Measure(column, axis_of(WEEKS, column, units), share) for column, share in shares.items()
    ]


def _line(
    weeks: pl.DataFrame,
    name: str,
    measure: Measure,
    look: tuple[str, str, str],
    *,
    is_first: bool,
) -> go.Scatter:
    colour, symbol, dash = look
    notes = [""] * weeks.height
    if measure.share:
        notes = style.known_words(weeks, measure.share, "<br>told for {}")
    return go.Scatter(
        x=_middles(weeks),
        y=weeks["value"].to_list(),
        name=name,
        legendgroup=name,
        showlegend=is_first,
        mode="lines+markers",
        line={"color": colour, "dash": dash, "width": 1.5},
        marker={
            "symbol": [f"{symbol}-open" if now else symbol for now in weeks["is_running"]],
            "color": colour,
            "size": 7,
        },
        # Names go in as data: in a template a name could be read as one.
        customdata=[[name, *pair] for pair in zip(style.week_names(weeks), notes, strict=True)],
        hovertemplate="%{customdata[0]}<br>%{customdata[1]}<br>"
        f"%{{y:.1f}} {measure.axis.unit}%{{customdata[2]}}<extra></extra>",
    )


def _crosses(
    weeks: pl.DataFrame, name: str, measure: Measure, look: tuple[str, str, str]
) -> go.Scatter:
    """Weeks of one runner of which too little is known; those of several lie side by side."""
    words = style.known_words(weeks, measure.share, wording.CAN_BE_TOLD)
    beside = _BESIDE * _LOOKS.index(look)
    crosses = style.unknown_weeks(weeks, "value", words, beside=beside)
    crosses.update(
        showlegend=False,
        legendgroup=name,
        marker={"line": {"color": look[0]}},
        customdata=[[name, said] for said in crosses.customdata],
        hovertemplate="%{customdata[0]}<br>%{hovertext}<br>not known: %{customdata[1]}"
        "<extra></extra>",
    )
    return crosses


def _middles(weeks: pl.DataFrame) -> list[datetime]:
    return [datetime.combine(day, time()) + timedelta(hours=84) for day in weeks["week_start_date"]]
