"""The streams of an activity, made when asked for and the same each time."""

from typing import Any

import numpy as np

from tests.fake_strava.athlete.figures import HILLS, Figures, figures
from tests.fake_strava.athlete.polylines import loop
from tests.fake_strava.athlete.records import FakeActivity


def streams(activity: FakeActivity, types: list[str]) -> dict[str, dict[str, Any]]:
    """Type -> its stream, of those `types` that the activity has; Strava's order is not fixed."""
    given = activity.streams
    found = _made_up(activity, set(types)) if given is None else dict(given)
    return {name: _one(found[name]) for name in types if name in found}


def has_streams(activity: FakeActivity) -> bool:
    """A run typed in by hand has none: Strava answers 404."""
    return activity.streams is not None or not activity.is_manual


def _one(values: Any) -> dict[str, Any]:
    data = list(values)
    return {
        "data": data,
        "series_type": "distance",
        "original_size": len(data),
        "resolution": "high",
    }


def _made_up(activity: FakeActivity, types: set[str]) -> dict[str, list[Any]]:
    found = figures(activity)
    count = activity.samples or found.elapsed_s + 1
    time_s = np.linspace(0.0, found.elapsed_s, count)
    share, moves = _way(found, time_s)
    made: dict[str, list[Any]] = {
        "time": _whole(time_s),
        "distance": _rounded(share * found.distance_m + _surge_m(found, share), 1),
        "velocity_smooth": _rounded(np.where(moves, _velocity_mps(found, share), 0.0), 2),
        "moving": moves.tolist(),
    }
    if found.temperature_c is not None:
        made["temp"] = [found.temperature_c] * count
    if found.heartrate_bpm is not None:
        made["heartrate"] = _whole(found.heartrate_bpm + 9 * np.sin(share * 11) * np.sqrt(share))
    if found.cadence_per_leg is not None:
        cadence = found.cadence_per_leg + 1.5 * np.sin(share * 23)
        made["cadence"] = _whole(np.where(moves, cadence, 0.0))
    if found.power_w is not None:
        made["watts"] = _whole(found.power_w + 40 * np.sin(share * 17))
    if activity.is_indoors:
        return made
    made["altitude"] = _rounded(found.base_m + found.wave_m * np.sin(_hill_angle(share)), 1)
    made["grade_smooth"] = _rounded(_grade_percent(found, share), 1)
    if "latlng" in types:
        made["latlng"] = [list(point) for point in loop(count, turns=2)]
    return made


def _way(found: Figures, time_s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Share of the way done at each time, and whether it goes on: one pause, half way."""
    half_s, pause_s = found.moving_s / 2, found.elapsed_s - found.moving_s
    moved_s = np.minimum(time_s, half_s) + np.maximum(time_s - half_s - pause_s, 0.0)
    moves = (time_s <= half_s) | (time_s >= half_s + pause_s)
    return moved_s / max(1, found.moving_s), moves


def _surge_m(found: Figures, share: np.ndarray) -> np.ndarray:
    """Faster and slower stretches that even out by the end."""
    return 0.012 * found.distance_m * np.sin(share * 4 * np.pi)


def _velocity_mps(found: Figures, share: np.ndarray) -> np.ndarray:
    even_mps = found.distance_m / max(1, found.moving_s)
    return even_mps * (1 + 0.012 * 4 * np.pi * np.cos(share * 4 * np.pi))


def _hill_angle(share: np.ndarray) -> np.ndarray:
    return share * 2 * np.pi * HILLS


def _grade_percent(found: Figures, share: np.ndarray) -> np.ndarray:
    slope = found.wave_m * 2 * np.pi * HILLS / max(1.0, found.distance_m)
    return 100 * slope * np.cos(_hill_angle(share))


def _whole(values: np.ndarray) -> list[int]:
    return np.rint(values).astype(int).tolist()


def _rounded(values: np.ndarray, digits: int) -> list[float]:
    return np.round(values, digits).tolist()
