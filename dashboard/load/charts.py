"""Distance over time against the ceiling of the last 30 days, and what a run tomorrow would be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import plotly.graph_objects as go
import polars as pl

from dashboard.load import wording
from dashboard.ui import display
from dashboard.ui.charts import palette, style
from dashboard.ui.charts.axes import axis_of
from dashboard.ui.charts.thinning import thinned
from dashboard.ui.charts.week_bars import WEEKS, add_week_bars

SESSIONS = "metric.session_spike"
LIMITS = "page.load_tomorrow"


@dataclass(frozen=True, slots=True)
class JumpMark:
    """How a run beyond the ceiling is drawn: never by colour alone."""

    name: str
    bands: tuple[str, ...]
    symbol: str
    colour: str


JUMP_MARKS = (
    JumpMark(wording.JUMP, ("small", "moderate"), "diamond", palette.JUMP),
    JumpMark(wording.BIG_JUMP, ("large",), "star", palette.BIG_JUMP),
)


def draw_load(
    weeks: pl.DataFrame,
    days: pl.DataFrame,
    sessions: pl.DataFrame,
    pain_days: pl.DataFrame,
    units: str,
) -> go.Figure:
    """Weekly bars, the ceiling as a step line, runs beyond it as marks, pain below.

    `weeks`: rows of `page.load_week`; `days`: `page.load_ceiling` (local_date, longest_30d_m);
    `sessions`: `metric.session_spike` (local_date, distance_m, longest_30d_m, spike_ratio,
    spike_band); `pain_days`: `page.pain_mark`.
    """
    axis = axis_of(WEEKS, "distance_m", units)
    figure = style.new_chart_with_pain(
        title=load_title(sessions, units),
        subtitle=wording.load_subtitle(axis.unit),
        height=380,
    )
    add_week_bars(figure, weeks, units)
    figure.add_trace(_ceiling(days, units), row=1, col=1)
    for mark in JUMP_MARKS:
        figure.add_trace(_jumps(sessions, mark, units), row=1, col=1)
    style.add_pain(figure, pain_days)
    figure.update_yaxes(title_text=axis.unit, rangemode="tozero", row=1, col=1)
    return style.show_weeks(figure, weeks["week_start_date"].to_list())


def _ceiling(days: pl.DataFrame, units: str) -> go.Scatter:
    axis = axis_of("page.load_ceiling", "longest_30d_m", units)
    days = thinned(days, "longest_30d_m")
    return go.Scatter(
        x=days["local_date"],
        y=axis.shown(days["longest_30d_m"]),
        mode="lines",
        line={"shape": "hv", "width": 2.5, "color": palette.SECOND},
        connectgaps=False,
        name=wording.CEILING,
        hovertemplate=wording.ceiling_hover(axis.label, axis.unit),
    )


def _jumps(sessions: pl.DataFrame, mark: JumpMark, units: str) -> go.Scatter:
    jumps = sessions.filter(pl.col("spike_band").is_in(mark.bands))
    distance = axis_of(SESSIONS, "distance_m", units)
    longest = axis_of(SESSIONS, "longest_30d_m", units)
    ratio = axis_of(SESSIONS, "spike_ratio")
    return go.Scatter(
        x=jumps["local_date"].cast(pl.Datetime("ms")) + timedelta(hours=12),
        y=distance.shown(jumps["distance_m"]),
        mode="markers",
        name=mark.name,
        cliponaxis=False,
        marker={
            "symbol": mark.symbol,
            "size": 13,
            "color": mark.colour,
            "line": {"width": 1, "color": "white"},
        },
        customdata=list(
            zip(longest.shown(jumps["longest_30d_m"]), jumps["spike_ratio"], strict=True)
        ),
        hovertemplate=wording.jump_hover(
            mark.name,
            {"distance": distance.unit, "ratio": ratio.unit, "longest": longest.unit},
        ),
    )


def load_title(sessions: pl.DataFrame, units: str) -> str:
    """The latest run that jumped among rows of `metric.session_spike`, or that none did."""
    if sessions.is_empty():
        return wording.NO_RUN
    if sessions["spike_ratio"].is_null().all():
        return wording.NOTHING_TO_COMPARE
    beyond = [band for mark in JUMP_MARKS for band in mark.bands]
    jumps = sessions.filter(pl.col("spike_band").is_in(beyond)).sort("local_date")
    if jumps.is_empty():
        return wording.NO_JUMP
    day, distance_m, ratio = jumps.select("local_date", "distance_m", "spike_ratio").row(-1)
    return wording.jump_title(day, distance_m, ratio=ratio, units=units)


def draw_ramp(weeks: pl.DataFrame) -> go.Figure:
    """Each week over the last, and over the mean of the four before, in neutral colours.

    `weeks`: rows of `page.load_week` (week_start_date, ramp_ratio, ramp_4w_ratio); null where the
    weeks before were too small or unknown.
    """
    figure = style.new_chart(
        title=wording.RAMP_TITLE,
        subtitle=wording.RAMP_SUBTITLE,
        height=220,
    )
    x = style.middle_of_week(weeks["week_start_date"])
    axis = axis_of(WEEKS, "ramp_ratio")
    hover = f"%{{hovertext}}<br>%{{y:.2f}} {axis.unit} "
    figure.add_trace(
        go.Scatter(
            x=x,
            y=weeks["ramp_4w_ratio"],
            mode="lines",
            name=wording.OVER_FOUR,
            line={"color": palette.NEUTRAL, "width": 2},
            hovertext=style.week_names(weeks),
            hovertemplate=f"{hover}{wording.AFTER_FOUR}<extra></extra>",
        )
    )
    figure.add_trace(
        go.Scatter(
            x=x,
            y=weeks["ramp_ratio"],
            mode="markers",
            name=wording.OVER_ONE,
            marker={"color": palette.DISTANCE, "size": 7},
            hovertext=style.week_names(weeks),
            hovertemplate=f"{hover}{wording.AFTER_ONE}<extra></extra>",
        )
    )
    figure.add_hline(y=1, line={"color": palette.NEUTRAL, "dash": "dot", "width": 1})
    figure.update_yaxes(title_text=axis.unit, rangemode="tozero")
    return style.show_weeks(figure, weeks["week_start_date"].to_list())


@dataclass(frozen=True, slots=True)
class TomorrowBand:
    """One stretch of distances that a run tomorrow could have."""

    name: str
    from_m: float
    until_m: float
    colour: str
    pattern: str


def tomorrow_bands(
    limits: Mapping[str, float], end_m: float, *, name: str = wording.YOUR_LIMIT
) -> tuple[TomorrowBand, ...]:
    """Within the limit, beyond it, jump, big jump; small and moderate jumps are one tier.

    `limits`: reference_until_m and moderate_until_m of `page.load_tomorrow`, and limit_m, which the
    knee, a plan or a return may set below where jumps begin. `name` is what the limit is called.
    """
    limit_m, moderate_m = limits["limit_m"], limits["moderate_until_m"]
    reference_m = max(limits["reference_until_m"], limit_m)
    bands = (
        TomorrowBand(wording.within(name), 0, limit_m, palette.DISTANCE, ""),
        TomorrowBand(wording.beyond(name), limit_m, reference_m, palette.NEUTRAL, "."),
        TomorrowBand(wording.beyond_jump(name), reference_m, moderate_m, palette.JUMP, "/"),
        TomorrowBand(
            wording.beyond_big_jump(name),
            moderate_m,
            max(end_m, moderate_m),
            palette.BIG_JUMP,
            "x",
        ),
    )
    return tuple(band for band in bands if band.from_m < band.until_m)


def band_of(
    distance_m: float, limits: Mapping[str, float], *, name: str = wording.YOUR_LIMIT
) -> TomorrowBand:
    """The stretch that a distance lies in; a limit itself still belongs below it."""
    bands = tomorrow_bands(limits, distance_m, name=name)
    return next((band for band in bands if distance_m <= band.until_m + 1e-6), bands[-1])


def draw_tomorrow(
    limits: Mapping[str, float], distance_m: float, units: str, *, name: str = wording.YOUR_LIMIT
) -> go.Figure:
    """Where a run tomorrow goes beyond the limit and becomes a jump, and where the slider is."""
    axis = axis_of(LIMITS, "moderate_until_m", units)
    end_m = max(distance_m, limits["moderate_until_m"]) * 1.1
    band = band_of(distance_m, limits, name=name)
    figure = style.new_chart(
        title=wording.tomorrow_finding(distance_m, band.name, units),
        subtitle=wording.tomorrow_subtitle(axis.label, axis.unit),
        height=150,
    )
    for stretch in tomorrow_bands(limits, end_m, name=name):
        figure.add_trace(_band_bar(stretch, units))
    figure.add_vline(x=axis.shown(distance_m), line={"color": palette.FOURTH, "width": 4})
    figure.update_layout(barmode="overlay", bargap=0.2)
    figure.update_yaxes(visible=False)
    figure.update_xaxes(
        range=[0, axis.shown(end_m)],
        tickmode="array",
        tickvals=[axis.shown(limits[edge]) for edge in ("limit_m", "moderate_until_m")],
        ticktext=[
            display.distance_down(limits[edge], units) for edge in ("limit_m", "moderate_until_m")
        ],
    )
    return figure


def _band_bar(band: TomorrowBand, units: str) -> go.Bar:
    axis = axis_of(LIMITS, "moderate_until_m", units)
    start, end = (axis.shown(edge) for edge in (band.from_m, band.until_m))
    return go.Bar(
        x=[end - start],
        base=[start],
        y=[wording.TOMORROW_BAR],
        orientation="h",
        name=band.name,
        marker={"color": band.colour, "opacity": 0.75, "pattern": {"shape": band.pattern}},
        hovertemplate=f"{band.name}: {start:.1f} to {end:.1f} {axis.unit}<extra></extra>",
    )
