"""Summary and detailed athletes, key for key as Strava's recorded answers."""

from typing import Any

from tests.fake_strava.athlete.gears import gear_ids, summary_gear
from tests.fake_strava.athlete.records import PRIVATE_WORD, FakeAthlete


def summary_athlete(athlete: FakeAthlete) -> dict[str, Any]:
    """In the answer to an authorisation code, and of /athlete without profile:read_all."""
    answer = {
        "id": athlete.id,
        "username": f"runner_{athlete.id}",
        "resource_state": 2,
        "firstname": "Robin",
        "lastname": f"{PRIVATE_WORD}-{athlete.id}",
        "bio": None,
        "city": "Salzburg",
        "state": "Salzburg",
        "country": "Austria",
        "sex": "F",
        "premium": True,
        "summit": True,
        "created_at": "2019-04-02T17:05:35Z",
        "updated_at": "2026-04-30T12:57:32Z",
        "badge_type_id": 1,
        "weight": 61.5,
        "profile_medium": f"https://images.example/athletes/{athlete.id}/medium.jpg",
        "profile": f"https://images.example/athletes/{athlete.id}/large.jpg",
        "friend": None,
        "follower": None,
    }
    return answer | athlete.profile


def detailed_athlete(athlete: FakeAthlete) -> dict[str, Any]:
    """Of /athlete with profile:read_all."""
    gear = [summary_gear(athlete, gear_id) for gear_id in gear_ids(athlete)]
    answer = summary_athlete(athlete) | {
        "resource_state": 3,
        "blocked": False,
        "can_follow": True,
        "follower_count": 11,
        "friend_count": 12,
        "mutual_friend_count": 0,
        "athlete_type": 1,
        "date_preference": "%m/%d/%Y",
        "measurement_preference": "meters",
        "clubs": [],
        "postable_clubs_count": 0,
        "ftp": None,
        "shoes": gear[:2],
        "bikes": gear[2:],
    }
    return answer | athlete.profile
