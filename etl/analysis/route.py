"""A way that nobody has run yet: its length, climb and descent by grade, as a recording of it has.

The same smoothing, thresholds and splits as a run's. Nothing in it depends on time, which a route
does not have, nor on where it lies.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from etl.analysis.altitude import Profile, has_altitude, profile_of
from etl.analysis.clean import Floats, Track, without_altitude_jumps
from etl.analysis.parameters import CLEANING, DOUBTS, HILLS, AltitudeDoubts, Hills
from etl.analysis.roughness import roughness_of
from etl.analysis.splits import cut

BANDS = ("up_2_5", "up_5_10", "up_10", "flat", "down_2_5", "down_5_10", "down_10_15", "down_15")
"""Bands of grade, as the columns of `core.exposure` call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Places along a way: metres from its start, never falling, and altitude; NaN is unknown.

    `altitude_source` is barometric, gps or corrected: how much of its ups and downs is believed.
    """

    distance_m: Floats
    altitude_m: Floats
    altitude_source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteHills:
    """Metres up and down, and metres of way by band of grade, keyed as `BANDS`."""

    ascent_m: float
    descent_m: float
    band_m: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteMeasure:
    """What is told of a route. Without hills `hills_reason` says why they are unknown.

    no_altitude (the file has none), sparse (its points lie too far apart for grades), doubted (its
    altitude goes up and down as hills do not).
    """

    distance_m: float
    hills: RouteHills | None
    hills_reason: str | None = None


def measure_route(route: Route) -> RouteMeasure:
    """Length and hills of a route of some length."""
    track = without_altitude_jumps(_as_track(route))
    length_m = round(track.length_m, 3)
    if not has_altitude(track.altitude_m):
        return RouteMeasure(distance_m=length_m, hills=None, hills_reason="no_altitude")
    profile = profile_of(track, altitude_source=route.altitude_source)
    bands = None if profile is None else _bands(track, profile)
    if profile is None or bands is None:
        return RouteMeasure(distance_m=length_m, hills=None, hills_reason="sparse")
    if _is_doubted(track, profile, altitude_source=route.altitude_source):
        return RouteMeasure(distance_m=length_m, hills=None, hills_reason="doubted")
    return RouteMeasure(
        distance_m=length_m,
        hills=RouteHills(
            ascent_m=round(profile.ascent_m, 3),
            descent_m=round(profile.descent_m, 3),
            band_m=bands,
        ),
    )


def band_of(grade_ratio: Floats, *, hills: Hills = HILLS) -> list[str | None]:
    """The band of each grade, with the edges of `sql/exposure/activity.sql`; None where unknown."""
    flat, five = hills.flat_grade_ratio, hills.band_grade_5_ratio
    ten, fifteen = hills.band_grade_10_ratio, hills.band_grade_15_ratio
    is_in = {
        "down_15": grade_ratio <= -fifteen,
        "down_10_15": grade_ratio <= -ten,
        "down_5_10": grade_ratio <= -five,
        "down_2_5": grade_ratio <= -flat,
        "flat": grade_ratio < flat,
        "up_2_5": grade_ratio < five,
        "up_5_10": grade_ratio < ten,
        "up_10": np.isfinite(grade_ratio),
    }
    found = np.select(list(is_in.values()), np.arange(len(is_in)), default=-1)
    names = list(is_in)
    return [names[index] if index >= 0 else None for index in found]


def _as_track(route: Route) -> Track:
    """The route as records without a stop; its clock goes a second a metre, and nobody asks it."""
    count = len(route.distance_m)
    unknown = np.full(count, np.nan)
    never = np.zeros(count, dtype=np.bool_)
    distance_m = route.distance_m - route.distance_m[0]
    return Track(
        elapsed_s=distance_m,
        segment_index=np.zeros(count, dtype=np.int32),
        distance_m=distance_m,
        speed_mps=unknown,
        altitude_m=route.altitude_m,
        cadence_spm=unknown,
        heart_rate_bpm=unknown,
        is_moving=~never,
        is_repaired=never,
        is_carried=never,
        carried_m=0.0,
        recorded_m=float(distance_m[-1]),
    )


def _bands(track: Track, profile: Profile) -> dict[str, float] | None:
    """Metres by band; None where too little of the way has a grade."""
    splits = cut(track, profile)
    metres = splits["distance_m"].to_numpy()
    names = band_of(splits["grade_ratio"].cast(float).fill_null(np.nan).to_numpy())
    sums = dict.fromkeys(BANDS, 0.0)
    for name, metre in zip(names, metres.tolist(), strict=True):
        if name is not None:
            sums[name] += metre
    if sum(sums.values()) < CLEANING.least_known_share * metres.sum():
        return None
    return {name: round(metre, 3) for name, metre in sums.items()}


def _is_doubted(
    track: Track, profile: Profile, *, altitude_source: str, doubts: AltitudeDoubts = DOUBTS
) -> bool:
    """As a run's own altitude is doubted (`sql/exposure/altitude.sql`, rough).

    Nobody ran here, so no pace can answer for the hills: how altitude turns back decides alone.
    """
    jaggedness = roughness_of(track).jaggedness_ratio
    if jaggedness is None or jaggedness < doubts.doubt_jaggedness_ratio:
        return False
    km = track.length_m / 1000
    least, most = sorted((profile.ascent_m, profile.descent_m))
    is_rough = altitude_source != "gps" and most / km >= doubts.doubt_rough_least_m_per_km
    return is_rough or least / km >= doubts.doubt_climb_least_m_per_km
