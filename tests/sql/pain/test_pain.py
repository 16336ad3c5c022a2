"""The pain light and pain episodes, as tables of what was logged and what is read from it."""

from datetime import date, timedelta

import pytest

from tests.etl.analysis.golden import GOLDEN
from tests.sql.tables import assert_rows
from tests.sql.world import World

LIGHTS = [case for case in GOLDEN if case.startswith("F1.")]


@pytest.mark.parametrize("case_id", LIGHTS)
def test_the_light_is_that_of_the_worked_case(world: World, case_id: str):
    """Golden F1, through journal and view."""
    case = GOLDEN[case_id]
    given = case["inputs"]
    scores = [given[key] for key in ("pre", "during", "min60", "morning")]
    cells = " | ".join("-" if score is None else str(score) for score in scores)
    flags = ["night_pain"] if given.get("redflag") else []
    world.pain(f"day | before | during | after | morning\n2024-05-06 | {cells}", red_flags=flags)
    assert world.one("metric.pain_day", "light") == case["expected"]["light"].lower()


@pytest.mark.parametrize(
    ("scores", "light"),
    [
        ((0, 5, 0, 0), "amber"),
        ((0, 6, 0, 0), "red"),
        ((2, 2, 3, 2), "amber"),
        ((2, 2, 2, 4), "red"),
        ((2, 1, 2, 1), "green"),
        ((3, 1, 2, 1), "green"),
        ((3, 1, 2, "-"), "amber"),
        ((8, 1, 2, 1), "red"),
        ((6, 1, 2, 1), "red"),
        (("-", 1, 0, 0), "green"),
        (("-", 1, 1, 0), "green_provisional"),
        (("-", "-", "-", 0), "green_provisional"),
        (("-", "-", "-", 2), None),
        (("-", "-", "-", 3), "amber"),
        (("-", "-", "-", 9), "red"),
        (("-", 2, 5, "-"), "amber"),
        (("-", 2, 8, "-"), "red"),
        ((2, "-", "-", "-"), None),
        ((4, "-", "-", "-"), "amber"),
        ((9, "-", "-", "-"), "red"),
        ((0, 2, 8, "-"), "amber"),
    ],
)
def test_the_light_at_its_edges(world: World, scores: tuple, light: str | None):
    """Nothing is guessed: no green with a score missing, a high score is never calm."""
    cells = " | ".join(str(score) for score in scores)
    world.pain(f"day | before | during | after | morning\n2024-05-06 | {cells}")
    assert world.one("metric.pain_day", "light") == light


def test_limping_is_red_whatever_the_scores(world: World):
    """docs/evidence/metrics.md#pain_light."""
    world.pain("day | during\n2024-05-06 | 0", is_limping=True)
    assert world.one("metric.pain_day", "light") == "red"


def test_without_a_score_before_the_latest_morning_of_a_week_stands_in(world: World):
    """Six days old counts, eight days old does not, and each knee has its own."""
    world.pain(
        """
        day        | knee  | before | during | after | morning
        2024-05-01 | right | 1      | 1      | 1     | 1
        2024-05-07 | right | -      | 1      | 1     | 3
        2024-05-15 | right | -      | 1      | 1     | 2
        2024-05-16 | left  | -      | 1      | 1     | 2
        """
    )
    assert_rows(
        world.connection,
        "metric.pain_day",
        """
        local_date | knee  | pain_baseline_score | morning_rise_score | light
        2024-05-01 | right | 1                   | 0                  | green
        2024-05-07 | right | 1                   | 2                  | red
        2024-05-15 | right | -                   | -                  | green_provisional
        2024-05-16 | left  | -                   | -                  | green_provisional
        """,
    )


def test_a_morning_that_stands_in_does_not_excuse_as_bad_a_one(world: World):
    """Equal mornings of 8 without a score before stay red, day after day."""
    world.pain("day | during | after | morning\n2024-05-06 | 1 | 8 | 8\n2024-05-07 | 1 | 8 | 8")
    assert_rows(
        world.connection,
        "metric.pain_day",
        """
        local_date | pain_baseline_score | morning_rise_score | pain_at_rest_score | light
        2024-05-06 | -                   | -                  | 8                  | red
        2024-05-07 | 8                   | 0                  | 8                  | red
        """,
    )


def test_the_newest_version_of_an_entry_counts_and_a_deleted_one_is_gone(world: World):
    """Entries are edited by saving them again."""
    world.pain("day | during | saved_at\n2024-05-06 | 6 | 2024-05-06 10:00:00", entry_id="e1")
    world.pain("day | during | saved_at\n2024-05-06 | 2 | 2024-05-06 11:00:00", entry_id="e1")
    world.pain("day | during | saved_at\n2024-05-07 | 4 | 2024-05-07 10:00:00", entry_id="e2")
    world.pain(
        "day | during | saved_at | is_deleted\n2024-05-07 | 4 | 2024-05-07 11:00:00 | yes",
        entry_id="e2",
    )
    assert_rows(
        world.connection, "metric.pain_day", "local_date | pain_during_score\n2024-05-06 | 2"
    )


def test_two_logs_of_one_day_are_read_together(world: World):
    """The evening's log and the next morning's make one row."""
    world.pain("day | before | during | after | morning\n2024-05-06 | 1 | 3 | 1 | -")
    world.pain("day | before | during | after | morning\n2024-05-06 | - | - | - | 2")
    assert_rows(
        world.connection,
        "metric.pain_day",
        """
        pain_before_score | pain_during_score | pain_after_score | pain_morning_score | light
        1                 | 3                 | 1                | 2                  | amber
        """,
    )


