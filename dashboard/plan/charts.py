"""A plan of some weeks in small rows: gates on top, planned and done bars for each target."""

import plotly.graph_objects as go
import polars as pl

from dashboard.plan import wording as plan_wording
from dashboard.rows import to_rows
from dashboard.rows.plan import PlanWeek
from dashboard.ui import display
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import Axis, axis_of
from dashboard.ui.charts.small_rows import SmallRow, draw_small_rows, middles

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
_LABEL_PX = 84
_PLANNED_SHARE, _DONE_SHARE = 0.8, 0.42  # of a week's width, one within the other


def draw_plan(weeks: pl.DataFrame, *, title: str, units: str) -> go.Figure:
    """Gates, distance, longest run, downhill, fast time and strength, a row each.

    `weeks`: rows of `page.plan_week`, at least one; unknown numbers have no bar. Beside the rows
    stands the week that is running, or that the plan waits for: done of planned.
    """
    (now,) = to_rows(weeks.filter("is_current"), PlanWeek)
    states = weeks["gate_name"].unique(maintain_order=True)
    posts = [_posts(weeks.filter(pl.col("gate_name") == state), state) for state in states]
    rows = [SmallRow(plan_wording.GATES, traces=posts, reach=(-1, 1))]
    for name, label in plan_wording.NUMBERS.items():
        axis = axis_of(WEEKS, name, units)
        bars = [_planned(weeks, name, axis), _done(weeks, name, axis)]
        rows.append(SmallRow(label, plan_wording.beside_row(now, name, units), bars))
    figure = draw_small_rows(
        rows,
        weeks["week_start_date"].to_list(),
        title=title,
        subtitle=plan_wording.picture_subtitle(now),
        label_px=_LABEL_PX,
        has_legend=True,
    )
    return figure.update_layout(barmode="overlay")


def _posts(weeks: pl.DataFrame, state: str) -> go.Scatter:
    symbol, colour = GATE_LOOKS[state]
    return go.Scatter(
        x=middles(weeks),
        y=[0] * weeks.height,
        mode="markers",
        name=display.GATES[state].word,
        marker={"symbol": symbol, "size": 13, "color": colour, "line": {"width": 2}},
        customdata=[[name] for name in style.week_names(weeks)],
        hovertemplate=f"%{{customdata[0]}}<br>{display.GATES[state].word}<extra></extra>",
    )


def _planned(weeks: pl.DataFrame, name: str, axis: Axis) -> go.Bar:
    return go.Bar(
        x=middles(weeks),
        y=axis.shown(weeks[f"target_{name}"]),
        width=style.WEEK_MS * _PLANNED_SHARE,
        name="Planned",
        showlegend=False,
        marker={
            "color": palette.NEUTRAL,
            "opacity": [0.22 if projected else 0.42 for projected in weeks["is_projected"]],
        },
        customdata=[[words] for words in style.week_names(weeks)],
        hovertemplate=f"%{{customdata[0]}}<br>planned %{{y:.1f}} {axis.unit}<extra></extra>",
    )


def _done(weeks: pl.DataFrame, name: str, axis: Axis) -> go.Bar:
    return go.Bar(
        x=middles(weeks),
        y=axis.shown(weeks[name]),
        width=style.WEEK_MS * _DONE_SHARE,
        name="Done",
        showlegend=False,
        marker={"color": palette.DISTANCE, "opacity": 0.9},
        customdata=[[words] for words in style.week_names(weeks)],
        hovertemplate=f"%{{customdata[0]}}<br>done %{{y:.1f}} {axis.unit}<extra></extra>",
    )
