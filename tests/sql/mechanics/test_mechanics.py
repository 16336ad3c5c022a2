"""What mechanics checks saw, over time and beside the runs, as tables a clinician can read."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.sql.tables import assert_rows, rows
from tests.sql.world import TODAY, World, daily

_ENTRY = {
    "runner_id": "mara",
    "seen_by": "runner",
    "is_deleted": False,
    "saved_by": "local",
    "saved_at": "2024-06-30 12:00:00",
}


def seen(world: World, table: str, **values: Any) -> None:
    """Findings: day, item, side, and code, number or text."""
    names = {
        "day": "local_date",
        "item": "item_id",
        "code": "value_code",
        "number": "value_number",
        "text": "value_text",
        "by": "seen_by",
    }
    start = world.count("journal.mechanics_finding")
    words = {True: "yes", False: "no"}
    world.insert(
        "journal.mechanics_finding",
        [
            _ENTRY
            | {"entry_id": f"m{start + index}"}
            | {
                names.get(name, name): words[value] if isinstance(value, bool) else value
                for name, value in row.items()
            }
            | values
            for index, row in enumerate(rows(table))
        ],
    )


def test_a_finding_says_what_was_seen_in_the_words_of_its_item(world: World):
    """A yes has words of its own; what no item marks as a finding is none, nor no finding."""
    seen(
        world,
        """
        day        | item        | side  | code       | number | text
        2024-06-01 | knee_inward | left  | yes        | -      | -
        2024-06-01 | knee_inward | right | no         | -      | -
        2024-06-01 | foot_strike | left  | heel       | -      | -
        2024-06-01 | trunk_lean  | -     | bent_hips  | -      | -
        2024-06-01 | balance_s   | left  | -          | 14.5   | -
        2024-06-01 | footwear    | -     | -          | -      | Glide 3
        2024-06-01 | pain_decline_squat | left | -    | 3      | -
        """,
    )
    assert_rows(
        world.connection,
        "metric.mechanics_finding",
        """
        item_index | side  | is_noted | finding_words
        0          | left  | -        | Foot strike, left: heel
        2          | -     | yes      | Trunk: bent at hips
        3          | left  | yes      | left knee collapses inward
        3          | right | no       | Knee collapses inward, right: no
        6          | left  | -        | Single-leg balance, left: 14.5 s
        10         | left  | -        | Pain on a decline squat, left: 3 of 10
        13         | -     | -        | Running shoes: Glide 3
        """,
    )


def test_what_a_list_has_no_more_is_still_told(world: World):
    """A clinic took its own item or answer out again: what was seen stays."""
    seen(
        world,
        """
        day        | item        | side | code
        2024-06-01 | heel_whip   | left | yes
        2024-06-01 | foot_strike | left | outer_edge
        """,
    )
    assert_rows(
        world.connection,
        "page.mechanics_finding",
        """
        title       | finding_words
        Foot strike | Foot strike, left: outer_edge
        heel_whip   | heel_whip, left: yes
        """,
    )


THREE_CHECKS = """
day        | item        | side  | code | number | by
2024-04-01 | knee_inward | left  | yes  | -      | runner
2024-04-01 | knee_inward | right | no   | -      | runner
2024-04-01 | balance_s   | left  | -    | 11     | runner
2024-05-01 | knee_inward | left  | yes  | -      | clinician
2024-05-01 | knee_inward | right | yes  | -      | clinician
2024-06-01 | knee_inward | left  | yes  | -      | runner
2024-06-01 | knee_inward | right | no   | -      | runner
2024-06-01 | balance_s   | left  | -    | 18     | runner
"""


def test_a_course_counts_checks_that_looked_and_compares_with_the_one_before(world: World):
    """Left in 3 of 3; balance against the last time it was looked at, not the last check."""
    seen(world, THREE_CHECKS)
    assert_rows(
        world.connection,
        "page.mechanics_course",
        """
        item_id     | side  | check_count | noted_count | is_noted_last | previous_date | is_changed
        balance_s   | left  | 2           | -           | -             | 2024-04-01    | yes
        knee_inward | left  | 3           | 3           | yes           | 2024-05-01    | no
        knee_inward | right | 3           | 1           | no            | 2024-05-01    | yes
        """,
    )
    assert_rows(
        world.connection,
        "page.mechanics_course",
        "last_words | previous_words\n18 s | 11 s",
        where="item_id = 'balance_s'",
    )
    first = world.connection.execute(
        "select noted_words from page.mechanics_course limit 1"
    ).fetchone()
    assert first == ("left knee collapses inward",)


def test_what_was_taken_back_is_not_seen_and_an_edit_counts_once(world: World):
    """The newest version of an entry is what stands."""
    seen(world, "day | item | side | code\n2024-06-01 | knee_inward | left | yes", entry_id="a")
    later = {"saved_at": "2024-06-30 13:00:00"}
    seen(
        world,
        "day | item | side | code\n2024-06-01 | knee_inward | left | no",
        entry_id="a",
        **later,
    )
    seen(world, "day | item | side | code\n2024-06-01 | shin_back | left | yes", entry_id="b")
    seen(
        world,
        "day | item | side | code\n2024-06-01 | shin_back | left | yes",
        entry_id="b",
        is_deleted=True,
        **later,
    )
    assert_rows(
        world.connection,
        "metric.mechanics_check",
        "local_date | seen_by | finding_count | noted_count\n2024-06-01 | runner | 1 | 0",
    )


def test_two_pairs_of_eyes_on_one_day_are_two_checks(world: World):
    """Findings first, the rest without what was not seen; links and notes once each."""
    table = """
    day        | item        | side | code | number | by        | note
    2024-06-01 | knee_inward | left | yes  | -      | clinician | plain
    2024-06-01 | shin_back   | left | no   | -      | clinician | plain
    2024-06-01 | balance_s   | left | -    | 18     | clinician | plain
    2024-06-01 | knee_inward | left | no   | -      | runner    | -
    """
    seen(world, table)
    found = world.connection.execute(
        "select seen_by, finding_count, noted_words, other_words, notes from page.mechanics_check"
    ).fetchall()
    assert found == [
        (
            "clinician",
            3,
            ["left knee collapses inward"],
            ["Single-leg balance, left: 18 s"],
            ["plain"],
        ),
        ("runner", 1, [], [], []),
    ]


CHECK_DAY = date(2024, 6, 10)


def test_a_check_stands_beside_the_four_weeks_before_it_and_those_up_to_today(world: World):
    """28 days each; the day of the check belongs to neither side of it."""
    world.activities(
        """
        day        | km
        2024-05-12 | 5
        2024-05-13 | 5
        2024-06-09 | 5
        2024-06-10 | 5
        2024-06-30 | 5
        """
    )
    seen(world, f"day | item | side | code\n{CHECK_DAY} | knee_inward | left | yes")
    assert_rows(
        world.connection,
        "metric.mechanics_run",
        """
        check_date | from_date  | until_date | run_count
        2024-06-10 | 2024-05-13 | 2024-06-09 | 2
        -          | 2024-06-03 | 2024-06-30 | 3
        """,
    )


def with_cadence(world: World, first: date, count: int, cadence_spm: float) -> None:
    """A flat run of half an hour every other day, at one pace and cadence."""
    start = world.count("core.activity")
    days = daily(first, [5, 0] * count)
    world.activities(days, cadence_spm=cadence_spm)
    for index in range(count):
        world.cadence_block(f"a{start + index + 1:02}", [(2.8, cadence_spm)] * 40)


def test_numbers_from_runs_are_middles_and_need_three_runs(world: World):
    """Two runs are few; without any there is nothing to tell."""
    with_cadence(world, date(2024, 5, 14), 2, 160)
    with_cadence(world, date(2024, 6, 12), 3, 170)
    seen(
        world,
        f"""
        day         | item        | side | code
        2024-03-01  | knee_inward | left | yes
        {CHECK_DAY} | knee_inward | left | yes
        """,
    )
    assert_rows(
        world.connection,
        "metric.mechanics_run",
        """
        check_date | run_count | cadence_adjusted_spm | cadence_reason | step_length_reason | descent_reason
        2024-03-01 | 0         | -                    | no_run         | no_run             | no_run
        2024-06-10 | 2         | -                    | few_runs       | no_line            | no_descent
        -          | 3         | 170.0                | -              | -                  | no_descent
        """,  # noqa: E501  a table
    )
    ratio = world.one("metric.mechanics_run", "step_length_ratio", where="check_date is null")
    assert ratio == pytest.approx(160 / 170, abs=0.002)  # own line of the weeks before: 160


@pytest.mark.parametrize(
    ("source", "reason", "step_reason"),
    [("gps", "gps_altitude", "no_step_length"), ("barometric", "no_flat_speed", "no_step_length")],
)
def test_descents_that_tell_nothing_say_why(
    world: World, source: str, reason: str, step_reason: str
):
    """Altitude by GPS, or no flat running to compare with."""
    world.activities(daily(date(2024, 6, 20), [5, 5, 5]), altitude_source=source)
    for index in (1, 2, 3):
        world.exposure(f"activity_id | flat_m\na{index:02} | 0")
        world.descent(f"activity_id\na{index:02}")
    row = "descent_reason | descent_step_reason | descent_slower_share"
    assert_rows(world.connection, "metric.mechanics_run", f"{row}\n{reason} | {step_reason} | -")


def test_a_check_of_tomorrow_has_no_runs_beside_it_yet(world: World):
    """It may have begun elsewhere; its weeks are not yet over."""
    seen(world, f"day | item | side | code\n{TODAY + timedelta(days=1)} | knee_inward | left | yes")
    assert_rows(world.connection, "page.mechanics_run", "check_date | run_count\n- | 0")
