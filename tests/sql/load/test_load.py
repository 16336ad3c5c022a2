"""Runs, days, weeks, spikes and ramps, as tables of what was run and what is read from it."""

from datetime import date, datetime, timedelta

import pytest

from tests.etl.analysis.golden import GOLDEN
from tests.sql.tables import assert_rows
from tests.sql.world import World, daily

MONDAY = date(2024, 5, 6)


def test_warm_up_main_part_and_cool_down_are_one_run(world: World):
    """Golden A0: files less than 30 minutes apart; two warm-ups more than that stay apart."""
    case = GOLDEN["A0.merge_sessions"]
    start = datetime(2024, 5, 6, 6)  # noqa: DTZ001  stored instants are UTC without a zone
    lines = [
        f"{start + timedelta(minutes=at)} | {minutes} | {km}"
        for at, minutes, km in case["inputs"]["acts_start_dur_km"]
    ]
    world.activities("\n".join(["start | min | km", *lines]))
    found = world.connection.execute(
        "select epoch(started_at - ?) / 60, epoch(ended_at - ?) / 60, distance_m / 1000"
        " from core.session order by 1",
        [start, start],
    ).fetchall()
    assert [list(row) for row in found] == case["expected"]["sessions_start_end_km"]


def test_a_gap_of_exactly_half_an_hour_makes_two_runs(world: World):
    """Boundary of the merge: less than 30 minutes is one run."""
    world.activities(
        """
        start               | min | km
        2024-05-06 06:00:00 | 30  | 5
        2024-05-06 07:00:00 | 30  | 5
        2024-05-08 06:00:00 | 30  | 5
        2024-05-08 06:59:59 | 30  | 5
        """
    )
    assert_rows(
        world.connection,
        "core.session",
        """
        session_id | distance_km | activity_count
        a01        | 5           | 1
        a02        | 5           | 1
        a03        | 10          | 2
        """,
    )


def test_the_same_run_from_two_sources_counts_once_and_fills_what_is_missing(world: World):
    """The best recording counts; the other one's heart rate and exertion are taken over."""
    world.activities(
        """
        start               | km
        2024-05-06 06:00:00 | 10
        """,
        source_rank=1,
    )
    world.activities(
        """
        start               | km   | duplicate_of | heart_rate_bpm | perceived_exertion_score
        2024-05-06 06:00:20 | 10.1 | a01          | 151            | 6
        """,
        source_rank=2,
    )
    assert_rows(
        world.connection,
        "metric.run",
        """
        session_id | distance_km | heart_rate_bpm | perceived_exertion_score
        a01        | 10          | 151.0          | 6.0
        """,
    )


def test_short_recordings_other_sports_and_excluded_runs_are_no_runs(world: World):
    """Less than 500 m or 3 minutes is no run, and a ride is not one."""
    world.activities(
        """
        day        | km   | min | sport | is_run | is_excluded
        2024-05-06 | 0.49 | 4   | run   | yes    | no
        2024-05-07 | 0.6  | 2.9 | run   | yes    | no
        2024-05-08 | 30   | 60  | ride  | no     | no
        2024-05-09 | 10   | 50  | run   | yes    | yes
        2024-05-10 | 0.5  | 3   | run   | yes    | no
        """
    )
    assert_rows(world.connection, "metric.run", "session_id | distance_km\na05 | 0.5")


def test_a_run_of_unknown_distance_is_kept_without_a_guess(world: World):
    """A treadmill without a sensor: the time counts, the distance is unknown, not zero."""
    world.activities("day | km | min\n2024-05-06 | - | 40")
    assert_rows(
        world.connection, "metric.run", "session_id | distance_m | moving_min\na01 | - | 40"
    )
    assert_rows(
        world.connection,
        "metric.runner_day",
        "local_date | distance_m | run_count | coverage\n2024-05-06 | - | 1 | run",
        where="local_date = '2024-05-06'",
    )


@pytest.mark.parametrize("case_id", [case for case in GOLDEN if case.startswith("A3.")])
def test_a_run_is_compared_with_the_longest_of_the_30_days_before(world: World, case_id: str):
    """Golden A3: bands, both edges, the empty window."""
    case = GOLDEN[case_id]
    start = datetime(2024, 5, 6, 6)  # noqa: DTZ001  stored instants are UTC without a zone
    lines = [
        f"{start + timedelta(days=day)} | {km} | 30" for day, km in case["inputs"]["runs_day_km"]
    ]
    world.activities("\n".join(["start | km | min", *lines]))
    expected = case["expected"]
    row = world.connection.execute(
        "select longest_30d_m / 1000, spike_ratio, spike_band from metric.session_spike"
        " order by local_date desc, session_id desc limit 1"
    ).fetchone()
    assert row == (
        expected["ref_km"] and pytest.approx(expected["ref_km"], abs=1e-6),
        expected["ratio"] and pytest.approx(expected["ratio"], abs=1e-6),
        expected["state"],
    )


