"""The story as a picture to send: without names and places, and without dates unless asked.

It is drawn by matplotlib once somebody asks for it: a browser's own copy of the chart would carry
its dates along.
"""

import io
from datetime import date, timedelta
from threading import Lock
from typing import Any

import polars as pl

from dashboard.today import wording
from dashboard.ui import display
from dashboard.ui.charts import palette
from dashboard.ui.charts.story_words import CAUTION

_SIZE_IN = (8.0, 5.4)
_DPI = 150
_INK, _SOFT = "#1e2625", "#5d6663"
_DRAWING = Lock()  # matplotlib's settings are one for the whole process


def draw_picture(
    runs: pl.DataFrame,
    pain: pl.DataFrame,
    *,
    units: str,
    first_day: date,
    today: date,
    title: str | None = None,
) -> bytes:
    """PNG of rows of `page.story_run` and `page.story_pain`; with a `title` also their dates."""
    import matplotlib as mpl  # noqa: PLC0415  half a second, which no page waits for
    from matplotlib.figure import Figure  # noqa: PLC0415

    with _DRAWING, mpl.rc_context({"font.family": "DejaVu Sans", "font.size": 9}):
        figure = Figure(figsize=_SIZE_IN, facecolor="white")
        figure.subplots_adjust(left=0.09, right=0.97, top=0.86, bottom=0.13, hspace=0.35)
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[2.2, 1])
        figure.text(
            0.03, 0.945, title or wording.UNDATED, fontsize=13, fontweight="bold", color=_INK
        )
        figure.text(0.03, 0.905, CAUTION, color=_SOFT)
        figure.text(0.97, 0.02, "Kneewise", color=_SOFT, ha="right")
        _draw_runs(upper, runs, units, first_day)
        _draw_pain(lower, pain, first_day)
        _label_days(lower, first_day, today, is_dated=title is not None)
        content = io.BytesIO()
        figure.savefig(content, format="png", dpi=_DPI, metadata={"Software": None})
    return content.getvalue()


def _draw_runs(axis: Any, runs: pl.DataFrame, units: str, first_day: date) -> None:
    known = runs.drop_nulls("distance_m")
    places = [
        (day - first_day).days + (index - 0.5) / count
        for day, index, count in known.select("local_date", "run_index", "day_run_count").rows()
    ]
    for (distance_m, is_past), place in zip(
        known.select("distance_m", "is_past").rows(), places, strict=True
    ):
        axis.bar(
            place,
            display.to_distance(distance_m, units),
            width=0.8,
            color=palette.PAST_LIMIT if is_past else palette.DISTANCE,
            hatch="///" if is_past else None,
            edgecolor="white" if is_past else None,
        )
    limits = [
        float("nan") if limit is None else display.to_distance(limit, units)
        for limit in known["ceiling_m"]
    ]
    axis.step(places, limits, where="pre", linestyle="--", color=palette.NEUTRAL)
    _dress(axis, wording.picture_runs(display.distance_unit(units)))


def _draw_pain(axis: Any, pain: pl.DataFrame, first_day: date) -> None:
    for knee, beside in (("left", -0.2), ("right", 0.2), ("unknown", 0.0)):
        days = pain.filter(pl.col("knee") == knee, pl.col("worst_score") > 0)
        axis.bar(
            [(day - first_day).days + 0.5 + beside for day in days["local_date"]],
            days["worst_score"].to_list(),
            width=0.6,
            color=display.KNEE_COLOURS[knee],
            label=wording.PICTURE_KNEES[knee],
        )
        if not days.is_empty():
            axis.legend(frameon=False, loc="upper left", ncols=2)
    axis.set_ylim(0, 10)
    _dress(axis, wording.PICTURE_PAIN)


def _dress(axis: Any, heading: str) -> None:
    axis.set_title(heading, loc="left", fontsize=9, color=_SOFT)
    axis.spines[["top", "right"]].set_visible(False)
    axis.tick_params(colors=_SOFT)


def _label_days(axis: Any, first_day: date, today: date, *, is_dated: bool) -> None:
    """Dates where they are asked for; else how many weeks ago."""
    count = (today - first_day).days + 1
    axis.set_xlim(0, count)
    places = list(range(0, count, 14))
    words = [
        display.axis_day(first_day + timedelta(days=place))
        if is_dated
        else wording.weeks_ago((count - place) // 7)
        for place in places
    ]
    axis.set_xticks(places, words)
