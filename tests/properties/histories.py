"""Random histories of a runner: double days, gaps, other sports, other zones, second recordings."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.sql.world import World

ZONES = ("Europe/Vienna", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu", "UTC")
BANDS = ("up_2_5", "up_5_10", "up_10", "flat", "down_2_5", "down_5_10", "down_10_15", "down_15")
FIRST_DAYS = (date(2024, 2, 5), date(2024, 3, 18), date(2024, 10, 14), date(2020, 12, 7))
"""So that leap day, both changes of the clock, and a year with a week 53 lie within."""

_SPAN_DAYS = 84


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One recording; unknown numbers are None, speeds are of its half-minutes on the flat."""

    activity_id: str
    start: datetime
    local_date: date
    time_zone: str
    sport: str
    is_excluded: bool
    duplicate_of: str | None
    distance_m: float | None
    moving_s: float
    elapsed_s: float
    descent_m: float | None
    ascent_m: float | None
    band_m: tuple[int, ...] | None
    speed_s: tuple[tuple[int, bool, int], ...]
    """Index of the 0.1 m/s, whether downhill, seconds."""

    @property
    def is_run(self) -> bool:
        return self.sport == "run"

    @property
    def end(self) -> datetime:
        return self.start + timedelta(seconds=self.elapsed_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All of one runner, and the day it is looked at."""

    week_start: str
    today: date
    activities: tuple[Activity, ...]
    rest_days: tuple[date, ...]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to three activities a day over twelve weeks, most days none."""
    first = draw(st.sampled_from(FIRST_DAYS))
    offsets = draw(st.lists(st.integers(0, _SPAN_DAYS), min_size=1, max_size=32))
    activities: list[Activity] = []
    for index, offset in enumerate(sorted(offsets)):
        day = first + timedelta(days=offset)
        runs = [a for a in activities if a.is_run and a.duplicate_of is None and not a.is_excluded]
        activities.append(draw(_activity(f"a{index:02}", day, runs[-1:])))
    rest = draw(st.lists(st.integers(0, _SPAN_DAYS), max_size=6, unique=True))
    behind = draw(st.integers(0, 21))
    return History(
        week_start=draw(st.sampled_from(("monday", "sunday"))),
        today=max(activity.local_date for activity in activities) + timedelta(days=behind),
        activities=tuple(activities),
        rest_days=tuple(first + timedelta(days=offset) for offset in rest),
    )


@st.composite
def _activity(draw: st.DrawFn, activity_id: str, day: date, before: list[Activity]) -> Activity:
    zone = draw(st.sampled_from(ZONES))
    wall = datetime.combine(day, time(draw(st.integers(4, 22)), draw(st.sampled_from((0, 29, 30)))))
    start = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)
    moving_s = draw(st.sampled_from((150, 180, 900, 1800, 3600, 5400)))
    has_hills = draw(st.booleans())
    return Activity(
        activity_id=activity_id,
        start=start,
        local_date=day,
        time_zone=zone,
        sport=draw(st.sampled_from(("run", "run", "run", "run", "ride"))),
        is_excluded=draw(st.integers(0, 9)) == 0,
        duplicate_of=before[0].activity_id if before and draw(st.integers(0, 9)) == 0 else None,
        distance_m=draw(
            st.sampled_from((None, 499, 500, 4000, 8000, 8800, 9500, 10000, 11000, 21097))
        ),
        moving_s=moving_s,
        elapsed_s=moving_s + draw(st.sampled_from((0, 0, 600))),
        descent_m=draw(st.sampled_from((None, 0, 30, 120, 400))),
        ascent_m=draw(st.sampled_from((None, 0, 35, 110))),
        band_m=tuple(draw(st.lists(st.integers(0, 2000), min_size=8, max_size=8)))
        if has_hills
        else None,
        speed_s=tuple(
            draw(
                st.lists(
                    st.tuples(st.integers(15, 60), st.booleans(), st.integers(1, 1200)),
                    max_size=5,
                    unique_by=lambda one: one[:2],
                )
            )
        ),
    )


def put(world: World, history: History) -> None:
    """Make the world's one runner have this history."""
    world.empty()
    world.today(history.today)
    world.connection.execute("update core.runner set week_start = ?", [history.week_start])
    put_runs(world, history)


def put_runs(world: World, history: History) -> None:
    """Add the history's rows to the tables of runs, and nothing else."""
    runs = [
        world.an_activity(
            activity_id=one.activity_id,
            started_at=one.start,
            local_date=one.local_date,
            time_zone=one.time_zone,
            sport=one.sport,
            is_run=one.is_run,
            is_excluded=one.is_excluded,
            duplicate_of=one.duplicate_of,
            distance_m=one.distance_m,
            moving_s=one.moving_s,
            elapsed_s=one.elapsed_s,
            descent_m=one.descent_m,
            ascent_m=one.ascent_m,
        )
        for one in history.activities
    ]
    world.insert("core.activity", runs)
    world.insert("core.exposure", [_exposure(one) for one in history.activities if one.is_run])
    world.insert("core.speed_band", [row for one in history.activities for row in _speeds(one)])
    for day in history.rest_days:
        world.rest_day(day)


def _exposure(one: Activity) -> dict[str, object]:
    bands = one.band_m or (None,) * len(BANDS)
    downhill = None if one.band_m is None else sum(one.band_m[4:])
    return {
        "activity_id": one.activity_id,
        "runner_id": "mara",
        "running_s": one.moving_s,
        "walking_s": 0,
        "running_m": one.distance_m or 0,
        "walking_m": 0,
        "downhill_m": downhill,
        "downhill_weighted_m": None if downhill is None else 1.5 * downhill,
        "formula_version": 1,
    } | {f"{band}_m": metres for band, metres in zip(BANDS, bands, strict=True)}


def _speeds(one: Activity) -> list[dict[str, object]]:
    return [
        {
            "activity_id": one.activity_id,
            "runner_id": "mara",
            "speed_band_index": index,
            "is_downhill": is_downhill,
            "moving_s": seconds,
            "distance_m": (index / 10 + 0.05) * seconds,
        }
        for index, is_downhill, seconds in one.speed_s
    ]
