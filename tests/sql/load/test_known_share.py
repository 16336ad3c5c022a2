"""Sums of what is recorded in part: the known share of moving time, and unknown below 80 %."""

from datetime import date, timedelta

import pytest

from tests.sql.load.test_knee_load import bands
from tests.sql.tables import assert_rows
from tests.sql.world import World

MONDAY = date(2024, 5, 6)
LINE = [(2.5 + 0.02 * i, 144 + 8 * (2.5 + 0.02 * i)) for i in range(50)]
REFERENCE = (
    "activity_id | effort | distance_m | duration_s\na01 | grade_adjusted_1200_s | 4000 | 1200"
)


def runs(start: date, minutes: list[int]) -> str:
    """A run a day of so many minutes."""
    lines = [f"{start + timedelta(days=at)} | 8 | {long}" for at, long in enumerate(minutes)]
    return "\n".join(["day | km | min", *lines])


def in_detail(world: World, activity_id: str, *, thousand_steps: float) -> None:
    """Steps of the own usual length on the flat, at 3 m/s and 168 a minute."""
    seconds = thousand_steps * 1000 / 168 * 60
    bands(world, activity_id, [(3 * seconds, 0, seconds, 168, False)])


def test_a_week_of_which_two_of_six_runs_are_recorded_in_detail_is_no_drop(world: World):
    """42 thousand steps, then 16.5 of a third of the week: unknown, and the share is told."""
    world.today(MONDAY + timedelta(days=13))
    world.activities(runs(MONDAY, [60] * 6))
    world.activities(runs(MONDAY + timedelta(days=7), [60] * 6))
    world.cadence_block("a01", LINE)
    for index in range(1, 7):
        in_detail(world, f"a{index:02}", thousand_steps=7)
    for index in (7, 8):
        in_detail(world, f"a{index:02}", thousand_steps=8.25)
    assert_rows(
        world.connection,
        "metric.knee_load",
        """
        week_start_date | knee_load | knee_load_high | knee_load_known_share | moving_s | run_count
        2024-05-06      | 42        | 42             | 1                     | 21600    | 6
        2024-05-13      | -         | -              | 0.333333              | 21600    | 6
        """,
    )
    assert world.one(
        "metric.recorded_day", "sum(knee_load)", where="local_date >= '2024-05-13'"
    ) == pytest.approx(16.5)


@pytest.mark.parametrize(
    ("minutes", "knee_load", "share"),
    [([80, 20], 10, 0.8), ([79, 21], None, 0.79), ([100, 0], 10, 1), ([0, 100], None, 0)],
)
def test_from_four_fifths_of_the_moving_time_on_the_known_sum_stands(
    world: World, minutes: list[int], knee_load: float | None, share: float
):
    """As it is, not drawn up to the whole: with its share beside it."""
    world.today(date(2024, 5, 12))
    known, unknown = minutes
    for at, (long, is_known) in enumerate(((known, True), (unknown, False))):
        if long:
            activity_id = "known" if is_known else "unknown"
            world.activities(runs(MONDAY + timedelta(days=at), [long]), activity_id=activity_id)
    world.activities("day | km\n2024-04-29 | 8", activity_id="line")
    world.cadence_block("line", LINE)
    if known:
        in_detail(world, "known", thousand_steps=10)
    assert_rows(
        world.connection,
        "metric.runner_week",
        f"""
        knee_load                                    | knee_load_known_share
        {"-" if knee_load is None else knee_load} | {share}
        """,
        where="week_start_date = '2024-05-06'",
    )


def test_a_week_off_is_zero_and_has_no_share(world: World):
    """Nothing moved, so nothing is missing."""
    world.today(date(2024, 5, 26))
    world.activities("day | km | descent_m\n2024-05-07 | 8 | 50\n2024-05-20 | 8 | 60")
    assert_rows(
        world.connection,
        "metric.runner_week",
        """
        week_start_date | descent_m | descent_known_share | knee_load | knee_load_known_share
        2024-05-06      | 50        | 1                   | -         | 0
        2024-05-13      | 0         | -                   | 0         | -
        2024-05-20      | 60        | 1                   | -         | 0
        """,
    )


def test_of_two_runs_on_one_day_half_a_day_is_unknown(world: World):
    """The day is not the run that was recorded in detail; the next day is whole."""
    world.today(date(2024, 5, 8))
    world.activities(
        """
        start               | min | km | ascent_m | descent_m
        2024-05-06 07:00:00 | 50  | 8  | 120      | 110
        2024-05-06 18:00:00 | 50  | 8  | -        | -
        2024-05-07 07:00:00 | 50  | 8  | 30       | 40
        """
    )
    assert_rows(
        world.connection,
        "metric.runner_day",
        """
        local_date | ascent_m | descent_m | ascent_known_share | descent_known_share
        2024-05-06 | -        | -         | 0.5                | 0.5
        2024-05-07 | 30       | 40        | 1                  | 1
        """,
        where="run_count > 0",
    )


