"""Exercises of Fitbit in a takeout, as `etl.sources.fitbit.reader` names them."""

import json
from datetime import datetime, timedelta
from typing import Any

FILE = "Takeout/Fitbit/Global Export Data/exercise-0.json"
TABLE = "Takeout/Fitbit/Health Fitness Data_GoogleData/UserExercises_2026-05-01.csv"
_HEADER = (
    "exercise_id,exercise_start,exercise_end,utc_offset,exercise_created,exercise_last_updated,"
    "activity_name,log_type,intervals,distance_units,tracker_total_calories,tracker_total_steps,"
    "tracker_total_distance_mm,tracker_total_altitude_mm,tracker_avg_heart_rate,"
    "manually_logged_total_steps,manually_logged_total_distance_mm,events\n"
)


def exercise(
    log_id: int, began: datetime, *, name: str = "Run", type_id: int = 90009, **more: Any
) -> dict[str, Any]:
    """An exercise of exercise-*.json: 5.4 km in half an hour, a minute of it paused."""
    return {
        "logId": log_id,
        "activityName": name,
        "activityTypeId": type_id,
        "averageHeartRate": 149,
        "distance": 5.4,
        "distanceUnit": "Kilometer",
        "duration": 1_860_000,
        "activeDuration": 1_800_000,
        "steps": 5040,
        "elevationGain": 15.24,
        "lastModified": f"{began + timedelta(seconds=1864):%m/%d/%y %H:%M:%S}",
        "startTime": f"{began:%m/%d/%y %H:%M:%S}",
        **more,
    }


def exercise_file(*exercises: dict[str, Any]) -> bytes:
    """The exercises as they stand in the takeout."""
    return json.dumps(exercises).encode()


def table(*rows: str) -> bytes:
    """UserExercises.csv."""
    return f"{_HEADER}{''.join(rows)}".encode()


def row(
    number: int,
    began: datetime,
    *,
    name: str = "Outdoor Run",
    tracked_mm: str = "5400000",
    typed_mm: str = "",
) -> str:
    """A row: half an hour; intervals and events hold commas within quotes."""
    ended = began + timedelta(seconds=1800)
    return (
        f"{number},{began:%Y-%m-%dT%H:%M:%SZ},{ended:%Y-%m-%dT%H:%M:%SZ},+02:00,x,x,{name},TRACKER,"
        f'"a, b",METRIC,300,5040,{tracked_mm},15240,149,,{typed_mm},"[{{x, y}}]"\n'
    )
