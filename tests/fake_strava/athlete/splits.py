"""Kilometre and mile splits and the one lap of a detailed activity."""

from typing import Any

from tests.fake_strava.athlete.figures import Figures
from tests.fake_strava.athlete.records import FakeActivity

_ONE_LAP = ("athlete", "elapsed_time", "moving_time", "start_date", "start_date_local", "distance")
_LAP_SPEEDS = ("average_speed", "max_speed")


def splits(found: Figures, *, every_m: float) -> list[dict[str, Any]]:
    """Even splits; the last is what remains."""
    count = int(-(-found.distance_m // every_m))
    return [_split(found, number, every_m) for number in range(1, count + 1)]


def _split(found: Figures, number: int, every_m: float) -> dict[str, Any]:
    length_m = min(every_m, found.distance_m - (number - 1) * every_m)
    seconds = round(found.moving_s * length_m / found.distance_m)
    split: dict[str, Any] = {
        "distance": round(length_m, 1),
        "elapsed_time": seconds,
        "elevation_difference": round(found.wave_m * (-1) ** number, 1),
        "moving_time": seconds,
        "split": number,
        "average_speed": round(length_m / max(1, seconds), 2),
        "average_grade_adjusted_speed": round(length_m / max(1, seconds), 2),
        "pace_zone": 2,
    }
    return split if found.heartrate_bpm is None else split | _heartrate(found)


def laps(activity: FakeActivity, answer: dict[str, Any], found: Figures) -> list[dict[str, Any]]:
    """The whole activity as one lap, what a watch without a pressed button gives."""
    lap: dict[str, Any] = {
        "id": activity.id * 4,
        "resource_state": 2,
        "name": "Lap 1",
        "activity": {"id": activity.id, "visibility": answer["visibility"], "resource_state": 1},
        **{key: answer[key] for key in _ONE_LAP + _LAP_SPEEDS},
        "lap_index": 1,
        "split": 1,
        "start_index": 0,
        "end_index": found.elapsed_s,
        "total_elevation_gain": found.gain_m,
        "device_watts": False,
        "pace_zone": 2,
    }
    if found.cadence_per_leg is not None:
        lap["average_cadence"] = round(found.cadence_per_leg, 1)
    if found.heartrate_bpm is not None:
        lap |= _heartrate(found) | {"max_heartrate": found.heartrate_bpm + 16.0}
    return [lap]


def _heartrate(found: Figures) -> dict[str, Any]:
    return {"average_heartrate": found.heartrate_bpm}
