"""Activities of a Huawei Health archive, as `etl.sources.huawei_health.reader` names them."""

import json
from datetime import datetime
from typing import Any

TABLE = "Motion path detail data & description/motion path detail data.json"


def activity(
    kind: int, began: datetime, *, zone: str = "+0200", with_totals: bool = True, **more: Any
) -> dict[str, Any]:
    """An activity with a track of a few points, and totals at its end."""
    totals = {"totalDistance": 5400, "totalTime": 1_800_000, "avgHeartRate": 149}
    track = "".join(
        f"tp=lbs;k={n};lat=47.0;lon=8.0;alt=0.0;t={began.timestamp() + n}\n" for n in range(5)
    )
    return {
        "sportType": kind,
        "startTime": int(began.timestamp() * 1000),
        "totalTime": 1_790_000,
        "totalDistance": 5300,
        "timeZone": zone,
        "attribute": f"HW_EXT_TRACK_DETAIL@is{track}"
        + (f"&&HW_EXT_TRACK_SIMPLIFY@is{json.dumps(totals)}" if with_totals else ""),
        "partTimeMap": "?",
        **more,
    }


def by_day(*activities: dict[str, Any]) -> bytes:
    """The older layout: a day each, its keys of `partTimeMap` without quotes."""
    days = [{"recordDay": 20260503, "motionPathData": [one]} for one in activities]
    return _as_huawei_writes(days)


def at_once(*activities: dict[str, Any]) -> bytes:
    """The newer layout: activities one after the other."""
    return _as_huawei_writes(list(activities))


def _as_huawei_writes(value: list[Any]) -> bytes:
    text = json.dumps(value)
    return text.replace('"partTimeMap": "?"', '"partTimeMap":{1.0:330.5,2.0:661.25}').encode()
