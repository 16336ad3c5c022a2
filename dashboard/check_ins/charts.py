"""A questionnaire's score over time, with the band in which a change is measurement noise."""

from datetime import date, timedelta

import plotly.graph_objects as go
import polars as pl

from dashboard.check_ins import wording
from dashboard.ui import display
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of

LEAST_DAYS = 28  # a narrower axis would make two answers of a week look like a trend


def draw_check_ins(
    answers: pl.DataFrame, *, title: str, lowest_score: float, highest_score: float
) -> go.Figure:
    """Scores of one questionnaire and knee, over the band around the first of them.

    `answers`: rows of `page.check_in` with a score, at least one, oldest first.
    """
    first = answers.row(0, named=True)
    better = "higher" if first["is_higher_better"] else "lower"
    noise, unit = first["noise_score"], axis_of("page.check_in", "noise_score").unit
    axis = axis_of("page.check_in", "score")
    figure = style.new_chart(
        title=title,
        subtitle=wording.chart_subtitle(
            axis.label, lowest_score, highest_score, better=better, noise=noise, unit=unit
        ),
        height=280,
    )
    start, end = _span(answers)
    if noise is not None:
        low, high = first["score"] - noise, first["score"] + noise
        figure.add_trace(_band((start, end), (max(low, lowest_score), min(high, highest_score))))
    figure.add_trace(_scores(answers))
    margin = (highest_score - lowest_score) * 0.04  # the marks at both ends stay whole
    figure.update_yaxes(
        title_text=axis.label, range=[lowest_score - margin, highest_score + margin], nticks=6
    )
    figure.update_xaxes(
        type="date", range=[start.isoformat(), end.isoformat()], tickformat="%-d %b<br>%Y", nticks=5
    )
    return figure


def _span(answers: pl.DataFrame) -> tuple[date, date]:
    days = answers["local_date"].to_list()
    spare = max(LEAST_DAYS - (days[-1] - days[0]).days, 4) // 2
    return days[0] - timedelta(days=spare), days[-1] + timedelta(days=spare)


def _band(days: tuple[date, date], scores: tuple[float, float]) -> go.Scatter:
    (start, end), (low, high) = days, scores
    return go.Scatter(
        x=[start, end, end, start],
        y=[low, low, high, high],
        mode="lines",
        fill="toself",
        fillcolor=palette.TREND_BAND,
        line={"width": 0, "color": palette.DISTANCE},
        name=wording.NOISE,
        hoverinfo="skip",
    )


def _scores(answers: pl.DataFrame) -> go.Scatter:
    axis = axis_of("page.check_in", "score")
    return go.Scatter(
        x=answers["local_date"],
        y=answers["score"],
        mode="lines+markers",
        name=axis.label,
        showlegend=False,
        line={"color": palette.DISTANCE, "width": 2},
        marker={"size": 9, "color": palette.DISTANCE},
        cliponaxis=False,
        customdata=[words or wording.THE_FIRST for words in answers["change_first_words"]],
        hovertext=[display.day(day) for day in answers["local_date"]],
        hovertemplate=f"%{{hovertext}}<br>{axis.label} %{{y:.3~g}}"
        "<br>%{customdata}<extra></extra>",
    )
