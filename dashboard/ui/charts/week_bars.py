"""The last weeks at a glance: weekly distance, longest run and pain on one time axis."""

import plotly.graph_objects as go
import polars as pl

from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of

WEEKS = "page.load_week"


def draw_overview(weeks: pl.DataFrame, pain_days: pl.DataFrame, units: str) -> go.Figure:
    """Bars of weekly distance, ticks of the longest run, dots of pain.

    `weeks`: rows of `page.load_week` (week_start_date, distance_m, longest_run_m, run_count), one a
    week without gaps. `pain_days`: rows of `page.pain_mark`. `units`: km or miles.
    """
    axis = axis_of(WEEKS, "distance_m", units)
    figure = style.new_chart_with_pain(
        title=_overview_title(weeks, pain_days),
        subtitle=f"Weekly distance and longest run in {axis.unit}, and the worst pain of a day",
        height=300,
    )
    add_week_bars(figure, weeks, units)
    figure.add_trace(_longest_runs(weeks, units), row=1, col=1)
    style.add_pain(figure, pain_days)
    figure.update_yaxes(title_text=axis.unit, rangemode="tozero", row=1, col=1)
    return style.show_weeks(figure, weeks["week_start_date"].to_list())


def add_week_bars(figure: go.Figure, weeks: pl.DataFrame, units: str) -> None:
    """Add a bar a week; a week off is a bar of no height, an unknown week has none."""
    axis = axis_of(WEEKS, "distance_m", units)
    figure.add_trace(
        go.Bar(
            x=style.middle_of_week(weeks["week_start_date"]),
            y=axis.shown(weeks["distance_m"]),
            width=style.WEEK_MS * 0.82,
            name=f"Week, {axis.unit}",
            marker={"color": palette.DISTANCE, "opacity": 0.6},
            customdata=style.week_hover(weeks),
            hovertemplate=f"%{{customdata[0]}}<br>%{{y:.1f}} {axis.unit} in "
            "%{customdata[1]} runs<extra></extra>",
        ),
        row=1,
        col=1,
    )


def _longest_runs(weeks: pl.DataFrame, units: str) -> go.Scatter:
    ran = weeks.filter(pl.col("longest_run_m") > 0)
    axis = axis_of(WEEKS, "longest_run_m", units)
    return go.Scatter(
        x=style.middle_of_week(ran["week_start_date"]),
        y=axis.shown(ran["longest_run_m"]),
        mode="markers",
        name=axis.heading,
        marker={
            "symbol": "line-ew",
            "size": 16,
            "line": {"width": 3, "color": palette.SECOND},
        },
        customdata=style.week_hover(ran),
        hovertemplate=f"%{{customdata[0]}}<br>{axis.label} %{{y:.1f}} {axis.unit}<extra></extra>",
    )


def _overview_title(weeks: pl.DataFrame, pain_days: pl.DataFrame) -> str:
    if pain_days.is_empty():
        return f"Last {weeks.height} weeks: nothing logged about pain"
    hurting = pain_days.filter(pl.col("worst_score") > 0)["local_date"].n_unique()
    days = "no day" if hurting == 0 else "1 day" if hurting == 1 else f"{hurting} days"
    return f"Last {weeks.height} weeks: pain logged on {days}"
