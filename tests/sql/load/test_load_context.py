"""Session load, the measures for experts, consistency, return and old injuries, as tables."""

from datetime import date, timedelta

import pytest

from tests.golden import GOLDEN
from tests.sql.tables import assert_rows
from tests.sql.world import TODAY, World, daily

MONDAY = date(2024, 5, 6)
A_DAY_BEFORE = f"day | km | sport | is_run\n{MONDAY - timedelta(days=1)} | 20 | ride | no"


def history(world: World) -> None:
    """The five weeks of the worked cases; today is their last day."""
    world.today(MONDAY + timedelta(days=34))
    world.activities(f"day | km | sport | is_run\n{MONDAY} | 20 | ride | no")
    world.activities(daily(MONDAY, GOLDEN["A1.weekly_km"]["inputs"]["km"]), min=60)


def last_load(world: World, *columns: str) -> tuple:
    """These columns of the last day of `metric.runner_load`."""
    row = world.connection.execute(
        f"select {', '.join(columns)} from metric.runner_load order by local_date desc limit 1"  # noqa: S608  our own names
    ).fetchone()
    assert row is not None
    return row


def test_recent_over_longer_load_coupled_and_uncoupled(world: World):
    """Golden A4: daily means of seven days, of 28, and of the 21 before the seven."""
    history(world)
    expected = GOLDEN["A4.acwr_day35"]["expected"]
    found = last_load(
        world,
        "mean_7d_m / 1000",
        "mean_28d_m / 1000",
        "mean_before_21d_m / 1000",
        "coupled_ratio",
        "uncoupled_ratio",
    )
    assert found == pytest.approx(tuple(expected.values()), abs=1e-6)


def test_one_ratio_follows_from_the_other_and_the_coupled_one_ends_at_four(world: World):
    """Golden A4: C = 4 U / (3 + U); all of four weeks in the last one gives 4, not infinity."""
    history(world)
    expected = GOLDEN["A4.identity"]["expected"]
    coupled, uncoupled = last_load(world, "coupled_ratio", "uncoupled_ratio")
    assert coupled == pytest.approx(expected["C_from_U"], abs=1e-6)
    assert uncoupled == pytest.approx(expected["U_from_C"], abs=1e-6)
    world.empty()
    world.today(MONDAY + timedelta(days=27))
    world.activities(f"day | km | sport | is_run\n{MONDAY} | 20 | ride | no")
    world.activities(daily(MONDAY, [0] * 27 + [10]))
    assert last_load(world, "coupled_ratio", "uncoupled_ratio") == (expected["max_C"], None)


def test_smoothed_means_start_from_the_first_day(world: World):
    """Golden A5: E begins at the first day's value, the newest day weighs 2 / (N + 1)."""
    history(world)
    expected = GOLDEN["A5.ewma_day35"]["expected"]
    found = last_load(world, "smooth_7d_m / 1000", "smooth_28d_m / 1000", "smooth_ratio")
    assert found == pytest.approx(
        (expected["ewma7"], expected["ewma28"], expected["ewma_acwr"]), abs=1e-6
    )


def test_smoothed_ratio_is_shown_from_the_42nd_day_on(world: World):
    """Before, the first day still weighs too much: the page says nothing."""
    world.today(MONDAY + timedelta(days=43))
    world.activities(daily(MONDAY, [5] * 44))
    assert_rows(
        world.connection,
        "page.load_expert",
        """
        local_date | smooth_ratio
        2024-06-15 | -
        2024-06-16 | 1
        """,
        where="local_date between '2024-06-15' and '2024-06-16'",
    )


def test_a_mean_over_too_few_known_days_is_null(world: World):
    """Of seven days six must be known; five are not enough, and unknown is not zero."""
    world.today(date(2024, 5, 14))
    world.activities(daily(MONDAY, [7] * 7))
    assert_rows(
        world.connection,
        "metric.runner_load",
        """
        local_date | mean_7d_m | mean_28d_m | coupled_ratio
        2024-05-10 | -         | -          | -
        2024-05-11 | 7000      | -          | -
        2024-05-12 | 7000      | -          | -
        2024-05-13 | 7000      | -          | -
        2024-05-14 | -         | -          | -
        """,
        where="local_date >= '2024-05-10'",
    )


def test_a_run_of_unknown_distance_leaves_no_mean(world: World):
    """Something was run: the mean of the rest would be too low."""
    world.today(date(2024, 5, 12))
    world.activities("day | km\n2024-05-06 | 7\n2024-05-09 | -\n2024-05-12 | 7")
    assert last_load(world, "mean_7d_m") == (None,)


