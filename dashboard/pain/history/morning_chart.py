"""What runs left behind: each next morning against the score before the run."""

from math import ceil, floor

import plotly.graph_objects as go
import polars as pl

from dashboard.pain.history import wording
from dashboard.rows import to_rows
from dashboard.rows.pain import PainMorning
from dashboard.ui import display
from dashboard.ui.charts import palette
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.days import around, marks, new_days, show_days


def draw_pain_mornings(
    mornings: pl.DataFrame, *, units: str, weeks: int, amber_rise: float, red_rise: float
) -> go.Figure:
    """A mark a run and knee: above the line the knee was worse the morning after.

    `mornings`: rows of `page.pain_morning`, at least one, oldest first.
    """
    figure = new_days(
        title=wording.mornings_title(mornings),
        subtitle=wording.mornings_subtitle(weeks=weeks, amber_rise=amber_rise, red_rise=red_rise),
        height=240,
    )
    for rise in (amber_rise, red_rise):
        figure.add_hline(y=rise, line={"color": palette.GUIDE, "dash": "dot", "width": 1})
    figure.add_hline(y=0, line={"color": palette.GUIDE, "width": 1})
    for knee, symbol in display.KNEE_SYMBOLS.items():
        rows = mornings.filter(pl.col("knee") == knee)
        figure.add_trace(
            marks(
                rows["local_date"],
                rows["rise_score"],
                name=wording.knee_name(knee),
                showlegend=mornings["knee"].n_unique() > 1,
                symbol=symbol,
                size=11,
                color=display.KNEE_COLOURS[knee],
                customdata=[
                    wording.morning_words(row, units) for row in to_rows(rows, PainMorning)
                ],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    low = min(-1, *mornings["rise_score"].to_list()) - 0.5
    high = max(red_rise, *mornings["rise_score"].to_list()) + 0.5
    ticks = list(range(ceil(low), floor(high) + 1))
    figure.update_yaxes(
        title_text=axis_of("page.pain_morning", "rise_score").unit,
        range=[low, high],
        tickvals=ticks,
        ticktext=[f"{tick:+d}" if tick else "0" for tick in ticks],
    )
    return show_days(figure, *around(mornings["local_date"].to_list(), before=0.03, after=0.03))
