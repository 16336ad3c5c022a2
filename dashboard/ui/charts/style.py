"""One look for every chart: title, axes, hover, weeks and the pain strip.

Title and subtitle live in `figure.layout.meta`, not in the drawing: text drawn by Plotly does not
wrap and is cut off on a phone, so the page prints them above the chart.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from dashboard.ui import display
from dashboard.ui.charts import palette, wording
from dashboard.ui.charts.pain_bars import add_pain_bars

CONFIG: Final[dict[str, Any]] = {"displayModeBar": False, "scrollZoom": False, "locale": "en"}
"""What `st.plotly_chart(config=…)` takes: no tool bar, and a finger scrolls the page."""

MAX_TICKS: Final = 6  # what 390 pixels can hold
PAIN_STRIP_SHARE: Final = 0.22  # of the height
WEEK_MS: Final = 7 * 24 * 3600 * 1000
BUSY_DAYS: Final = 180  # longer spans get month names without the day


@dataclass(frozen=True, slots=True)
class ChartText:
    """What the page prints above a chart: the finding, and what is plotted."""

    title: str
    subtitle: str


def plain_words(words: str) -> str:
    """Words that came from a person or a file: Plotly reads some tags of HTML in what it draws."""
    return words.replace("&", "&amp;").replace("<", "&lt;")


def text_of(figure: go.Figure) -> ChartText:
    """The title and subtitle that a `draw_` function gave its figure."""
    meta = figure.layout.meta or {}
    return ChartText(title=meta.get("title", ""), subtitle=meta.get("subtitle", ""))


def new_chart(*, title: str, subtitle: str, height: int = 300) -> go.Figure:
    """An empty figure in the house look; height in pixels."""
    return _named(deepcopy(_blank()), title, subtitle, height)


def new_strips(
    *,
    title: str,
    subtitle: str,
    height: int,
    shares: Sequence[float],
    gap: float,
    headings: Sequence[str] = (),
) -> go.Figure:
    """An empty figure of strips over one axis; `shares` and `gap` of the height, the first on top.

    Height in pixels; `headings` stand above the strips, at the left.
    """
    figure = deepcopy(_blank_strips(tuple(shares), gap, tuple(headings)))
    return _named(figure, title, subtitle, height)


def dress(figure: go.Figure, *, title: str, subtitle: str, height: int) -> go.Figure:
    """Give a figure the house look: see-through, legend below, nothing that traps a finger."""
    return _named(_dressed(figure), title, subtitle, height)


@lru_cache(maxsize=1)
def _blank() -> go.Figure:
    return _dressed(go.Figure())


@lru_cache(maxsize=64)
def _blank_strips(shares: tuple[float, ...], gap: float, headings: tuple[str, ...]) -> go.Figure:
    """To be copied: Plotly checks each word of its look, which takes three times as long."""
    figure = make_subplots(
        rows=len(shares),
        cols=1,
        shared_xaxes=True,
        row_heights=list(shares),
        vertical_spacing=gap if len(shares) > 1 else 0,
        subplot_titles=list(headings) or None,
    )
    _dressed(figure)
    if headings:
        figure.update_layout(margin={"t": 26})
        figure.update_annotations(x=0, xanchor="left", font={"size": 13})
    return figure


def _named(figure: go.Figure, title: str, subtitle: str, height: int) -> go.Figure:
    figure.layout.meta = {"title": title, "subtitle": subtitle}
    figure.layout.height = height
    return figure


def _dressed(figure: go.Figure) -> go.Figure:
    figure.update_layout(
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hovermode="closest",
        dragmode=False,
        bargap=0.15,
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 0,
            "yanchor": "bottom",
            "yref": "container",
            "title": {"text": ""},
            "font": {"size": 11},
            "itemwidth": 30,  # the least, so that two names stand beside each other on a phone
            "traceorder": "normal",
        },
    )
    figure.update_xaxes(showgrid=False, zeroline=False, automargin=True)
    figure.update_yaxes(
        showgrid=True,
        gridcolor=palette.GUIDE,
        zeroline=False,
        automargin=True,
        nticks=5,
        title={"standoff": 6},
    )
    return figure


def show_weeks(figure: go.Figure, weeks: Sequence[date]) -> go.Figure:
    """Label the time axis by week starts, few enough for a phone, and end it after the last."""
    if not weeks:
        return figure
    first, last = min(weeks), max(weeks) + timedelta(days=7)
    ticks = week_ticks(weeks)
    figure.update_xaxes(
        type="date",
        range=[first.isoformat(), last.isoformat()],
        tickmode="array",
        tickvals=[week.isoformat() for week in ticks],
        ticktext=tick_labels(ticks),
        ticks="outside",
        ticklen=4,
    )
    return figure


def week_ticks(weeks: Sequence[date]) -> list[date]:
    """At most `MAX_TICKS` week starts, evenly spaced, from the first; none of none."""
    ordered = sorted(set(weeks))
    step = -(-len(ordered) // MAX_TICKS)
    return ordered[:: step or 1]


def tick_labels(ticks: Sequence[date]) -> list[str]:
    """Day and month, or month alone over long spans; the year where it is new."""
    if not ticks:
        return []
    is_long = (ticks[-1] - ticks[0]).days > BUSY_DAYS
    years = [True, *(later.year != earlier.year for earlier, later in pairwise(ticks))]
    return [_tick_label(tick, is_long, is_new) for tick, is_new in zip(ticks, years, strict=True)]


def _tick_label(tick: date, is_long: bool, is_new_year: bool) -> str:
    words = f"{tick:%b}" if is_long else f"{tick.day} {tick:%b}"
    return f"{words}<br>{tick.year}" if is_new_year else words


def middle_of_week(weeks: pl.Series) -> pl.Series:
    """The Thursday noon of weeks that start on Monday: where a week's bar stands."""
    return weeks.cast(pl.Datetime("ms")) + timedelta(days=3, hours=12)


