"""Where calendars go wrong: changed clocks, leap days, week 53, time zones, two runs a day."""

from datetime import date, timedelta

from tests.sql.tables import assert_rows
from tests.sql.world import World, daily


def test_a_week_in_which_clocks_go_forward_has_seven_days(world: World):
    """Sunday 31 March 2024 has 23 hours in Vienna; late and early runs stay on their days."""
    world.today(date(2024, 3, 31))
    world.activities(
        """
        start               | local_date | km
        2024-03-24 23:30:00 | 2024-03-25 | 5
        2024-03-30 20:30:00 | 2024-03-30 | 6
        2024-03-30 23:30:00 | 2024-03-31 | 7
        2024-03-31 21:30:00 | 2024-03-31 | 8
        """
    )
    assert_rows(
        world.connection,
        "metric.runner_week",
        """
        week_start_date | distance_km | run_count | covered_day_count
        2024-03-25      | 26          | 4         | 7
        """,
    )
    assert_rows(
        world.connection,
        "metric.runner_day",
        """
        local_date | distance_km | run_count
        2024-03-30 | 6           | 1
        2024-03-31 | 15          | 2
        """,
        where="local_date >= '2024-03-30'",
    )


def test_a_clock_set_years_ahead_does_not_move_today(world: World):
    """The calendar ends today; tomorrow is in it only while an activity is of tomorrow."""
    world.today(date(2024, 5, 8))
    world.activities("day | km\n2024-05-06 | 5\n2027-01-01 | 6")
    span = "first_date | last_recorded_date | last_date\n2024-05-06 | "
    assert_rows(world.connection, "metric.runner_span", span + "2024-05-06 | 2024-05-08")
    world.activities("day | km\n2024-05-09 | 7")
    assert_rows(world.connection, "metric.runner_span", span + "2024-05-09 | 2024-05-09")


def test_a_week_in_which_clocks_go_back_has_seven_days(world: World):
    """Sunday 27 October 2024 has 25 hours in Vienna."""
    world.today(date(2024, 10, 27))
    world.activities(
        """
        start               | local_date | km
        2024-10-20 22:30:00 | 2024-10-21 | 5
        2024-10-26 22:30:00 | 2024-10-27 | 6
        2024-10-27 22:30:00 | 2024-10-27 | 7
        """
    )
    assert_rows(
        world.connection,
        "metric.runner_week",
        "week_start_date | distance_km | run_count\n2024-10-21 | 18 | 3",
    )
    assert world.one("metric.runner_load", "mean_7d_m", where="local_date = '2024-10-27'") == (
        round(18000 / 7, 3)
    )


def test_thirty_days_back_are_counted_in_hours_across_a_change_of_clocks(world: World):
    """The same time of day 30 days later is 720 hours and one more, or one less."""
    world.today(date(2024, 11, 30))
    world.activities(
        """
        start               | km
        2024-03-02 06:00:00 | 10
        2024-04-01 05:00:00 | 12
        2024-10-02 05:00:00 | 10
        2024-11-01 06:00:00 | 12
        """
    )
    assert_rows(
        world.connection,
        "metric.session_spike",
        """
        local_date | spike_band
        2024-03-02 | no_reference
        2024-04-01 | small
        2024-10-02 | no_reference
        2024-11-01 | no_reference
        """,
    )


def test_the_leap_day_is_a_day_like_any_other(world: World):
    """It has its row, its place in its week and in windows of 7, 28 and 30 days."""
    world.today(date(2024, 3, 3))
    world.activities(daily(date(2024, 1, 30), [12, *[0] * 5, *[7] * 28]), min=60)
    assert_rows(
        world.connection,
        "metric.runner_day",
        """
        local_date | week_start_date | distance_km
        2024-02-28 | 2024-02-26      | 7
        2024-02-29 | 2024-02-26      | 7
        2024-03-01 | 2024-02-26      | 7
        """,
        where="local_date between '2024-02-28' and '2024-03-01'",
    )
    assert_rows(
        world.connection,
        "metric.runner_rolling",
        """
        local_date | distance_7d_km | distance_28d_km
        2024-03-02 | 49             | 189
        2024-03-03 | 49             | 196
        """,
        where="local_date >= '2024-03-02'",
    )
    assert_rows(
        world.connection,
        "metric.session_spike",
        "local_date | longest_30d_km\n2024-02-28 | 12\n2024-02-29 | 12\n2024-03-01 | 7",
        where="local_date between '2024-02-28' and '2024-03-01'",
    )


