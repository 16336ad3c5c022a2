"""Small charts of weeks, a row each over one axis: words on the left, the newest number right."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from dashboard.ui import display
from dashboard.ui.charts import palette, style

_ROW_PX, _HEADING_PX = 38, 22
_TICKS = 3  # what is left of a phone beside words and numbers
LABEL_PX = 122  # of words beside the charts, where they are many
_NUMBER_PX, _AXIS_PX = 66, 24  # beside and below the charts
_LEGEND_PX = 44  # two lines of names, which a phone takes
_BOLD = 700


@dataclass(frozen=True, slots=True)
class SmallRow:
    """One of them; without traces a heading over the rows that follow."""

    words: str
    number: str = ""
    traces: Sequence[go.Bar | go.Scatter] = field(default_factory=list)
    reach: tuple[float, float] | None = None
    """What its axis spans, else from zero up."""
    is_from_zero: bool = True


def draw_small_rows(
    rows: Sequence[SmallRow],
    starts: Sequence[date],
    *,
    title: str,
    subtitle: str,
    label_px: int = LABEL_PX,
    has_legend: bool = False,
) -> go.Figure:
    """The rows, the first on top, over weeks that start on `starts`; `label_px` for words."""
    heights = [_ROW_PX if row.traces else _HEADING_PX for row in rows]
    figure = make_subplots(
        rows=len(rows),
        cols=1,
        shared_xaxes=True,
        row_heights=heights,
        vertical_spacing=0.2 / len(rows),
    )
    for index, row in enumerate(rows, start=1):
        for trace in row.traces:
            figure.add_trace(trace, row=index, col=1)
        weight = 400 if row.traces else _BOLD
        _label(figure, index, row.words, x=0, shift=-label_px, anchor="left", weight=weight)
        if row.number:
            _label(figure, index, row.number, x=1, shift=_NUMBER_PX, anchor="right", weight=_BOLD)
    below_px = _AXIS_PX + (_LEGEND_PX if has_legend else 0)
    style.dress(figure, title=title, subtitle=subtitle, height=sum(heights) + below_px)
    figure.update_layout(
        margin={"l": label_px, "r": _NUMBER_PX, "t": 4, "b": below_px},
        showlegend=has_legend,
        legend_xref="container",
    )
    figure.update_yaxes(showticklabels=False, showgrid=False)
    for index, row in enumerate(rows, start=1):
        figure.update_yaxes(
            row=index,
            col=1,
            visible=bool(row.traces),
            range=row.reach,
            rangemode="tozero" if row.is_from_zero else "normal",
        )
        if not row.traces:
            figure.update_xaxes(visible=False, row=index, col=1)
    style.show_weeks(figure, starts)
    figure.update_xaxes(ticks="")
    ticks = starts[:: max(-(-len(starts) // _TICKS), 1)]
    return figure.update_xaxes(
        tickvals=[day.isoformat() for day in ticks],
        ticktext=[display.axis_day(day) for day in ticks],
        tickangle=0,
    )


def _label(
    figure: go.Figure,
    index: int,
    text: str,
    *,
    x: float,
    shift: int,
    anchor: str,
    weight: int,
) -> None:
    """Words in the middle of a row, beside its chart."""
    low, high = figure.layout[f"yaxis{index if index > 1 else ''}"].domain
    figure.add_annotation(
        text=text,
        x=x,
        y=(low + high) / 2,
        xref="paper",
        yref="paper",
        xshift=shift,
        xanchor=anchor,
        yanchor="middle",
        align=anchor,
        showarrow=False,
        font={"size": 12, "weight": weight},
    )


def middles(weeks: pl.DataFrame) -> list[datetime]:
    """Weeks are drawn in their middle, as bars of a week's width."""
    return [datetime.combine(day, time()) + timedelta(hours=84) for day in weeks["week_start_date"]]


def small_bars(
    weeks: pl.DataFrame,
    values: pl.Series,
    *,
    unit: str,
    notes: Sequence[str] = (),
    whose: str = "",
    flagged_on: date | None = None,
) -> go.Bar:
    """A bar a week; one that is not over is pale, and that of `flagged_on` stands out.

    `whose`: a name over the hover; it goes in as data, as in a template it could be read as one.
    """
    starts = weeks["week_start_date"].to_list()
    is_flagged = [
        flagged_on is not None and start <= flagged_on < start + timedelta(days=7)
        for start in starts
    ]
    names = [f"{whose}<br>{name}" if whose else name for name in style.week_names(weeks)]
    return go.Bar(
        x=middles(weeks),
        y=values.to_list(),
        width=style.WEEK_MS * 0.8,
        marker={
            "color": [palette.PAST_LIMIT if one else palette.DISTANCE for one in is_flagged],
            "opacity": [
                0.45 if is_running and not one else 1.0
                for is_running, one in zip(weeks["is_running"], is_flagged, strict=True)
            ],
        },
        customdata=list(zip(names, notes or [""] * weeks.height, strict=True)),
        hovertemplate=f"%{{customdata[0]}}<br>%{{y:.1f}} {unit}%{{customdata[1]}}<extra></extra>",
    )
