"""Weeks of one runner beside the board, and of a few as small charts over one axis."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from html import escape
from typing import Final

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from dashboard import display
from dashboard.charts import palette, style

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

MOST: Final = len(_LOOKS)


def draw_runner_weeks(weeks: pl.DataFrame, *, units: str, title: str) -> go.Figure:
    """Distance a week. `weeks`: rows of `page.squad_week` about one runner, at least one."""
    unit = display.distance_unit(units)
    figure = style.new_chart(title=title, subtitle=f"Distance a week, {unit}", height=170)
    figure.add_trace(
        go.Bar(
            x=_middles(weeks),
            y=display.to_distance(weeks["distance_m"], units).to_list(),
            width=style.WEEK_MS * 0.8,
            marker={
                "color": palette.DISTANCE,
                "opacity": [0.45 if is_running else 1.0 for is_running in weeks["is_running"]],
            },
            customdata=style.week_names(weeks),
            hovertemplate=f"%{{customdata}}<br>%{{y:.1f}} {unit}<extra></extra>",
        )
    )
    figure.update_yaxes(nticks=3, rangemode="tozero")
    return style.show_weeks(figure, weeks["week_start_date"].to_list())


def draw_squad_weeks(
    weeks: pl.DataFrame, names: Mapping[str, str], *, units: str, title: str
) -> go.Figure:
    """Distance, longest run, descent, fast minutes and, where shared, pain: a row each.

    `weeks`: rows of `page.squad_week`; `names`: by runner_id, at most `MOST`, in the order of the
    legend. What is not known has no mark.
    """
    rows = _rows(weeks, units)
    figure = make_subplots(
        rows=len(rows),
        cols=1,
        shared_xaxes=True,
        vertical_spacing=0.06,
        subplot_titles=[heading for heading, _, _ in rows],
    )
    for look, (runner_id, name) in zip(_LOOKS, names.items(), strict=False):
        for index, (_, values, unit) in enumerate(rows, start=1):
            own = weeks.with_columns(values.alias("value")).filter(runner_id=runner_id)
            figure.add_trace(_line(own, escape(name, quote=False), unit, look, index), index, 1)
    style.dress(
        figure,
        title=title,
        subtitle="A line a runner, one axis for all. A gap is not known; an open mark is a week "
        "that is not over.",
        height=_ROW_PX * len(rows) + _LEGEND_PX * len(names),
    )
    figure.update_layout(margin={"t": 22, "b": _LEGEND_PX * len(names)})
    figure.update_annotations(x=0, xanchor="left", font={"size": 12})
    figure.update_yaxes(nticks=3, rangemode="tozero")
    if len(rows) > len(_MEASURES):
        figure.update_yaxes(range=[-1, 11], tickvals=[0, 5, 10], row=len(rows), col=1)
    return style.show_weeks(figure, weeks["week_start_date"].to_list())


_MEASURES: Final = ("distance_m", "longest_run_m", "descent_m", "fast_s")


def _rows(weeks: pl.DataFrame, units: str) -> list[tuple[str, pl.Expr, str]]:
    """Heading, values and unit of each small chart."""
    far, high = display.distance_unit(units), display.height_unit(units)
    rows = [
        (f"Distance, {far}", display.to_distance(pl.col("distance_m"), units), far),
        (f"Longest run, {far}", display.to_distance(pl.col("longest_run_m"), units), far),
        (f"Descent, {high}", display.to_height(pl.col("descent_m"), units), high),
        ("Fast running, min", display.to_minutes(pl.col("fast_s")), "min"),
    ]
    if weeks["is_pain_shared"].any():
        rows.append(("Worst pain, 0–10", pl.col("worst_pain_score"), "of 10"))
    return rows


def _line(
    weeks: pl.DataFrame, name: str, unit: str, look: tuple[str, str, str], index: int
) -> go.Scatter:
    colour, symbol, dash = look
    return go.Scatter(
        x=_middles(weeks),
        y=weeks["value"].to_list(),
        name=name,
        legendgroup=name,
        showlegend=index == 1,
        mode="lines+markers",
        line={"color": colour, "dash": dash, "width": 1.5},
        marker={
            "symbol": [f"{symbol}-open" if now else symbol for now in weeks["is_running"]],
            "color": colour,
            "size": 7,
        },
        # Names go in as data: in a template a name could be read as one.
        customdata=[[name, week] for week in style.week_names(weeks)],
        hovertemplate="%{customdata[0]}<br>%{customdata[1]}<br>"
        f"%{{y:.1f}} {unit}<extra></extra>",
    )


def _middles(weeks: pl.DataFrame) -> list[datetime]:
    return [datetime.combine(day, time()) + timedelta(hours=84) for day in weeks["week_start_date"]]
