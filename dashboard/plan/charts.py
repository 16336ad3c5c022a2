"""A plan of some weeks: weeks as columns, planned and done bars for each target, gates on top."""

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from dashboard.plan import wording as plan_wording
from dashboard.ui import display
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import Axis, axis_of

GATE_LOOKS = {
    "passed": ("circle", palette.THIRD),
    "held": ("triangle-up", palette.JUMP),
    "stepped_back": ("square", palette.BIG_JUMP),
    "not_known": ("circle-open", palette.NEUTRAL),
    "running": ("diamond", palette.DISTANCE),
    "to_come": ("circle-open-dot", palette.NEUTRAL),
    "paused": ("hourglass-open", palette.NEUTRAL),
}
"""Traffic posts: symbol and colour of each gate, so that none is told by colour alone."""

WEEKS = "page.plan_week"
STRIPS = ("distance_m", "longest_run_m", "downhill_m", "fast_s", "strength_count")
ROW_SHARES = (0.10, 0.26, 0.16, 0.16, 0.16, 0.16)


def draw_plan(weeks: pl.DataFrame, *, title: str, units: str) -> go.Figure:
    """Six strips over the weeks: gates, distance, longest run, downhill, fast time, strength.

    `weeks`: rows of `page.plan_week`, at least one; unknown numbers have no bar.
    """
    figure = make_subplots(
        rows=6, cols=1, shared_xaxes=True, row_heights=list(ROW_SHARES), vertical_spacing=0.025
    )
    style.dress(
        figure,
        title=title,
        subtitle=plan_wording.PICTURE_SUBTITLE,
        height=640,
    )
    for state in weeks["gate_name"].unique(maintain_order=True):
        figure.add_trace(_posts(weeks.filter(pl.col("gate_name") == state), state), row=1, col=1)
    for row, name in enumerate(STRIPS, start=2):
        axis = axis_of(WEEKS, name, units)
        figure.add_trace(_planned(weeks, name, axis, is_first=row == 2), row=row, col=1)
        figure.add_trace(_done(weeks, name, axis, is_first=row == 2), row=row, col=1)
        figure.update_yaxes(title_text=axis.two_lines, rangemode="tozero", nticks=4, row=row, col=1)
    figure.update_layout(barmode="overlay")
    figure.update_yaxes(visible=False, range=[-1, 1], row=1, col=1)
    _label_weeks(figure, weeks)
    return figure


def _posts(weeks: pl.DataFrame, state: str) -> go.Scatter:
    symbol, colour = GATE_LOOKS[state]
    return go.Scatter(
        x=weeks["week_index"],
        y=[0] * weeks.height,
        mode="markers",
        name=display.GATES[state].word,
        marker={"symbol": symbol, "size": 15, "color": colour, "line": {"width": 2}},
        customdata=[[name] for name in style.week_names(weeks)],
        hovertemplate=f"%{{customdata[0]}}<br>{display.GATES[state].word}<extra></extra>",
    )


def _planned(weeks: pl.DataFrame, name: str, axis: Axis, *, is_first: bool) -> go.Bar:
    return go.Bar(
        x=weeks["week_index"],
        y=axis.shown(weeks[f"target_{name}"]),
        width=0.8,
        name="Planned",
        legendgroup="planned",
        showlegend=is_first,
        marker={
            "color": palette.NEUTRAL,
            "opacity": [0.22 if projected else 0.42 for projected in weeks["is_projected"]],
        },
        customdata=[[words] for words in style.week_names(weeks)],
        hovertemplate=f"%{{customdata[0]}}<br>planned %{{y:.1f}} {axis.unit}<extra></extra>",
    )


def _done(weeks: pl.DataFrame, name: str, axis: Axis, *, is_first: bool) -> go.Bar:
    return go.Bar(
        x=weeks["week_index"],
        y=axis.shown(weeks[name]),
        width=0.42,
        name="Done",
        legendgroup="done",
        showlegend=is_first,
        marker={"color": palette.DISTANCE, "opacity": 0.9},
        customdata=[[words] for words in style.week_names(weeks)],
        hovertemplate=f"%{{customdata[0]}}<br>done %{{y:.1f}} {axis.unit}<extra></extra>",
    )


def _label_weeks(figure: go.Figure, weeks: pl.DataFrame) -> None:
    """Numbers under every week, the day below the first and where there is room."""
    indexes, starts = weeks["week_index"].to_list(), weeks["week_start_date"].to_list()
    every = 1 if len(indexes) <= style.MAX_TICKS else 2
    labels = [
        f"{index}<br>{display.axis_day(start)}" if place % every == 0 else f"{index}"
        for place, (index, start) in enumerate(zip(indexes, starts, strict=True))
    ]
    figure.update_xaxes(
        range=[0.4, max(indexes) + 0.6],
        tickmode="array",
        tickvals=indexes,
        ticktext=labels,
    )
