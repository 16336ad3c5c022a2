"""When to have a knee assessed: how long, how often, and what for.

Source: docs/evidence/metrics.md#pain_episode
"""

from datetime import date, timedelta

import pytest

from tests.sql.tables import assert_rows
from tests.sql.world import World

FIRST = date(2024, 6, 1)


def hits(world: World, *rules: str) -> dict[str, list[tuple[str, str]]]:
    """By runner: the days and levels of these rules."""
    found = world.connection.execute(
        "select runner_id, local_date::varchar, rule_id || ' ' || level from risk.rule_hit"
        " where list_contains(?, rule_id) order by all",
        [list(rules)],
    ).fetchall()
    by_runner: dict[str, list[tuple[str, str]]] = {}
    for runner, day, what in found:
        by_runner.setdefault(runner, []).append((day, what))
    return by_runner


def test_a_spell_prompts_after_two_weeks_and_strongly_after_three(world: World):
    """A1: counted from the first day of 2 or more; days without a log do not break it."""
    world.runner(runner_id="week")
    for day in (0, 6, 12, 13, 19, 20):
        on = FIRST + timedelta(days=day)
        world.pain(f"day | during\n{on} | 2")
        world.pain(f"day | during\n{on} | {2 if day < 13 else 1}", runner_id="week")
    assert hits(world, "pain_episode") == {
        "mara": [
            ("2024-06-14", "pain_episode watch"),
            ("2024-06-20", "pain_episode watch"),
            ("2024-06-21", "pain_episode high"),
        ]
    }
    assert_rows(
        world.connection,
        "page.pain_episode",
        """
        runner_id | duration_days | logged_day_count | logged_share | prompt_rule_id | is_over
        mara      | 21            | 6                | 0.285714     | pain_episode   | yes
        week      | 13            | 3                | 0.230769     | -              | yes
        """,
    )
    words = world.one("page.pain_episode", "prompt_what_to_do", where="runner_id = 'mara'")
    assert "assessed soon" in words
    reason = world.connection.execute(
        "select episode_day_count, episode_logged_count, level from page.today_reason"
        " where rule_id = 'pain_episode' and runner_id = 'mara'"
    ).fetchall()
    assert reason == []  # nine days after the last pain it counts no longer
    world.today(date(2024, 6, 21))
    reason = world.connection.execute(
        "select episode_day_count, episode_logged_count, level from page.today_reason"
        " where rule_id = 'pain_episode' and runner_id = 'mara'"
    ).fetchall()
    assert reason == [(21, 6, "high")]
    world.assessments("day | knee | outcome\n2024-06-20 | right | cleared")
    assert str(world.one("page.pain_episode", "assessed_date", where="runner_id = 'mara'")) == (
        "2024-06-20"
    )


def test_pain_that_comes_back_prompts_between_two_weeks_and_half_a_year(world: World):
    """A2: 14 to 180 quiet days since the end of the last spell; fewer is the same trouble."""
    last = date(2024, 6, 28)
    for gap in (8, 13, 14, 180, 181):
        world.runner(runner_id=f"after {gap}")
        world.pain(
            f"day | during\n{last - timedelta(days=gap)} | 3\n{last} | 3", runner_id=f"after {gap}"
        )
    came_back = [("2024-06-28", "pain_recurrence watch")]
    assert hits(world, "pain_recurrence") == {"after 14": came_back, "after 180": came_back}
    told = world.connection.execute(
        "select runner_id, prompt_what_to_do from page.pain_episode"
        " where prompt_rule_id = 'pain_recurrence' order by 1"
    ).fetchall()
    assert [runner for runner, _ in told] == ["after 14", "after 180"]
    assert all("assessed" in words for _, words in told)


@pytest.mark.parametrize(
    ("pain", "event", "expected"),
    [
        ("2024-06-28 | 2", "2024-09-20", [("2024-06-28", 84, "2024-07-04")]),
        ("2024-06-28 | 1", "2024-09-20", []),
        ("2024-06-28 | 2", "2024-09-21", [("2024-06-29", 84, "2024-07-04")]),  # near a day later
        ("2024-06-28 | 2", "2024-09-23", []),  # not near yet
        ("2024-06-28 | 2", "2024-06-30", [("2024-06-28", 2, "2024-06-30")]),  # not past its day
        ("2024-06-28 | 2", "2024-06-27", []),
        ("2024-06-20 | 4\n2024-06-28 | 0", "2024-07-10", [("2024-06-20", 20, "2024-06-26")]),
    ],
)
def test_pain_with_an_event_near_counts_for_a_week(world: World, pain, event, expected):
    """A3: at most 84 days ahead, 2 or more in the last seven days."""
    world.pain(f"day | during\n{pain}")
    world.events(f"name | event_date\nLake half | {event}")
    found = world.connection.execute(
        "select local_date::varchar, event_ahead_days, until_date::varchar from metric.event_pain"
    ).fetchall()
    assert found == expected


