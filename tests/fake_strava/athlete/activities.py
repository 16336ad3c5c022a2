"""Summary and detailed activities, key for key as Strava's recorded answers."""

from typing import Any

from tests.fake_strava.athlete.figures import (
    START_LATLNG,
    TYPE_OF_SPORT,
    Figures,
    figures,
    local_times,
)
from tests.fake_strava.athlete.gears import gear_id_of, summary_gear
from tests.fake_strava.athlete.polylines import POLYLINE, SUMMARY_POLYLINE
from tests.fake_strava.athlete.records import PRIVATE_WORD, FakeActivity, FakeAthlete
from tests.fake_strava.athlete.splits import laps, splits
from tests.fake_strava.clock import stamp

Answer = dict[str, Any]


def summary(athlete: FakeAthlete, activity: FakeActivity) -> Answer:
    """One entry of the list of activities (resource_state 2)."""
    answer = _made_up_summary(athlete, activity, figures(activity))
    return answer | _changes_of(activity, answer, leave_out=_DETAIL_ONLY)


def detail(athlete: FakeAthlete, activity: FakeActivity) -> Answer:
    """The answer for one activity (resource_state 3)."""
    found = figures(activity)
    answer: Answer = _made_up_summary(athlete, activity, found) | {"resource_state": 3}
    polyline = _outdoors(activity, POLYLINE, "")
    answer["map"] = answer["map"] | {"resource_state": 3, "polyline": polyline}
    answer |= _made_up_detail(athlete, activity, answer, found)
    return answer | _changes_of(activity, answer)


def _made_up_summary(athlete: FakeAthlete, activity: FakeActivity, found: Figures) -> Answer:
    return {
        "resource_state": 2,
        "athlete": {"id": athlete.id, "resource_state": 1},
        "name": f"Run past {PRIVATE_WORD} Weir",
        "distance": found.distance_m,
        "moving_time": found.moving_s,
        "elapsed_time": found.elapsed_s,
        "total_elevation_gain": found.gain_m,
        "type": TYPE_OF_SPORT.get(activity.sport_type, activity.sport_type),
        "sport_type": activity.sport_type,
        "workout_type": None,
        "id": activity.id,
        "start_date": stamp(activity.start),
        **local_times(activity),
        "location_city": None,
        "location_state": None,
        "location_country": None,
        "achievement_count": 0,
        "kudos_count": 3,
        "comment_count": 0,
        "athlete_count": 1,
        "photo_count": 0,
        "map": {
            "id": f"a{activity.id}",
            "summary_polyline": _outdoors(activity, SUMMARY_POLYLINE, ""),
            "resource_state": 2,
        },
        "trainer": False,
        "commute": False,
        "manual": False,
        "private": activity.is_only_me,
        "visibility": "only_me" if activity.is_only_me else "everyone",
        "flagged": False,
        "gear_id": gear_id_of(athlete, activity),
        "start_latlng": _outdoors(activity, list(START_LATLNG), []),
        "end_latlng": _outdoors(activity, list(START_LATLNG), []),
        "average_speed": round(found.distance_m / max(1, found.moving_s), 3),
        "max_speed": round(found.distance_m / max(1, found.moving_s) * 1.3, 1),
        **_measured(activity, found),
        "has_heartrate": found.heartrate_bpm is not None,
        "heartrate_opt_out": False,
        "display_hide_heartrate_option": found.heartrate_bpm is not None,
        **_heights(activity, found),
        **_upload(activity),
        "from_accepted_tag": False,
        "pr_count": 0,
        "total_photo_count": 0,
        "has_kudoed": False,
    }


