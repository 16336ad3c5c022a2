"""Sessions of a Polar archive in both layouts that `etl.sources.polar.reader` names."""

import json
from datetime import datetime, timedelta
from typing import Any

from tests.etl.sources.builders import DEGREES_A_METRE

WALL = datetime(2026, 5, 3, 9, 0)  # noqa: DTZ001  the clock on the wall, as Polar writes it


def clock(seconds: float = 0.0, began: datetime = WALL) -> str:
    """A time as Polar writes it."""
    return (began + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")


def by_name(
    *, sport: str = "RUNNING", seconds: int = 600, began: datetime = WALL, **more: Any
) -> dict[str, Any]:
    """A session of the older layout at 3 m/s; the heart is lost every tenth second."""
    times = [clock(second, began) for second in range(seconds)]
    exercise = {
        "startTime": clock(0, began),
        "stopTime": clock(seconds + 30, began),
        "timezoneOffset": 120,
        "duration": f"PT{seconds // 60}M{seconds % 60}.5S",
        "distance": 3.0 * (seconds - 1),
        "sport": sport,
        "ascent": 12.0,
        "heartRate": {"min": 100, "avg": 150, "max": 170},
        "samples": {
            "heartRate": [
                {"dateTime": at, "value": 150} if number % 10 else {"dateTime": at}
                for number, at in enumerate(times)
            ],
            "distance": [{"dateTime": at, "value": 3.0 * n} for n, at in enumerate(times)],
            "cadence": [{"dateTime": at, "value": 84} for at in times],
            "recordedRoute": [
                {
                    "dateTime": at,
                    "latitude": 47.0 + 3.0 * n * DEGREES_A_METRE,
                    "longitude": 8.0,
                    "altitude": 400.0,
                }
                for n, at in enumerate(times)
            ],
        },
        **more,
    }
    return {
        "exportVersion": "1.6",
        "name": "Laufen",
        "startTime": clock(0, began),
        "stopTime": clock(seconds + 30, began),
        "duration": f"PT{seconds}S",
        "exercises": [exercise],
    }


def by_type(*, name: str = "Running", seconds: int = 600, **more: Any) -> dict[str, Any]:
    """A session of the newer layout at 3 m/s; NaN where the heart was lost."""
    exercise = {
        "identifier": {"id": "2"},
        "startTime": clock().removesuffix(".000"),
        "stopTime": clock(seconds).removesuffix(".000"),
        "durationMillis": 1000 * seconds,
        "distanceMeters": 3.0 * (seconds - 1),
        "timezoneOffsetMinutes": 120,
        "sport": {"id": "1"},
        "laps": {},
        "statistics": {"statistics": [{"type": "HEART_RATE", "min": 90, "avg": 149, "max": 170}]},
        "samples": {
            "samples": [
                {
                    "type": "HEART_RATE",
                    "intervalMillis": 1000,
                    "values": [150 if n % 10 else float("nan") for n in range(seconds)],
                },
                {
                    "type": "DISTANCE",
                    "intervalMillis": 1000,
                    "values": [3.0 * n for n in range(seconds)],
                },
                {"type": "SPEED", "intervalMillis": 1000, "values": [10.8] * seconds},
            ]
        },
        "routes": {
            "route": {
                "startTime": clock().removesuffix(".000"),
                "wayPoints": [
                    {
                        "latitude": 47.0 + 3.0 * n * DEGREES_A_METRE,
                        "longitude": 8.0,
                        "elapsedMillis": 1000 * n,
                    }
                    for n in range(seconds)
                ],
            }
        },
        **more,
    }
    return {
        "identifier": {"id": "1"},
        "name": name,
        "startTime": exercise["startTime"],
        "stopTime": exercise["stopTime"],
        "durationMillis": 1000 * seconds,
        "timezoneOffsetMinutes": 120,
        "sport": {"id": "1"},
        "product": {"modelName": "Vantage V2"},
        "exercises": [exercise],
    }


def session_file(session: dict[str, Any]) -> bytes:
    """The session as it stands in the archive: not always valid JSON."""
    return json.dumps(session).encode()
