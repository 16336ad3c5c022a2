"""What an older history says: its last weeks, its jumps, its hills, its cadence, its breaks."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.sql.world import TODAY, World, daily

FIRST = date(2023, 1, 2)  # a Monday


def rows_of(world: World, view: str, columns: str) -> list[tuple[Any, ...]]:
    """Rows of a page view, in its own order."""
    query = f"select {columns} from page.{view}"  # noqa: S608  our own names
    return world.connection.execute(query).fetchall()


def weeks(count: int, *, km: float = 10.0, first: date = FIRST) -> str:
    """Runs on Monday and Thursday of each week."""
    return daily(first, [km, 0, 0, km, 0, 0, 0] * count)


def test_the_last_twelve_weeks_end_with_the_week_of_the_latest_run(world: World):
    """20 weeks of runs, the latest on Thursday 18 May 2023."""
    world.activities(weeks(20), min=50)
    assert rows_of(world, "history", "run_count, distance_m, last_run_date::varchar") == [
        (40, 400_000.0, "2023-05-18")
    ]
    assert rows_of(world, "history", "first_week_date::varchar, last_week_date::varchar") == [
        ("2023-02-27", "2023-05-15")
    ]


@pytest.mark.parametrize(("days", "is_quiet"), [(83, False), (84, True)])
def test_twelve_weeks_without_a_run_are_quiet(world: World, days: int, is_quiet: bool):
    """One day less is a break that Today has advice for."""
    world.activities(daily(TODAY - timedelta(days=days), [10]), min=50)
    assert rows_of(world, "history", "quiet_days") == [(days,)]
    assert rows_of(world, "history_quiet", "is_quiet") == [(is_quiet,)]


def test_pain_logged_of_late_keeps_today_as_it_is(world: World):
    """The runs are old, the knee is not."""
    world.activities(weeks(4), min=50)
    world.pain(f"day | during\n{TODAY - timedelta(days=3)} | 2")
    assert rows_of(world, "history_quiet", "is_quiet") == [(False,)]


def test_nobody_without_a_run_has_a_history(world: World):
    """No row, not a row of zeros."""
    world.pain("day | during\n2024-06-29 | 2")
    for view in ("history", "history_jump", "history_hills", "history_cadence", "history_break"):
        assert rows_of(world, view, "*") == []


def test_jumps_are_told_by_how_far_past_with_the_pain_of_the_week_after(world: World):
    """16 km after 10, then 14 after 16 is none; 30 after 16 is the furthest, and nothing logged."""
    world.activities(weeks(6), min=50)
    world.activities("day | km\n2023-02-18 | 16\n2023-03-11 | 30", min=100)
    world.pain(
        "day | knee | during\n2023-02-18 | right | 1\n2023-02-24 | left | 4\n2023-02-26 | left | 9"
    )
    told = "jump_rank, local_date::varchar, longest_30d_m, worst_score, knee, pain_date::varchar"
    assert rows_of(world, "history_jump", told) == [
        (1, "2023-03-11", 16_000.0, None, None, None),
        (2, "2023-02-18", 10_000.0, 4, "left", "2023-02-24"),
    ]


def test_the_first_thirty_days_know_no_jump(world: World):
    """What came before the first recorded run is not known."""
    world.activities("day | km\n2023-01-02 | 5\n2023-01-20 | 15\n2023-02-01 | 25", min=60)
    assert rows_of(world, "history_jump", "local_date::varchar") == [("2023-02-01",)]


def test_the_hilliest_week_stands_beside_the_usual_one(world: World):
    """Nine weeks of 200 m down, one of 600."""
    world.activities(weeks(9), min=50, descent_m=100.0)
    world.activities("day | km\n2023-03-06 | 10", min=50, descent_m=600.0)
    told = "week_count, week_start_date::varchar, descent_m, usual_descent_m, descent_ratio"
    assert rows_of(world, "history_hills", told) == [(10, "2023-03-06", 600.0, 200.0, 3.0)]


@pytest.mark.parametrize(("count", "down"), [(7, 100.0), (12, 20.0)])
def test_few_or_flat_weeks_have_no_hilliest(world: World, count: int, down: float):
    """Seven weeks, or twelve of 40 m."""
    world.activities(weeks(count), min=50, descent_m=down)
    assert rows_of(world, "history_hills", "*") == []


def steps(world: World, first: date, spm: float, count: int = 8) -> None:
    """Weekly runs of ten flat minutes around 3 m/s at this cadence."""
    start = world.count("core.activity")
    world.activities(daily(first, [10, 0, 0, 0, 0, 0, 0] * count), min=50)
    for (activity_id,) in world.connection.execute(
        "select activity_id from core.activity order by started_at"
    ).fetchall()[start:]:
        blocks = [(2.8 + 0.02 * n, spm + 0.2 * (n - 10)) for n in range(20)]
        world.cadence_block(activity_id, blocks)


def test_cadence_is_told_at_one_speed_at_both_ends(world: World):
    """160 in the first weeks, 168 in the last ones half a year on."""
    steps(world, FIRST, 160)
    steps(world, FIRST + timedelta(weeks=26), 168)
    ((then, now, last),) = rows_of(
        world, "history_cadence", "first_spm, last_spm, last_until_date::varchar"
    )
    assert now - then == pytest.approx(8, abs=0.5)
    assert last == "2023-08-21"


def test_a_history_of_one_piece_has_no_two_ends(world: World):
    """Twenty weeks: the first twelve and the last twelve would be the same runs."""
    steps(world, FIRST, 160, count=20)
    assert rows_of(world, "history_cadence", "*") == []


def test_a_break_is_told_with_its_first_week_back_and_what_was_meant(world: World):
    """Eight weeks of 20 km, 25 days off, then 15 km in the first week; 60 % of 20 km was meant."""
    world.activities(weeks(8), min=50)
    world.activities("day | km\n2023-03-20 | 8\n2023-03-23 | 7\n2023-03-28 | 10", min=50)
    world.pain("day | knee | during\n2023-03-23 | left | 3")
    told = "break_rank, last_run_date::varchar, return_date::varchar, gap_days, first_week_m"
    assert rows_of(world, "history_break", told) == [(1, "2023-02-23", "2023-03-20", 25, 15_000.0)]
    assert rows_of(world, "history_break", "usual_week_m, cap_m, worst_score, knee") == [
        (20_000.0, 12_000.0, 3, "left")
    ]
