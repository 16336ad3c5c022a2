"""Altitudes of runs at an uneven pace: a barometer that wanders, and hills that are real."""

from dataclasses import replace
from datetime import date

import numpy as np

from etl.analysis.grade import cost_factor
from etl.demo.fit_writer import Watch, encode_fit
from tests.builders.runs import a_track

SECONDS = 3600
SPEED_MPS = 3.0


def drift(
    rng: np.random.Generator, *, memory_s: float, spread_m: float, seconds: int = SECONDS
) -> np.ndarray:
    """A walk that forgets within `memory_s` and strays by `spread_m`; one value a second."""
    keeps = np.exp(-1 / memory_s)
    steps = rng.normal(scale=spread_m * np.sqrt(1 - keeps**2), size=seconds + 1)
    values = np.empty(seconds + 1)
    here = rng.normal(scale=spread_m)
    for index, step in enumerate(steps):
        here = keeps * here + step
        values[index] = here
    return values


def wandering(seed: int, *, memory_s: float = 30, spread_m: float = 4.0) -> dict[str, np.ndarray]:
    """Columns of a level run of an hour whose altitude strays by itself."""
    rng = np.random.default_rng(seed)
    speed_mps = _uneven(rng)
    altitude_m = 100 + drift(rng, memory_s=memory_s, spread_m=spread_m)
    return {
        "distance_m": np.cumsum(speed_mps) - speed_mps[0],
        "speed_mps": speed_mps,
        "altitude_m": altitude_m,
    }


def honest_hills(seed: int, *, hill_m: float = 80.0, length_m: float = 2000) -> dict:
    """Columns of an hour over even hills, half of each up, slower where it costs more."""
    rng = np.random.default_rng(seed)
    uneven = _uneven(rng)
    grade = 2 * hill_m / length_m
    metres = np.empty(SECONDS + 1)
    here = 0.0
    for second, speed_mps in enumerate(uneven):
        metres[second] = here
        is_up = here % length_m < length_m / 2
        here += speed_mps / float(cost_factor(np.array(grade if is_up else -grade))) ** 0.8
    phase = metres / length_m % 1
    return {
        "distance_m": metres,
        "speed_mps": np.gradient(metres),
        "altitude_m": 500
        + hill_m * (1 - np.abs(2 * phase - 1))
        + drift(rng, memory_s=60, spread_m=0.7),
    }


def _uneven(rng: np.random.Generator) -> np.ndarray:
    """A pace that nobody holds to the second."""
    return SPEED_MPS + 0.05 * drift(rng, memory_s=60, spread_m=4.0)


def a_wandering_run(
    on: date | str = "2026-05-02",
    *,
    seed: int = 1,
    told_m: float | None = None,
    watch: Watch | None = None,
) -> bytes:
    """A FIT file of a level hour whose altitude strays; `told_m` is the watch's own climb."""
    columns = wandering(seed)
    plain = a_track(on, km=12, pace=SECONDS / 12, watch=watch)
    return encode_fit(replace(plain, ascent_m=told_m, descent_m=told_m, **columns))
