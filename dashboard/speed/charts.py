"""What the pace asked: fast and sprint minutes a week against one's own reference speed."""

import plotly.graph_objects as go
import polars as pl

from dashboard.speed import wording
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.spans import in_spans
from dashboard.ui.charts.weeks import bars, draw_weeks

WEEKS = "metric.speed_exposure"


def draw_fast_minutes(weeks: pl.DataFrame, pain_days: pl.DataFrame) -> go.Figure:
    """Minutes of fast running and sprints a week, stacked.

    `weeks`: rows of `metric.speed_exposure`; a week of which too little is known has a mark.
    Long periods are drawn by month or quarter.
    """
    spans = in_spans(weeks)
    rows = spans.rows
    notes = style.known_words(rows, "speed_known_share", wording.OF_IT_IN_DETAIL)
    axes = {column: axis_of(WEEKS, column) for column in ("fast_s", "sprint_s")}
    minutes = (
        bars(
            spans,
            axes[column].shown(rows[column]),
            name=f"{name}, {axes[column].unit}",
            color=colour,
            opacity=0.85,
            pattern={"shape": pattern, "size": 5},
            customdata=list(zip(rows["fast_run_count"], notes, strict=True)),
            hovertemplate=wording.fast_hover(axes[column].unit, name),
        )
        for column, name, colour, pattern in (
            ("fast_s", wording.FAST, palette.THIRD, ""),
            ("sprint_s", wording.SPRINT, palette.SECOND, "/"),
        )
    )
    return draw_weeks(
        spans,
        [*minutes, spans.unknown("fast_s", _unknown_words(rows))],
        axes["fast_s"],
        title=_fast_title(weeks),
        subtitle=wording.FAST_SUBTITLE,
        height=320,
        pain=pain_days,
        barmode="stack",
    )


def _unknown_words(weeks: pl.DataFrame) -> list[str]:
    parts = style.known_words(weeks, "speed_known_share", wording.IN_DETAIL)
    is_measured = weeks["reference_speed_mps"].is_not_null()
    return [
        words if known else wording.NO_REFERENCE
        for words, known in zip(parts, is_measured, strict=True)
    ]


def _fast_title(weeks: pl.DataFrame) -> str:
    known = weeks.drop_nulls("fast_s").sort("week_start_date")
    if known.is_empty():
        return wording.NO_TELLING
    return wording.fast_title(*known.select("fast_s", "sprint_s", "week_start_date").row(-1))
