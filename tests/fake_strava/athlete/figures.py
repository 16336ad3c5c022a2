"""The made-up numbers of one activity, the same for its summary, its detail and its streams."""

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.fake_strava.athlete.records import FakeActivity

# A made-up start; every track loops around it. Tests look for its first digits.
START_LATLNG = (47.8127, 13.0391)
HILLS = 3
TYPE_OF_SPORT = {
    "TrailRun": "Run",
    "GravelRide": "Ride",
    "MountainBikeRide": "Ride",
}


@dataclass(frozen=True)
class Figures:
    """What the answers of one activity agree on."""

    distance_m: float
    moving_s: int
    elapsed_s: int
    gain_m: float
    base_m: float
    heartrate_bpm: float | None
    cadence_per_leg: float | None
    temperature_c: int | None
    power_w: float | None

    @property
    def wave_m(self) -> float:
        """Height of each of the `HILLS` hills above and below the middle."""
        return self.gain_m / (2 * HILLS)


def figures(activity: FakeActivity) -> Figures:
    """Derived from the activity's id and overridden by what its test changed."""
    made_up = random.Random(activity.id)
    rides = "Ride" in activity.sport_type
    heartrate = 138 + made_up.randrange(250) / 10
    cadence = 80 + made_up.randrange(80) / 10
    climb_m_a_km = made_up.uniform(3, 14)
    base_m = 420 + made_up.randrange(60)
    temperature_c = made_up.randrange(2, 27)
    pause_s = made_up.randrange(0, 90)

    def number(key: str, otherwise: float) -> float:
        value = activity.changes.get(key, otherwise)
        return value if isinstance(value, int | float) else otherwise

    distance_m = round(number("distance", activity.km * 1000), 1)
    moving_s = round(number("moving_time", activity.km * activity.pace_s))
    flat = activity.is_indoors or activity.is_manual
    return Figures(
        distance_m=distance_m,
        moving_s=moving_s,
        elapsed_s=max(moving_s, round(number("elapsed_time", moving_s + pause_s))),
        gain_m=round(number("total_elevation_gain", 0 if flat else climb_m_a_km * activity.km), 1),
        base_m=base_m,
        heartrate_bpm=number("average_heartrate", heartrate) if _has_heartrate(activity) else None,
        cadence_per_leg=number("average_cadence", cadence)
        if _has(activity, "average_cadence")
        else None,
        temperature_c=temperature_c if _has(activity, "average_temp") else None,
        power_w=180.0 if rides and not activity.is_manual else None,
    )


def local_times(activity: FakeActivity) -> dict[str, Any]:
    """Strava's local time calls itself UTC; its zone label has the winter offset."""
    local = activity.start.astimezone(ZoneInfo(activity.zone))
    offset = local.utcoffset() or timedelta()
    winter_s = int((offset - (local.dst() or timedelta())).total_seconds())
    hours, minutes = divmod(abs(winter_s) // 60, 60)
    sign = "-" if winter_s < 0 else "+"
    return {
        "start_date_local": local.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "timezone": f"(GMT{sign}{hours:02}:{minutes:02}) {activity.zone}",
        "utc_offset": offset.total_seconds(),
    }


def _has_heartrate(activity: FakeActivity) -> bool:
    return not activity.is_manual and bool(activity.changes.get("has_heartrate", True))


def _has(activity: FakeActivity, key: str) -> bool:
    """Measured by a device, unless a test says None."""
    return not activity.is_manual and activity.changes.get(key, ...) is not None
