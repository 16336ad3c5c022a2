"""Altitude along a run, and the metres climbed and lost that can be believed.

Source: docs/evidence/metrics.md#climb
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.analysis.clean import Floats, Track
from etl.analysis.parameters import CLEANING, HILLS, Cleaning, Hills


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Altitude every few metres of a run; NaN where too far from any known altitude.

    `altitude_m` holds only what the threshold confirmed: between two confirmed points it runs
    straight, so a barometer that ticks by a metre on a track makes no hill of it, and the rises
    of this profile add up to `ascent_m`, its falls to `descent_m`.
    """

    distance_m: Floats
    altitude_m: Floats
    ascent_m: float
    descent_m: float

    def altitude_at(self, distance_m: Floats) -> Floats:
        """Confirmed altitude at places along the run."""
        return np.interp(distance_m, self.distance_m, self.altitude_m)


def profile_of(
    track: Track,
    *,
    altitude_source: str,
    told_m: float | None = None,
    cleaning: Cleaning = CLEANING,
    hills: Hills = HILLS,
) -> Profile | None:
    """The altitude profile of a track, or None where its altitude is missing or means nothing.

    `told_m` is the device's own total, the larger of climb and descent; None where it gives none.
    """
    if altitude_source == "none" or not has_altitude(track.altitude_m):
        return None
    grid_m = np.append(np.arange(0.0, track.length_m, hills.altitude_step_m), track.length_m)
    altitude_m = resampled(track, grid_m, hills=hills)
    known = np.flatnonzero(np.isfinite(altitude_m))
    if len(known) < cleaning.least_known_share * len(grid_m):
        return None
    confirmed = known[
        believed_indices(
            altitude_m[known],
            length_m=track.length_m,
            is_gps=altitude_source == "gps",
            told_m=told_m,
            hills=hills,
        )
    ]
    ascent_m, descent_m = rises_and_falls(altitude_m[confirmed])
    straight_m = np.interp(grid_m, grid_m[confirmed], altitude_m[confirmed])
    return Profile(
        distance_m=grid_m,
        altitude_m=np.where(np.isfinite(altitude_m), straight_m, np.nan),
        ascent_m=ascent_m,
        descent_m=descent_m,
    )


def has_altitude(altitude_m: Floats) -> bool:
    """Whether there is any altitude; zero all along is a file's way of saying none."""
    known = altitude_m[np.isfinite(altitude_m)]
    return len(known) >= 2 and bool(np.any(known != 0))


def resampled(track: Track, grid_m: Floats, *, hills: Hills = HILLS) -> Floats:
    """Median-filtered altitude at the places of `grid_m`; NaN inside gaps too wide to bridge."""
    known = np.isfinite(track.altitude_m)
    distance_m = track.distance_m[known]
    altitude_m = median_filtered(track.altitude_m[known], count=int(hills.altitude_median_count))
    values = np.interp(grid_m, distance_m, altitude_m)
    after = np.searchsorted(distance_m, grid_m)
    bounds = np.concatenate(([-np.inf], distance_m, [np.inf]))
    gap_m = bounds[after + 1] - bounds[after]
    reach_m = np.where(
        np.isinf(gap_m),
        2 * np.minimum(np.abs(grid_m - distance_m[0]), np.abs(grid_m - distance_m[-1])),
        gap_m,
    )
    return np.where(reach_m <= hills.altitude_gap_m, values, np.nan)


def median_filtered(values: Floats, *, count: int) -> Floats:
    """The median of `count` known values, an odd number, around each; fewer at the ends."""
    beside, last = count // 2, len(values)
    found = np.empty_like(values)
    inner = last - 2 * beside
    if inner > 0:
        around = [values[shift : shift + inner] for shift in range(count)]
        found[beside : beside + inner] = _middle(around)
    for index in {*range(min(beside, last)), *range(max(last - beside, 0), last)}:
        ordered = np.sort(values[max(0, index - beside) : index + beside + 1])
        found[index] = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    return found


def _middle(columns: list[Floats]) -> Floats:
    """The median of each row of an odd number of columns.

    The greatest of those that are left goes to the end until half of them are there: whole columns
    are compared, which takes a sixth of what sorting thousands of short rows takes.
    """
    for end in range(len(columns) - 1, len(columns) // 2 - 1, -1):
        for at in range(end):
            here, after = columns[at], columns[at + 1]
            columns[at], columns[at + 1] = np.minimum(here, after), np.maximum(here, after)
    return columns[len(columns) // 2]


def believed_indices(
    altitude_m: Floats,
    *,
    length_m: float,
    is_gps: bool,
    told_m: float | None = None,
    hills: Hills = HILLS,
) -> npt.NDArray[np.int64]:
    """Where altitude is confirmed, by the threshold that fits how it was measured.

    The finer threshold agrees with the watches on hills, but lets a barometer's wobble pass. Where
    it calls a run hilly that the coarser one calls flat, the run is flat, unless the device itself
    counted hills.
    """
    if is_gps:
        return confirmed_indices(altitude_m, threshold_m=hills.altitude_threshold_gps_m)
    flat_most_m = hills.flat_run_most_m_per_km * length_m / 1000
    fine = confirmed_indices(altitude_m, threshold_m=hills.altitude_threshold_m)
    if most_m(altitude_m[fine]) < flat_most_m or (told_m or 0.0) >= flat_most_m:
        return fine
    coarse = confirmed_indices(altitude_m, threshold_m=hills.altitude_threshold_flat_m)
    return coarse if most_m(altitude_m[coarse]) < flat_most_m else fine


def most_m(altitude_m: Floats) -> float:
    """Metres up or metres down along a series of altitudes, whichever is more."""
    return max(rises_and_falls(altitude_m))


def confirmed_indices(altitude_m: Floats, *, threshold_m: float) -> npt.NDArray[np.int64]:
    """Where altitude moved at least `threshold_m` from the last confirmed one.

    Each step depends on the one before, hence the loop; it runs over points ten metres apart.
    """
    reference_m = float(altitude_m[0])
    indices = [0]
    for index, here_m in enumerate(altitude_m.tolist()):
        change_m = here_m - reference_m
        if index and (change_m >= threshold_m or change_m <= -threshold_m):
            reference_m = here_m
            indices.append(index)
    return np.array(indices, dtype=np.int64)


def rises_and_falls(altitude_m: Floats) -> tuple[float, float]:
    """Metres up and metres down along a series of altitudes, both positive."""
    change_m = np.diff(altitude_m)
    return float(change_m[change_m > 0].sum()), float(np.abs(change_m[change_m < 0]).sum())
