"""How much less to run while the knee complains, and for how long."""

from datetime import date

import pytest

from tests.etl.analysis.golden import GOLDEN
from tests.sql.tables import assert_rows
from tests.sql.world import World, daily

FOUR_WEEKS = [[7, 0, 8, 0, 8, 0, 8], [7, 0, 8, 0, 8, 0, 8], [9, 0, 9, 0, 9, 0, 9]]
LAST_WEEK = [11, 0, 11, 0, 11, 0, 11]
AMBER = "day | before | during | after | morning\n{day} | 0 | 3 | 0 | 0"
GREEN = "day | before | during | after | morning\n{day} | 0 | 1 | 0 | 0"
RED = "day | before | during | after | morning\n{day} | 0 | 2 | 0 | 2"


def run_weeks(world: World) -> None:
    """31, 31, 36 and 44 km in the four weeks up to today, Sunday 30 June."""
    kilometres = [km for week in (*FOUR_WEEKS, LAST_WEEK) for km in week]
    world.activities(daily(date(2024, 6, 3), kilometres), min=60)


@pytest.mark.parametrize(
    ("case_id", "days"),
    [("G1.deload_amber", ("2024-06-28", "2024-06-30")), ("G1.deload_red", ("2024-06-30",))],
)
def test_the_week_to_stay_within_is_that_of_the_worked_case(world: World, case_id, days):
    """Golden G1: the smaller of last week and the mean of four, less a tenth or a fifth."""
    run_weeks(world)
    kind = AMBER if "amber" in case_id else RED
    for day in days:
        world.pain(kind.format(day=day))
    expected = GOLDEN[case_id]["expected"]
    assert world.one("risk.easing", "baseline_7d_m") == pytest.approx(
        1000 * expected["baseline_km"]
    )
    assert world.one("risk.easing", "target_7d_m") == pytest.approx(1000 * expected["target_km"])


def test_one_amber_day_asks_for_nothing_less(world: World):
    """Two within seven days do; one is watched."""
    run_weeks(world)
    world.pain(AMBER.format(day="2024-06-30"))
    assert world.count("risk.easing") == 0


def test_two_amber_days_eight_days_apart_ask_for_nothing_less(world: World):
    """They lie in no common week."""
    run_weeks(world)
    for day in ("2024-06-20", "2024-06-28"):
        world.pain(AMBER.format(day=day))
    assert world.count("risk.easing") == 0


def test_the_week_it_starts_from_does_not_shrink_with_the_running(world: World):
    """A red day a week later prolongs the spell; its baseline stays that of the first."""
    run_weeks(world)
    for day in ("2024-06-23", "2024-06-29"):
        world.pain(RED.format(day=day))
    assert_rows(
        world.connection,
        "risk.easing",
        """
        start_date | last_date  | until_date | is_red
        2024-06-23 | 2024-06-29 | 2024-07-06 | yes
        """,
    )


def test_seven_green_days_end_it_and_the_next_bad_day_begins_anew(world: World):
    """A day off after a green run counts by its calm morning: four runs in a week are enough."""
    run_weeks(world)
    world.pain(RED.format(day="2024-06-12"))
    for day in ("2024-06-14", "2024-06-16", "2024-06-17", "2024-06-19"):
        world.pain(GREEN.format(day=day))
    world.pain(RED.format(day="2024-06-21"))
    assert_rows(
        world.connection,
        "risk.easing",
        """
        start_date | until_date
        2024-06-12 | 2024-06-20
        2024-06-21 | 2024-07-05
        """,
    )


def test_days_without_a_log_make_the_wait_longer_but_not_endless(world: World):
    """None of the days after a red one was logged: it holds for a fortnight, and no longer."""
    run_weeks(world)
    world.pain(RED.format(day="2024-06-10"))
    assert world.one("risk.easing", "until_date") == date(2024, 6, 24)


def test_a_green_day_that_lacks_its_morning_is_not_green_yet(world: World):
    """Provisional is never green: the day before yesterday waits for its score."""
    run_weeks(world)
    world.pain(RED.format(day="2024-06-27"))
    world.pain("day | before | during | after | morning\n2024-06-28 | 0 | 1 | 0 | -")
    assert world.one("risk.easing", "until_date") == date(2024, 7, 6)


def test_after_it_each_week_may_have_a_tenth_more(world: World):
    """After a fifth less: 88 and then 96.8 % of the usual week; a third would be above it."""
    run_weeks(world)
    world.pain(RED.format(day="2024-06-30"))
    assert_rows(
        world.connection,
        "(select cap_7d_m / baseline_7d_m as ratio, * from risk.rebuild)",
        """
        from_date  | until_date | end_date   | week_index | ratio
        2024-07-08 | 2024-07-14 | 2024-07-21 | 1          | 0.88
        2024-07-15 | 2024-07-21 | 2024-07-21 | 2          | 0.968
        """,
    )


def test_without_known_weeks_there_is_a_share_but_no_distance(world: World):
    """Unknown is not zero: nothing is invented from silence."""
    world.pain(RED.format(day="2024-06-30"))
    assert world.one("risk.easing", "easing_share") == 0.2
    assert world.one("risk.easing", "target_7d_m") is None