def test_episodes_begin_and_end_as_in_the_worked_case(world: World):
    """Golden F7: unlogged days neither lengthen nor begin anew, but count as quiet."""
    case = GOLDEN["F7.episodes"]
    first = date(2024, 5, 6)
    scores = case["inputs"]["daily_nprs"]
    lines = [
        f"{first + timedelta(days=day)} | {score}"
        for day, score in enumerate(scores)
        if score is not None
    ]
    world.pain("\n".join(["day | during", *lines]))
    found = world.connection.execute(
        "select start_date, end_date, duration_days, is_recurrence, recurrence_count"
        " from metric.pain_episode order by start_date"
    ).fetchall()
    expected = case["expected"]
    assert [[(a - first).days, (b - first).days] for a, b, *_ in found] == expected["episodes"]
    assert [row[2] for row in found] == expected["durations_days"]
    assert sum(row[3] for row in found) == expected["recurrences"]
    asked = world.connection.execute(
        "select distinct rule_id from risk.rule_hit where rule_id like 'pain_%'"
        " and status = 'amber'"
    ).fetchall()
    assert (("pain_episode",) in asked) == expected["assess_duration_14d"]
    assert (("pain_recurrence",) in asked) == expected["assess_recurrent"]


def test_seven_quiet_days_end_an_episode_six_do_not(world: World):
    """Boundary of an episode."""
    world.pain("day | during\n2024-05-01 | 3\n2024-05-08 | 3\n2024-05-16 | 3")
    assert_rows(
        world.connection,
        "metric.pain_episode",
        """
        start_date | end_date   | duration_days | quiet_days | is_recurrence
        2024-05-01 | 2024-05-08 | 8             | -          | no
        2024-05-16 | 2024-05-16 | 1             | 8          | no
        """,
    )


def test_an_old_episode_makes_no_recurrence(world: World):
    """More than 180 days apart."""
    world.pain("day | during\n2023-09-01 | 3\n2024-05-08 | 3\n2024-06-08 | 3")
    assert_rows(
        world.connection,
        "metric.pain_episode",
        """
        start_date | recurrence_count | is_recurrence
        2023-09-01 | 0                | no
        2024-05-08 | 0                | no
        2024-06-08 | 1                | yes
        """,
    )


def test_pain_elsewhere_is_read_by_place_and_side_and_changes_no_light(world: World):
    """Two logs of a calf are one row; the knee's calm day stays calm."""
    world.pain("day | before | during | after | morning\n2024-05-06 | 0 | 1 | 0 | 0")
    world.site_pain(
        """
        day        | site     | side  | during | morning
        2024-05-06 | calf     | left  | 6      | -
        2024-05-06 | calf     | left  | -      | 7
        2024-05-06 | achilles | right | 2      | 1
        2024-05-07 | back     | -     | -      | 4
        """
    )
    assert_rows(
        world.connection,
        "metric.site_pain_day",
        """
        local_date | site     | side  | pain_during_score | pain_worst_score
        2024-05-06 | achilles | right | 2                 | 2
        2024-05-06 | calf     | left  | 6                 | 7
        2024-05-07 | back     | -     | -                 | 4
        """,
    )
    assert world.one("metric.pain_day", "light") == "green"
    assert world.count("risk.rule_hit") == 0


def test_the_limits_for_a_tendon_hold_for_their_knee_from_their_day_until_the_next_word(
    world: World,
):
    """Up to 5 while running is accepted then; the hour after and the morning count as ever."""
    world.light_profile(
        """
        day        | knee  | profile
        2024-05-07 | right | tendon_5
        2024-05-20 | right | pfp_strict
        """
    )
    world.pain(
        """
        day        | knee  | before | during | after | morning
        2024-05-06 | right | 0      | 5      | 0     | 0
        2024-05-07 | right | 0      | 5      | 0     | 0
        2024-05-08 | right | 0      | 6      | 0     | 0
        2024-05-09 | right | 1      | 5      | 1     | 2
        2024-05-10 | right | 1      | 5      | 1     | 3
        2024-05-11 | right | 0      | 5      | 0     | -
        2024-05-12 | left  | 0      | 5      | 0     | 0
        2024-05-19 | right | 0      | 4      | 0     | 0
        2024-05-20 | right | 0      | 4      | 0     | 0
        """
    )
    assert_rows(
        world.connection,
        "metric.pain_day",
        """
        local_date | knee  | light_profile | light
        2024-05-06 | right | pfp_strict    | amber
        2024-05-07 | right | tendon_5      | green
        2024-05-08 | right | tendon_5      | red
        2024-05-09 | right | tendon_5      | amber
        2024-05-10 | right | tendon_5      | red
        2024-05-11 | right | tendon_5      | green_provisional
        2024-05-12 | left  | pfp_strict    | amber
        2024-05-19 | right | tendon_5      | green
        2024-05-20 | right | pfp_strict    | amber
        """,
    )
    assert_rows(
        world.connection,
        "risk.rule_hit",
        """
        local_date | rule_id            | level
        2024-05-06 | pain_during        | watch
        2024-05-08 | pain_during_tendon | high
        2024-05-12 | pain_during        | watch
        2024-05-20 | pain_during        | watch
        """,
        where="rule_id in ('pain_during', 'pain_during_tendon')",
    )
