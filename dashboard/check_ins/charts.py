"""A questionnaire's score over time, with the band in which a change is measurement noise."""

import plotly.graph_objects as go
import polars as pl

from dashboard.check_ins import wording
from dashboard.ui import display
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.days import around, band, marks, new_days, show_days


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
    days = answers["local_date"].to_list()
    start, end = around(days)
    figure = new_days(
        title=title,
        subtitle=wording.chart_subtitle(
            axis.label, lowest_score, highest_score, better=better, noise=noise, unit=unit
        ),
        height=280,
    )
    if noise is not None:
        low, high = first["score"] - noise, first["score"] + noise
        held = (max(low, lowest_score), min(high, highest_score))
        figure.add_trace(band((start, end), held, name=wording.NOISE))
    figure.add_trace(_scores(answers))
    margin = (highest_score - lowest_score) * 0.04  # the marks at both ends stay whole
    figure.update_yaxes(
        title_text=axis.label, range=[lowest_score - margin, highest_score + margin], nticks=6
    )
    return show_days(figure, start, end)


def _scores(answers: pl.DataFrame) -> go.Scatter:
    axis = axis_of("page.check_in", "score")
    days = [display.day(day) for day in answers["local_date"]]
    changes = [words or wording.THE_FIRST for words in answers["change_first_words"]]
    return marks(
        answers["local_date"],
        answers["score"],
        name=axis.label,
        mode="lines+markers",
        showlegend=False,
        customdata=list(zip(days, changes, strict=True)),
        hovertemplate=f"%{{customdata[0]}}<br>{axis.label} %{{y:.3~g}}"
        "<br>%{customdata[1]}<extra></extra>",
    )