@pytest.mark.parametrize(
    ("score", "profile", "expected"),
    [
        (2, None, [("2024-06-14", None), ("2024-06-21", "amber")]),
        (3, None, [("2024-06-14", "amber"), ("2024-06-21", "amber")]),
        (4, "tendon_5", [("2024-06-14", None), ("2024-06-21", "amber")]),
    ],
)
def test_a_spell_colours_from_a_score_of_three_and_from_three_weeks(
    world: World, score: int, profile: str | None, expected: list[tuple[str, str | None]]
):
    """Below it, and where the light accepts the score, two weeks are a prompt without a colour."""
    if profile:
        world.light_profile(f"day | knee | profile\n{FIRST} | right | {profile}")
    for day in (0, 6, 13, 20):
        on = FIRST + timedelta(days=day)
        world.pain(f"day | before | during | after | morning\n{on} | 2 | {score} | 0 | 0")
    found = world.connection.execute(
        "select local_date::varchar, status from risk.rule_hit"
        " where rule_id = 'pain_episode' order by local_date"
    ).fetchall()
    assert found == expected


def test_one_three_early_in_a_spell_colours_its_two_weeks(world: World):
    """And a 3 that is yet to come does not: each day goes by what it knew."""
    world.runner(runner_id="late")
    days = [(0, 3, 2), (7, 2, 2), (13, 2, 2), (14, 2, 3)]
    for day, mara, late in days:
        on = FIRST + timedelta(days=day)
        world.pain(f"day | before | during | after | morning\n{on} | 2 | {mara} | 0 | 0")
        world.pain(
            f"day | before | during | after | morning\n{on} | 2 | {late} | 0 | 0",
            runner_id="late",
        )
    found = world.connection.execute(
        "select runner_id, local_date::varchar, status from risk.rule_hit"
        " where rule_id = 'pain_episode' order by all"
    ).fetchall()
    assert found == [
        ("late", "2024-06-14", None),
        ("late", "2024-06-15", "amber"),
        ("mara", "2024-06-14", "amber"),
        ("mara", "2024-06-15", "amber"),
    ]


def test_pain_that_comes_back_colours_from_a_score_of_three(world: World):
    """Back at 2 it prompts without a colour; the day it reaches 3 it does with one."""
    for on, score in (("2024-05-20", 4), ("2024-06-20", 2), ("2024-06-22", 3), ("2024-06-23", 3)):
        world.pain(f"day | before | during | after | morning\n{on} | 2 | {score} | 0 | 0")
    found = world.connection.execute(
        "select local_date::varchar, status from risk.rule_hit"
        " where rule_id = 'pain_recurrence' order by local_date"
    ).fetchall()
    assert found == [("2024-06-20", None), ("2024-06-22", "amber")]


@pytest.mark.parametrize(("score", "status"), [(2, None), (3, "amber")])
def test_pain_with_an_event_ahead_colours_from_a_score_of_three(world: World, score, status):
    """A 2 is what the light calls green: it prompts and colours nothing."""
    world.pain(f"day | before | during | after | morning\n2024-06-25 | 2 | {score} | 0 | 0")
    world.events("name | event_date\nLake half | 2024-08-11")
    found = world.connection.execute(
        "select level, status from risk.rule_hit where rule_id = 'event_pain'"
    ).fetchall()
    assert found == [("info", status)]


def test_an_event_makes_pain_a_reason_while_it_is_near(world: World):
    """Reason without a colour at 2; without the event, or once it is taken back, nothing."""
    for runner, name in (("trains", "Lake half"), ("took back", "Lake half"), ("none", None)):
        world.runner(runner_id=runner)
        world.pain("day | before | during\n2024-06-25 | 2 | 2", runner_id=runner)
        if name:
            is_deleted = "yes" if runner == "took back" else "no"
            world.events(
                f"runner_id | name | event_date | is_deleted\n"
                f"{runner} | {name} | 2024-08-11 | {is_deleted}"
            )
    found = world.connection.execute(
        "select runner_id, status, list_transform(reasons, lambda reason: reason.rule_id)"
        " from risk.runner_day where local_date = '2024-06-30' and runner_id <> 'mara' order by 1"
    ).fetchall()
    assert [(runner, status) for runner, status, _ in found] == [
        ("none", "not_enough_data"),
        ("took back", "not_enough_data"),
        ("trains", "not_enough_data"),
    ]
    assert found[2][2] == ["event_pain"]
    reason = world.connection.execute(
        "select event_text, event_date::varchar, what_to_do from page.today_reason"
    ).fetchall()
    assert reason[0][:2] == ("Lake half", "2024-08-11")
    assert "assessed" in reason[0][2]
    assert_rows(world.connection, "page.event", "name | ahead_days | is_near\nLake half | 42 | yes")
