"""What the terrain asked: distance by steepness, and descent against one's own usual."""

from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl

from dashboard.hills import wording
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.spans import Spans, in_spans
from dashboard.ui.charts.weeks import bars, draw_weeks, usual

WEEKS = "page.hills_week"


@dataclass(frozen=True, slots=True)
class GradeBand:
    """One band of steepness: the column it comes from, its words, its look."""

    column: str
    name: str
    colour: str
    pattern: str = ""


UPHILL_BANDS = (
    GradeBand("up_2_5_m", wording.BANDS["up_2_5_m"], palette.UPHILL["up_2_5"]),
    GradeBand("up_5_10_m", wording.BANDS["up_5_10_m"], palette.UPHILL["up_5_10"], "/"),
    GradeBand("up_10_m", wording.BANDS["up_10_m"], palette.UPHILL["up_10"], "x"),
)
DOWNHILL_BANDS = (
    GradeBand("down_2_5_m", wording.BANDS["down_2_5_m"], palette.DOWNHILL["down_2_5"]),
    GradeBand("down_5_10_m", wording.BANDS["down_5_10_m"], palette.DOWNHILL["down_5_10"], "/"),
    GradeBand("down_10_15_m", wording.BANDS["down_10_15_m"], palette.DOWNHILL["down_10_15"], "x"),
    GradeBand("down_15_m", wording.BANDS["down_15_m"], palette.DOWNHILL["down_15"], "."),
)


def draw_grade_bands(weeks: pl.DataFrame, pain_days: pl.DataFrame, units: str) -> go.Figure:
    """Distance by steepness a week: uphill above the axis, downhill below, flat left out.

    `weeks`: rows of `page.hills_week`; a week whose altitude comes from GPS is drawn pale, a week
    of which too little has altitude has no bar and a mark. Long periods are drawn by month or
    quarter.
    """
    spans = in_spans(weeks)
    up, down = (axis_of(WEEKS, column, units) for column in ("up_2_5_m", "downhill_m"))
    bands = [(1, band) for band in UPHILL_BANDS] + [(-1, band) for band in DOWNHILL_BANDS]
    figure = draw_weeks(
        spans,
        [
            *(_band_bars(spans, band, sign, units) for sign, band in bands),
            _unknown_weeks(spans, "downhill_m", "hills_known_share"),
        ],
        down,
        title=bands_title(weeks, units),
        subtitle=wording.bands_subtitle(up.unit, up=up.label, down=down.label),
        height=400,
        pain=pain_days,
        barmode="relative",
    )
    figure.add_hline(y=0, line={"color": palette.NEUTRAL, "width": 1}, row=1, col=1)
    ticks = style.mirrored_ticks(_highest_bar(spans.rows, units))
    figure.update_yaxes(
        title_text=f"{down.label} | {up.title}",
        tickmode="array",
        tickvals=ticks,
        ticktext=[f"{abs(tick):g}" for tick in ticks],
        row=1,
        col=1,
    )
    return figure


def _band_bars(spans: Spans, band: GradeBand, sign: int, units: str) -> go.Bar:
    axis = axis_of(WEEKS, band.column, units)
    distance = axis.shown(spans.rows[band.column])
    return bars(
        spans,
        sign * distance,
        name=band.name,
        color=band.colour,
        opacity=_opacities(spans.rows),
        pattern={"shape": band.pattern, "size": 5},
        customdata=list(zip(distance, _notes(spans.rows, "hills_known_share"), strict=True)),
        hovertemplate=f"%{{hovertext}}<br>{band.name}: %{{customdata[0]:.2f}} {axis.unit}"
        "<br>%{customdata[1]}<extra></extra>",
    )


def _opacities(rows: pl.DataFrame) -> list[float]:
    return [0.35 if rough else 0.9 for rough in rows["altitude_quality"].is_in(["gps", "mixed"])]


def _highest_bar(weeks: pl.DataFrame, units: str) -> float:
    sums_m = [
        value
        for bands in (UPHILL_BANDS, DOWNHILL_BANDS)
        for value in weeks.select(pl.sum_horizontal(band.column for band in bands)).to_series()
    ]
    return axis_of(WEEKS, "downhill_m", units).shown(float(max(sums_m, default=0.0)))


def _unknown_weeks(spans: Spans, column: str, share: str) -> go.Scatter:
    words = style.known_words(spans.rows, share, wording.WITH_ALTITUDE)
    return spans.unknown(column, words, name=wording.NOT_KNOWN)


def _notes(weeks: pl.DataFrame, share: str) -> list[str]:
    """How well each week's altitude is known, and of how much of it."""
    parts = style.known_words(weeks, share, wording.OF_IT_WITH_ALTITUDE)
    marks = [wording.QUALITY_MARKS.get(quality, "") for quality in weeks["altitude_quality"]]
    return ["<br>".join(filter(None, both)) for both in zip(marks, parts, strict=True)]


def bands_title(weeks: pl.DataFrame, units: str) -> str:
    """The week with most downhill among rows of `page.hills_week`."""
    known = weeks.drop_nulls("downhill_m").filter(pl.col("downhill_m") > 0)
    if known.is_empty():
        return wording.NO_DOWNHILL
    most = known.sort("downhill_m", "week_start_date", descending=True)
    return wording.most_downhill(most["downhill_m"][0], most["week_start_date"][0], units)


def draw_descent(weeks: pl.DataFrame, units: str) -> go.Figure:
    """Metres lost a week against the mean of the four weeks before and the most of six.

    `weeks`: rows of `page.hills_week`; long periods are drawn by month or quarter.
    """
    axis, spans = axis_of(WEEKS, "descent_m", units), in_spans(weeks)
    rows = spans.rows
    descent = bars(
        spans,
        axis.shown(rows["descent_m"]),
        name=axis.title,
        color=palette.DOWNHILL["down_5_10"],
        opacity=_opacities(rows),
        customdata=_notes(rows, "descent_known_share"),
        hovertemplate=f"%{{hovertext}}<br>%{{y:.0f}} {axis.unit} down"
        "<br>%{customdata}<extra></extra>",
    )
    before, most = (
        usual(spans, axis.shown(rows[column]), name=name, unit=axis.unit, dash=dash)
        for column, name, dash in (
            ("usual_descent_m", wording.USUAL_WEEK, "solid"),
            ("most_6w_descent_m", wording.MOST_OF_SIX, "dot"),
        )
    )
    return draw_weeks(
        spans,
        [descent, _unknown_weeks(spans, "descent_m", "descent_known_share"), before, most],
        axis,
        title=_descent_title(weeks, units),
        subtitle=wording.descent_subtitle(axis.unit, axis.label),
        height=280,
    )


def _descent_title(weeks: pl.DataFrame, units: str) -> str:
    known = weeks.drop_nulls("descent_28d_ratio").sort("week_start_date")
    if known.is_empty() and weeks["usual_descent_m"].drop_nulls().len():
        return wording.TOO_LITTLE
    if known.is_empty():
        return wording.USUAL_UNKNOWN
    metres, week, ratio, ratio_6w = known.select(
        "descent_m", "week_start_date", "descent_28d_ratio", "descent_6w_ratio"
    ).row(-1)
    return wording.descent_title(metres, week, ratio=ratio, ratio_6w=ratio_6w, units=units)
