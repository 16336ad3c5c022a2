"""A plan against random diaries, runs and changes: it never grows faster than it may."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.properties.test_weekly_views import random_histories
from tests.sql.plan.starts import START, act, change, lights, plan
from tests.sql.world import World

GROWTH = 1.1
SHARE, LEAST = 0.8, 3
PHASES = {
    4: "calm downhill speed normal",
    6: "calm calm rebuild downhill speed normal",
    8: "calm calm rebuild rebuild downhill speed normal normal",
}


@dataclass(frozen=True, slots=True)
class Story:
    """Letters of lights by week, kilometres of Saturdays, a runner's own numbers by week."""

    week_count: int
    weeks: list[str]
    saturdays_km: list[int]
    changes: dict[int, float]
    is_paused: bool
    weeks_gone: int


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Up to ten weeks, most of them calm enough to pass."""
    week = st.sampled_from(["GGG", "GGG", "GGGGG", "GGGGA", "GGA", "AAA", "GGR", "GP", "", "GG"])
    weeks = draw(st.lists(week, min_size=1, max_size=10))
    return Story(
        week_count=draw(st.sampled_from(tuple(PHASES))),
        weeks=weeks,
        saturdays_km=draw(st.lists(st.sampled_from([0, 4, 9, 15]), min_size=10, max_size=10)),
        changes=draw(st.dictionaries(st.integers(1, 8), st.integers(5, 60), max_size=3)),
        is_paused=draw(st.booleans()),
        weeks_gone=draw(st.integers(0, len(weeks))),
    )


def tell(world: World, story: Story) -> None:
    """The story as rows; today is a Monday after so many weeks."""
    world.empty()
    plan(world, week_count=story.week_count)
    lights(world, *story.weeks)
    for index, kilometres in enumerate(story.saturdays_km):
        if kilometres:
            day = START + timedelta(days=7 * index + 5 - 14)
            world.activities(f"day | km\n{day} | {kilometres}")
    for week, kilometres in story.changes.items():
        change(world, week, "distance_m", 1000.0 * kilometres)
    if story.is_paused:
        act(world, "pause", START + timedelta(days=9))
        act(world, "resume", START + timedelta(days=14))
    world.today(START + timedelta(days=7 * story.weeks_gone))


def phases_by_hand(story: Story) -> list[str]:
    """The phases of the weeks that are over and of the next one, by a loop over letters."""
    steps = PHASES[story.week_count].split()
    place, phases = 0, []
    for index in range(story.weeks_gone + 1):
        if place == len(steps):
            break
        phases.append(steps[place])
        letters = story.weeks[index] if index < len(story.weeks) else ""
        known = [letter for letter in letters if letter in "GAR"]
        if story.is_paused and index == 1:
            continue
        if "R" in known:
            before = list(dict.fromkeys(steps))
            former = before[max(before.index(steps[place]) - 1, 0)]
            place = steps.index(former)
        elif len(known) >= LEAST and known.count("G") >= SHARE * len(known) - 1e-9:
            place += 1
    return phases


@random_histories
@given(story=stories())
def test_no_week_asks_for_a_tenth_more_than_the_one_before(world: World, story: Story):
    """Neither in distance nor in its longest run, whatever the lights, the runs and the runner."""
    tell(world, story)
    rows = world.connection.execute(
        "select target_distance_m, target_longest_run_m, phase_name, week_end_date < as_of_date()"
        " from metric.plan_week order by week_index"
    ).fetchall()
    for former, week in pairwise(rows):
        for one, other in zip(former[:2], week[:2], strict=True):
            assert other <= GROWTH * one + 0.01
    for distance_m, longest_m, phase, _ in rows:
        assert 0 < longest_m <= distance_m
        assert distance_m <= 30_000 * (0.9 if phase == "calm" else 1.1)
    by_hand = phases_by_hand(story)
    assert [row[2] for row in rows][: len(by_hand)] == by_hand
    assert len(rows) <= 12
