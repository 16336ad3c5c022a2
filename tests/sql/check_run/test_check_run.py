"""What the last six weeks held, and how long an easy step is."""

from tests.sql.tables import assert_rows
from tests.sql.world import World

FOUR_RUNS = """
day        | km | min | ascent_m | descent_m
2024-05-19 | 20 | 100 | 300      | 310
2024-05-20 | 8  | 40  | 80       | 90
2024-06-10 | 10 | 50  | 100      | 120
2024-06-30 | 12 | 60  | -        | -
"""


def test_the_highest_and_the_usual_are_of_the_runs_of_six_weeks(world: World):
    """42 days up to today, Sunday 30 June: the 20 km of the day before them are not among them."""
    world.activities(FOUR_RUNS)
    assert_rows(
        world.connection,
        "page.check_run",
        """
        measure  | most_value | usual_value | known_count | run_count
        ascent   | 100        | -           | 2           | 3
        descent  | 120        | -           | 2           | 3
        distance | 12000      | 10000       | 3           | 3
        """,
        where="measure in ('distance', 'ascent', 'descent')",
    )


def test_steepness_is_told_by_band_and_unknown_is_not_none(world: World):
    """The run without altitude in detail counts among the runs, not among the known."""
    world.activities(
        """
        day        | km | min
        2024-06-10 | 10 | 50
        2024-06-20 | 10 | 50
        """
    )
    world.exposure("activity_id | down_5_10_m | down_15_m | downhill_m\na01 | 900 | 0 | 900")
    assert_rows(
        world.connection,
        "page.check_run",
        """
        measure    | most_value | usual_value | known_count | run_count
        down_15    | 0          | -           | 1           | 2
        down_5_10  | 900        | -           | 1           | 2
        fast       | -          | -           | 0           | 2
        steps      | -          | -           | 0           | 2
        """,
        where="measure in ('down_5_10', 'down_15', 'fast', 'steps')",
    )


def test_without_a_run_in_six_weeks_there_is_nothing_to_compare_with(world: World):
    """Nothing is made up of what was before."""
    world.activities("day | km\n2024-05-19 | 20")
    assert world.count("page.check_run") == 0


def test_an_easy_step_is_the_middle_one_of_runs_without_fast_running(world: World):
    """Five minutes a kilometre at 160, 200 and 180 steps a minute: the middle one is 1.11 m."""
    world.activities(
        """
        day        | km | min | motion_s | cadence_spm
        2024-06-10 | 10 | 50  | 3000     | 160
        2024-06-12 | 10 | 50  | 3000     | 200
        2024-06-14 | 10 | 50  | 3000     | 180
        """
    )
    assert_rows(
        world.connection,
        "page.check_run_step",
        "easy_step_length_m | run_count\n1.111111 | 3",
    )


def test_two_runs_tell_of_no_easy_step(world: World):
    """Nor do runs without cadence."""
    world.activities(
        """
        day        | km | min | motion_s | cadence_spm
        2024-06-10 | 10 | 50  | 3000     | 160
        2024-06-12 | 10 | 50  | 3000     | 200
        2024-06-14 | 10 | 50  | 3000     | -
        """
    )
    assert world.count("page.check_run_step") == 0
