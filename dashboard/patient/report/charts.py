"""The twelve weeks as small charts over one axis, as SVG that reads in grey print."""

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import matplotlib as mpl
import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from dashboard.ui import display

_WIDTH_IN = 7.1
_ROW_IN = 0.58
_FONT: Any = {"svg.fonttype": "none", "font.family": "DejaVu Sans", "font.size": 7.5}
_INK, _SOFT, _FAINT = "#111111", "#6b6b6b", "#c9c9c9"
_DRAWING = Lock()  # matplotlib's settings are one for the whole process
KNEE_MARKERS = {"left": "<", "right": ">"}
_BESIDE = {"left": -0.13, "right": 0.13}  # weeks, so that equal scores do not hide each other


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
    distance, height = display.distance_unit(units), display.height_unit(units)
    to_distance = lambda values: display.to_distance(values, units)  # noqa: E731
    to_height = lambda values: display.to_height(values, units)  # noqa: E731
    return (
        Row(f"Distance, {distance}", _bars("distance_m", to_distance)),
        Row(f"Longest run, {distance}", _bars("longest_run_m", to_distance)),
        Row(f"Descent, {height}", _part_bars("descent_m", to_height)),
        Row("Fast running, min", _part_bars("fast_s", display.to_minutes)),
        Row("Cadence at usual\npace, steps/min", _line("cadence_adjusted_spm")),
        Row("Worst pain, 0–10\n◁ left  ▷ right", _pain),
        Row("Strength sessions\n(line: planned)", _strength),
    )


def _bars(column: str, shown: Callable[[pl.Series], pl.Series]) -> Callable:
    def draw(axis: Axes, weeks: pl.DataFrame) -> None:
        for place, value, is_running in zip(
            range(weeks.height), shown(weeks[column]).to_list(), weeks["is_running"], strict=True
        ):
            if value is not None:
                axis.bar(place, value, width=0.7, color=_FAINT if is_running else _SOFT)
        axis.set_ylim(bottom=0)

    return draw


def _part_bars(column: str, shown: Callable[[pl.Series], pl.Series]) -> Callable:
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


def _strength(axis: Axes, weeks: pl.DataFrame) -> None:
    _bars("strength_count", lambda values: values)(axis, weeks)
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
