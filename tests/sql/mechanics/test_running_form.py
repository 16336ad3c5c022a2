"""Steps, balance beside the sore side, and shoes, as tables a physiotherapist can read."""

from datetime import date, timedelta

from tests.sql.tables import assert_rows
from tests.sql.world import World

ASKED = 5  # the version of the formulas that first asked a recording for its steps
LATE = date(2024, 6, 30)


def _days(*spans: tuple[str, int, float, float], knee: str = "right") -> str:
    """Morning scores: first day, days, from, to; the score alternates between the two."""
    lines = [
        f"{date.fromisoformat(first) + timedelta(days=n)} | {low if n % 2 else high} | {knee}"
        for first, count, high, low in spans
        for n in range(count)
    ]
    return "\n".join(["day | morning | knee", *lines])


def test_each_number_is_of_the_first_recording_that_tells_it(world: World):
    """The watch counts; its belt tells no power, the pod of the second recording does."""
    world.activities(
        """
        day        | duplicate_of | source_rank | ground_contact_s | left_contact_share | power_w | normalized_power_w | feel_score
        2024-06-01 | -            | 1           | 0.25             | 0.509              | -       | 999                | -
        2024-06-01 | a01          | 2           | 0.31             | -                  | 250     | 260                | 75
        """,  # noqa: E501
        formula_version=ASKED,
    )
    assert_rows(
        world.connection,
        "metric.run_form",
        """
        session_id | ground_contact_s | left_contact_share | vertical_ratio | power_w | normalized_power_w | feel_score | form_reason
        a01        | 0.25             | 0.509              | -              | 250     | 260                | 75         | -
        """,  # noqa: E501
    )
    assert_rows(
        world.connection,
        "metric.run_field",
        """
        field          | from_activity_id | reason
        balance        | a01              | -
        contact        | a01              | -
        feel           | a02              | -
        oscillation    | -                | not_told
        power          | a02              | -
        vertical_ratio | -                | not_told
        """,
        where="field in ('contact', 'balance', 'oscillation', 'vertical_ratio', 'power', 'feel')",
    )


def test_who_recorded_a_part_of_the_run_is_asked_last(world: World):
    """A pod that was started at half-way is heard where nobody else tells, and else not."""
    world.activities(
        """
        day        | min | duplicate_of | source_rank | ground_contact_s | power_w
        2024-06-01 | 60  | -            | 2           | -                | -
        2024-06-01 | 20  | a01          | 1           | 0.31             | 210
        2024-06-01 | 60  | a01          | 3           | 0.25             | -
        """,
        formula_version=ASKED,
    )
    assert_rows(world.connection, "metric.run_form", "ground_contact_s | power_w\n0.25 | 210")


def test_a_run_of_two_recordings_has_their_means_by_time(world: World):
    """Warm-up and main part; no mean of a normalized power, and the last feeling told."""
    world.activities(
        """
        start               | min | left_contact_share | power_w | normalized_power_w | feel_score
        2024-06-01 07:00:00 | 20  | 0.500              | 200     | 205                | 25
        2024-06-01 07:30:00 | 40  | 0.515              | 260     | 270                | 75
        """,
        formula_version=ASKED,
    )
    assert_rows(
        world.connection,
        "metric.run_form",
        "left_contact_share | power_w | normalized_power_w | feel_score\n0.51 | 240 | - | 75",
    )


def test_what_is_not_told_has_its_reason(world: World):
    """One read before anybody asked, one asked in vain."""
    world.activities("day\n2024-06-01", formula_version=ASKED - 1)
    world.activities("day\n2024-06-02", formula_version=ASKED)
    assert_rows(
        world.connection,
        "metric.run_form",
        """
        local_date | ground_contact_s | form_reason
        2024-06-01 | -                | read_before
        2024-06-02 | -                | not_told
        """,
    )
    before = world.one(
        "metric.run_field", "reason", where="session_id = 'a01' and field = 'balance'"
    )
    assert before == "read_before"


def test_balance_stands_beside_the_sore_side(world: World):
    """Left 50.9 %, right knee sore; the four weeks before are too few runs."""
    world.activities(
        """
        day        | left_contact_share | ground_contact_s
        2024-05-20 | 0.5                | 0.27
        2024-06-10 | 0.508              | 0.25
        2024-06-15 | 0.509              | 0.26
        2024-06-20 | 0.511              | -
        2024-06-25 | -                  | -
        """,
        formula_version=ASKED,
    )
    world.pain(
        """
        day        | knee  | morning
        2024-06-15 | right | 3
        2024-06-16 | right | 2
        2024-06-16 | left  | 0
        """
    )
    assert_rows(
        world.connection,
        "metric.contact_side",
        """
        until_date | run_count | left_contact_share | balance_reason | ground_contact_s | contact_reason | longer_side | left_score | right_score | right_day_count | sore_knee
        2024-06-02 | 1         | -                  | few_runs       | -                | few_runs       | -           | -          | -           | 0               | -
        2024-06-30 | 4         | 0.509              | -              | -                | few_runs       | left        | 0          | 2.5         | 2               | right
        """,  # noqa: E501
    )


