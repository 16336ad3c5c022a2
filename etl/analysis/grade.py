"""Grade along a run and what a slope costs (docs/evidence/metrics.md#grade_bands)."""

import numpy as np

from etl.analysis.altitude import Profile
from etl.analysis.clean import Floats
from etl.analysis.parameters import HILLS, Hills

GRAVITY_MPS2 = 9.81
MINETTI = (155.4, -30.4, -43.3, 46.3, 19.5, 3.6)
"""J/kg/m by grade, highest power first: Minetti 2002, doi 10.1152/japplphysiol.01177.2001."""


def grade_at(profile: Profile, distance_m: Floats, *, hills: Hills = HILLS) -> Floats:
    """Grade over a window centred on each place, moved inwards at the ends of the run.

    NaN where the run is too short for one.
    Read from the confirmed profile, so it is zero wherever nothing but noise was measured.
    """
    length_m = profile.distance_m[-1]
    width_m = min(hills.grade_window_m, length_m)
    if width_m < hills.grade_window_least_m:
        return np.full(len(distance_m), np.nan)
    from_m = np.clip(distance_m - width_m / 2, 0.0, length_m - width_m)
    rise_m = profile.altitude_at(from_m + width_m) - profile.altitude_at(from_m)
    return np.clip(rise_m / width_m, -hills.grade_limit_ratio, hills.grade_limit_ratio)


def running_cost(grade: Floats) -> Floats:
    """Energy of running a metre on a grade, in J/kg."""
    return np.asarray(np.polyval(MINETTI, grade), dtype=np.float64)


def cost_factor(grade: Floats) -> Floats:
    """Cost on a grade over the cost on the level."""
    return running_cost(grade) / MINETTI[-1]


def trusted_cost_factor(grade: Floats, *, hills: Hills = HILLS) -> Floats:
    """`cost_factor` with a floor on steep descents, where the formula errs; 1 where unknown."""
    factor = cost_factor(grade)
    floored = np.where(
        grade < -hills.steep_descent_grade_ratio,
        np.maximum(factor, hills.steep_descent_cost_floor),
        factor,
    )
    return np.where(np.isfinite(grade), floored, 1.0)


def grade_adjusted_m(profile: Profile, distance_m: Floats, *, hills: Hills = HILLS) -> Floats:
    """Level metres that cost as much as the run up to each place."""
    grid_m = profile.distance_m
    middle_m = (grid_m[1:] + grid_m[:-1]) / 2
    level_m = np.diff(grid_m) * trusted_cost_factor(grade_at(profile, middle_m), hills=hills)
    return np.interp(distance_m, grid_m, np.concatenate(([0.0], np.cumsum(level_m))))


def dissipated_j_per_kg(altitude_m: Floats, speed_mps: Floats, distance_m: Floats) -> Floats:
    """Energy the body must take up on each stretch between points, beyond none, in J/kg.

    Only stretches downhill count. A lower bound of braking: air and soft tissue are left out.
    """
    fall_m = -np.diff(altitude_m)
    energy = GRAVITY_MPS2 * fall_m - np.diff(speed_mps**2) / 2
    is_downhill = -fall_m <= -HILLS.flat_grade_ratio * np.diff(distance_m)
    return np.where(is_downhill, np.maximum(energy, 0.0), 0.0)
