"""The twelve weeks as small charts over one axis, as SVG that reads in grey print."""

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from textwrap import fill
from threading import Lock
from typing import Any

import matplotlib as mpl
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from dashboard.patient.report import wording
from dashboard.ui import display
from dashboard.ui.charts.axes import Axis, axes_of

_WIDTH_IN = 7.1
_TITLE_WIDTH = 18  # characters that stand beside a chart
_ROW_IN = 0.58
_FONT: Any = {"svg.fonttype": "none", "font.family": wording.FONT, "font.size": 7.5}
_INK, _SOFT, _FAINT = "#111111", "#6b6b6b", "#c9c9c9"
_DRAWING = Lock()  # matplotlib's settings are one for the whole process
KNEE_MARKERS = {"left": "<", "right": ">", "unknown": "D"}
_BESIDE = {
    "left": -0.13,
    "right": 0.13,
    "unknown": 0.0,
}  # weeks, so that equal scores do not hide each other


@dataclass(frozen=True, slots=True)
class Row:
    """One small chart: what it shows, and how it is drawn."""

    title: str
    draw: Callable[[Axes, pl.DataFrame], None]


def draw_weeks(weeks: pl.DataFrame, *, units: str) -> bytes:
    """SVG of `page.patient_week`: a small chart each for load, pain and strength.

    A week of which a number is not known has no bar there, and a cross where there were runs; one
    that is not over is paler.
    """
    rows = _rows(units)
    with _DRAWING, mpl.rc_context(_FONT):
        figure = Figure(figsize=(_WIDTH_IN, _ROW_IN * len(rows) + 0.3))
        figure.subplots_adjust(left=0.2, right=0.995, top=0.99, bottom=0.06, hspace=0.4)
        axes = figure.subplots(len(rows), 1, sharex=True)
        for axis, row in zip(axes, rows, strict=True):
            _dress(axis, row.title, weeks)
            row.draw(axis, weeks)
        _label_weeks(axes[-1], weeks)
        content = io.BytesIO()
        figure.savefig(content, format="svg", metadata={"Date": None})
    return content.getvalue()


def _rows(units: str) -> Sequence[Row]:
    axes = axes_of("page.patient_week", units)
    return (
        Row(axes["distance_m"].heading, _bars("distance_m", axes["distance_m"])),
        Row(axes["longest_run_m"].heading, _bars("longest_run_m", axes["longest_run_m"])),
        Row(axes["descent_m"].heading, _part_bars("descent_m", axes["descent_m"])),
        Row(axes["fast_s"].heading, _part_bars("fast_s", axes["fast_s"])),
        Row(
            fill(axes["cadence_adjusted_spm"].heading, _TITLE_WIDTH), _line("cadence_adjusted_spm")
        ),
        Row(f"{axes['left_worst_score'].heading}{wording.KNEES_ARE}", _pain),
        Row(
            f"{axes['strength_count'].heading}{wording.LINE_IS_PLANNED}",
            partial(_strength, axes["strength_count"]),
        ),
    )


def _bars(column: str, shown: Axis) -> Callable:
    def draw(axis: Axes, weeks: pl.DataFrame) -> None:
        for place, value, is_running in zip(
            range(weeks.height),
            shown.shown(weeks[column]).to_list(),
            weeks["is_running"],
            strict=True,
        ):
            if value is not None:
                axis.bar(place, value, width=0.7, color=_FAINT if is_running else _SOFT)
        axis.set_ylim(bottom=0)

    return draw


def _part_bars(column: str, shown: Axis) -> Callable:
    """Bars of a sum that not every run adds to, and crosses where too few do."""

    def draw(axis: Axes, weeks: pl.DataFrame) -> None:
        _bars(column, shown)(axis, weeks)
        moved = (weeks["moving_s"] > 0).fill_null(value=False)
        unknown = (weeks[column].is_null() & moved).arg_true().to_list()
        axis.plot(
            unknown,
            [0] * len(unknown),
            linestyle="",
            marker="x",
            markersize=4,
            color=_SOFT,
            clip_on=False,
        )

    return draw


def _line(column: str) -> Callable:
    def draw(axis: Axes, weeks: pl.DataFrame) -> None:
        values = [math.nan if value is None else value for value in weeks[column].to_list()]
        axis.plot(range(weeks.height), values, color=_INK, linewidth=1, marker="o", markersize=3)
        axis.margins(y=0.4)

    return draw


def _pain(axis: Axes, weeks: pl.DataFrame) -> None:
    for side, marker in KNEE_MARKERS.items():
        scores = weeks[f"{side}_worst_score"].to_list()
        known = [(place, score) for place, score in enumerate(scores) if score is not None]
        axis.scatter(
            [place + _BESIDE[side] for place, _ in known],
            [score for _, score in known],
            marker=marker,
            s=26,
            facecolors=_INK if side == "right" else "white",
            edgecolors=_INK,
            linewidths=0.8,
        )
    axis.set_ylim(-1.6, 10.7)
    axis.set_yticks([0, 5, 10])


def _strength(shown: Axis, axis: Axes, weeks: pl.DataFrame) -> None:
    _bars("strength_count", shown)(axis, weeks)
    planned = [
        math.nan if value is None else value for value in weeks["strength_planned_count"].to_list()
    ]
    axis.step(range(weeks.height), planned, where="mid", color=_INK, linewidth=0.8)


def _dress(axis: Axes, title: str, weeks: pl.DataFrame) -> None:
    axis.text(-0.25, 0.5, title, transform=axis.transAxes, va="center", color=_INK)
    axis.yaxis.set_major_locator(MaxNLocator(nbins=3, integer=True))
    axis.set_xlim(-0.6, max(weeks.height, 1) - 0.4)
    axis.grid(axis="y", color=_FAINT, linewidth=0.4)
    axis.set_axisbelow(True)
    axis.tick_params(length=0, colors=_SOFT)
    for side in ("top", "right", "left"):
        axis.spines[side].set_visible(False)
    axis.spines["bottom"].set_color(_FAINT)


def _label_weeks(axis: Axes, weeks: pl.DataFrame) -> None:
    starts = weeks["week_start_date"].to_list()
    axis.set_xticks(range(len(starts)), [display.axis_day(start) for start in starts])
