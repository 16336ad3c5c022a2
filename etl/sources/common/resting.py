"""Where a recording lay in one place while its positions wandered: nobody covered that way."""

import numpy as np
import numpy.typing as npt
import polars as pl

from etl.sources.common.parameters import READING
from etl.sources.common.start_zone import distance_between_m

Flags = npt.NDArray[np.bool_]


def resting_steps(points: pl.DataFrame) -> Flags:
    """By point: whether the step that leads to it is of a long rest.

    That is a row of minutes, each within a few metres of the one before, none of them with a step
    counted. `points` follows `POINT_SCHEMA`, in order; those without a position are left aside.
    """
    resting = np.zeros(points.height, dtype=np.bool_)
    told = {name: points[name].to_numpy() for name in ("latitude_deg", "longitude_deg", "cadence")}
    is_placed = ~np.isnan(told["latitude_deg"])
    times = points["time_s"].to_numpy()[is_placed]
    if len(times) < 2 or times[-1] - times[0] < READING.rest_least_s:
        return resting
    piece = ((times - times[0]) // READING.rest_piece_s).astype(np.int64)
    first = np.flatnonzero(np.diff(piece, prepend=-1))
    is_still = _is_still({name: values[is_placed] for name, values in told.items()}, first)
    # A row ends where a piece moved, and where nothing was recorded for a piece.
    breaks = ~is_still | (np.diff(piece[first], prepend=piece[0]) > 1)
    row = np.cumsum(breaks)
    lasts_s = np.bincount(row, weights=is_still)[row] * READING.rest_piece_s
    is_rest = is_still & (lasts_s >= READING.rest_least_s)
    of_point = np.repeat(is_rest, np.diff(first, append=len(times)))
    of_point[1:] &= of_point[:-1]  # the step that leads there may have been run
    of_point[0] = False
    resting[is_placed] = of_point
    return resting


def _is_still(told: dict[str, np.ndarray], first: npt.NDArray[np.int64]) -> Flags:
    """By piece: it has little extent, lies where the one before lay, and nobody stepped in it."""
    latitude, longitude, cadence = told.values()
    low, high = (
        [edge.reduceat(degrees, first) for degrees in (latitude, longitude)]
        for edge in (np.minimum, np.maximum)
    )
    extent_m = distance_between_m(low[0], low[1], high[0], high[1])
    middle = [(one + other) / 2 for one, other in zip(low, high, strict=True)]
    before = [np.concatenate((degrees[:1], degrees[:-1])) for degrees in middle]
    moved_m = distance_between_m(before[0], before[1], middle[0], middle[1])
    steps = np.maximum.reduceat(np.where(np.isnan(cadence), 0.0, cadence), first)
    return (extent_m <= READING.rest_extent_m) & (moved_m <= READING.rest_drift_m) & (steps == 0)