def effort(world: World, **values) -> None:
    """One row of how hard a run felt, as typed."""
    row = {
        "entry_id": values["activity_id"],
        "runner_id": "mara",
        "is_deleted": False,
        "saved_by": "local",
        "saved_at": "2024-06-30 12:00:00",
    }
    world.insert("journal.run_effort", [row | values])


def test_session_load_is_exertion_times_minutes(world: World):
    """Golden A6: four runs, as the file says and as the runner typed."""
    case = GOLDEN["A6.srpe"]
    sessions = case["inputs"]["sessions"]
    lines = [
        f"{MONDAY + timedelta(days=index)} | {minutes} | {score}"
        for index, (score, minutes) in enumerate(sessions)
    ]
    world.activities("\n".join(["day | min | perceived_exertion_score", *lines]))
    found = world.connection.execute(
        "select effort_load_au from metric.session_effort order by local_date"
    ).fetchall()
    assert [load for (load,) in found] == case["expected"]["loads"]


def test_what_the_runner_types_wins_over_the_file_and_the_newest_answer_counts(world: World):
    """Also where the run was typed of by its second recording; a deleted answer is none."""
    world.activities(
        """
        start               | min | perceived_exertion_score | duplicate_of
        2024-05-06 06:00:00 | 50  | 3                        | -
        2024-05-08 06:00:00 | 50  | -                        | -
        2024-05-08 06:00:10 | 50  | -                        | a02
        2024-05-10 06:00:00 | 50  | -                        | -
        2024-05-12 06:00:00 | 50  | -                        | -
        """
    )
    effort(world, activity_id="a01", perceived_exertion_score=4, saved_at="2024-05-06 09:00:00")
    effort(world, activity_id="a01", perceived_exertion_score=6, saved_at="2024-05-06 10:00:00")
    effort(world, activity_id="a03", perceived_exertion_score=2)
    effort(world, activity_id="a04", perceived_exertion_score=2, saved_at="2024-05-06 10:00:00")
    effort(world, activity_id="a04", perceived_exertion_score=2, is_deleted=True)
    assert_rows(
        world.connection,
        "metric.session_effort",
        """
        session_id | perceived_exertion_score | exertion_source | effort_load_au
        a01        | 6                        | typed           | 300
        a02        | 2                        | typed           | 100
        a04        | -                        | -               | -
        a05        | -                        | -               | -
        """,
    )


def test_a_load_is_ranked_among_the_runners_own_of_six_weeks(world: World):
    """Four of five runs before asked no more; with fewer than five nothing is said."""
    lines = [
        f"{MONDAY + timedelta(days=index)} | 50 | {score}"
        for index, score in enumerate([2, 3, 4, 5, 8, 6])
    ]
    world.activities("\n".join(["day | min | perceived_exertion_score", *lines]))
    assert_rows(
        world.connection,
        "metric.session_effort",
        """
        local_date | effort_rank_share | effort_median_au | effort_upper_au
        2024-05-10 | -                 | -                | -
        2024-05-11 | 0.8               | 200              | 250
        """,
        where="local_date >= '2024-05-10'",
    )


def rated_week(world: World, scores: list[int], minutes: list[int]) -> None:
    """A day of another sport, then a week of rated runs; 0 is a day off."""
    world.today(MONDAY + timedelta(days=6))
    world.activities(A_DAY_BEFORE)
    lines = [
        f"{MONDAY + timedelta(days=index)} | {length} | {score}"
        for index, (score, length) in enumerate(zip(scores, minutes, strict=True))
        if length
    ]
    world.activities("\n".join(["day | min | perceived_exertion_score", *lines]))


def test_monotony_and_strain_take_the_sample_deviation_and_keep_days_off(world: World):
    """Golden A6: with the population's deviation both would be larger."""
    rated_week(world, [0, 6, 0, 7, 3, 0, 8], [0, 50, 0, 60, 60, 0, 90])
    expected = GOLDEN["A6.monotony"]["expected"]
    row = world.connection.execute(
        "select effort_load_7d_au, monotony_ratio, strain_au from metric.effort_rolling"
        " order by local_date desc limit 1"
    ).fetchone()
    assert row == pytest.approx(
        (expected["weekly_load"], expected["monotony"], expected["strain"]), abs=1e-6
    )


def test_seven_days_alike_have_no_monotony(world: World):
    """A standard deviation of zero divides nothing: null, not infinity."""
    rated_week(world, [5] * 7, [40] * 7)
    assert_rows(
        world.connection,
        "metric.effort_rolling",
        """
        local_date | effort_load_7d_au | monotony_ratio | strain_au
        2024-05-12 | 1400              | -              | -
        """,
        where="local_date = '2024-05-12'",
    )


