"""Strength by week under pain: sessions beside those planned, and the kilometres of the week."""

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from dashboard.strength import wording
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.week_bars import WEEKS as RUNNING_WEEKS
from dashboard.ui.charts.week_bars import add_week_bars

WEEKS = "page.strength_week"

ROW_SHARES = (0.42, 0.36, 0.22)  # kilometres, sessions, pain: pain lowest, as on every chart


def draw_strength(
    weeks: pl.DataFrame, running: pl.DataFrame, pain_days: pl.DataFrame, units: str
) -> go.Figure:
    """Bars of sessions with the planned number as a line; kilometres above, pain below.

    `weeks`: rows of `page.strength_week`, at least one; `running`: `page.load_week` of the same
    weeks, may be empty; `pain_days`: `page.pain_mark`.
    """
    distance = axis_of(RUNNING_WEEKS, "distance_m", units)
    sessions = axis_of(WEEKS, "session_count")
    figure = make_subplots(
        rows=3, cols=1, shared_xaxes=True, row_heights=list(ROW_SHARES), vertical_spacing=0.06
    )
    style.dress(
        figure,
        title=wording.finding(weeks),
        subtitle=wording.weeks_subtitle(distance.unit, f"{sessions.label} {sessions.unit}"),
        height=380,
    )
    add_week_bars(figure, running, units)
    figure.add_trace(_sessions(weeks), row=2, col=1)
    figure.add_trace(_planned(weeks), row=2, col=1)
    style.add_pain(figure, pain_days, row=3)
    figure.update_yaxes(title_text=distance.unit, rangemode="tozero", row=1, col=1)
    most = max(*weeks["session_count"].to_list(), *weeks["planned_session_count"].to_list())
    figure.update_yaxes(title_text=sessions.unit, range=[0, most + 0.5], dtick=1, row=2, col=1)
    return style.show_weeks(figure, weeks["week_start_date"].to_list())


def _sessions(weeks: pl.DataFrame) -> go.Bar:
    axis = axis_of(WEEKS, "session_count")
    return go.Bar(
        x=style.middle_of_week(weeks["week_start_date"]),
        y=weeks["session_count"],
        width=style.WEEK_MS * 0.82,
        name=f"{axis.label.capitalize()} {axis.unit}",
        marker={"color": palette.THIRD, "opacity": 0.75},
        customdata=list(zip(style.week_names(weeks), weeks["set_count"], strict=True)),
        hovertemplate=f"{wording.sets_hover(axis.unit)}<extra></extra>",
    )


def _planned(weeks: pl.DataFrame) -> go.Scatter:
    return go.Scatter(
        x=style.middle_of_week(weeks["week_start_date"]),
        y=weeks["planned_session_count"],
        mode="lines" if weeks.height > 1 else "markers",
        name="Planned",
        line={"color": palette.NEUTRAL, "width": 2, "dash": "dot"},
        marker={"symbol": "line-ew-open", "size": 14, "color": palette.NEUTRAL},
        hovertemplate="%{y} planned<extra></extra>",
    )