def wide_range(values: pl.Series, least_span: float) -> list[float] | None:
    """An axis range around the values that spans at least `least_span`, so noise stays small."""
    known = values.drop_nulls().cast(pl.Float64).to_list()
    if not known:
        return None
    low, high = min(known), max(known)
    margin = max((least_span - (high - low)) / 2, (high - low) * 0.08)
    return [low - margin, high + margin]


def mirrored_ticks(limit: float) -> list[float]:
    """Five round ticks about zero that reach about as far as `limit` on both sides."""
    steps = [scale * step for scale in (0.01, 0.1, 1, 10, 100, 1000) for step in (1, 2, 5)]
    step = next((step for step in steps if limit / step <= 2.5), limit)
    return [count * step for count in (-2, -1, 0, 1, 2)]


def week_names(weeks: pl.DataFrame) -> list[str]:
    """Hover words of each week: when it starts."""
    return [wording.week_from(week) for week in weeks["week_start_date"]]


def known_words(weeks: pl.DataFrame, share: str, words: str) -> list[str]:
    """Of how much of each week a sum can be told: `words` with the minutes put in.

    `weeks`: moving_s and the column `share`. Empty where all is known, or nothing moved.
    """
    return [
        "" if part is None or part >= 1 else words.format(display.minutes_known(part, moving_s))
        for part, moving_s in zip(weeks[share], weeks["moving_s"], strict=True)
    ]


def unknown_weeks(
    weeks: pl.DataFrame,
    column: str,
    words: Sequence[str],
    *,
    name: str = wording.NOT_KNOWN,
    beside: timedelta = timedelta(0),
) -> go.Scatter:
    """Crosses on the axis where there were runs, but too little is known of them for a sum.

    `weeks`: week_start_date, moving_s and `column`, the sum; `words`: why, a week each; `beside`
    moves the crosses from the middle of their week.
    """
    unknown = weeks.with_columns(words=pl.Series(words, dtype=pl.String)).filter(
        pl.col(column).is_null() & (pl.col("moving_s") > 0)
    )
    return go.Scatter(
        x=middle_of_week(unknown["week_start_date"]) + beside,
        y=[0.0] * unknown.height,
        mode="markers",
        name=name,
        showlegend=not unknown.is_empty(),
        marker={"symbol": "x-thin", "size": 9, "line": {"width": 2, "color": palette.NEUTRAL}},
        customdata=unknown["words"],
        hovertext=week_names(unknown),
        hovertemplate="%{hovertext}<br>not known: %{customdata}<extra></extra>",
    )


def week_hover(weeks: pl.DataFrame) -> list[list[str]]:
    """Pairs of hover words of each week: its start, and how many runs."""
    starts = week_names(weeks)
    counts = ["?" if count is None else str(count) for count in weeks["run_count"]]
    return [list(pair) for pair in zip(starts, counts, strict=True)]


def add_pain(figure: go.Figure, pain_days: pl.DataFrame, *, row: int = 2) -> go.Figure:
    """Draw the pain of both knees in their strip.

    `pain_days` is `page.pain_mark`: local_date, knee, worst_score (0-10).
    """
    add_pain_bars(figure, pain_days, row=row)
    return figure
