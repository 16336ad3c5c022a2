"""All that the fake knows, shared by its endpoints and by the tests that drive it."""

import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.fake_strava.athlete.athletes import summary_athlete
from tests.fake_strava.athlete.records import Call, FakeActivity, FakeAthlete
from tests.fake_strava.clock import Clock
from tests.fake_strava.faults import Faults
from tests.fake_strava.limits import Limits
from tests.fake_strava.tokens import Grant, Tokens

CLIENT_ID = "12345"
CLIENT_SECRET = "CANARY-secret-5d1f0a7c93be48e2a6f4c0b7d9e81a35"


@dataclass(frozen=True)
class Subscription:
    """The app's one webhook subscription."""

    id: int
    callback_url: str
    created_at: datetime


@dataclass
class State:
    """Endpoints and tests change it under `lock`."""

    client_id: str = CLIENT_ID
    client_secret: str = CLIENT_SECRET
    callback_domain: str = "localhost"
    clock: Clock = field(default_factory=Clock)
    athletes: dict[int, FakeAthlete] = field(default_factory=dict)
    tokens: Tokens = field(default_factory=Tokens)
    limits: Limits = field(default_factory=Limits)
    faults: Faults = field(default_factory=Faults)
    calls: list[Call] = field(default_factory=list)
    subscription: Subscription | None = None
    subscriptions_made: int = 0
    latlng_asked: bool = False
    lock: threading.RLock = field(default_factory=threading.RLock)

    def now(self) -> datetime:
        return self.clock.now()

    def holder_of(self, activity_id: int) -> FakeAthlete | None:
        return next((a for a in self.athletes.values() if activity_id in a.activities), None)

    def put(self, athlete_id: int, activity: FakeActivity) -> None:
        """Add or replace; an id belongs to one athlete, as on Strava."""
        holder = self.holder_of(activity.id)
        if holder is not None and holder.id != athlete_id:
            raise ValueError(f"activity {activity.id} belongs to athlete {holder.id}")
        self.athletes[athlete_id].activities[activity.id] = activity

    def token_answer(self, grant: Grant, *, with_athlete: bool) -> dict[str, Any]:
        """The body of a token answer; seconds by the fake's clock."""
        access = grant.access
        answer: dict[str, Any] = {
            "token_type": "Bearer",
            "expires_at": int(access.expires_at.timestamp()),
            "expires_in": round((access.expires_at - self.now()).total_seconds()),
            "refresh_token": grant.refresh,
            "access_token": access.text,
        }
        if with_athlete:
            answer["athlete"] = summary_athlete(self.athletes[access.athlete_id])
        return answer

    def counts(self) -> dict[str, int]:
        """How many calls of each kind there were."""
        found: dict[str, int] = {}
        for call in self.calls:
            found[call.kind] = found.get(call.kind, 0) + 1
        return found
