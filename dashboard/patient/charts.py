"""Twelve weeks of a patient as small charts over one axis, the newest number beside each."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from dashboard.patient import chart_wording as words
from dashboard.rows import to_rows
from dashboard.rows.patient import PatientWeek
from dashboard.ui import display
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import Axis, axes_of

WEEKS = "page.patient_week"
_ROW_PX = 38
_TICKS = 3  # what is left of a phone beside words and numbers
_LABEL_PX, _NUMBER_PX, _AXIS_PX = 122, 66, 24  # beside and below the charts
# Bars of both knees stand beside each other.
_BESIDE = {"left": timedelta(hours=-36), "right": timedelta(hours=36)}
_BOLD = 700
_LEAST_TOLD = 2  # scores from here on are written above their bar
_Traces = list[go.Bar | go.Scatter]


def draw_patient_weeks(
    weeks: pl.DataFrame,
    *,
    units: str,
    title: str,
    flagged: Mapping[str, date] | None = None,
) -> go.Figure:
    """Load, longest run, descent, fast minutes, cadence, pain and strength, a row each.

    `weeks`: rows of `page.patient_week`, at least one; `flagged`: columns that a rule names, each
    with its day, whose week stands out. What is not known has no bar; descent and fast running
    have a cross where there were runs.
    """
    rows = _rows(weeks, units, flagged or {})
    figure = make_subplots(rows=len(rows), cols=1, shared_xaxes=True, vertical_spacing=0.03)
    for index, (heading, number, traces) in enumerate(rows, start=1):
        for trace in traces:
            figure.add_trace(trace, row=index, col=1)
        _label(figure, index, words.broken(heading), x=0, shift=-_LABEL_PX, anchor="left")
        _label(figure, index, number, x=1, shift=_NUMBER_PX, anchor="right", weight=_BOLD)
    style.dress(
        figure,
        title=title,
        subtitle=words.subtitle(
            is_running=weeks["is_running"][-1],
            has_hole=weeks["distance_m"].has_nulls(),
            has_cross=_has_cross(weeks),
        ),
        height=_ROW_PX * len(rows) + _AXIS_PX,
    )
    figure.update_layout(
        margin={"l": _LABEL_PX, "r": _NUMBER_PX, "t": 4, "b": _AXIS_PX}, showlegend=False
    )
    figure.update_yaxes(nticks=3, rangemode="tozero", showticklabels=False, showgrid=False)
    figure.update_yaxes(rangemode="normal", row=5, col=1)
    figure.update_yaxes(range=[-1, 13], row=6, col=1)
    starts = weeks["week_start_date"].to_list()
    style.show_weeks(figure, starts)
    ticks = starts[:: max(-(-len(starts) // _TICKS), 1)]
    return figure.update_xaxes(
        tickvals=[day.isoformat() for day in ticks],
        ticktext=[display.axis_day(day) for day in ticks],
        tickangle=0,
    )


def _has_cross(weeks: pl.DataFrame) -> bool:
    """A week that was run in, of which too little is known for one of its sums."""
    unknown = pl.col("descent_m").is_null() | pl.col("fast_s").is_null()
    return weeks.select((unknown & (pl.col("moving_s") > 0)).any()).item()


def _label(
    figure: go.Figure,
    index: int,
    text: str,
    *,
    x: float,
    shift: int,
    anchor: str,
    weight: int = 400,
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
        align="left",
        showarrow=False,
        font={"size": 12, "weight": weight},
    )


def _rows(
    weeks: pl.DataFrame, units: str, flagged: Mapping[str, date]
) -> list[tuple[str, str, _Traces]]:
    """What each row is called, its newest number, and what is drawn of it."""
    axes = axes_of(WEEKS, units)

    def bars(column: str) -> _Traces:
        return [_bars(weeks, column, axes[column], flagged_on=flagged.get(column))]

    def part_bars(kind: str, column: str) -> _Traces:
        return _part_bars(weeks, kind, column, axes[column], flagged_on=flagged.get(column))

    drawn: dict[str, _Traces] = {
        "distance_m": bars("distance_m"),
        "longest_run_m": bars("longest_run_m"),
        "descent_m": part_bars("descent", "descent_m"),
        "fast_s": part_bars("speed", "fast_s"),
        "cadence_adjusted_spm": [_line(weeks, "cadence_adjusted_spm", axes)],
        "left_worst_score": [trace for knee in display.KNEES for trace in _pain(weeks, knee)],
        "strength_count": _strength(weeks, axes["strength_count"]),
    }
    headings = {name: axes[name].heading for name in drawn}
    newest = words.newest_numbers(to_rows(weeks.tail(1), PatientWeek)[0], units)
    return [(headings[name], newest[name], traces) for name, traces in drawn.items()]


def _middle(weeks: pl.DataFrame) -> list[datetime]:
    """Weeks are drawn in their middle, as bars of a week's width."""
    return [datetime.combine(day, time()) + timedelta(hours=84) for day in weeks["week_start_date"]]