@pytest.mark.parametrize(("minutes", "descent_m"), [(10, 80), (13, None)])
def test_a_run_of_two_recordings_is_known_from_four_fifths_of_it_on(
    world: World, minutes: int, descent_m: float | None
):
    """A warm-up without altitude: 50 of 60 minutes known is enough, 50 of 63 is not."""
    world.today(date(2024, 5, 6))
    world.activities(
        f"""
        start               | min       | km | descent_m
        2024-05-06 07:00:00 | {minutes} | 2  | -
        2024-05-06 07:20:00 | 50        | 8  | 80
        """
    )
    world.exposure("activity_id | down_2_5_m | downhill_m\na02 | 900 | 900")
    shown = "-" if descent_m is None else descent_m
    assert_rows(
        world.connection,
        "metric.run",
        f"""
        descent_m | descent_known_s | downhill_m | hills_known_s
        {shown}   | 3000 | {"-" if descent_m is None else 900} | 3000
        """,
    )
    assert world.one("core.session", "descent_m") == descent_m


def test_a_run_on_a_treadmill_has_no_known_hills(world: World):
    """Its incline is unknown, so a week half on the treadmill is; its steps and speed count."""
    world.today(date(2024, 5, 12))
    world.activities("day | km | descent_m | ascent_m\n2024-05-06 | 8 | 90 | 90")
    world.activities("day | km\n2024-05-08 | 8", is_treadmill=True, altitude_source="none")
    world.exposure(
        "activity_id | down_2_5_m | downhill_m\na01 | 700 | 700\na02 | - | -",
    )
    world.best_effort(REFERENCE)
    world.speed_band("activity_id | moving_s | distance_m\na01 | 2800 | 7800\na02 | 2800 | 7800")
    assert_rows(
        world.connection,
        "metric.runner_week",
        """
        descent_m | downhill_m | hills_known_share | easy_s | speed_known_share
        -         | -          | 0.5               | 0      | 1
        """,
    )


def test_seven_days_known_in_part_are_neither_a_drop_nor_the_most_of_six_weeks(world: World):
    """100 m of descent and 10 fast minutes a run; of the third week one run of three is known."""
    world.today(MONDAY + timedelta(days=7 * 10 - 1))
    world.best_effort(REFERENCE)
    for week in range(10):
        for at, day in enumerate((0, 2, 6)):
            start = MONDAY + timedelta(days=7 * week + day)
            is_known = week != 2 or at == 0
            shown = "100" if is_known else "-"
            world.activities(f"day | km | descent_m\n{start} | 8 | {shown}")
            activity_id = f"a{world.count('core.activity'):02}"
            if is_known:
                world.speed_band(
                    "activity_id | moving_s | distance_m\n"
                    f"{activity_id} | 2000 | 5000\n{activity_id} | 600 | 1950"
                )
    rows = world.connection.execute(
        "select local_date, descent_7d_m, fast_7d_s, descent_7d_known_share, fast_7d_known_share"
        " from metric.runner_rolling where isodow(local_date) = 7 order by local_date"
    ).fetchall()
    assert [row[1] for row in rows] == [300] * 2 + [None] + [300] * 7
    assert [row[2] for row in rows] == [1800] * 2 + [None] + [1800] * 7
    assert [row[3] for row in rows] == [1] * 2 + [pytest.approx(1 / 3, abs=1e-6)] + [1] * 7
    assert [row[4] for row in rows] == [row[3] for row in rows]
    ratios = world.connection.execute(
        "select distinct metric, value from risk.signal"
        " where metric in ('descent_6w_ratio', 'fast_28d_ratio') order by metric"
    ).fetchall()
    assert ratios == [("descent_6w_ratio", 1), ("fast_28d_ratio", 1)]
    hits = "select count(*) from risk.rule_hit where rule_id in ('descent_most', 'fast_minutes')"
    assert world.connection.execute(hits).fetchone() == (0,)


def test_enough_fast_minutes_make_a_hard_day_however_little_of_it_is_known(world: World):
    """A sum only grows: ten known minutes are ten, five known ones say nothing."""
    world.today(date(2024, 5, 12))
    world.activities(
        """
        start               | min | km
        2024-05-06 07:00:00 | 50  | 8
        2024-05-06 18:00:00 | 50  | 8
        2024-05-08 07:00:00 | 50  | 8
        2024-05-08 18:00:00 | 50  | 8
        """
    )
    world.best_effort(REFERENCE)
    world.speed_band(
        "activity_id | moving_s | distance_m\na01 | 600 | 1950\na03 | 300 | 975\na03 | 300 | 600"
    )
    found = world.connection.execute("select local_date, is_fast from metric.hard_day").fetchall()
    assert found == [(date(2024, 5, 6), True)]


def test_four_weeks_beside_a_mechanics_check_tell_their_descent_from_four_fifths_on(world: World):
    """One of two runs without altitude: unknown, with its share."""
    world.today(date(2024, 5, 12))
    world.activities("day | km | descent_m\n2024-05-06 | 8 | 90\n2024-05-08 | 8 | -")
    assert_rows(
        world.connection,
        "metric.mechanics_run",
        "run_count | descent_m | descent_known_share | moving_s\n2 | - | 0.5 | 6000",
    )
