"""What follows from strength work, week by week and step by step, as tables of what was logged."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.sql.tables import assert_rows, rows
from tests.sql.world import TODAY, World

LAST = TODAY - timedelta(days=3)
_ENTRY = {
    "runner_id": "mara",
    "is_deleted": False,
    "saved_by": "local",
    "saved_at": "2024-06-30 12:00:00",
}


def strength(world: World, table: str, **values: Any) -> None:
    """Strength entries: day, exercise, sets, reps, hold, kg, side, pain."""
    names = {
        "day": "local_date",
        "sets": "set_count",
        "reps": "repetition_count",
        "hold": "hold_s",
        "kg": "load_kg",
        "side": "knee",
        "pain": "pain_during_score",
    }
    start = world.count("journal.strength_entry")
    world.insert(
        "journal.strength_entry",
        [
            _ENTRY
            | {"entry_id": f"s{start + index}"}
            | {names.get(name, name): value for name, value in row.items()}
            | values
            for index, row in enumerate(rows(table))
        ],
    )


@pytest.mark.parametrize(
    ("said", "last", "morning", "step"),
    [
        ("calm", "3 | 12 | 8 | 2", 0, "more | calm | 3 | 13 | 8"),
        ("at the top the weight goes up", "3 | 15 | 8 | 0", 0, "weight | top | 3 | 12 | 10"),
        ("a set was left out", "2 | 12 | 8 | 0", 0, "again | sets_left | 3 | 12 | 8"),
        ("pain of 3", "3 | 13 | 8 | 3", 0, "hold | pain | 3 | 13 | 8"),
        ("pain of 6", "3 | 13 | 8 | 6", 0, "back | pain | 3 | 12 | 8"),
        ("pain of 6 at the low end", "3 | 12 | 8 | 6", 0, "back | pain | 3 | 12 | 6"),
        ("the same without weight", "3 | 12 | - | 6", 0, "back | pain | 2 | 12 | -"),
        ("one point up next morning", "3 | 13 | 8 | 0", 1, "hold | morning | 3 | 13 | 8"),
        ("two points up next morning", "3 | 13 | 8 | 0", 2, "back | morning | 3 | 12 | 8"),
        ("the morning is not known", "3 | 13 | 8 | 0", None, "hold | unknown | 3 | 13 | 8"),
        ("the pain is not known", "3 | 13 | 8 | -", 0, "hold | unknown | 3 | 13 | 8"),
        ("sets not said", "- | 13 | 8 | 0", 0, "again | sets_left | 3 | 13 | 8"),
    ],
)
def test_what_comes_next_follows_from_the_knee(
    world: World, said: str, last: str, morning: int | None, step: str
):
    """Squat, 3 x 12 to 15: one step at a time, and none while anything is unknown or sore."""
    strength(world, f"day | exercise | sets | reps | kg | pain\n{LAST} | spanish_squat | {last}")
    cell = "-" if morning is None else morning
    world.pain(f"day | before | morning\n{LAST} | 0 | {cell}")
    assert_rows(
        world.connection,
        "metric.strength_next",
        "next_step_name | next_reason_name | next_set_count | next_repetition_count | next_load_kg"
        f"\n{step}",
        where="exercise_id = 'spanish_squat'",
    )


def test_without_anything_logged_it_starts_at_the_low_end(world: World):
    """Every exercise of the programme has its row; no weight is said."""
    assert_rows(
        world.connection,
        "metric.strength_next",
        """
        exercise_id          | next_step_name | next_set_count | next_repetition_count | next_hold_s
        front_to_back_scales | start          | 2              | -                     | 30
        lateral_step_down    | start          | 3              | 8                     | -
        single_leg_deadlift  | start          | 3              | 8                     | -
        spanish_squat        | start          | 3              | 12                    | -
        """,
    )


def test_a_hold_without_weight_stays_at_the_top_of_its_range(world: World):
    """Scales are 30 s, with nothing to add."""
    strength(
        world, f"day | exercise | sets | hold | pain\n{LAST} | front_to_back_scales | 2 | 30 | 0"
    )
    world.pain(f"day | before | morning\n{LAST} | 0 | 0")
    where = "exercise_id = 'front_to_back_scales'"
    assert world.one("metric.strength_next", "next_step_name", where=where) == "again"
    assert world.one("metric.strength_next", "next_hold_s", where=where) == 30


@pytest.mark.parametrize(("days", "step"), [(13, "more"), (14, "restart")])
def test_two_weeks_without_begin_again_at_the_low_end(world: World, days: int, step: str):
    """The 14th day is a pause, the 13th is not."""
    day = TODAY - timedelta(days=days)
    strength(world, f"day | exercise | sets | reps | pain\n{day} | spanish_squat | 3 | 13 | 0")
    world.pain(f"day | before | morning\n{day} | 0 | 0")
    where = "exercise_id = 'spanish_squat'"
    assert world.one("metric.strength_next", "next_step_name", where=where) == step


@pytest.mark.parametrize(
    ("values", "step"), [({"red_flags": ["night_pain"]}, "refer"), ({"is_limping": True}, "hold")]
)
def test_the_knees_own_status_comes_first(world: World, values: dict[str, Any], step: str):
    """A warning sign hides all advice; Back off lets nothing go up."""
    strength(world, f"day | exercise | sets | reps | pain\n{LAST} | spanish_squat | 3 | 12 | 0")
    world.pain(f"day | before | morning\n{LAST} | 0 | 0")
    world.pain(f"day | before\n{TODAY - timedelta(days=1)} | 0", **values)
    where = "exercise_id = 'spanish_squat'"
    assert world.one("metric.strength_next", "next_step_name", where=where) == step
    said = world.one("metric.strength_next", "next_set_count", where=where)
    assert (said is None) == (step == "refer")


def test_a_side_trained_alone_listens_to_its_own_knee(world: World):
    """The left knee rose, only the right was trained; sides logged one by one are one exercise."""
    strength(
        world,
        f"""
        day    | exercise          | sets | reps | side  | pain
        {LAST} | lateral_step_down | 3    | 8    | right | 0
        """,
    )
    world.pain(f"day | knee | before | morning\n{LAST} | left | 0 | 3\n{LAST} | right | 0 | 0")
    view = "metric.strength_day"
    assert world.one(view, "pain_morning_rise_score") == 0
    strength(
        world, f"day | exercise | sets | reps | side\n{LAST} | lateral_step_down | 2 | 9 | left"
    )
    assert world.one(view, "pain_morning_rise_score") == 3
    assert (world.one(view, "set_count"), world.one(view, "repetition_count")) == (3, 9)


def test_entries_of_a_day_add_up_and_one_taken_back_does_not_count(world: World):
    """Sets logged twice are both done; unknown stays unknown."""
    strength(
        world,
        f"day | exercise | sets\n{LAST} | spanish_squat | 2\n{LAST} | spanish_squat | 1"
        f"\n{LAST} | press | -",
    )
    strength(world, f"day | exercise | sets\n{LAST} | spanish_squat | 5", is_deleted=True)
    assert_rows(
        world.connection,
        "metric.strength_day",
        "exercise_id | set_count\npress | -\nspanish_squat | 3",
    )


def test_weeks_without_strength_are_weeks_of_none(world: World):
    """Sessions are days; the week off in between stands there, beside kilometres and pain."""
    strength(
        world,
        """
        day        | exercise      | sets
        2024-06-11 | spanish_squat | 3
        2024-06-11 | press         | 2
        2024-06-13 | spanish_squat | 3
        2024-06-30 | spanish_squat | 1
        """,
    )
    world.activities("day | km\n2024-06-10 | 10\n2024-06-25 | 7")
    world.pain("day | during\n2024-06-12 | 4")
    warm_up = {"entry_id": "w", "local_date": date(2024, 6, 25), "is_done": True}
    world.insert("journal.warm_up", [_ENTRY | warm_up])
    assert_rows(
        world.connection,
        "page.strength_week",
        """
        week_start_date | session_count | set_count | warm_up_count | distance_km | pain_worst_score
        2024-06-10      | 2             | 8         | 0             | 10.0        | 4
        2024-06-17      | 0             | 0         | 0             | 0.0         | -
        2024-06-24      | 1             | 1         | 1             | 7.0         | -
        """,
    )


def test_nothing_begun_has_no_weeks(world: World):
    """So Today says nothing of strength; a chosen programme begins it."""
    assert world.count("page.strength_week") == 0
    row = {"runner_id": "mara", "programme_id": "gone", "from_date": TODAY}
    saved = {"saved_by": "local", "saved_at": "2024-06-30 12:00:00"}
    world.insert("journal.strength_programme", [row | saved])
    assert world.one("page.strength_week", "session_count") == 0
    assert world.one("page.strength_programme", "programme_id") == "knee"


def test_the_morning_after_is_asked_of_knees_in_the_diary_else_of_both(world: World):
    """Only where yesterday had strength work, and until it is known."""
    yesterday = TODAY - timedelta(days=1)
    view = "page.strength_missing"
    assert world.count(view) == 0
    strength(world, f"day | exercise | sets\n{yesterday} | spanish_squat | 3")
    assert_rows(world.connection, view, "knee\nleft\nright")
    world.pain(f"day | knee | during\n{LAST} | left | 2")
    assert_rows(world.connection, view, "knee\nleft")
    world.pain(f"day | knee | morning\n{yesterday} | left | 0")
    assert world.count(view) == 0
