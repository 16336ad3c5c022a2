"""What is kept of one activity of Strava's API: a short list of fields, each checked by itself.

Strava's answers hold names, places, maps and photos. They are dropped here, before anything is
written, and one odd value costs that value alone, never its activity or its page.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from etl.sources.common.facts import Facts

_MOST_EXERTION = 10.0


def to_facts(answer: Mapping[str, Any]) -> Facts | None:
    """What is kept of an activity as Strava sends it; None where it lacks an id or a start."""
    started_at = _instant(answer.get("start_date"))
    source_activity_id = answer.get("id")
    if started_at is None or type(source_activity_id) is not int:  # True is an int too
        return None
    cadence = _number(answer.get("average_cadence"))
    return Facts(
        source_activity_id=str(source_activity_id),
        started_at=started_at,
        sport=_text(answer.get("sport_type")) or _text(answer.get("type")),
        time_zone=_zone(answer.get("timezone")),
        offset_s=_number(answer.get("utc_offset"), may_be_negative=True),
        distance_m=_number(answer.get("distance")),
        moving_s=_number(answer.get("moving_time")),
        elapsed_s=_number(answer.get("elapsed_time")),
        ascent_m=_number(answer.get("total_elevation_gain")),
        cadence=cadence or None,
        heart_rate_bpm=_number(answer.get("average_heartrate")) or None,
        is_trainer=answer.get("trainer") is True,
        is_manual=answer.get("manual") is True,
        is_private=answer.get("visibility") == "only_me" or answer.get("private") is True,
        shoe_id=_text(answer.get("gear_id")),
        perceived_exertion_score=_exertion(answer.get("perceived_exertion")),
        device=_text(answer.get("device_name")),
    )


def _instant(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _number(value: object, *, may_be_negative: bool = False) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and (may_be_negative or number >= 0) else None


def _text(value: object) -> str | None:
    """Text that can be written down: half of a character pair cannot."""
    is_text = isinstance(value, str) and value and value.isprintable()
    return value if is_text else None


def _zone(value: object) -> str | None:
    """`(GMT-05:00) America/New_York` names its zone last."""
    name = value.rpartition(" ")[2] if isinstance(value, str) else None
    return name if name in _zones() else None


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _exertion(value: object) -> float | None:
    score = _number(value)
    return score if score is not None and 0 < score <= _MOST_EXERTION else None
