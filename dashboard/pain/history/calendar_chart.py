"""Pain as a calendar: a square a day, a block a knee."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from dashboard.pain.history import wording
from dashboard.rows import to_rows
from dashboard.rows.pain import SitePainWeek
from dashboard.ui import display
from dashboard.ui.charts import palette, style

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CALM: Final = "#c6cdcb"  # a logged 0; opaque, or Plotly writes dark on dark
WORST: Final = "#8A2F72"
_BLOCK_PX: Final = 160  # seven rows of a knee
_ROW_PX: Final = 26  # one row of another place
_GAP_PX: Final = 34  # between blocks, with the title of the lower one
_LOOK: Final[dict[str, Any]] = {
    "zmin": 0,
    "zmax": 10,
    "colorscale": [[0, CALM], [0.01, CALM], [0.1, "#D9B3CC"], [0.5, palette.PAIN], [1, WORST]],
    "showscale": False,
    "xgap": 3,
    "ygap": 3,
    "hoverongaps": False,
}
MAX_WEEKS_WITH_NUMBERS: Final = 26  # beyond, a square is narrower than its number


def draw_pain_calendar(
    days: pl.DataFrame, *, today: date, sites: pl.DataFrame | None = None
) -> go.Figure:
    """A block of squares a knee, a column a week; empty squares were not logged.

    `days`: rows of `page.pain_calendar` (local_date, knee, worst_score), at least one. `sites`:
    rows of `page.site_pain_week`, a strip of their own below on the same weeks.
    """
    scored = days.filter(pl.col("worst_score").is_not_null())
    knees = [knee for knee in display.KNEES if knee in scored["knee"].to_list()] or ["left"]
    weeks = _weeks(days["local_date"].to_list(), today)
    places = _places(sites, weeks)
    titles = [f"{display.KNEES[k].shape} {display.KNEES[k].word} knee" for k in knees]
    heights = [_BLOCK_PX] * len(knees) + [_ROW_PX * len(places)] * bool(places)
    figure = make_subplots(
        rows=len(heights),
        cols=1,
        shared_xaxes=True,
        row_heights=heights,
        vertical_spacing=_GAP_PX / (sum(heights) + _GAP_PX * (len(heights) - 1)),
        subplot_titles=titles + [wording.WORST_ELSEWHERE] * bool(places),
    )
    for row, knee in enumerate(knees, start=1):
        figure.add_trace(
            _squares(scored.filter(pl.col("knee") == knee), weeks, knee), row=row, col=1
        )
    style.dress(
        figure,
        title=wording.calendar_title(scored),
        subtitle=wording.CALENDAR_SUBTITLE,
        height=70 + sum(heights) + _GAP_PX * (len(heights) - 1),
    )
    figure.update_layout(margin={"t": 30})
    figure.update_annotations(x=0, xanchor="left", font={"size": 13})
    figure.update_yaxes(
        tickvals=[0, 2, 4, 6], ticktext=[DAYS[i] for i in (0, 2, 4, 6)], autorange="reversed"
    )
    if places:
        figure.add_trace(_site_squares(places, weeks), row=len(heights), col=1)
        figure.update_yaxes(
            row=len(heights), col=1, tickvals=list(range(len(places))), ticktext=list(places)
        )
    figure.update_yaxes(showgrid=False)
    figure.update_xaxes(
        tickvals=[week.isoformat() for week in style.week_ticks(weeks)],
        ticktext=style.tick_labels(style.week_ticks(weeks)),
        type="category",
    )
    return figure


def _squares(days: pl.DataFrame, weeks: Sequence[date], knee: str) -> go.Heatmap:
    by_day = dict(zip(days["local_date"], days["worst_score"], strict=True))
    grid = [[by_day.get(week + timedelta(days=day)) for week in weeks] for day in range(7)]
    words = [[display.day(week + timedelta(days=day)) for week in weeks] for day in range(7)]
    return go.Heatmap(
        **_LOOK,
        x=[week.isoformat() for week in weeks],
        y=list(range(7)),
        z=grid,
        customdata=words,
        texttemplate="%{z}" if len(weeks) <= MAX_WEEKS_WITH_NUMBERS else None,
        hovertemplate=wording.square_words(knee),
    )


def _places(sites: pl.DataFrame | None, weeks: Sequence[date]) -> dict[str, dict[date, int]]:
    """By place and side in words: the worst score of each of these weeks."""
    found: dict[str, dict[date, int]] = {}
    for row in [] if sites is None else to_rows(sites.sort("site", "side"), SitePainWeek):
        if row["week_start_date"] in weeks:
            site = display.SITES[row["site"]]
            name = f"{site} {row['side'][0].upper()}" if row["side"] else site
            found.setdefault(name, {})[row["week_start_date"]] = row["worst_score"]
    return found


def _site_squares(places: dict[str, dict[date, int]], weeks: Sequence[date]) -> go.Heatmap:
    return go.Heatmap(
        **_LOOK,
        x=[week.isoformat() for week in weeks],
        y=list(range(len(places))),
        z=[[scores.get(week) for week in weeks] for scores in places.values()],
        customdata=[[wording.place_week(name, week) for week in weeks] for name in places],
        texttemplate="%{z}" if len(weeks) <= MAX_WEEKS_WITH_NUMBERS else None,
        hovertemplate=wording.ELSEWHERE_SQUARE,
    )


def _weeks(days: Sequence[date], today: date) -> list[date]:
    """Mondays from the first day's week to this one; at least twelve, so squares stay small."""
    last = today - timedelta(days=today.weekday())
    first = min(min(days) - timedelta(days=min(days).weekday()), last - timedelta(weeks=11))
    return [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]
