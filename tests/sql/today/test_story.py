"""Rows of the story: runs beside their limit, pain, and which pain came within a rule's days."""

from datetime import date

from tests.sql.tables import assert_rows
from tests.sql.world import World, daily


def test_a_run_stands_beside_what_the_thirty_days_before_it_allow(world: World):
    """10 km allow 11; 11.0 is none, 14 a jump. Thirteen weeks ago is no part of it."""
    world.activities("day | km\n2024-03-30 | 9\n2024-06-01 | 10\n2024-06-08 | 11\n2024-06-15 | 14")
    assert_rows(
        world.connection,
        "page.story_run",
        """
        local_date | run_index | distance_m | ceiling_m | is_past
        2024-06-01 | 1         | 10000      | -         | no
        2024-06-08 | 1         | 11000      | 11000     | no
        2024-06-15 | 1         | 14000      | 12100     | yes
        """,
    )


def test_pain_within_the_days_of_its_rule_followed_a_jump(world: World):
    """A jump holds three days: the third counts, the fourth does not; the worse knee is named."""
    world.activities(daily(date(2024, 6, 1), [10, 0, 0, 0, 0, 0, 0, 14]))
    world.pain("day | knee | during\n2024-06-10 | left | 1\n2024-06-10 | right | 4")
    assert_rows(
        world.connection,
        "page.story_event",
        """
        event_kind | local_date | pain_date  | pain_knee | pain_score
        jump       | 2024-06-08 | 2024-06-10 | right     | 4
        """,
        where="event_kind = 'jump'",
    )


def test_pain_after_those_days_or_too_small_followed_nothing(world: World):
    """A 1 is no pain to join, and the fourth day is another story."""
    world.activities(daily(date(2024, 6, 1), [10, 0, 0, 0, 0, 0, 0, 14]))
    world.pain("day | knee | during\n2024-06-09 | left | 1\n2024-06-11 | right | 4")
    assert_rows(
        world.connection,
        "page.story_event",
        """
        event_kind | local_date | pain_date
        jump       | 2024-06-08 | -
        """,
        where="event_kind = 'jump'",
    )


def test_pain_is_told_with_what_its_morning_is_compared_with(world: World):
    """A day without a score is no row."""
    world.activities("day | km\n2024-06-15 | 14")
    world.pain("day | before | morning\n2024-06-15 | 1 | 3")
    assert_rows(
        world.connection,
        "page.story_pain",
        """
        local_date | knee  | worst_score | before_score | morning_score | run_m
        2024-06-15 | right | 3           | 1            | 3             | 14000
        """,
    )