def test_a_run_nobody_rated_leaves_no_week_of_loads(world: World):
    """It asked something, and nobody knows how much."""
    rated_week(world, [5, 5, 5, 5, 5, 5, 4], [40, 0, 40, 0, 40, 0, 40])
    world.connection.execute(
        "update core.activity set perceived_exertion_score = null where local_date = '2024-05-08'"
    )
    assert_rows(
        world.connection,
        "metric.effort_rolling",
        "local_date | effort_load_7d_au | strain_au\n2024-05-12 | - | -",
        where="local_date = '2024-05-12'",
    )


def test_two_runs_a_day_are_one_daily_load(world: World):
    """Their loads add up; the day has one row."""
    world.today(date(2024, 5, 6))
    world.activities(
        """
        start               | min | perceived_exertion_score
        2024-05-06 05:00:00 | 40  | 3
        2024-05-06 16:00:00 | 30  | 6
        """
    )
    assert_rows(
        world.connection,
        "metric.effort_rolling",
        "local_date | effort_load_au\n2024-05-06 | 300",
    )


def test_consistency_counts_weeks_with_two_runs(world: World):
    """Six of eight weeks had two runs; the week that is not over is left out of the page."""
    world.today(date(2024, 7, 2))
    world.activities(daily(MONDAY, [5, 0, 5, 0, 0, 0, 0] * 6 + [5] + [0] * 13 + [5]))
    assert world.one("page.load_consistency", "steady_week_8_count") == 6


def test_seven_known_weeks_are_enough_for_consistency_and_six_are_not(world: World):
    """80 % of eight weeks must be known."""
    world.today(MONDAY + timedelta(days=7 * 7 - 1))
    world.activities(daily(MONDAY, [5, 0, 5, 0, 0, 0, 5] * 7))
    assert_rows(
        world.connection,
        "metric.consistency",
        """
        week_start_date | steady_week_8_count | known_week_8_count
        2024-06-10      | -                   | 6
        2024-06-17      | 7                   | 7
        """,
        where="week_start_date >= '2024-06-10'",
    )


def test_before_the_first_run_back_the_cap_of_its_week_is_known(world: World):
    """Usual week 40 km; tomorrow it will be 20 days: 0.6 of it."""
    last = date(2024, 6, 1)
    world.today(last + timedelta(days=19))
    world.activities(daily(last - timedelta(days=27), [20, *[0] * 5, 20] * 4), min=60)
    assert_rows(
        world.connection,
        "page.load_return",
        """
        is_return | break_days | cap_km | since_return_m | left_km | until_date | is_walk_run
        yes       | 20         | 24.0   | 0              | 24.0    | 2024-06-27 | no
        """,
    )


def test_in_the_first_week_back_what_is_left_of_it_is_known(world: World):
    """24 km are meant, 14 are run; after seven days the return is over."""
    last = date(2024, 5, 31)
    world.activities(daily(last - timedelta(days=27), [20, *[0] * 5, 20] * 4), min=60)
    back = last + timedelta(days=20)
    world.activities(f"day | km\n{back} | 10\n{back + timedelta(days=3)} | 4")
    expected = """
        is_return | break_days | cap_km | since_return_km | left_km | until_date
        no        | 20         | 24.0   | 14.0            | 10.0    | 2024-06-26
        """
    world.today(last + timedelta(days=25))
    assert_rows(world.connection, "page.load_return", expected)
    world.today(last + timedelta(days=26))
    assert world.count("page.load_return") == 0


def test_six_days_off_are_no_break(world: World):
    """Tomorrow is the seventh day after the last run: from then on it is a return."""
    world.activities(daily(TODAY - timedelta(days=5), [8]))
    assert world.count("page.load_return") == 0
    world.today(TODAY + timedelta(days=1))
    assert world.one("page.load_return", "break_days") == 7


def test_an_injury_is_context_for_a_year(world: World):
    """On the 365th day it is still shown; one day older it is not, nor is one taken back."""
    row = {"runner_id": "mara", "site": "knee", "side": "left", "is_deleted": False}
    saved = {"saved_by": "local", "saved_at": "2024-06-30 12:00:00"}
    for entry_id, day, is_deleted in (
        ("new", TODAY - timedelta(days=365), False),
        ("old", TODAY - timedelta(days=366), False),
        ("gone", TODAY, True),
    ):
        values = {"entry_id": entry_id, "local_date": day, "is_deleted": is_deleted}
        world.insert("journal.past_injury", [row | saved | values])
    assert_rows(world.connection, "page.load_past_injury", "entry_id | site\nnew | knee")
