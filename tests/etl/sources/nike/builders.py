"""An activity of Nike Run Club, as `etl.sources.nike.reader` names it."""

import json
from datetime import datetime
from typing import Any

from tests.etl.sources.builders import DEGREES_A_METRE, START


def activity(
    *, began: datetime = START, seconds: int = 600, location: str = "outdoors", **more: Any
) -> dict[str, Any]:
    """A run at 3 m/s, a value every five seconds; the heart is heard every minute."""
    from_ms = int(began.timestamp() * 1000)
    steps = range(0, seconds, 5)

    def stream(kind: str, unit: str, values: dict[int, float]) -> dict[str, Any]:
        return {
            "type": kind,
            "unit": unit,
            "values": [
                {
                    "start_epoch_ms": from_ms + 1000 * second,
                    "end_epoch_ms": from_ms + 1000 * (second + 5),
                    "value": value,
                }
                for second, value in values.items()
            ],
        }

    ways = [
        stream("latitude", "DD", {s: 47.0 + 3.0 * s * DEGREES_A_METRE for s in steps}),
        stream("longitude", "DD", dict.fromkeys(steps, 8.0)),
        stream("elevation", "M", dict.fromkeys(steps, 400.0)),
    ]
    return {
        "id": "feaf2949",
        "type": "run",
        "start_epoch_ms": from_ms,
        "end_epoch_ms": from_ms + 1000 * seconds + 30_000,
        "active_duration_ms": 1000 * seconds,
        "summaries": [
            {"metric": "distance", "summary": "total", "value": 3.0 * seconds / 1000},
            {"metric": "steps", "summary": "total", "value": 2.8 * seconds},
            {"metric": "heart_rate", "summary": "mean", "value": 150},
            {"metric": "pace", "summary": "mean", "value": 5.55},
        ],
        "tags": {"location": location, "com.nike.name": "Home and back"},
        "metrics": [
            stream("distance", "KM", dict.fromkeys(steps, 0.015)),
            stream("heart_rate", "BPM", {s: 150.0 for s in steps if s % 60 == 0}),
            *(ways if location == "outdoors" else []),
        ],
        **more,
    }


def activity_file(told: dict[str, Any]) -> bytes:
    """The activity as its file holds it."""
    return json.dumps(told).encode()
