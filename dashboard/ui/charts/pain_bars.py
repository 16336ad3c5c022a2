"""Pain on a time axis: a small bar a knee and day from 0 to 10, on every chart alike."""

from datetime import date, datetime, time, timedelta

import plotly.graph_objects as go
import polars as pl

from dashboard.ui import display
from dashboard.ui.charts import palette, wording

MOST_SCORE = 10
PRINTED_FROM_SCORE = 2
_PLACES = 21  # numbers that stand beside each other on a phone
_SLIMMEST = 130  # bars of a phone: thinner ones are not seen
_DAY_MS = 24 * 3600 * 1000
_BESIDE_H = {"left": -5.5, "right": 5.5}


def add_pain_bars(figure: go.Figure, pain: pl.DataFrame, *, row: int) -> None:
    """Add them to a strip of the figure.

    `pain` is `page.story_pain` or `page.pain_mark`: local_date, knee, worst_score (0-10). A logged
    0 is a small ring, a day without a log is nothing. The worst scores are printed, apart.
    """
    pain = pain.drop_nulls("worst_score")
    days = 1 if pain.is_empty() else _span_days(pain)
    hurting = pain.filter(pl.col("worst_score") > 0).with_columns(
        is_alone=pl.len().over("local_date") == 1
    )
    printed = _printed(hurting, apart_days=max(4, days // _PLACES))
    wide_ms = _DAY_MS * max(0.9, days / _SLIMMEST)
    for knee, mark in display.PAIN_KNEES.items():
        of_knee = hurting.filter(pl.col("knee") == knee)
        figure.add_trace(
            go.Bar(
                x=[
                    pain_time(day, knee, is_alone=is_alone)
                    for day, is_alone in of_knee.select("local_date", "is_alone").rows()
                ],
                y=of_knee["worst_score"],
                width=[wide_ms if alone else wide_ms / 2 for alone in of_knee["is_alone"]],
                name=wording.knee(mark.shape, display.knee(knee)),
                showlegend=not of_knee.is_empty(),
                marker={"color": display.KNEE_COLOURS[knee], "line": {"width": 0}},
                text=[
                    f"{score:g}" if (day, knee) in printed else ""
                    for day, score in of_knee.select("local_date", "worst_score").rows()
                ],
                textposition="outside",
                textangle=0,
                textfont={"size": 11},
                constraintext="none",
                cliponaxis=False,
                customdata=of_knee["local_date"].to_list(),
                hovertemplate=wording.knee_hover(display.knee_heading(knee)),
            ),
            row=row,
            col=1,
        )
    calm = pain.group_by("local_date").agg(pl.col("worst_score").max()).filter(worst_score=0)
    figure.add_trace(
        go.Scatter(
            x=[noon(day) for day in calm["local_date"].sort()],
            y=[0] * calm.height,
            mode="markers",
            name=wording.CALM,
            showlegend=False,
            cliponaxis=False,
            marker={"symbol": "circle-open", "size": 4, "color": palette.NEUTRAL},
            hovertemplate=wording.CALM_HOVER,
        ),
        row=row,
        col=1,
    )
    figure.update_yaxes(range=[0, MOST_SCORE], tickvals=[0, 5, 10], row=row, col=1)


def pain_time(day: date, knee: str, *, is_alone: bool) -> datetime:
    """Where a bar stands: at noon, or beside the one of the other knee."""
    beside_h = 0 if is_alone else _BESIDE_H.get(knee, 0)
    return noon(day) + timedelta(hours=beside_h)


def noon(day: date) -> datetime:
    """The middle of a day."""
    return datetime.combine(day, time(12))


def _span_days(pain: pl.DataFrame) -> int:
    days = pain["local_date"].sort()
    return (days[-1] - days[0]).days + 1


def _printed(hurting: pl.DataFrame, *, apart_days: int) -> set[tuple[date, str]]:
    """Which scores are written: from 2 up, the worst first, none beside another."""
    ordered = hurting.filter(pl.col("worst_score") >= PRINTED_FROM_SCORE).sort(
        "worst_score", "local_date", descending=[True, True]
    )
    chosen: list[tuple[date, str]] = []
    for day, knee in ordered.select("local_date", "knee").rows():
        if all(abs((day - other).days) >= apart_days for other, _ in chosen):
            chosen.append((day, knee))
    return set(chosen)
