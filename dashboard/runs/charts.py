"""One run over its distance: altitude with steep stretches shaded, pace, cadence, heart rate."""

from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from dashboard.ui import display
from dashboard.ui.charts import palette, style


@dataclass(frozen=True, slots=True)
class Stream:
    """One row of the run's chart."""

    column: str
    name: str
    colour: str


ALTITUDE = Stream("altitude_m", "altitude", palette.NEUTRAL)
PACE = Stream("speed_mps", "pace", palette.DISTANCE)
CADENCE = Stream("cadence_spm", "cadence", palette.THIRD)
HEART_RATE = Stream("heart_rate_bpm", "heart rate", palette.SECOND)
STREAMS = (ALTITUDE, PACE, CADENCE, HEART_RATE)

STEEP_COLOURS = {"down": palette.DOWNHILL["down_5_10"], "up": palette.UPHILL["up_5_10"]}


DRAWN_POINTS = 600  # about what a wide screen can tell apart
STREAM_COLUMNS = tuple(stream.column for stream in STREAMS)


def thinned(samples: pl.DataFrame, points: int = DRAWN_POINTS) -> pl.DataFrame:
    """Means of even pieces of the run's distance: fewer points, and the jitter of seconds gone.

    `samples`: distance_m and the streams, one row a record. A column that is missing comes back
    null.
    """
    placed = samples.drop_nulls("distance_m").sort("distance_m", maintain_order=True)
    missing = [pl.lit(None, pl.Float64).alias(c) for c in STREAM_COLUMNS if c not in placed.columns]
    piece = (pl.col("distance_m") / pl.col("distance_m").max() * points).floor().alias("piece")
    return (
        placed.with_columns(missing)
        .group_by(piece, maintain_order=True)
        .agg(pl.col("distance_m").mean(), pl.col(*STREAM_COLUMNS).mean())
        .drop("piece")
    )


def draw_streams(
    samples: pl.DataFrame, stretches: pl.DataFrame, onset_m: float | None, units: str
) -> go.Figure:
    """The streams a run has, one below the other, over its distance.

    `samples`: distance_m and any of altitude_m, speed_mps, cadence_spm, heart_rate_bpm; rows
    without a distance are left out. `stretches`: rows of `page.run_stretch` (from_m, until_m,
    direction, band). `onset_m`: where pain began, if logged.
    """
    placed = samples.drop_nulls("distance_m").sort("distance_m")
    shown = [stream for stream in STREAMS if _has(placed, stream.column)]
    figure = make_subplots(
        rows=max(1, len(shown)), cols=1, shared_xaxes=True, vertical_spacing=0.05
    )
    style.dress(
        figure,
        title=_streams_title(shown, placed, onset_m, units),
        subtitle="Over distance; shaded: steeper than 2 %, brown downhill, blue uphill",
        height=60 + 125 * max(1, len(shown)),
    )
    for row, stream in enumerate(shown, start=1):
        figure.add_trace(_stream_trace(placed, stream, units), row=row, col=1)
        _stream_axis(figure, stream, row, units)
    _shade(figure, stretches, units)
    _mark_onset(figure, onset_m, units)
    figure.update_layout(showlegend=False)
    figure.update_xaxes(title_text=display.distance_unit(units), row=len(shown) or 1, col=1)
    return figure


def _has(samples: pl.DataFrame, column: str) -> bool:
    return column in samples.columns and samples[column].is_not_null().any()


def _stream_trace(samples: pl.DataFrame, stream: Stream, units: str) -> go.Scatter:
    shown, hover = _shown_values(samples, stream, units)
    unit = display.distance_unit(units)
    return go.Scatter(
        x=display.to_distance(samples["distance_m"], units),
        y=shown,
        mode="lines",
        name=stream.name,
        connectgaps=False,
        line={"color": stream.colour, "width": 1.5},
        hovertemplate=f"%{{x:.2f}} {unit}<br>{stream.name}: {hover}<extra></extra>",
    )


def _shown_values(samples: pl.DataFrame, stream: Stream, units: str) -> tuple[pl.Series, str]:
    values = samples[stream.column]
    if stream is ALTITUDE:
        return display.to_height(values, units), f"%{{y:.0f}} {display.height_unit(units)}"
    if stream is PACE:
        moving = samples.select(
            pl.when(pl.col("speed_mps") >= SLOWEST_SHOWN_MPS).then("speed_mps")
        ).to_series()
        return display.to_pace(moving, units), f"%{{y:.2f}} {display.pace_unit(units)}"
    if stream is CADENCE:
        return values, "%{y:.0f} steps/min"
    return values, "%{y:.0f} beats/min"


SLOWEST_SHOWN_MPS = 0.8  # slower is standing: its pace would only flatten the rest of the line


def _stream_axis(figure: go.Figure, stream: Stream, row: int, units: str) -> None:
    titles = {
        ALTITUDE: f"altitude, {display.height_unit(units)}",
        PACE: f"pace, {display.pace_unit(units)}",
        CADENCE: "cadence, spm",
        HEART_RATE: "heart, bpm",
    }
    figure.update_yaxes(title={"text": titles[stream], "standoff": 12}, nticks=4, row=row, col=1)
    if stream is PACE:
        figure.update_yaxes(autorange="reversed", row=row, col=1)


def _shade(figure: go.Figure, stretches: pl.DataFrame, units: str) -> None:
    for stretch in stretches.iter_rows(named=True):
        figure.add_shape(
            type="rect",
            xref="x",
            yref="paper",
            x0=display.to_distance(stretch["from_m"], units),
            x1=display.to_distance(stretch["until_m"], units),
            y0=0,
            y1=1,
            layer="below",
            line={"width": 0},
            fillcolor=STEEP_COLOURS[stretch["direction"]],
            opacity=STEEPNESS_OPACITY[stretch["steepness_rank"]],
        )


STEEPNESS_OPACITY = {1: 0.10, 2: 0.20, 3: 0.30, 4: 0.40}
"""How dark a stretch is shaded, from the gentlest band to the steepest."""


def _mark_onset(figure: go.Figure, onset_m: float | None, units: str) -> None:
    if onset_m is None:
        return
    x = display.to_distance(onset_m, units)
    figure.add_shape(
        type="line",
        xref="x",
        yref="paper",
        x0=x,
        x1=x,
        y0=0,
        y1=1,
        line={"color": palette.FOURTH, "width": 3, "dash": "dot"},
    )
    figure.add_annotation(
        text="pain began",
        x=x,
        xref="x",
        y=1,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        font={"color": palette.FOURTH},
    )
    figure.update_layout(margin={"t": 24})


def _streams_title(
    shown: list[Stream], samples: pl.DataFrame, onset_m: float | None, units: str
) -> str:
    if not shown:
        return "This run has no streams"
    names = ", ".join(stream.name for stream in shown).capitalize()
    length = display.distance(samples["distance_m"][-1], units)
    if onset_m is None:
        return f"{names} over {length}"
    return f"Pain began at {display.distance(onset_m, units)} of {length}"
