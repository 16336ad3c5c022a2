"""Recent and longer load as plain lines, for those who ask: no bands, no colours of risk."""

from typing import Final

import plotly.graph_objects as go
import polars as pl

from dashboard.load import expert_wording as wording
from dashboard.ui.charts import days, palette
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.thinning import thinned

DAYS: Final = "page.load_expert"
_SHARES: Final = (0.55, 0.45)  # of the height: the means, and below them their ratios
_MEANS: Final = (
    ("mean_28d_m", wording.LAST_28, 3.5, palette.NEUTRAL),
    ("mean_7d_m", wording.LAST_7, 1.5, palette.DISTANCE),
)


def draw_recent_and_longer(rows: pl.DataFrame, units: str) -> go.Figure:
    """Mean distance a day of the last 7 and 28 days, and below it three ratios of the two.

    `rows`: of `page.load_expert`, at least one, oldest first; gaps are unknown. The ratios have one
    neutral colour and are told apart by their dashes.
    """
    axis, ratio = axis_of(DAYS, "mean_7d_m", units), axis_of(DAYS, "coupled_ratio")
    figure = days.new_days(
        title=wording.MEANS_TITLE,
        subtitle=wording.means_subtitle(axis.unit),
        height=400,
        shares=_SHARES,
    )
    for column, words, width, colour in _MEANS:
        line = _line(rows, column, name=words, unit=axis.unit)
        shown = axis.shown(pl.Series(line.y, dtype=pl.Float64))
        line.update(y=shown, line={"color": colour, "width": width})
        figure.add_trace(line, row=1, col=1)
    for column, (words, dash) in wording.RATIOS.items():
        line = _line(rows, column, name=words, unit=ratio.unit).update(line={"dash": dash})
        figure.add_trace(line, row=2, col=1)
    figure.update_yaxes(title_text=axis.unit, rangemode="tozero", row=1, col=1)
    figure.update_yaxes(title_text=ratio.unit, rangemode="tozero", row=2, col=1)
    return days.show_days(figure, rows["local_date"][0], rows["local_date"][-1])


def _line(rows: pl.DataFrame, column: str, *, name: str, unit: str) -> go.Scatter:
    shown = thinned(rows, column)
    made = days.level(shown["local_date"], shown[column].to_list(), name=name, unit=unit, digits=2)
    return made.update(line={"shape": "linear", "dash": "solid"})
