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
        " where list_contains(?, rule_id) and status = 'amber' order by all",
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


def test_an_event_makes_pain_amber_while_it_is_near(world: World):
    """Status and reason; without the event, or once it is taken back, nothing."""
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
        ("trains", "amber"),
    ]
    assert found[2][2] == ["event_pain"]
    reason = world.connection.execute(
        "select event_text, event_date::varchar, what_to_do from page.today_reason"
    ).fetchall()
    assert reason[0][:2] == ("Lake half", "2024-08-11")
    assert "assessed" in reason[0][2]
    assert_rows(world.connection, "page.event", "name | ahead_days | is_near\nLake half | 42 | yes")
