"""What the rules make of the numbers: hits, and one status a day with its reasons."""

from datetime import date, datetime

import pytest

from etl.reference.rules import Level, Rule
from tests.sql.tables import assert_rows
from tests.sql.world import World, daily

STEADY: list[float] = [8, 0, 8, 0, 8, 0, 10] * 8  # eight weeks from Monday 6 May to Sunday 30 June


def steady(world: World, **changes: float) -> None:
    """Eight steady weeks up to today, with other kilometres on some days (d0620 and so on)."""
    kilometres = list(STEADY)
    for day, km in changes.items():
        at = date(2024, int(day[1:3]), int(day[3:]))
        kilometres[(at - date(2024, 5, 6)).days] = km
    world.activities(daily(date(2024, 5, 6), kilometres), min=60)


def status(world: World, day: str = "2024-06-30") -> tuple[str, list[str]]:
    """Status and rules behind it on a day."""
    row = world.connection.execute(
        "select status, list_transform(reasons, lambda reason: reason.rule_id)"
        " from risk.runner_day where local_date = ?",
        [day],
    ).fetchone()
    assert row is not None
    return row


def test_steady_weeks_are_ok_without_a_reason(world: World):
    """Nothing passed a limit."""
    steady(world)
    assert status(world) == ("ok", [])


@pytest.mark.parametrize(
    ("km", "level", "expected"),
    [
        (11.0, None, "ok"),
        (11.1, "watch", "load_note"),
        (20, "watch", "load_note"),
        (20.1, "high", "high_load"),
    ],
)
def test_one_long_run_counts_by_its_size(world: World, km, level, expected):
    """Longest of 30 days is 10 km: exactly +10 % is nothing, exactly double is no big jump."""
    steady(world, d0629=km)
    assert status(world, "2024-06-29")[0] == expected
    levels = world.connection.execute(
        "select level from risk.rule_hit"
        " where rule_id = 'session_spike' and local_date > '2024-06-01'"
    ).fetchall()
    assert levels == ([(level,)] if level else [])


def statuses(world: World, first: str, last: str) -> str:
    """The status of each day, joined."""
    found = world.connection.execute(
        "select status from risk.runner_day where local_date between ? and ? order by local_date",
        [first, last],
    ).fetchall()
    return " ".join(word for (word,) in found)


def test_a_jump_counts_for_three_days_and_not_a_fourth(world: World):
    """The day itself is the first of them; four days without a run follow."""
    steady(world, d0622=15, d0623=0, d0624=0)
    assert statuses(world, "2024-06-21", "2024-06-26") == ("ok load_note load_note load_note ok ok")


@pytest.mark.parametrize(
    ("next_km", "expected"),
    [
        (10, "load_note ok ok ok"),  # exactly the former longest
        (10.01, "load_note load_note load_note ok"),  # above it, and no jump against the jump
        (3, "load_note ok ok ok"),
    ],
)
def test_a_jump_is_over_with_the_next_run_within_the_former_longest(world, next_km, expected):
    """Not with any run: one between the former longest and the jump leaves it standing."""
    steady(world, d0622=15, d0623=next_km, d0624=0)
    assert statuses(world, "2024-06-22", "2024-06-25") == expected


def test_a_second_run_of_the_day_leaves_the_jump_its_own_day(world: World):
    """A short run in the evening ends it, and the day of the jump still says so."""
    steady(world, d0623=0)
    world.activities("start | km\n2024-06-23 07:00 | 15\n2024-06-23 18:00 | 3")
    assert statuses(world, "2024-06-22", "2024-06-24") == "ok load_note ok"


def test_a_run_of_unknown_length_does_not_end_a_jump(world: World):
    """It may have been another one."""
    steady(world, d0622=15, d0623=0, d0624=0)
    world.activities("day | km\n2024-06-23 | -")
    assert statuses(world, "2024-06-22", "2024-06-24") == "load_note load_note load_note"


@pytest.mark.parametrize(("worst", "expected"), [(1, []), (2, ["weekly_ramp"])])
def test_the_ramp_stands_beside_pain_only(world: World, worst: int, expected: list[str]):
    """A knee at 2 within the week brings it among the reasons; it colours nothing all the same."""
    steady(world, d0625=8, d0627=8)
    world.pain(f"day | before | during | after | morning\n2024-06-26 | {worst} | {worst} | 0 | 0")
    assert status(world) == ("ok", expected)


