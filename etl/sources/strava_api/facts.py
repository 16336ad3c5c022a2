"""What is kept of one activity of Strava's API: a short list of fields, each checked by itself.

Strava's answers hold names, places, maps and photos. They are dropped here, before anything is
written, and one odd value costs that value alone, never its activity or its page.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from etl.errors import BrokenFile
from etl.sources.common.sports import to_sport

_SHAPE = ("sport", "started_at", "distance_m", "moving_s", "elapsed_s", "is_trainer", "is_manual")
_ONLY_DETAIL = ("perceived_exertion_score", "device")
_MOST_EXERTION = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One activity as Strava totals it; times in UTC, cadence of one leg, None is unknown."""

    source_activity_id: str
    started_at: datetime
    sport: str | None = None  # Strava's own word
    time_zone: str | None = None  # IANA name
    offset_s: float | None = None
    distance_m: float | None = None
    moving_s: float | None = None
    elapsed_s: float | None = None
    ascent_m: float | None = None
    cadence: float | None = None
    heart_rate_bpm: float | None = None
    is_trainer: bool = False
    is_manual: bool = False
    is_private: bool = False
    shoe_id: str | None = None
    perceived_exertion_score: float | None = None  # only a single activity's answer has it
    device: str | None = None  # likewise

    @property
    def is_run(self) -> bool:
        """It is a run of some kind."""
        sport = to_sport(self.sport)
        return sport is not None and sport.is_run

    @property
    def has_streams(self) -> bool:
        """A recording stands behind it that is worth a call: a run, and not typed in by hand."""
        return self.is_run and not self.is_manual

    @property
    def ended_at(self) -> datetime:
        """Start and elapsed time together, UTC."""
        return self.started_at + timedelta(seconds=self.elapsed_s or self.moving_s or 0)

    def has_same_shape(self, other: "Facts") -> bool:
        """Whether its recording is the same: not cropped, moved or made another sport."""
        return all(getattr(self, name) == getattr(other, name) for name in _SHAPE)

    def with_detail_of(self, former: "Facts") -> "Facts":
        """A summary lacks what a single activity's answer told before."""
        known = {
            name: getattr(former, name)
            for name in _ONLY_DETAIL
            if getattr(self, name) is None and getattr(former, name) is not None
        }
        return replace(self, **known)

    def without_detail(self) -> "Facts":
        """What a summary tells, too."""
        return replace(self, **dict.fromkeys(_ONLY_DETAIL))

    def to_json(self) -> str:
        """One line, the same bytes whenever it is the same activity."""
        row = {name: value for name, value in asdict(self).items() if value is not None}
        return json.dumps(row | {"started_at": self.started_at.isoformat()}, sort_keys=True)


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


def from_json(text: str) -> Facts:
    """The facts again. Raises BrokenFile where the text is not of our making."""
    try:
        row: dict[str, Any] = dict(json.loads(text))
        known = {field.name for field in fields(Facts)}
        started_at = datetime.fromisoformat(row.pop("started_at"))
        return Facts(started_at=started_at, **{k: v for k, v in row.items() if k in known})
    except (ValueError, TypeError, KeyError) as error:
        raise BrokenFile("What was kept of this activity of Strava cannot be read.") from error


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
