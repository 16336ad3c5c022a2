"""The two pairs of shoes and the bicycle of each athlete."""

from typing import Any

from tests.fake_strava.athlete.records import FakeActivity, FakeAthlete

_NAMES = {
    "1": ("Brooks", "Ghost 16", "Daily"),
    "2": ("Saucony", "Peregrine 14", "Trail"),
    "9": ("Trek", "Domane", "Trek"),
}


def gear_id_of(athlete: FakeAthlete, activity: FakeActivity) -> str | None:
    """The gear used: changed by a test, or by sport."""
    if "gear_id" in activity.changes:
        return activity.changes["gear_id"]
    if "Ride" in activity.sport_type:
        return f"b{athlete.id}9"
    return f"g{athlete.id}{'2' if activity.sport_type == 'TrailRun' else '1'}"


def gear_ids(athlete: FakeAthlete) -> list[str]:
    return [f"g{athlete.id}1", f"g{athlete.id}2", f"b{athlete.id}9"]


def summary_gear(athlete: FakeAthlete, gear_id: str) -> dict[str, Any] | None:
    """The gear as it stands in an athlete's or an activity's answer, or None if unknown."""
    if gear_id not in gear_ids(athlete):
        return None
    brand, model, nickname = _NAMES[gear_id[-1]]
    kilometres = _kilometres(athlete, gear_id)
    return {
        "id": gear_id,
        "primary": gear_id.endswith("1"),
        "name": f"{brand} {model}",
        "nickname": nickname,
        "resource_state": 2,
        "retired": False,
        "distance": round(kilometres * 1000),
        "converted_distance": round(kilometres, 1),
    }


def detailed_gear(athlete: FakeAthlete, gear_id: str) -> dict[str, Any] | None:
    """The answer of /gear/{id}, or None if unknown."""
    known = summary_gear(athlete, gear_id)
    if known is None:
        return None
    brand, model, _ = _NAMES[gear_id[-1]]
    own = {"brand_name": brand, "model_name": model, "description": ""}
    kind = {"frame_type": 3, "weight": 9.0} if gear_id[0] == "b" else {"notification_distance": 0}
    return known | {"resource_state": 3} | own | kind


def _kilometres(athlete: FakeAthlete, gear_id: str) -> float:
    used = (one for one in athlete.activities.values() if gear_id_of(athlete, one) == gear_id)
    return sum((one.km for one in used), 0.0)
