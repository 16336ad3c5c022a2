"""Pain as a small bar a day, a row a knee; long periods by week or month."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

import plotly.graph_objects as go
import polars as pl

from dashboard.pain import wording
from dashboard.ui import display
from dashboard.ui.charts import palette
from dashboard.ui.charts.days import new_days, show_days

Span = Literal["day", "week", "month"]
MOST_DAYS: Final = 26 * 7  # beyond, a bar a day is thinner than a pixel on a phone
MOST_WEEKS_AS_DAYS: Final = 53 * 7
PRINTED_FROM_SCORE: Final = 2
MOST_PRINTED: Final = 28  # numbers that stand beside each other in a row on a phone
_EVERY: Final[Mapping[Span, str]] = {"day": "1d", "week": "1w", "month": "1mo"}
_LENGTH: Final[Mapping[Span, timedelta]] = {
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=30),
}
_ROW_PX: Final = 105
_CALM_ROW_PX: Final = 22  # of a knee that only has rings
_GAP_PX: Final = 26  # with the name of the lower knee


def draw_pain_days(days: pl.DataFrame, *, first_day: date, today: date) -> go.Figure:
    """A bar of the worst score of each day from `first_day` to `today`; a ring is a logged 0.

    `days`: rows of `page.pain_calendar` with a score, at least one.
    """
    span = span_of((today - first_day).days)
    worst = in_spans(days, span)
    knees = [knee for knee in display.PAIN_KNEES if knee in worst["knee"].to_list()]
    hurting = set(worst.filter(pl.col("worst_score") > 0)["knee"])
    heights = [_ROW_PX if knee in hurting else _CALM_ROW_PX for knee in knees]
    height = sum(heights) + _GAP_PX * (len(knees) - 1)
    figure = new_days(
        title=wording.chart_title(worst_of(days), today=today),
        subtitle=wording.CHART_SUBTITLE[span],
        height=70 + height,
        shares=heights,
        gap=_GAP_PX / height,
        headings=[wording.knee_name(knee) for knee in knees],
    )
    for row, knee in enumerate(knees, start=1):
        rows = worst.filter(pl.col("knee") == knee)
        figure.add_trace(_bars(rows, knee, span), row=row, col=1)
        figure.add_trace(_rings(rows.filter(worst_score=0), knee, span), row=row, col=1)
        is_hurting = knee in hurting
        figure.update_yaxes(
            row=row,
            col=1,
            range=[-0.6, 11.5 if is_hurting else 0.6],
            tickvals=[0, 5, 10] if is_hurting else [0],
        )
    figure.update_layout(bargap=0)
    starts = worst["start"].to_list()
    first = min(first_day, *starts)
    end = max(today + timedelta(days=1), *(start + _LENGTH[span] for start in starts))
    return show_days(figure, first, end - timedelta(days=1))


def span_of(day_count: int) -> Span:
    """What a bar stands for in a period of so many days."""
    if day_count > MOST_WEEKS_AS_DAYS:
        return "month"
    return "week" if day_count > MOST_DAYS else "day"


def in_spans(days: pl.DataFrame, span: Span) -> pl.DataFrame:
    """The worst score of each span and knee: start, knee, worst_score; oldest first."""
    return (
        days.group_by(start=pl.col("local_date").dt.truncate(_EVERY[span]), knee="knee")
        .agg(pl.col("worst_score").max())
        .sort("start", "knee")
    )


def worst_of(days: pl.DataFrame) -> dict[str, tuple[float, date]]:
    """Of each knee its worst score, and the last day of it."""
    last = days.sort("worst_score", "local_date").group_by("knee").last()
    told = {
        knee: (score, day)
        for knee, score, day in last.select("knee", "worst_score", "local_date").iter_rows()
    }
    return {knee: told[knee] for knee in display.PAIN_KNEES if knee in told}


def _bars(rows: pl.DataFrame, knee: str, span: Span) -> go.Bar:
    printed = _printed(rows)
    return go.Bar(
        x=_middles(rows, span),
        y=rows["worst_score"],
        width=_LENGTH[span] / timedelta(milliseconds=1) * 0.9,
        name=display.PAIN_KNEES[knee].word,
        showlegend=False,
        marker={"color": display.KNEE_COLOURS[knee], "line": {"width": 0}},
        text=[
            f"{score:g}" if start in printed else ""
            for start, score in zip(rows["start"], rows["worst_score"], strict=True)
        ],
        textposition="outside",
        textangle=0,
        textfont={"size": 11},
        constraintext="none",
        cliponaxis=False,
        customdata=_hover(rows, knee, span),
        hovertemplate="%{customdata}<extra></extra>",
    )


def _rings(calm: pl.DataFrame, knee: str, span: Span) -> go.Scatter:
    return go.Scatter(
        x=_middles(calm, span),
        y=[0] * calm.height,
        mode="markers",
        name=display.PAIN_KNEES[knee].word,
        showlegend=False,
        cliponaxis=False,
        marker={"symbol": "circle-open", "size": 4, "color": palette.NEUTRAL},
        customdata=_hover(calm, knee, span),
        hovertemplate="%{customdata}<extra></extra>",
    )


def _hover(rows: pl.DataFrame, knee: str, span: Span) -> list[str]:
    return [
        wording.bar_words(knee, score, span, start)
        for start, score in zip(rows["start"], rows["worst_score"], strict=True)
    ]


def _middles(rows: pl.DataFrame, span: Span) -> list[datetime]:
    return [datetime.combine(start, time()) + _LENGTH[span] / 2 for start in rows["start"]]


def _printed(rows: pl.DataFrame) -> set[date]:
    """Starts whose score is written: from 2 up, the worst first, none over another."""
    if rows.is_empty():
        return set()
    starts = rows["start"].to_list()
    apart = (starts[-1] - starts[0]) / MOST_PRINTED
    ordered = rows.filter(pl.col("worst_score") >= PRINTED_FROM_SCORE).sort(
        "worst_score", "start", descending=True
    )
    chosen: list[date] = []
    for start in ordered["start"]:
        if all(abs(start - other) >= apart for other in chosen):
            chosen.append(start)
    return set(chosen)