def test_a_run_exactly_30_days_ago_still_counts_and_one_of_the_same_day_too(world: World):
    """The window is [30 days ago, now): its far edge is in it, the run itself is not."""
    world.activities(
        """
        start               | km
        2024-04-06 06:00:00 | 10
        2024-05-06 06:00:00 | 12
        2024-05-06 17:00:00 | 13
        """
    )
    assert_rows(
        world.connection,
        "metric.session_spike",
        """
        session_id | longest_30d_km | spike_band
        a01        | -              | no_reference
        a02        | 10             | small
        a03        | 12             | reference
        """,
    )


def test_a_day_off_is_zero_a_long_hole_is_unknown(world: World):
    """Rest lies between recordings six weeks apart at most; after the last one nobody knows."""
    world.activities("day | km\n2024-03-01 | 10\n2024-04-12 | 8\n2024-05-25 | 6")
    coverage = dict(
        world.connection.execute(
            "select coverage, count(*) from metric.runner_day group by all"
        ).fetchall()
    )
    assert coverage == {"run": 3, "rest": 41, "unknown": 42 + 36}
    assert_rows(
        world.connection,
        "metric.runner_day",
        """
        local_date | distance_m | run_count | coverage
        2024-04-11 | 0          | 0         | rest
        2024-04-12 | 8000       | 1         | run
        2024-04-13 | -          | -         | unknown
        """,
        where="local_date between '2024-04-11' and '2024-04-13'",
    )


def test_a_ride_or_a_word_of_the_runner_makes_a_day_a_rest_day(world: World):
    """Another sport shows that the watch was worn; the runner's word counts as much."""
    world.activities(
        """
        day        | km | sport | is_run
        2024-06-24 | 10 | run   | yes
        2024-06-26 | 30 | ride  | no
        """
    )
    world.rest_day(date(2024, 6, 28))
    assert_rows(
        world.connection,
        "metric.runner_day",
        """
        local_date | distance_m | coverage
        2024-06-24 | 10000      | run
        2024-06-25 | 0          | rest
        2024-06-26 | 0          | rest
        2024-06-27 | -          | unknown
        2024-06-28 | 0          | rest
        2024-06-29 | -          | unknown
        2024-06-30 | -          | unknown
        """,
    )


def test_weeks_are_summed_and_compared_as_in_the_worked_case(world: World):
    """Golden A1 and A2: five weeks from Monday to Sunday, and the ramps of the last."""
    case = GOLDEN["A1.weekly_km"]
    world.today(MONDAY + timedelta(days=34))
    world.activities(daily(MONDAY, case["inputs"]["km"]), min=60)
    weeks = world.connection.execute(
        "select distance_m / 1000, ramp_ratio, ramp_4w_ratio, ramp_band"
        " from metric.weekly_ramp order by week_start_date"
    ).fetchall()
    assert [week[0] for week in weeks] == case["expected"]["weeks"]
    ramp = 1 + GOLDEN["A2.ramp_w5_vs_w4"]["expected"]["ramp_pct"] / 100
    ramp_4w = 1 + GOLDEN["A2.ramp_vs_4wk_mean"]["expected"]["ramp4_pct"] / 100
    assert weeks[-1][1] == pytest.approx(ramp, abs=1e-6)
    assert weeks[-1][2] == pytest.approx(ramp_4w, abs=1e-6)
    assert weeks[-1][3] == "over_20"


@pytest.mark.parametrize(
    ("before_km", "after_km", "ratio", "band"),
    [
        (6, 12, None, None),
        (30, 41, 1.366667, "over_30"),
        (10, 11, 1.1, "up_to_10"),
        (10, 13, 1.3, "over_20"),
        (20, 0, 0.0, "up_to_10"),
    ],
)
def test_a_ramp_needs_ten_kilometres_and_keeps_its_edges(
    world: World, before_km, after_km, ratio, band
):
    """Golden A2 and the band edges: exactly +10 % is within, a week off is a fall to zero."""
    world.today(date(2024, 5, 26))
    world.activities(daily(MONDAY, [before_km, *[0] * 6, after_km, *[0] * 6, 5]), min=60)
    row = world.connection.execute(
        "select ramp_ratio, ramp_band from metric.weekly_ramp where week_start_date = '2024-05-13'"
    ).fetchone()
    assert row == (ratio and pytest.approx(ratio, abs=1e-6), band)


def test_a_week_off_is_a_row_with_zero_and_no_jump_follows(world: World):
    """After a week off there is no ramp: nothing is infinitely more than zero."""
    world.today(date(2024, 5, 26))
    world.activities("day | km\n2024-05-07 | 20\n2024-05-21 | 20")
    assert_rows(
        world.connection,
        "metric.weekly_ramp",
        """
        week_start_date | distance_km | previous_distance_km | ramp_ratio
        2024-05-06      | 20          | -                    | -
        2024-05-13      | 0           | 20                   | 0
        2024-05-20      | 20          | 0                    | -
        """,
    )


