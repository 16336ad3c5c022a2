"""Weeks that grow over two months: when that is told, and when it is not."""

from datetime import date, timedelta

import pytest

from tests.golden import GOLDEN
from tests.sql.world import World, daily

FIRST = date(2024, 1, 1)  # a Monday


def run_weeks(world: World, weeks: list[float], *, first: date = FIRST) -> None:
    """Weeks of these kilometres, in four runs each; today is the last day of the last."""
    days = [day for km in weeks for day in (km / 4, 0, km / 4, 0, km / 4, 0, km / 4)]
    world.activities(daily(first, days), min=30)
    world.today(first + timedelta(days=len(days) - 1))


def told(world: World) -> list[tuple[str, float, str | None]]:
    """Days on which it is told anew, with the ratio and what it leads to."""
    return world.connection.execute(
        "select local_date::varchar, value, status from risk.rule_hit"
        " where rule_id = 'build_up' order by local_date"
    ).fetchall()


def test_the_worked_case_is_told_in_its_week_and_not_before(world: World):
    """Ratios of the tenth, eleventh and twelfth week; the first four weeks go on from before."""
    case = GOLDEN["A9.build_up"]
    given = case["inputs"]
    run_weeks(world, [*given["lead_km"], *given["weeks_km"]])
    start = FIRST + timedelta(weeks=len(given["lead_km"]))
    ratios = world.connection.execute(
        "select (week_start_date - ?::date) // 7 + 1, build_up_ratio from metric.build_up"
        " where build_up_ratio is not null and week_start_date >= ?::date + 63 order by 1",
        [start, start],
    ).fetchall()
    expected = case["expected"]
    assert dict(ratios) == pytest.approx({int(k): v for k, v in expected["ratio"].items()})
    first_day = start + timedelta(weeks=expected["fires_in_week"], days=-1)
    assert next(day for day, _, _ in told(world)) == str(first_day)
    assert {status for _, _, status in told(world)} == {None}


@pytest.mark.parametrize(("last_km", "expected"), [(30, [1.5]), (29.9, []), (30.1, [1.505])])
def test_half_as_much_again_exactly_is_told(world: World, last_km: float, expected: list[float]):
    """Four weeks of 20, four of anything, four of 30."""
    run_weeks(world, [20, 20, 20, 20, 22, 22, 22, 22, *[last_km] * 4])
    assert [value for _, value, _ in told(world)] == pytest.approx(expected)


def test_it_is_told_for_a_week_and_judged_anew(world: World):
    """From the last day of the week that grew to the day before the next is judged."""
    run_weeks(world, [20, 20, 20, 20, 22, 22, 22, 22, 30, 30, 30, 30, 1])
    days = world.connection.execute(
        "select local_date::varchar from risk.runner_day"
        " where list_contains(list_transform(reasons, lambda r: r.rule_id), 'build_up')"
        " and status = 'ok' order by 1"
    ).fetchall()
    assert (len(days), days[0], days[-1]) == (7, ("2024-03-24",), ("2024-03-30",))


def test_a_month_of_which_too_little_is_known_gives_no_ratio(world: World):
    """Seven weeks without a recording are a hole: four weeks in it are unknown, not 0."""
    run_weeks(world, [20] * 4)
    later = FIRST + timedelta(weeks=11)
    run_weeks(world, [30] * 4, first=later)
    ratio = world.one(
        "metric.build_up", "build_up_ratio", where=f"week_start_date = '{later}'::date + 21"
    )
    assert ratio is None
    assert told(world) == []


def test_coming_back_to_what_the_year_was_is_no_growth(world: World):
    """Fifty kilometres for half a year, eight weeks of 20, and 40 again."""
    run_weeks(world, [*[50] * 26, *[20] * 8, *[40] * 4])
    last = world.connection.execute(
        "select build_up_ratio, is_above_year from metric.build_up order by week_start_date desc"
        " limit 1"
    ).fetchone()
    assert last == (2.0, False)
    assert told(world) == []
