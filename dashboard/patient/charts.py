"""Twelve weeks of a patient as small charts over one axis."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from dashboard.ui import display
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import Axis, axes_of

WEEKS = "page.patient_week"
_ROW_PX = 84
# Equal scores of both knees stand beside each other.
_BESIDE = {"left": timedelta(hours=-16), "right": timedelta(hours=16)}


def draw_patient_weeks(weeks: pl.DataFrame, *, units: str, title: str) -> go.Figure:
    """Load, longest run, descent, fast minutes, cadence, pain and strength, a row each.

    `weeks`: rows of `page.patient_week`, at least one. What is not known has no bar; descent and
    fast running have a cross where there were runs.
    """
    rows = _rows(weeks, units)
    figure = make_subplots(
        rows=len(rows),
        cols=1,
        shared_xaxes=True,
        vertical_spacing=0.055,
        subplot_titles=[name for name, _ in rows],
    )
    for index, (_, traces) in enumerate(rows, start=1):
        for trace in traces:
            figure.add_trace(trace, row=index, col=1)
    style.dress(
        figure,
        title=title,
        subtitle="A column a week; a paler one is not over. A gap is a number that is not known, a "
        "cross one that too little is known of.",
        height=_ROW_PX * len(rows) + 40,
    )
    figure.update_layout(margin={"t": 22}, showlegend=False)
    figure.update_annotations(x=0, xanchor="left", font={"size": 12})
    figure.update_yaxes(nticks=3, rangemode="tozero")
    figure.update_yaxes(rangemode="normal", row=5, col=1)
    figure.update_yaxes(range=[-1, 11], tickvals=[0, 5, 10], row=6, col=1)
    return style.show_weeks(figure, weeks["week_start_date"].to_list())


def _rows(weeks: pl.DataFrame, units: str) -> list[tuple[str, list[go.Bar | go.Scatter]]]:
    axes = axes_of(WEEKS, units)
    knees = ", ".join(f"{mark.shape} {mark.word.lower()}" for mark in display.KNEES.values())
    return [
        (axes["distance_m"].heading, [_bars(weeks, "distance_m", axes["distance_m"])]),
        (axes["longest_run_m"].heading, [_bars(weeks, "longest_run_m", axes["longest_run_m"])]),
        (axes["descent_m"].heading, _part_bars(weeks, "descent", "descent_m", axes["descent_m"])),
        (axes["fast_s"].heading, _part_bars(weeks, "speed", "fast_s", axes["fast_s"])),
        (
            axes["cadence_adjusted_spm"].heading,
            [_line(weeks, "cadence_adjusted_spm", axes["cadence_adjusted_spm"])],
        ),
        (
            f"{axes['left_worst_score'].heading}: {knees}",
            [_pain(weeks, knee) for knee in display.KNEES],
        ),
        (
            f"{axes['strength_count'].heading}; line: planned",
            _strength(weeks, axes["strength_count"]),
        ),
    ]


def _middle(weeks: pl.DataFrame) -> list[datetime]:
    """Weeks are drawn in their middle, as bars of a week's width."""
    return [datetime.combine(day, time()) + timedelta(hours=84) for day in weeks["week_start_date"]]


def _part_bars(
    weeks: pl.DataFrame, kind: str, column: str, axis: Axis
) -> list[go.Bar | go.Scatter]:
    """Bars of a sum that not every run adds to, and crosses where too few do."""
    share = f"{kind}_known_share"
    bars = _bars(weeks, column, axis, style.known_words(weeks, share, "<br>told for {}"))
    words = style.known_words(weeks, share, "it can be told for {}")
    return [bars, style.unknown_weeks(weeks, column, words)]


def _bars(
    weeks: pl.DataFrame, column: str, axis: Axis, notes: Sequence[str] | None = None
) -> go.Bar:
    days = [display.day(day) for day in weeks["week_start_date"]]
    return go.Bar(
        x=_middle(weeks),
        y=axis.shown(weeks[column]).to_list(),
        width=style.WEEK_MS * 0.8,
        marker={
            "color": palette.DISTANCE,
            "opacity": weeks["is_running"].replace_strict({True: 0.45, False: 1.0}).to_list(),
        },
        customdata=list(zip(days, notes or [""] * weeks.height, strict=True)),
        hovertemplate=f"Week from %{{customdata[0]}}<br>%{{y:.1f}} {axis.unit}%{{customdata[1]}}"
        "<extra></extra>",
    )


def _line(weeks: pl.DataFrame, column: str, axis: Axis) -> go.Scatter:
    return go.Scatter(
        x=_middle(weeks),
        y=weeks[column].to_list(),
        mode="lines+markers",
        line={"color": palette.DISTANCE},
        customdata=[display.day(day) for day in weeks["week_start_date"]],
        hovertemplate=f"Week from %{{customdata}}<br>%{{y:.1f}} {axis.unit}<extra></extra>",
    )


def _pain(weeks: pl.DataFrame, knee: str) -> go.Scatter:
    return go.Scatter(
        x=[day + _BESIDE[knee] for day in _middle(weeks)],
        y=weeks[f"{knee}_worst_score"].to_list(),
        mode="markers",
        marker={
            "symbol": display.KNEE_SYMBOLS[knee],
            "color": display.KNEE_COLOURS[knee],
            "size": 10,
        },
        customdata=[display.day(day) for day in weeks["week_start_date"]],
        hovertemplate=f"Week from %{{customdata}}<br>{display.KNEES[knee].word} knee, worst "
        "%{y} of 10<extra></extra>",
    )


def _strength(weeks: pl.DataFrame, axis: Axis) -> list[go.Bar | go.Scatter]:
    planned = go.Scatter(
        x=_middle(weeks),
        y=weeks["strength_planned_count"].to_list(),
        mode="lines",
        line={"color": palette.GUIDE, "shape": "hvh"},
        hoverinfo="skip",
    )
    return [_bars(weeks, "strength_count", axis), planned]
