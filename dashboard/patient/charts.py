"""Twelve weeks of a patient as small charts over one axis, the newest number beside each."""

from collections.abc import Mapping
from datetime import date, timedelta

import plotly.graph_objects as go
import polars as pl

from dashboard.patient import chart_wording as words
from dashboard.rows import to_rows
from dashboard.rows.patient import PatientWeek
from dashboard.ui import display
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import Axis, axes_of
from dashboard.ui.charts.small_rows import SmallRow, draw_small_rows, middles, small_bars

WEEKS = "page.patient_week"
# Bars of both knees stand beside each other.
_BESIDE = {"left": timedelta(hours=-36), "right": timedelta(hours=36), "unknown": timedelta()}
_LEAST_TOLD = 2  # scores from here on are written above their bar
_PAIN_REACH = (-1.0, 13.0)  # of 10, with room for what is written
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
    return draw_small_rows(
        _rows(weeks, units, flagged or {}),
        weeks["week_start_date"].to_list(),
        title=title,
        subtitle=words.subtitle(
            is_running=weeks["is_running"][-1],
            has_hole=weeks["distance_m"].has_nulls(),
            has_cross=_has_cross(weeks),
        ),
    )


def _has_cross(weeks: pl.DataFrame) -> bool:
    """A week that was run in, of which too little is known for one of its sums."""
    unknown = pl.col("descent_m").is_null() | pl.col("fast_s").is_null()
    return weeks.select((unknown & (pl.col("moving_s") > 0)).any()).item()


def _rows(weeks: pl.DataFrame, units: str, flagged: Mapping[str, date]) -> list[SmallRow]:
    """What each row is called, its newest number, and what is drawn of it."""
    axes = axes_of(WEEKS, units)

    def bars(column: str) -> _Traces:
        axis, day = axes[column], flagged.get(column)
        return [small_bars(weeks, axis.shown(weeks[column]), unit=axis.unit, flagged_on=day)]

    def part_bars(kind: str, column: str) -> _Traces:
        return _part_bars(weeks, kind, column, axes[column], flagged_on=flagged.get(column))

    drawn: dict[str, _Traces] = {
        "distance_m": bars("distance_m"),
        "longest_run_m": bars("longest_run_m"),
        "descent_m": part_bars("descent", "descent_m"),
        "fast_s": part_bars("speed", "fast_s"),
        "cadence_adjusted_spm": [_line(weeks, "cadence_adjusted_spm", axes)],
        "left_worst_score": [trace for knee in display.PAIN_KNEES for trace in _pain(weeks, knee)],
        "strength_count": _strength(weeks, axes["strength_count"]),
    }
    newest = words.newest_numbers(to_rows(weeks.tail(1), PatientWeek)[0], units)
    return [
        SmallRow(
            words.broken(axes[name].heading),
            newest[name],
            traces,
            reach=_PAIN_REACH if name == "left_worst_score" else None,
            is_from_zero=name != "cadence_adjusted_spm",
        )
        for name, traces in drawn.items()
    ]


def _part_bars(
    weeks: pl.DataFrame, kind: str, column: str, axis: Axis, *, flagged_on: date | None
) -> _Traces:
    """Bars of a sum that not every run adds to, and crosses where too few do."""
    share = f"{kind}_known_share"
    notes = style.known_words(weeks, share, words.TOLD_FOR)
    return [
        small_bars(
            weeks, axis.shown(weeks[column]), unit=axis.unit, notes=notes, flagged_on=flagged_on
        ),
        style.unknown_weeks(weeks, column, style.known_words(weeks, share, words.CAN_BE_TOLD)),
    ]


def _line(weeks: pl.DataFrame, column: str, axes: Mapping[str, Axis]) -> go.Scatter:
    return go.Scatter(
        x=middles(weeks),
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
    beside = [middle + _BESIDE[knee] for middle in middles(weeks)]
    look = {"color": display.KNEE_COLOURS[knee]}
    hover = words.pain_hover(display.knee_heading(knee))
    bars = go.Bar(
        x=beside,
        y=scores,
        width=style.WEEK_MS * 0.36,
        marker=look,
        text=["" if score is None or score < _LEAST_TOLD else f"{score:g}" for score in scores],
        textposition="outside",
        textfont={"size": 10},
        cliponaxis=False,
        customdata=style.week_names(weeks),
        hovertemplate=hover,
    )
    calm = go.Scatter(
        x=beside,
        y=[0 if score == 0 else None for score in scores],
        mode="markers",
        marker={**look, "symbol": display.KNEE_SYMBOLS[knee], "size": 6},
        customdata=style.week_names(weeks),
        hovertemplate=hover,
    )
    return [bars, calm]


def _strength(weeks: pl.DataFrame, axis: Axis) -> _Traces:
    planned = go.Scatter(
        x=middles(weeks),
        y=weeks["strength_planned_count"].to_list(),
        mode="lines",
        line={"color": palette.NEUTRAL, "shape": "hvh", "width": 1},
        hovertemplate=words.PLANNED,
    )
    return [small_bars(weeks, weeks["strength_count"], unit=axis.unit), planned]
