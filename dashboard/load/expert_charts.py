"""Recent and longer load as plain lines, for those who ask: no bands, no colours of risk."""

from typing import Final

import plotly.graph_objects as go
import polars as pl

from dashboard.load import expert_wording as wording
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.thinning import thinned

DAYS: Final = "page.load_expert"


def draw_means(days: pl.DataFrame, units: str) -> go.Figure:
    """Mean distance a day of the last 7 and the last 28 days.

    `days`: rows of `page.load_expert` (local_date, mean_7d_m, mean_28d_m); gaps are unknown.
    """
    axis = axis_of(DAYS, "mean_7d_m", units)
    figure = style.new_chart(
        title=wording.MEANS_TITLE,
        subtitle=wording.means_subtitle(axis.unit),
        height=260,
    )
    for column, words, width, colour in (
        ("mean_28d_m", wording.LAST_28, 3.5, palette.NEUTRAL),
        ("mean_7d_m", wording.LAST_7, 1.5, palette.DISTANCE),
    ):
        shown = thinned(days, column)
        figure.add_trace(
            go.Scatter(
                x=shown["local_date"],
                y=axis.shown(shown[column]),
                mode="lines",
                name=words,
                connectgaps=False,
                line={"color": colour, "width": width},
                hovertemplate=f"%{{x|%-d %b %Y}}<br>{words}: %{{y:.2f}} {axis.unit}<extra></extra>",
            )
        )
    figure.update_yaxes(title_text=axis.unit, rangemode="tozero")
    return figure


def draw_ratios(days: pl.DataFrame) -> go.Figure:
    """The three ratios of the two, in one neutral colour, told apart by their dashes."""
    figure = style.new_chart(
        title=wording.RATIOS_TITLE,
        subtitle=wording.RATIOS_SUBTITLE,
        height=240,
    )
    for column, (words, dash) in wording.RATIOS.items():
        shown = thinned(days, column)
        figure.add_trace(
            go.Scatter(
                x=shown["local_date"],
                y=shown[column],
                mode="lines",
                name=words,
                connectgaps=False,
                line={"color": palette.NEUTRAL, "width": 2, "dash": dash},
                hovertemplate=f"%{{x|%-d %b %Y}}<br>{words}: %{{y:.2f}}<extra></extra>",
            )
        )
    figure.update_yaxes(title_text=axis_of(DAYS, "coupled_ratio").unit, rangemode="tozero")
    return figure
