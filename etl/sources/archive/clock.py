"""Instants and shifts as tables of archives write them."""

import re
from datetime import UTC, datetime

from etl.sources.common.start_zone import to_offset_name

_SHIFT = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d\d):?(\d\d)$")
_UNIX_MS_FROM = 100_000_000_000.0  # 1973 in milliseconds, the year 5138 in seconds


def utc_of(text: str | None) -> datetime | None:
    """ "2026-06-19 04:43:15+0000" and the like; without a shift it is taken as UTC."""
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    try:
        return aware.astimezone(UTC)
    except OverflowError:
        return None


def unix_of(value: object) -> datetime | None:
    """Unix time in seconds or milliseconds."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    seconds = value / 1000 if abs(value) >= _UNIX_MS_FROM else value
    try:
        return datetime.fromtimestamp(seconds, tz=UTC)
    except (OverflowError, ValueError, OSError):
        return None


def zone_of(shift: object) -> str | None:
    """ "UTC+0900", "+0100" or "-04:00" as a fixed zone."""
    found = _SHIFT.match(shift.strip()) if isinstance(shift, str) else None
    if found is None:
        return None
    seconds = int(found[2]) * 3600 + int(found[3]) * 60
    return to_offset_name(float(-seconds if found[1] == "-" else seconds))


def span_s(began: datetime | None, ended: datetime | None, least_s: float | None) -> float | None:
    """Seconds from one to the other, no fewer than the time in motion; None: neither is known."""
    seconds = (ended - began).total_seconds() if began and ended else 0.0
    return max(seconds, least_s or 0.0) or None


def stamp(began: datetime | None) -> str:
    """A start as the name of a row that has no other."""
    return f"{began:%Y-%m-%dT%H:%M:%SZ}" if began else "undated"
