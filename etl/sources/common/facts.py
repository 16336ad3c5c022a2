"""What a platform tells of one activity before its recording is fetched: few fields, no names."""

import json
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from etl.errors import BrokenFile
from etl.sources.common.sports import to_sport

_SHAPE = (
    "sport",
    "started_at",
    "distance_m",
    "moving_s",
    "elapsed_s",
    "is_trainer",
    "is_manual",
    "revision",
)
_ONLY_DETAIL = ("perceived_exertion_score", "device")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One activity as its platform totals it; times in UTC, cadence of one leg, None is unknown."""

    source_activity_id: str
    started_at: datetime
    sport: str | None = None  # the platform's own word
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
    revision: str | None = None  # another one: its recording has changed

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
        told = ((name, getattr(self, name)) for name in _NAMES)
        row = {name: value for name, value in told if value is not None}
        return json.dumps(row | {"started_at": self.started_at.isoformat()}, sort_keys=True)


_NAMES = tuple(field.name for field in fields(Facts))


def from_json(text: str) -> Facts:
    """The facts again. Raises BrokenFile where the text is not of our making."""
    try:
        row: dict[str, Any] = dict(json.loads(text))
        started_at = datetime.fromisoformat(row.pop("started_at"))
        return Facts(started_at=started_at, **{k: v for k, v in row.items() if k in _NAMES})
    except (ValueError, TypeError, KeyError) as error:
        raise BrokenFile("What was kept of this activity cannot be read.") from error
