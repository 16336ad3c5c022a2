"""Time zones as files and runners name them."""

from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def to_zone(name: str) -> tzinfo:
    """An IANA zone, or a fixed offset written UTC+02:00; UTC where the name is unknown."""
    if name.startswith(("UTC+", "UTC-")):
        hours, minutes = name[4:].split(":")
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-offset if name[3] == "-" else offset)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def is_zone(name: str) -> bool:
    """Whether it is the IANA name of a zone that is known here."""
    try:
        return "/" in name and bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
