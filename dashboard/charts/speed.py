"""What the pace asked: fast and sprint minutes a week against one's own reference speed."""

import plotly.graph_objects as go
import polars as pl

from dashboard import display
from dashboard.charts import palette, style


def draw_fast_minutes(weeks: pl.DataFrame, pain_days: pl.DataFrame) -> go.Figure:
    """Minutes of fast running and sprints a week, stacked.

    `weeks`: rows of `metric.speed_exposure`.
    """
    figure = style.new_chart_with_pain(
        title=_fast_title(weeks),
        subtitle="Minutes a week near or above your reference speed, downhill left out",
        height=320,
    )
    for column, name, colour, pattern in (
        ("fast_s", "fast", palette.THIRD, ""),
        ("sprint_s", "sprint", palette.SECOND, "/"),
    ):
        figure.add_trace(
            go.Bar(
                x=style.middle_of_week(weeks["week_start_date"]),
                y=display.to_minutes(weeks[column]),
                width=style.WEEK_MS * 0.82,
                name=f"{name}, min",
                marker={"color": colour, "opacity": 0.85, "pattern": {"shape": pattern, "size": 5}},
                customdata=weeks["fast_run_count"],
                hovertext=style.week_names(weeks),
                hovertemplate=f"%{{hovertext}}<br>%{{y:.1f}} min {name}"
                "<br>%{customdata} runs with fast minutes<extra></extra>",
            ),
            row=1,
            col=1,
        )
    style.add_pain(figure, pain_days)
    figure.update_layout(barmode="stack")
    figure.update_yaxes(title_text="min", rangemode="tozero", row=1, col=1)
    return style.show_weeks(figure, weeks["week_start_date"].to_list())


def _fast_title(weeks: pl.DataFrame) -> str:
    known = weeks.drop_nulls("fast_s").sort("week_start_date")
    if known.is_empty():
        return "There is no telling yet which of your minutes are fast"
    last = known.row(-1, named=True)
    week = f"Week from {display.short_day(last['week_start_date'])}"
    if not last["fast_s"] and not last["sprint_s"]:
        return f"{week}: no fast running"
    fast, sprint = display.duration(last["fast_s"]), display.duration(last["sprint_s"])
    return f"{week}: {fast} fast, {sprint} sprint"
