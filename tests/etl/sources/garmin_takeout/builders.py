"""A Garmin takeout, generated to the layout that `etl.sources.garmin_takeout.reader` names."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from fitdecode.utils import compute_crc

from tests.etl.sources.archives import zipped
from tests.etl.sources.fit_bytes import fit_file, fit_time, message

FITNESS = "DI_CONNECT/DI-Connect-Fitness/runner@example.org_0_summarizedActivities.json"
UPLOADS = "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part{}.zip"


def summary(
    activity_id: int,
    began: datetime,
    *,
    kind: str = "running",
    sport: str = "RUNNING",
    metres: float = 5400.0,
    seconds: float = 1800.0,
    offset_h: float = 2.0,
    **more: Any,
) -> dict[str, Any]:
    """One activity as Garmin sums it up: centimetres, milliseconds, a local clock as if UTC."""
    began_ms = began.timestamp() * 1000
    return {
        "activityId": activity_id,
        "name": "Home and back",
        "activityType": kind,
        "beginTimestamp": int(began_ms),
        "sportType": sport,
        "startTimeGmt": began_ms,
        "startTimeLocal": began_ms + offset_h * 3_600_000,
        "duration": seconds * 1000,
        "distance": metres * 100,
        "elapsedDuration": seconds * 1000 + 60_000,
        "movingDuration": seconds * 1000 - 30_000,
        "locationName": "Somewhere",
        "parent": False,
        **more,
    }


def table(*summaries: Mapping[str, Any]) -> bytes:
    """The table as it stands in the takeout: one array, one object, one array."""
    return json.dumps([{"summarizedActivitiesExport": summaries}]).encode()


def takeout(summaries: Sequence[Mapping[str, Any]], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a takeout: its table, its FIT files in ZIPs of their own, and what is beside."""
    names = list(files)
    halves = [names[::2], names[1::2]]
    uploads = {
        UPLOADS.format(part): zipped({name: files[name] for name in half})
        for part, half in enumerate(halves, start=1)
        if half
    }
    beside = {
        "DI_CONNECT/DI-Connect-Wellness/2026-01-01_2026-04-11_1_sleepData.json": b"[{}]",
        "DI_CONNECT/DI-Connect-Aggregator/UDSFile_2026-01-01_2026-04-11.json": b"[{}]",
        "DI_CONNECT/DI-Connect-User/user_profile.json": b'{"userName": "Runner"}',
        "DI_CONNECT/DI-Connect-User/user_profile_photo.png": b"\x89PNG",
    }
    return {FITNESS: table(*summaries), **uploads, **beside}


def monitoring(began: datetime) -> bytes:
    """A FIT file of steps of a day (type 32), which takeouts hold beside activities."""
    body = fit_file()
    kind = message(0, [(0, "enum"), (4, "uint32")], [(32, fit_time(began))])
    head = bytearray(body[:14])
    head[4:8] = len(kind).to_bytes(4, "little")
    head[12:14] = compute_crc(bytes(head[:12])).to_bytes(2, "little")
    whole = bytes(head) + kind
    return whole + compute_crc(whole).to_bytes(2, "little")
