"""One run over its distance: altitude with steep stretches shaded, pace, cadence, heart rate."""

from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl

from dashboard.runs import wording
from dashboard.ui import display
from dashboard.ui.charts import palette
from dashboard.ui.charts.axes import Axis, to_axis
from dashboard.ui.charts.dots import line, mark_place, new_dots, shade


@dataclass(frozen=True, slots=True)
class Stream:
    """One row of the run's chart."""

    column: str
    name: str
    unit: str
    """As a header would have it: the records of a run are a file each, of no view."""
    colour: str

    def axis(self, units: str) -> Axis:
        """What stands beside it, for a runner's units."""
        return to_axis(self.name, self.unit, units)


ALTITUDE = Stream("altitude_m", "altitude", "{height}", palette.NEUTRAL)
PACE = Stream("speed_mps", "pace", "{pace}", palette.DISTANCE)
CADENCE = Stream("cadence_spm", "cadence", "steps/min", palette.THIRD)
HEART_RATE = Stream("heart_rate_bpm", wording.HEART_RATE, "beats/min", palette.SECOND)
DISTANCE = Stream("distance_m", "distance", "{distance}", palette.NEUTRAL)
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
    figure = new_dots(
        DISTANCE.axis(units),
        title=_streams_title(shown, placed, onset_m, units),
        subtitle=wording.STREAMS_SUBTITLE,
        height=60 + 125 * max(1, len(shown)),
        strips=max(1, len(shown)),
    )
    for row, stream in enumerate(shown, start=1):
        figure.add_trace(_stream_trace(placed, stream, units), row=row, col=1)
        _stream_axis(figure, stream, row, units)
    shown_m = DISTANCE.axis(units).shown
    for stretch in stretches.iter_rows(named=True):
        shade(
            figure,
            (shown_m(stretch["from_m"]), shown_m(stretch["until_m"])),
            colour=STEEP_COLOURS[stretch["direction"]],
            opacity=STEEPNESS_OPACITY[stretch["steepness_rank"]],
        )
    if onset_m is not None:
        mark_place(figure, shown_m(onset_m), wording.PAIN_BEGAN)
    return figure.update_layout(showlegend=False)


def _has(samples: pl.DataFrame, column: str) -> bool:
    return column in samples.columns and samples[column].is_not_null().any()


def _stream_trace(samples: pl.DataFrame, stream: Stream, units: str) -> go.Scatter:
    distance, axis = DISTANCE.axis(units), stream.axis(units)
    decimals = 2 if stream is PACE else 0
    return line(
        distance.shown(samples["distance_m"]),
        axis.shown(_drawn(samples, stream)),
        name=stream.name,
        look={"color": stream.colour, "width": 1.5},
        hovertemplate=f"%{{x:.2f}} {distance.unit}<br>"
        f"{axis.label}: %{{y:.{decimals}f}} {axis.unit}<extra></extra>",
    )


def _drawn(samples: pl.DataFrame, stream: Stream) -> pl.Series:
    if stream is not PACE:
        return samples[stream.column]
    moving = pl.when(pl.col("speed_mps") >= SLOWEST_SHOWN_MPS).then("speed_mps")
    return samples.select(moving).to_series()


SLOWEST_SHOWN_MPS = 0.8  # slower is standing: its pace would only flatten the rest of the line


def _stream_axis(figure: go.Figure, stream: Stream, row: int, units: str) -> None:
    figure.update_yaxes(
        title_text=stream.axis(units).two_lines, title_standoff=12, nticks=4, row=row, col=1
    )
    if stream is PACE:
        figure.update_yaxes(autorange="reversed", row=row, col=1)


STEEPNESS_OPACITY = {1: 0.10, 2: 0.20, 3: 0.30, 4: 0.40}
"""How dark a stretch is shaded, from the gentlest band to the steepest."""


def _streams_title(
    shown: list[Stream], samples: pl.DataFrame, onset_m: float | None, units: str
) -> str:
    if not shown:
        return wording.NO_STREAMS
    names = ", ".join(stream.name for stream in shown).capitalize()
    length = display.distance(samples["distance_m"][-1], units)
    if onset_m is None:
        return wording.streams_over(names, length)
    return wording.onset_of(onset_m, length, units)