def test_an_even_balance_is_on_neither_side_and_nobody_is_sore(world: World):
    """Scores of nought are scores; a side that is not said is no side."""
    world.activities(
        "day | left_contact_share\n2024-06-10 | 0.5\n2024-06-15 | 0.5004\n2024-06-20 | 0.4996",
        formula_version=ASKED,
    )
    world.pain("day | knee | morning\n2024-06-15 | left | 0\n2024-06-16 | unknown | 4")
    where = f"until_date = date '{LATE}'"
    assert world.one("metric.contact_side", "longer_side", where=where) is None
    assert world.one("metric.contact_side", "left_contact_share", where=where) == 0.5
    assert world.one("metric.contact_side", "sore_knee", where=where) == "none"


def test_a_watch_that_tells_no_balance_says_so(world: World):
    """Four runs and not one with a belt; before them no run at all."""
    world.activities("day\n2024-06-10\n2024-06-15\n2024-06-20\n2024-06-25", formula_version=ASKED)
    assert_rows(
        world.connection,
        "metric.contact_side",
        """
        until_date | run_count | balance_reason | contact_reason
        2024-06-02 | 0         | no_run         | no_run
        2024-06-30 | 4         | not_told       | not_told
        """,
    )


def test_shoes_have_kilometres_and_a_first_and_last_day(world: World):
    """Of the first pair nobody says that it was new; a run without a pair is none's."""
    world.activities(
        """
        day        | km | shoe_id
        2024-03-01 | 10 | gear-blue
        2024-03-08 | 12 | gear-blue
        2024-04-01 |  8 | gear-red
        2024-04-05 |  - | gear-red
        2024-04-09 | 20 | -
        2024-04-12 |  5 | gear-blue
        """
    )
    assert_rows(
        world.connection,
        "metric.shoe",
        """
        shoe_id   | shoe_index | first_date | last_date  | run_count | distance_km | unmeasured_run_count | new_since_date
        gear-blue | 1          | 2024-03-01 | 2024-04-12 | 3         | 27          | 0                    | -
        gear-red  | 2          | 2024-04-01 | 2024-04-05 | 2         | 8           | 1                    | 2024-04-01
        """,  # noqa: E501
    )


def test_scores_before_and_after_new_shoes(world: World):
    """Eight weeks a side, the weeks next to the change left out, and the bad one with them."""
    world.activities(
        "day | shoe_id\n2024-01-02 | gear-blue\n2024-04-01 | gear-red", formula_version=ASKED
    )
    world.pain(
        _days(("2024-01-29", 56, 3, 2), ("2024-03-25", 7, 8, 8), ("2024-04-01", 7, 9, 9)),
    )
    world.pain(_days(("2024-04-08", 56, 1, 2)))
    assert_rows(
        world.connection,
        "metric.shoe_change",
        """
        shoe_id  | changed_on | knee  | before_week_count | before_day_count | before_score | after_week_count | after_day_count | after_score | reason
        gear-red | 2024-04-01 | right | 8                 | 56               | 2.5          | 8                | 56              | 1.5         | -
        """,  # noqa: E501
    )


def test_too_few_scores_another_pair_or_weeks_to_come_compare_nothing(world: World):
    """Five weeks with scores are too few, four of them anyhow: a week of two days is none."""
    world.activities(
        """
        day        | shoe_id
        2023-01-02 | gear-blue
        2023-06-01 | gear-red
        2024-01-02 | gear-green
        2024-02-20 | gear-grey
        2024-06-20 | gear-white
        """
    )
    world.pain(_days(("2023-03-30", 30, 1, 1), ("2023-06-08", 56, 1, 1)))
    world.pain(_days(("2023-12-01", 210, 1, 1)))
    assert_rows(
        world.connection,
        "metric.shoe_change",
        """
        shoe_id    | before_score | after_score | reason
        gear-green | -            | -           | another_pair
        gear-grey  | -            | -           | another_pair
        gear-red   | -            | -           | few_scores
        gear-white | -            | -           | not_over
        """,
    )
