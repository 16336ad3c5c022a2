"""What the fake keeps: calls it answered, athletes and their activities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

Kind = Literal[
    "authorize",
    "token",
    "revoke",
    "athlete",
    "list",
    "detail",
    "streams",
    "gear",
    "webhook",
    "other",
]
KINDS: tuple[str, ...] = get_args(Kind)

# Stands in every activity's name and description and in the athletes' surnames, so that a test can
# look for it wherever such text must not end up.
PRIVATE_WORD = "Larkspur"


@dataclass
class Call:
    """One request, in the order of arrival; `status` is 0 while it is being answered."""

    method: str
    path: str
    query: dict[str, str]
    kind: str
    at: datetime
    athlete_id: int | None = None
    status: int = 0


@dataclass(frozen=True)
class FakeActivity:
    """One activity: what it was, and the answer's keys that a test wants otherwise.

    `changes` carries Strava's own keys (name, trainer, visibility, perceived_exertion, …) and wins
    over what is made up. `samples` is the number of stream points, None a point a second.
    `streams` (type -> values), when given, is answered instead of made-up streams.
    """

    id: int
    start: datetime
    km: float
    pace_s: float
    sport_type: str = "Run"
    zone: str = "Europe/Berlin"
    samples: int | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    streams: Mapping[str, Sequence[Any]] | None = None

    @property
    def is_manual(self) -> bool:
        return bool(self.changes.get("manual"))

    @property
    def is_indoors(self) -> bool:
        return bool(self.changes.get("trainer"))

    @property
    def is_only_me(self) -> bool:
        """Shown by Strava to tokens with activity:read_all only."""
        return self.changes.get("visibility") == "only_me" or bool(self.changes.get("private"))


@dataclass
class FakeAthlete:
    """An athlete; `profile` wins over the made-up keys of the athlete's answers."""

    id: int
    activities: dict[int, FakeActivity] = field(default_factory=dict)
    profile: dict[str, Any] = field(default_factory=dict)

    def newest_first(self) -> list[FakeActivity]:
        return sorted(self.activities.values(), key=lambda one: (one.start, one.id), reverse=True)