def test_what_stands_beside_pain_ends_a_week_after_it(world: World):
    """Seven days, that of the score among them."""
    steady(world, d0625=8, d0627=8)
    world.pain("day | before | during | after | morning\n2024-06-23 | 2 | 2 | 0 | 0")
    assert status(world, "2024-06-29") == ("ok", ["weekly_ramp"])
    assert status(world, "2024-06-30") == ("ok", [])


def test_a_sign_for_the_clinician_comes_before_pain_and_pain_before_load(world: World):
    """Order of docs/evidence/metrics.md#status; every reason stays, most important first."""
    steady(world, d0626=25, d0628=0, d0630=0)
    assert status(world, "2024-06-28")[0] == "high_load"
    world.pain("day | before | during | after | morning\n2024-06-27 | 0 | 4 | 0 | 0")
    assert status(world)[0] == "amber"
    world.pain("day | before | during | after | morning\n2024-06-28 | 0 | 1 | 0 | 3")
    assert status(world)[0] == "red"
    world.pain("day | during\n2024-06-28 | 1", red_flags=["locked_knee"])
    word, reasons = status(world, "2024-06-28")
    assert word == "refer"
    assert reasons[:4] == ["red_flag", "pain_morning", "pain_during", "session_spike"]


def test_a_reason_has_its_number_limit_unit_run_and_knee(world: World):
    """What a screen needs to say why."""
    steady(world, d0626=15)
    world.pain("day | before | morning\n2024-06-26 | 1 | 3", knee="left")
    row = world.connection.execute(
        "select reasons from risk.runner_day where local_date = '2024-06-26'"
    ).fetchone()
    pain, spike = (row or [[]])[0][:2]
    assert (pain["rule_id"], pain["value"], pain["threshold"], pain["unit"], pain["knee"]) == (
        "pain_morning", 2, 2, "points", "left",
    )  # fmt: skip
    run = world.one("metric.run", "session_id", where="local_date = '2024-06-26'")
    assert (spike["rule_id"], spike["value"], spike["threshold"], spike["session_id"]) == (
        "session_spike", 1.5, 1.1, run,
    )  # fmt: skip


def test_the_weekly_ramp_is_context_and_never_a_status(world: World):
    """A third more in seven days than in the seven before, without a long run."""
    steady(world, d0625=8, d0627=8)
    assert status(world) == ("ok", [])
    assert world.one("risk.rule_hit", "level", where="local_date = '2024-06-30'") == "info"


def test_too_much_in_the_first_week_back_is_a_note(world: World):
    """20 days off after 34 km a week: 20.4 km are meant, 24 were run."""
    world.activities(daily(date(2024, 4, 29), [8, 0, 8, 0, 8, 0, 10] * 5), min=60)
    world.activities("day | km\n2024-06-22 | 8\n2024-06-24 | 8\n2024-06-26 | 8")
    assert_rows(
        world.connection,
        "risk.rule_hit",
        """
        local_date | rule_id | level | value    | threshold
        2024-06-26 | reentry | watch | 1.176471 | 1
        """,
        where="rule_id = 'reentry'",
    )
    assert status(world) == ("ok", ["reentry"])


def test_a_spike_that_two_devices_can_explain_is_not_flagged(world: World):
    """+12 % with another watch is within what watches disagree by; +20 % is not."""
    world.activities("day | km\n2024-06-01 | 10")
    world.activities("day | km\n2024-06-03 | 11.2\n2024-06-05 | 13.5", device="phone")
    assert_rows(
        world.connection,
        "risk.rule_hit",
        "local_date | rule_id\n2024-06-05 | session_spike",
        where="rule_id = 'session_spike'",
    )


def test_first_weeks_and_silent_weeks_are_not_enough_data(world: World):
    """Four weeks must be known to 80 % before a day can be ok, and stay known."""
    world.activities(daily(date(2024, 5, 6), STEADY[:28]))
    words = dict(
        world.connection.execute(
            "select local_date::varchar, status from risk.runner_day"
        ).fetchall()
    )
    assert words["2024-05-20"] == "not_enough_data"
    assert words["2024-06-02"] == "ok"
    assert words["2024-06-07"] == "ok", "five silent days of 28 leave more than 80 %"
    assert words["2024-06-08"] == "not_enough_data"
    assert words["2024-06-30"] == "not_enough_data"


def test_a_runner_without_anything_has_one_day_without_enough_data(world: World):
    """The empty home: today exists, and says what is missing."""
    assert status(world) == ("not_enough_data", [])
    assert world.count("risk.runner_day") == 1


