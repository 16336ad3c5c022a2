"""How altitude behaves along a run: by that, a barometer's wandering is told from hills.

Hills are smooth over some hundred metres, and whoever runs up one slows down. Altitude that goes
up and down from piece to piece, while the pace takes no notice, is none of the ground's.
Source: docs/evidence/metrics.md#doubted_altitude
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from etl.analysis.clean import Floats, Track, medians
from etl.analysis.parameters import CLEANING, ROUGHNESS, Cleaning, RoughnessLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class Roughness:
    """What the altitude of one run is like; unknown is None.

    `roughness_m_per_km` is the way of altitude up and down from one piece of 50 m to the next.
    `jaggedness_ratio` is how much of it turns back at once: near 0.5 on hills, 1.4 for a walk of
    chance, 1.7 for noise. `pace_answer_ratio` is the rank correlation of steepness with slowness:
    0.2 to 0.8 on hills, 0 where altitude has nothing to do with the ground.
    """

    roughness_m_per_km: float | None = None
    jaggedness_ratio: float | None = None
    pace_answer_ratio: float | None = None


UNKNOWN_ROUGHNESS = Roughness()
"""Of a run without altitude, or too short to tell."""


def roughness_of(
    track: Track,
    *,
    cleaning: Cleaning = CLEANING,
    limits: RoughnessLimits = ROUGHNESS,
) -> Roughness:
    """The roughness of a track's altitude as recorded; all unknown where it is too short."""
    piece_count = int(track.length_m // limits.rough_piece_m)
    if piece_count < limits.rough_least_pieces:
        return UNKNOWN_ROUGHNESS
    altitude_m = _median_by_piece(track, piece_count, piece_m=limits.rough_piece_m)
    change_m = np.diff(altitude_m)
    known_m = change_m[np.isfinite(change_m)]
    turn_m = np.diff(change_m)
    if len(known_m) < cleaning.least_known_share * piece_count:
        return UNKNOWN_ROUGHNESS
    way_m = float(np.abs(known_m).sum())
    known_km = len(known_m) * limits.rough_piece_m / 1000
    return Roughness(
        roughness_m_per_km=round(way_m / known_km, 3),
        jaggedness_ratio=round(float(np.nansum(np.abs(turn_m))) / way_m, 6) if way_m else None,
        pace_answer_ratio=_pace_answer(track, altitude_m, cleaning=cleaning, limits=limits),
    )


def _median_by_piece(track: Track, piece_count: int, *, piece_m: float) -> Floats:
    """The middle altitude of each piece; NaN where none is known."""
    piece = track.distance_m // piece_m
    known = np.isfinite(track.altitude_m) & (piece < piece_count)
    altitude_m = np.full(piece_count, np.nan)
    if known.any():
        found = piece[known].astype(np.int64)
        first = np.flatnonzero(np.diff(found, prepend=-1))
        altitude_m[found[first]] = medians(track.altitude_m[known], first)
    return altitude_m


def _pace_answer(
    track: Track, altitude_m: Floats, *, cleaning: Cleaning, limits: RoughnessLimits
) -> float | None:
    """Rank correlation of a piece's steepness with the time it took, over pieces run without rest.

    None where too few are known, or altitude or pace never change.
    """
    edge_m = np.arange(len(altitude_m) + 1) * limits.rough_piece_m
    piece_s = np.diff(np.interp(edge_m, track.distance_m, track.elapsed_s))[1:-1]
    rise_m = altitude_m[2:] - altitude_m[:-2]
    is_on_foot = (piece_s > limits.rough_piece_m / cleaning.fastest_plausible_mps) & (
        piece_s < limits.rough_piece_m / limits.rough_slowest_mps
    )
    counted = is_on_foot & np.isfinite(rise_m)
    if counted.sum() < limits.rough_least_pieces:
        return None
    ranks = pl.DataFrame({"rise": rise_m[counted].round(1), "time": piece_s[counted].round(1)})
    found = ranks.select(pl.corr("rise", "time", method="spearman")).item()
    return None if found is None or np.isnan(found) else round(float(found), 6)
