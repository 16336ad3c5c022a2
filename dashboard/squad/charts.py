"""Weeks of one runner beside the board, and of a few in small rows over one axis."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

import plotly.graph_objects as go
import polars as pl

from dashboard.squad import wording
from dashboard.ui import display
from dashboard.ui.charts import style
from dashboard.ui.charts.axes import Axis, axis_of
from dashboard.ui.charts.pain_bars import MOST_SCORE
from dashboard.ui.charts.small_rows import SmallRow, draw_small_rows, small_bars
from dashboard.ui.charts.spans import in_spans
from dashboard.ui.charts.weeks import bars, draw_weeks
from etl.text import one_line

WEEKS: Final = "page.squad_week"
MOST: Final = 5  # runners whose rows of one measure are seen at a glance
_SHARES: Final = {
    "distance_m": "",
    "longest_run_m": "",
    "descent_m": "descent_known_share",
    "fast_s": "speed_known_share",
    "worst_pain_score": "",
}
"""What is drawn, and the column of its known share; without one it adds up what is known."""
_PAIN: Final = "worst_pain_score"
_LETTERS: Final = 16  # of a name beside its row
_ROOM: Final = 1.08  # above the highest bar of all of them


def draw_runner_weeks(weeks: pl.DataFrame, *, units: str, title: str) -> go.Figure:
    """Distance a week. `weeks`: rows of `page.squad_week` about one runner, at least one."""
    axis, spans = axis_of(WEEKS, "distance_m", units), in_spans(weeks)
    drawn = bars(
        spans,
        axis.shown(weeks["distance_m"]),
        name=axis.label,
        opacity=[0.45 if is_running else 1.0 for is_running in weeks["is_running"]],
        hovertemplate=f"%{{hovertext}}<br>%{{y:.1f}} {axis.unit}<extra></extra>",
    )
    subtitle = wording.distance_subtitle(axis.label, axis.unit)
    figure = draw_weeks(spans, [drawn], axis, title=title, subtitle=subtitle, height=170)
    return figure.update_layout(showlegend=False).update_yaxes(nticks=3)


def draw_squad_weeks(
    weeks: pl.DataFrame, names: Mapping[str, str], *, units: str, title: str
) -> go.Figure:
    """Distance, longest run, descent, fast minutes and, where shared, pain: a row a runner each.

    `weeks`: rows of `page.squad_week`; `names`: by runner_id, at most `MOST`, in the order of the
    rows. The rows of a measure share one axis. What is not known has no bar; descent and fast
    running have a cross where there were runs.
    """
    measures = [column for column in _SHARES if column != _PAIN or weeks["is_pain_shared"].any()]
    return draw_small_rows(
        [row for column in measures for row in _rows(weeks, names, column, units)],
        weeks["week_start_date"].unique().sort().to_list(),
        title=title,
        subtitle=wording.CHART_SUBTITLE,
    )


def _rows(
    weeks: pl.DataFrame, names: Mapping[str, str], column: str, units: str
) -> Iterator[SmallRow]:
    """Its heading, and a row a runner."""
    axis = axis_of(WEEKS, column, units)
    known = axis.shown(weeks[column].cast(pl.Float64)).drop_nulls().to_list()
    most = MOST_SCORE if column == _PAIN else max(known, default=0.0) or 1.0
    yield SmallRow(axis.heading)
    for runner_id, name in names.items():
        own = weeks.filter(runner_id=runner_id)
        shown = escape(name, quote=False)
        yield SmallRow(
            escape(one_line(name, most=_LETTERS), quote=False),
            _newest(own[column], axis),
            _traces(own, shown, column, axis),
            reach=(0.0, most * _ROOM),
        )


def _newest(values: pl.Series, axis: Axis) -> str:
    """Of the newest week, in the unit of its axis."""
    if values.is_empty() or values[-1] is None:
        return display.UNKNOWN
    return format(axis.shown(values[-1]), ".1f" if axis.own_unit == "distance" else ".0f")


def _traces(own: pl.DataFrame, name: str, column: str, axis: Axis) -> list[go.Bar | go.Scatter]:
    values = axis.shown(own[column].cast(pl.Float64))
    share = _SHARES[column]
    if not share:
        return [small_bars(own, values, unit=axis.unit, whose=name)]
    notes = style.known_words(own, share, wording.TOLD_FOR)
    words = style.known_words(own, share, wording.CAN_BE_TOLD)
    return [
        small_bars(own, values, unit=axis.unit, notes=notes, whose=name),
        style.unknown_weeks(own, column, words),
    ]
