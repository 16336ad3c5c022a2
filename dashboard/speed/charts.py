"""What the pace asked: fast and sprint minutes a week against one's own reference speed."""

import plotly.graph_objects as go
import polars as pl

from dashboard.speed import wording
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.spans import in_spans, show_spans

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
    figure = style.new_chart_with_pain(
        title=_fast_title(weeks),
        subtitle=f"{wording.FAST_SUBTITLE}{spans.note}",
        height=320,
    )
    for column, name, colour, pattern in (
        ("fast_s", wording.FAST, palette.THIRD, ""),
        ("sprint_s", wording.SPRINT, palette.SECOND, "/"),
    ):
        figure.add_trace(
            go.Bar(
                x=spans.middles,
                y=axes[column].shown(rows[column]),
                width=spans.widths_ms,
                name=f"{name}, {axes[column].unit}",
                marker={"color": colour, "opacity": 0.85, "pattern": {"shape": pattern, "size": 5}},
                customdata=list(zip(rows["fast_run_count"], notes, strict=True)),
                hovertext=spans.names,
                hovertemplate=wording.fast_hover(axes[column].unit, name),
            ),
            row=1,
            col=1,
        )
    unknown = spans.unknown("fast_s", _unknown_words(rows))
    figure.add_trace(unknown, row=1, col=1)
    style.add_pain(figure, pain_days)
    figure.update_layout(barmode="stack")
    figure.update_yaxes(title_text=axes["fast_s"].unit, rangemode="tozero", row=1, col=1)
    return show_spans(figure, spans)


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
