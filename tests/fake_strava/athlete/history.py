"""Activities for tests: one run, or years of a runner's life."""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.fake_strava.athlete.records import FakeActivity

_FIRST_ID = 14_000_000_000  # activity ids have long passed 32 bits


def a_fake_run(
    activity_id: int,
    start: datetime,
    km: float = 8.0,
    pace_s: float = 330,
    sport_type: str = "Run",
    *,
    samples: int | None = 600,
    streams: Mapping[str, Sequence[Any]] | None = None,
    zone: str = "Europe/Berlin",
    **summary_changes: Any,
) -> FakeActivity:
    """One run of `km` at `pace_s` seconds a kilometre.

    `samples` stream points, None for one a second. `summary_changes` are Strava's own keys, also
    those of the detailed answer: `manual=True`, `trainer=True`, `visibility="only_me"`,
    `perceived_exertion=7`, `has_heartrate=False`, `average_cadence=None` (absent) and so on.
    """
    if start.tzinfo is None:
        raise ValueError("an activity starts at a time with a zone")
    return FakeActivity(
        id=activity_id,
        start=start,
        km=km,
        pace_s=pace_s,
        sport_type=sport_type,
        zone=zone,
        samples=samples,
        changes=summary_changes,
        streams=streams,
    )


def a_history(
    count: int,
    *,
    until: datetime,
    seed: int = 1,
    samples: int | None = 60,
    days_between: float = 1.8,
) -> list[FakeActivity]:
    """`count` activities, the last on the day before `until`; newest last, same for a seed.

    Every tenth is a ride, every twentieth a treadmill run, every twenty-fifth typed in by hand.
    """
    chance = random.Random(seed)
    last_day = (until.astimezone(UTC) - timedelta(days=1)).replace(
        minute=0, second=0, microsecond=0
    )
    first_id = _FIRST_ID + seed * 10_000_000
    return [
        _one(
            first_id + index * 7,
            index,
            _start(chance, last_day, count - 1 - index, days_between),
            chance,
            samples,
        )
        for index in range(count)
    ]


def _start(chance: random.Random, last: datetime, back: int, days_between: float) -> datetime:
    day = last - timedelta(days=int(back * days_between))
    return day.replace(hour=chance.choice((5, 6, 16, 17)), minute=chance.randrange(60))


def _one(
    activity_id: int, index: int, start: datetime, chance: random.Random, samples: int | None
) -> FakeActivity:
    if index % 10 == 4:
        return a_fake_run(activity_id, start, chance.uniform(15, 45), 150, "Ride", samples=samples)
    changes: dict[str, Any] = {}
    if index % 20 == 7:
        changes["trainer"] = True
    if index % 25 == 12:
        changes["manual"] = True
    sport = "TrailRun" if index % 10 == 9 else "Run"
    km, pace_s = _effort(index, chance)
    return a_fake_run(activity_id, start, km, pace_s, sport, samples=samples, **changes)


def _effort(index: int, chance: random.Random) -> tuple[float, float]:
    """A long run in four, the rest short, slowly more over a year and less in some weeks."""
    season = 1 + 0.25 * ((index % 180) / 180) - (0.3 if index % 16 > 12 else 0)
    km = chance.uniform(13, 18) if index % 4 == 3 else chance.uniform(5, 10)
    return round(km * season, 2), chance.uniform(305, 380)
