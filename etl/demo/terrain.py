"""Invented ground: altitude over distance with a known sum of climbs and falls."""

import numpy as np

GRID_M = 5.0
SMOOTHING_M = 40.0  # a hill has no edges
SHORTEST_HILL_M = 6.0
SHARE_OF_HILLS = 0.85  # the rest of the way stays flat, if need be by steeper hills


def altitude_profile(
    distance_m: float, *, descent_m: float, rng: np.random.Generator
) -> np.ndarray:
    """Altitude in metres every `GRID_M`, ending where it began, falling `descent_m` in sum."""
    grid_m = np.arange(0, distance_m + GRID_M, GRID_M)
    base_m = rng.uniform(35, 60)
    if descent_m < SHORTEST_HILL_M:
        return base_m + 1.5 * np.sin(grid_m / 900 + rng.uniform(0, 6))
    heights_m = hill_heights(distance_m, descent_m=descent_m, rng=rng)
    nodes_m, altitudes_m = hill_nodes(distance_m, heights_m=heights_m, rng=rng)
    profile = base_m + np.interp(grid_m, nodes_m, altitudes_m)
    width = int(SMOOTHING_M / GRID_M)
    padded = np.pad(profile, (width, width), mode="edge")
    return np.convolve(padded, np.full(width, 1 / width), mode="same")[width:-width]


def hill_heights(distance_m: float, *, descent_m: float, rng: np.random.Generator) -> np.ndarray:
    """Heights that add up to `descent_m`: small rises in town, long hills where it is hilly."""
    steepness = descent_m / distance_m
    typical_m = float(np.clip(1400 * steepness, 7, 70))
    count = max(1, round(descent_m / typical_m))
    weights = rng.uniform(0.6, 1.4, count)
    return descent_m * weights / weights.sum()


def hill_nodes(
    distance_m: float, *, heights_m: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Feet and tops of the hills along the way, with flat ground in between."""
    count = len(heights_m)
    grades = rng.uniform(0.028, 0.085, (2, count))
    legs_m = heights_m / grades
    available_m = SHARE_OF_HILLS * distance_m
    legs_m *= min(1.0, available_m / legs_m.sum())
    flats_m = rng.dirichlet(np.full(count + 1, 2.0)) * (distance_m - legs_m.sum())
    steps_m = np.stack([flats_m[:-1], legs_m[0], legs_m[1]], axis=1).ravel()
    rises_m = np.stack([np.zeros(count), heights_m, -heights_m], axis=1).ravel()
    nodes_m = np.concatenate(([0.0], np.cumsum(steps_m), [distance_m]))
    altitudes_m = np.concatenate(([0.0], np.cumsum(rises_m), [0.0]))
    return nodes_m, altitudes_m