def test_the_running_week_shows_its_kilometres_so_far(world: World):
    """On Wednesday the week has Tuesday's run; Thursday to Sunday have not happened."""
    world.today(date(2024, 5, 15))
    world.activities("day | km\n2024-05-06 | 10\n2024-05-09 | 10\n2024-05-14 | 5")
    assert_rows(
        world.connection,
        "metric.runner_week",
        """
        week_start_date | distance_km | run_count | is_complete | is_running
        2024-05-06      | 20          | 2         | yes         | no
        2024-05-13      | 5           | 1         | no          | yes
        """,
    )


def test_a_week_nobody_knows_is_null_not_zero(world: World):
    """The last recording is two weeks old: those weeks are unknown."""
    world.today(date(2024, 5, 26))
    world.activities("day | km\n2024-05-06 | 10\n2024-05-12 | 10")
    assert_rows(
        world.connection,
        "metric.runner_week",
        """
        week_start_date | distance_km | run_count | is_complete
        2024-05-06      | 20          | 2         | yes
        2024-05-13      | -           | -         | no
        2024-05-20      | -           | -         | no
        """,
    )


def test_a_week_with_a_run_of_unknown_distance_is_no_measure_for_the_next(world: World):
    """The known part is shown, but nothing is compared with it."""
    world.today(date(2024, 5, 19))
    world.activities("day | km\n2024-05-06 | 12\n2024-05-08 | -\n2024-05-13 | 24\n2024-05-19 | 1")
    assert_rows(
        world.connection,
        "metric.weekly_ramp",
        """
        week_start_date | distance_km | ramp_ratio
        2024-05-06      | 12          | -
        2024-05-13      | 25          | -
        """,
    )


def test_weeks_start_when_the_runners_do(world: World):
    """A Sunday run opens the week of a runner whose weeks start on Sunday."""
    world.connection.execute("delete from core.runner")
    world.runner(week_start="sunday")
    world.today(date(2024, 5, 18))
    world.activities("day | km\n2024-05-11 | 3\n2024-05-12 | 4\n2024-05-18 | 5")
    assert_rows(
        world.connection,
        "metric.runner_week",
        "week_start_date | distance_km\n2024-05-05 | 3\n2024-05-12 | 9",
    )


def test_two_runners_do_not_mix(world: World):
    """Every window belongs to one runner."""
    world.runner(runner_id="tom")
    world.activities("day | km\n2024-05-06 | 30")
    world.activities("day | km\n2024-05-06 | 5\n2024-05-08 | 10", runner_id="tom")
    assert_rows(
        world.connection,
        "metric.session_spike",
        """
        runner_id | distance_km | spike_band
        mara      | 30          | no_reference
        tom       | 5           | no_reference
        tom       | 10          | moderate
        """,
    )


@pytest.mark.parametrize("case_id", ["A7.reentry_gap5", "A7.reentry_gap20", "A7.reentry_gap60"])
def test_a_return_is_a_part_of_the_usual_week(world: World, case_id: str):
    """Golden A7: the cap of the first week after a gap."""
    case = GOLDEN[case_id]
    last = date(2024, 3, 31)
    gap = case["inputs"]["gap_days"]
    world.activities(daily(last - timedelta(days=27), [20, *[0] * 5, 20] * 4), min=60)
    world.activities(f"day | km\n{last + timedelta(days=gap)} | 5")
    row = world.connection.execute(
        "select gap_days, reentry_share, cap_m / 1000, is_walk_run from metric.reentry"
        " order by local_date desc limit 1"
    ).fetchone()
    expected = case["expected"]
    assert row == (gap, expected["fraction"], expected["cap_km"], expected["walk_run"])


def test_the_first_week_back_is_summed_against_its_cap(world: World):
    """After 20 days off a usual week of 40 km, 24 km are meant for the first week."""
    world.activities(daily(date(2024, 3, 4), [20, *[0] * 5, 20] * 4), min=60)
    world.activities(
        "day | km\n2024-04-20 | 10\n2024-04-23 | 12\n2024-04-26 | 8\n2024-04-27 | 9", min=60
    )
    assert_rows(
        world.connection,
        "metric.reentry",
        """
        local_date | gap_days | since_return_km | reentry_ratio
        2024-04-20 | 20       | 10              | 0.416667
        2024-04-23 | 3        | 22              | 0.916667
        2024-04-26 | 3        | 30              | 1.25
        2024-04-27 | 1        | -               | -
        """,
        where="local_date > '2024-04-01'",
    )


def test_the_longest_run_tomorrow_that_is_no_spike(world: World):
    """Golden G2, and a longest run that tomorrow will be more than 30 days old."""
    world.today(date(2024, 6, 6))
    world.activities("day | km\n2024-05-07 | 25\n2024-05-08 | 20\n2024-06-04 | 8")
    cap_km = GOLDEN["G2.longest_next"]["expected"]["cap_km"]
    assert_rows(
        world.connection,
        "risk.longest_next",
        f"""
        local_date | longest_30d_km | cap_km
        2024-06-05 | 25             | 27.5
        2024-06-06 | 20             | {cap_km}
        """,
        where="local_date >= '2024-06-05'",
    )
