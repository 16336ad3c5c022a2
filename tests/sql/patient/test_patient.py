"""What a clinician reads before a session, as tables."""

from datetime import date, timedelta

from tests.sql.tables import assert_rows
from tests.sql.world import TODAY, World, daily

ONSET = TODAY - timedelta(days=7)


def test_what_changed_before_the_pain_is_told_beside_the_weeks_before(world: World) -> None:
    """Four weeks of 6 km every other day, then three of 9 km and more metres lost."""
    first = ONSET - timedelta(days=48)
    world.activities(daily(first, [6, 0] * 14), descent_m=50.0, shoe_id="old")
    world.activities(
        daily(first + timedelta(days=28), [9, 0] * 10 + [9]), descent_m=100.0, shoe_id="new"
    )
    world.pain(f"day | during\n{ONSET} | 4\n{TODAY} | 3")
    assert_rows(
        world.connection,
        "page.patient_change",
        """
        measure              | recent_value | before_value | ratio    | is_change
        cadence_adjusted_spm | -            | -            | -        | -
        longest_run_m        | 9000         | 6000         | 1.5      | yes
        new_shoe             | -            | -            | -        | yes
        week_descent_m       | 366.667      | 175          | 2.095238 | yes
        week_distance_m      | 33000        | 21000        | 1.571429 | yes
        week_fast_s          | -            | -            | -        | -
        week_run_count       | 3.667        | 3.5          | 1.047619 | no
        """,
    )
    assert world.one("page.patient_change", "changed_on", where="measure = 'new_shoe'") == (
        first + timedelta(days=28)
    )


def test_before_too_little_is_known_nothing_is_called_a_change(world: World) -> None:
    """A week of data before the pain says nothing about the weeks before it."""
    world.activities(daily(ONSET - timedelta(days=6), [5, 0, 5, 0, 5, 0, 5]))
    world.pain(f"day | during\n{ONSET} | 4")
    rows = world.connection.execute(
        "select distinct is_change from page.patient_change where measure <> 'new_shoe'"
    ).fetchall()
    assert rows == [(None,)]


def test_the_knee_is_told_with_how_well_it_is_known(world: World) -> None:
    """The second spell in 180 days, its mornings, place and words."""
    world.pain(
        f"""
        day                           | during | morning | place
        {TODAY - timedelta(days=60)}  | 3      | 1       | below
        {TODAY - timedelta(days=8)}   | 4      | 3       | -
        {TODAY - timedelta(days=5)}   | 5      | -       | front
        {TODAY - timedelta(days=2)}   | 3      | 2       | -
        """,
        chips=["stairs"],
    )
    assert_rows(
        world.connection,
        "page.patient_knee",
        """
        knee  | place | duration_days | is_over | worst_score | logged_day_count | spell_count
        right | front | 7             | no      | 5           | 3                | 2
        """,
    )
    mornings = "(first_morning_score, last_morning_score, recurrence_count)"
    assert world.one("page.patient_knee", mornings) == (3, 2, 1)
    assert world.one("page.patient_knee", "chips") == ["stairs"]


def test_a_week_lays_load_pain_and_strength_side_by_side(world: World) -> None:
    """Weeks without a log say so: null, not 0."""
    world.activities(daily(date(2024, 6, 17), [10, 0, 8, 0, 0, 0, 0, 12]))
    world.pain("day | during | knee\n2024-06-18 | 3 | left\n2024-06-19 | 1 | right")
    assert_rows(
        world.connection,
        "page.patient_week",
        """
        week_start_date | distance_m | left_worst_score | right_worst_score | logged_day_count
        2024-06-17      | 18000      | 3                | 1                 | 2
        2024-06-24      | 12000      | -                | -                 | 0
        """,
    )


def test_what_is_not_known_is_counted(world: World) -> None:
    """Mornings, treadmills, and runs that may not be shown."""
    world.activities(daily(TODAY - timedelta(days=9), [5] * 10), cadence_spm=168.0)
    world.activities(
        f"day | km\n{TODAY - timedelta(days=3)} | 4", altitude_source="none", cadence_spm=170.0
    )
    world.pain(
        f"""
        day                          | during | morning
        {TODAY - timedelta(days=2)} | 2      | 1
        {TODAY - timedelta(days=1)} | 2      | -
        """
    )
    world.insert(
        "core.withheld", [{"runner_id": "mara", "share_class": "strava_api", "run_count": 2}]
    )
    assert_rows(
        world.connection,
        "page.patient_gap",
        """
        gap           | gap_count | of_count | gap_days
        hidden_run    | 2         | -        | -
        morning_score | 1         | 2        | 28
        no_altitude   | 1         | 11       | 28
        """,
    )