def test_week_53_stands_between_week_52_and_week_1(world: World):
    """2020 had 53 weeks: three rows, each compared with the one before."""
    world.today(date(2021, 1, 10))
    world.activities(daily(date(2020, 12, 21), [10, 0, 0, 0, 0, 0, 10] * 3), min=60)
    assert_rows(
        world.connection,
        "metric.weekly_ramp",
        """
        week_start_date | distance_km | ramp_ratio
        2020-12-21      | 20          | -
        2020-12-28      | 20          | 1
        2021-01-04      | 20          | 1
        """,
    )
    assert world.one("metric.consistency", "count(*)") == 3


def test_a_runner_who_flies_keeps_the_days_of_where_they_ran(world: World):
    """Monday evening in Vienna, Wednesday morning in Tokyo, and back over the date line."""
    world.today(date(2024, 5, 12))
    world.activities(
        """
        start               | local_date | time_zone        | km
        2024-05-06 18:00:00 | 2024-05-06 | Europe/Vienna    | 10
        2024-05-07 21:00:00 | 2024-05-08 | Asia/Tokyo       | 12
        2024-05-10 23:00:00 | 2024-05-11 | Asia/Tokyo       | 8
        2024-05-11 03:00:00 | 2024-05-10 | Pacific/Honolulu | 9
        """
    )
    assert_rows(
        world.connection,
        "metric.runner_day",
        """
        local_date | distance_km | run_count | coverage
        2024-05-06 | 10          | 1         | run
        2024-05-07 | 0           | 0         | rest
        2024-05-08 | 12          | 1         | run
        2024-05-09 | 0           | 0         | rest
        2024-05-10 | 9           | 1         | run
        2024-05-11 | 8           | 1         | run
        """,
        where="local_date < '2024-05-12'",
    )
    assert_rows(
        world.connection,
        "metric.session_spike",
        """
        session_id | longest_30d_km | spike_band
        a01        | -              | no_reference
        a02        | 10             | small
        a03        | 12             | reference
        a04        | 12             | reference
        """,
    )
    assert_rows(
        world.connection,
        "metric.reentry",
        "session_id | gap_days | reentry_share\na03 | 3 | 1.0\na04 | -1 | 1.0",
        where="session_id > 'a02'",
    )


def test_a_run_over_midnight_belongs_to_the_day_it_began(world: World):
    """Parts less than half an hour apart are one run, of the first part's day."""
    world.today(date(2024, 5, 8))
    world.activities(
        """
        start               | local_date | km | min
        2024-05-06 21:00:00 | 2024-05-06 | 10 | 50
        2024-05-06 22:10:00 | 2024-05-07 | 2  | 10
        """
    )
    assert_rows(
        world.connection,
        "metric.run",
        "local_date | distance_km | activity_count\n2024-05-06 | 12 | 2",
    )


def test_two_runs_of_one_day_are_two_runs_of_one_day(world: World):
    """The day sums them, the longest is the reference of the next, and the gap between is none."""
    world.today(date(2024, 5, 7))
    world.activities(
        """
        start               | km
        2024-05-06 05:00:00 | 8
        2024-05-06 16:00:00 | 6
        2024-05-07 05:00:00 | 9
        """
    )
    assert_rows(
        world.connection,
        "metric.runner_day",
        """
        local_date | distance_km | longest_run_km | run_count
        2024-05-06 | 14          | 8              | 2
        2024-05-07 | 9           | 9              | 1
        """,
    )
    assert_rows(
        world.connection,
        "metric.reentry",
        "session_id | gap_days\na01 | -\na02 | 0\na03 | 1",
    )
    assert world.one("metric.session_spike", "spike_ratio", where="session_id = 'a03'") == 1.125


def test_a_sunday_week_over_new_year_is_one_week(world: World):
    """Weeks belong to the runner, not to the year."""
    world.connection.execute("delete from core.runner")
    world.runner(week_start="sunday")
    world.today(date(2024, 1, 6))
    world.activities(daily(date(2023, 12, 31), [5, 6, 0, 0, 0, 0, 7]))
    assert_rows(
        world.connection,
        "metric.runner_week",
        "week_start_date | distance_km\n2023-12-31 | 18",
    )
    assert world.one("metric.runner_week", "count(*)") == 1
    assert date(2023, 12, 31) + timedelta(days=6) == date(2024, 1, 6)