def test_pain_before_any_run_is_seen_too(world: World):
    """Pain belongs to a day, not to a run."""
    world.pain("day | during\n2024-06-20 | 7")
    assert status(world, "2024-06-26")[0] == "red"
    assert status(world, "2024-06-27")[0] == "not_enough_data"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("day | morning\n2024-06-29 | 9", "red"),
        ("day | morning\n2024-06-29 | 4", "amber"),
        ("day | during | after\n2024-06-29 | 2 | 8", "red"),
        ("day | before\n2024-06-29 | 9", "red"),
        ("day | morning\n2024-06-29 | 2", "ok"),
    ],
)
def test_severe_pain_with_nothing_to_compare_is_never_ok(world: World, table: str, expected: str):
    """It reaches the status of the day, and Today in words."""
    steady(world)
    world.pain(table)
    assert status(world)[0] == expected
    told = world.connection.execute(
        "select text, evidence_grade from page.today_reason where rule_id = 'pain_at_rest'"
    ).fetchall()
    words = {"red": "Pain above 5 without running", "amber": "Pain of 3 or more without running"}
    assert told == [(words[key], "D") for key in [expected] if key in words]


def test_a_clinicians_dated_change_replaces_a_limit_and_then_ends(world: World):
    """A third longer than the longest is accepted of this runner in June."""
    steady(world, d0530=12, d0610=14, d0620=22, d0628=25)
    world.override(
        override_id="o1", rule_id="session_spike", level="watch", threshold=1.4,
        from_date=date(2024, 6, 1), until_date=date(2024, 6, 27),
    )  # fmt: skip
    assert_rows(
        world.connection,
        "risk.rule_hit",
        """
        local_date | level | threshold | is_own_threshold
        2024-05-30 | watch | 1.1       | no
        2024-06-20 | watch | 1.4       | yes
        2024-06-28 | watch | 1.1       | no
        """,
        where="rule_id = 'session_spike' and local_date > '2024-05-20'",
    )


def test_a_limit_of_pain_or_a_warning_sign_is_the_same_whatever_the_journal_says(world: World):
    """Such rows nobody can write here; one from elsewhere, or out of bounds, changes nothing."""
    steady(world, d0630=15)
    world.pain("day | during\n2024-06-20 | 4")
    for index, (rule_id, level, threshold) in enumerate(
        [("pain_during", "watch", 6), ("limping", "high", None), ("red_flag", "refer", None),
         ("session_spike", "watch", 9)]
    ):  # fmt: skip
        world.override(
            override_id=f"o{index}", rule_id=rule_id, level=level, threshold=threshold,
            from_date=date(2024, 6, 1),
        )  # fmt: skip
    assert_rows(
        world.connection,
        "risk.rule_hit",
        """
        local_date | rule_id       | threshold | is_own_threshold
        2024-06-20 | pain_during   | 3         | no
        2024-06-30 | session_spike | 1.1       | no
        """,
        where="rule_id in ('pain_during', 'session_spike') and local_date > '2024-05-20'",
    )
    assert world.one("page.rule_override", "count(*)") == 0


def test_a_clinician_can_switch_a_level_off_and_the_newest_word_counts(world: World):
    """No limit means off; the last change saved wins."""
    steady(world, d0630=15)
    world.override(
        override_id="o1", rule_id="session_spike", level="watch", threshold=None,
        from_date=date(2024, 6, 1),
    )  # fmt: skip
    assert status(world)[0] == "ok"
    world.override(
        override_id="o2", rule_id="session_spike", level="watch", threshold=1.4,
        from_date=date(2024, 6, 1), saved_at=datetime(2024, 6, 30, 13),  # noqa: DTZ001
    )  # fmt: skip
    assert status(world)[0] == "load_note"


def test_a_new_rule_over_a_known_number_needs_no_code(world: World):
    """One more TOML is one more row in risk.rule_hit."""
    level = Level(level="info", threshold=1.05, status="", text="x", what_to_do="")
    rule = Rule(
        rule_id="long_gap", title="x", metric="spike_ratio", unit="ratio", comparison="above",
        holds_days=1, what_to_do="x", why="x", source="x", evidence_grade="D", evidence_text="x",
        authored_by="x", checked_by="", next_review_on=date(2027, 1, 1), levels=(level,),
    )  # fmt: skip
    steady(world, d0630=10.7)
    assert status(world) == ("ok", [])
    world.rules(rule)
    assert_rows(
        world.connection,
        "risk.rule_hit",
        "local_date | rule_id | level | value\n2024-06-30 | long_gap | info | 1.07",
        where="rule_id = 'long_gap' and local_date > '2024-06-01'",
    )
    assert status(world) == ("ok", ["long_gap"])