def _measured(activity: FakeActivity, found: Figures) -> Answer:
    """Keys that Strava leaves out where nothing was measured."""
    answer: Answer = {}
    if found.cadence_per_leg is not None:
        answer["average_cadence"] = round(found.cadence_per_leg, 1)
    if found.temperature_c is not None:
        answer["average_temp"] = found.temperature_c
    if found.heartrate_bpm is not None:
        answer["average_heartrate"] = found.heartrate_bpm
        answer["max_heartrate"] = float(round(found.heartrate_bpm + 16))
        answer["suffer_score"] = float(round(found.moving_s / 45))
    if found.power_w is not None:
        answer |= {"average_watts": found.power_w, "device_watts": False}
    return answer


def _heights(activity: FakeActivity, found: Figures) -> Answer:
    if activity.is_indoors or activity.is_manual:
        return {}
    return {
        "elev_high": round(found.base_m + found.wave_m, 1),
        "elev_low": round(found.base_m - found.wave_m, 1),
    }


def _upload(activity: FakeActivity) -> Answer:
    if activity.is_manual:
        return {"upload_id": None, "external_id": None}
    upload_id = activity.id + 1_083_000_000
    return {
        "upload_id": upload_id,
        "upload_id_str": str(upload_id),
        "external_id": f"garmin_ping_{activity.id + 400_000_000_000}",
    }


def _made_up_detail(
    athlete: FakeAthlete, activity: FakeActivity, answer: Answer, found: Figures
) -> Answer:
    exertion = activity.id % 8 + 2 if activity.id % 3 == 0 else None
    return {
        "description": f"With friends through {PRIVATE_WORD} Park, then home.",
        "calories": round(found.distance_m * 0.068, 1),
        "perceived_exertion": exertion,
        "prefer_perceived_exertion": None if exertion is None else False,
        "segment_efforts": [],
        "splits_metric": splits(found, every_m=1000.0),
        "splits_standard": splits(found, every_m=1609.344),
        "laps": laps(activity, answer, found),
        "best_efforts": [],
        "gear": summary_gear(athlete, str(answer["gear_id"])),
        "photos": {"primary": None, "use_primary_photo": False, "count": 0},
        "stats_visibility": [{"type": "heart_rate", "visibility": "everyone"}],
        "hide_from_home": False,
        **({} if activity.is_manual else {"device_name": "Garmin Forerunner 265"}),
        "embed_token": f"CANARY-embed-{activity.id:x}",
        "similar_activities": _similar(answer["average_speed"]),
        "available_zones": ["heartrate", "pace"] if found.heartrate_bpm else ["pace"],
    }


def _similar(speed_mps: float) -> Answer:
    """Strava's comparison with other runs on the same course: there were none."""
    speeds = {f"{which}_average_speed": speed_mps for which in ("min", "mid", "max")}
    trend = {f"{which}_speed": speed_mps for which in ("min", "mid", "max")}
    return {
        "effort_count": 1,
        "average_speed": speed_mps,
        **speeds,
        "pr_rank": None,
        "frequency_milestone": None,
        "trend": {"speeds": [speed_mps], "current_activity_index": 0, **trend, "direction": 0},
        "resource_state": 2,
    }


def _outdoors(activity: FakeActivity, value: Any, otherwise: Any) -> Any:
    """Where the athlete was is only known of what a device recorded outside."""
    return otherwise if activity.is_indoors or activity.is_manual else value


# Keys that only the detailed answer has; a change of them does not show in the list.
_DETAIL_ONLY = frozenset(
    {
        "description",
        "calories",
        "perceived_exertion",
        "prefer_perceived_exertion",
        "segment_efforts",
        "splits_metric",
        "splits_standard",
        "laps",
        "best_efforts",
        "gear",
        "photos",
        "stats_visibility",
        "hide_from_home",
        "device_name",
        "embed_token",
        "similar_activities",
        "available_zones",
    }
)


def _changes_of(
    activity: FakeActivity, answer: Answer, *, leave_out: frozenset[str] = frozenset()
) -> Answer:
    """A test's own values; None leaves out what has no key as it is, e.g. a cadence."""
    return {
        key: value
        for key, value in activity.changes.items()
        if key not in leave_out and (value is not None or key in answer)
    }