def _part_bars(
    weeks: pl.DataFrame, kind: str, column: str, axis: Axis, *, flagged_on: date | None
) -> _Traces:
    """Bars of a sum that not every run adds to, and crosses where too few do."""
    share = f"{kind}_known_share"
    notes = style.known_words(weeks, share, words.TOLD_FOR)
    bars = _bars(weeks, column, axis, notes, flagged_on=flagged_on)
    return [
        bars,
        style.unknown_weeks(weeks, column, style.known_words(weeks, share, words.CAN_BE_TOLD)),
    ]


def _bars(
    weeks: pl.DataFrame,
    column: str,
    axis: Axis,
    notes: Sequence[str] | None = None,
    *,
    flagged_on: date | None = None,
) -> go.Bar:
    starts = weeks["week_start_date"].to_list()
    is_flagged = [
        flagged_on is not None and start <= flagged_on < start + timedelta(days=7)
        for start in starts
    ]
    return go.Bar(
        x=_middle(weeks),
        y=axis.shown(weeks[column]).to_list(),
        width=style.WEEK_MS * 0.8,
        marker={
            "color": [palette.PAST_LIMIT if one else palette.DISTANCE for one in is_flagged],
            "opacity": [
                0.45 if is_running and not one else 1.0
                for is_running, one in zip(weeks["is_running"], is_flagged, strict=True)
            ],
        },
        customdata=list(zip(style.week_names(weeks), notes or [""] * weeks.height, strict=True)),
        hovertemplate=f"%{{customdata[0]}}<br>%{{y:.1f}} {axis.unit}%{{customdata[1]}}"
        "<extra></extra>",
    )


def _line(weeks: pl.DataFrame, column: str, axes: Mapping[str, Axis]) -> go.Scatter:
    return go.Scatter(
        x=_middle(weeks),
        y=weeks[column].to_list(),
        mode="lines+markers",
        line={"color": palette.DISTANCE},
        marker={"size": 5},
        customdata=style.week_names(weeks),
        hovertemplate=f"%{{customdata}}<br>%{{y:.1f}} {axes[column].unit}<extra></extra>",
    )


def _pain(weeks: pl.DataFrame, knee: str) -> _Traces:
    """A bar a week, its score above it; a calm week has the knee's mark, an unasked one nothing."""
    scores = weeks[f"{knee}_worst_score"].to_list()
    middles = [middle + _BESIDE[knee] for middle in _middle(weeks)]
    look = {"color": display.KNEE_COLOURS[knee]}
    hover = words.pain_hover(display.KNEES[knee].word)
    bars = go.Bar(
        x=middles,
        y=scores,
        width=style.WEEK_MS * 0.36,
        marker=look,
        text=["" if score is None or score < _LEAST_TOLD else str(score) for score in scores],
        textposition="outside",
        textfont={"size": 10},
        cliponaxis=False,
        customdata=style.week_names(weeks),
        hovertemplate=hover,
    )
    calm = go.Scatter(
        x=middles,
        y=[0 if score == 0 else None for score in scores],
        mode="markers",
        marker={**look, "symbol": display.KNEE_SYMBOLS[knee], "size": 6},
        customdata=style.week_names(weeks),
        hovertemplate=hover,
    )
    return [bars, calm]


def _strength(weeks: pl.DataFrame, axis: Axis) -> _Traces:
    planned = go.Scatter(
        x=_middle(weeks),
        y=weeks["strength_planned_count"].to_list(),
        mode="lines",
        line={"color": palette.NEUTRAL, "shape": "hvh", "width": 1},
        hovertemplate=words.PLANNED,
    )
    return [_bars(weeks, "strength_count", axis), planned]
