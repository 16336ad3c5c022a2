"""Warning signs: how long they stand, what answers them, and when they are asked about."""

import pytest

from tests.sql.tables import assert_rows
from tests.sql.world import TODAY as JUNE_30
from tests.sql.world import World, daily


def test_a_sign_stands_until_an_assessment_answers_it(world: World):
    """Not for a number of days: one of three months ago counts like one of today."""
    world.pain("day | knee\n2024-03-01 | left", red_flags=["night_pain"])
    world.answers(
        """
        day        | knee  | signs
        2024-06-10 | right | bone_pain
        2024-06-12 | -     | calf_breathless
        2024-06-20 | right | -
        """
    )
    signs = """
        red_flag        | knee  | is_standing | assessed_date | outcome_name
        """
    assert_rows(
        world.connection,
        "metric.red_flag",
        signs
        + """bone_pain      | right | yes | - | -
        calf_breathless | -     | yes | - | -
        night_pain      | left  | yes | - | -
        """,
    )
    world.assessments(
        """
        day        | knee  | assessed_by     | outcome
        2024-06-15 | right | physiotherapist | under_care
        2024-06-25 | right | doctor          | cleared
        """
    )
    assert_rows(
        world.connection,
        "metric.red_flag",
        signs
        + """bone_pain      | right | no  | 2024-06-15 | cleared
        calf_breathless | -     | yes | -          | -
        night_pain      | left  | yes | -          | -
        """,
    )
    world.assessments("day\n2024-06-26")
    assert world.one("metric.red_flag", "count(*)", where="is_standing") == 0
    assert_rows(
        world.connection,
        "metric.red_flag_day",
        """
        local_date | red_flag_count | until_date
        2024-03-01 | 1              | 2024-06-25
        2024-06-10 | 1              | 2024-06-14
        2024-06-12 | 1              | 2024-06-25
        """,
    )


@pytest.mark.parametrize(
    ("assessment", "is_standing"),
    [
        ("day | saved_order\n2024-06-19 | 40", True),  # of a day before the sign
        ("day | saved_order\n2024-06-20 | 10", True),  # written before it was ticked
        ("day | saved_order\n2024-06-20 | 30", False),
        ("day | saved_order | is_deleted\n2024-06-20 | 30 | yes", True),
        ("day | saved_order | knee\n2024-06-21 | 50 | left", True),
        ("day | saved_order | knee\n2024-06-21 | 50 | right", False),
    ],
)
def test_which_assessment_answers_a_sign(world: World, assessment: str, is_standing: bool):
    """Ticked as the twentieth row; the morning's score, added later, does not tick it anew.

    What was written before what is told by its number alone: all bear the same time.
    """
    for saved_order in (20, 45):
        world.pain(
            f"day | morning | saved_order\n2024-06-20 | 3 | {saved_order}",
            red_flags=["night_pain"],
            entry_id="e1",
        )
    world.assessments(assessment)
    assert world.one("metric.red_flag", "is_standing") == is_standing


def test_a_corrected_or_deleted_entry_takes_its_sign_back(world: World):
    """And a sign that is ticked again after an assessment stands again."""
    for hour, flags, is_deleted in ((10, ["a", "b"], False), (11, ["b"], False), (12, [], True)):
        world.pain(
            f"day | saved_at\n2024-06-20 | 2024-06-20 {hour}:00:00",
            entry_id="e1", red_flags=flags, is_deleted=is_deleted,
        )  # fmt: skip
        known = world.connection.execute("select red_flag from metric.red_flag").fetchall()
        assert [code for (code,) in known] == ([] if is_deleted else flags) or hour == 10
    world.assessments("day | saved_at\n2024-06-20 | 2024-06-20 13:00:00")
    world.pain("day | saved_at\n2024-06-20 | 2024-06-20 14:00:00", entry_id="e1", red_flags=["a"])
    assert world.one("metric.red_flag", "is_standing") is True


def test_no_green_load_hides_a_sign_and_an_assessment_lifts_it(world: World):
    """Steady weeks and green days beside each: only somebody's look makes the difference."""
    world.connection.execute("delete from core.runner")
    for runner in ("assessed", "cared", "green", "lapsed", "limited"):
        world.runner(runner_id=runner)
        first = JUNE_30.replace(month=4, day=1)
        table = daily(first, [8, 0, 8, 0, 8, 0, 10] * 13)
        world.activities(table, runner_id=runner)
        world.answers(f"day | runner_id | signs\n2024-04-20 | {runner} | night_pain")
        world.pain(
            "day | before | during | after | morning\n2024-06-29 | 0 | 1 | 0 | 0", runner_id=runner
        )
    world.assessments(
        """
        day        | runner_id | outcome
        2024-04-25 | assessed  | cleared
        2024-04-25 | cared     | under_care
        2024-04-25 | lapsed    | cleared
        2024-04-25 | limited   | may_train_with_limits
        """
    )
    world.answers("day | runner_id | signs\n2024-05-01 | lapsed | locked_giving_way")
    found = world.connection.execute(
        "select runner_id, status, hold_name from risk.runner_today order by 1"
    ).fetchall()
    assert found == [
        ("assessed", "ok", None),
        ("cared", "ok", "under_care"),
        ("green", "refer", "refer"),
        ("lapsed", "refer", "refer"),
        ("limited", "ok", None),
    ]
    held = world.connection.execute(
        "select runner_id, training_reason = 'care' and training_m is null and target_7d_m is null"
        " from page.today inner join page.next_run using (runner_id) order by 1"
    ).fetchall()
    assert held == [(name, hold is not None) for name, _, hold in found]
    history = world.connection.execute(
        "select count(*), min(local_date)::varchar, max(local_date)::varchar from risk.runner_day"
        " where runner_id = 'assessed' and status = 'refer'"
    ).fetchall()
    assert history == [(5, "2024-04-20", "2024-04-24")]
    tomorrow = world.connection.execute(
        "select runner_id from page.load_tomorrow order by 1"
    ).fetchall()
    assert tomorrow == [("assessed",), ("limited",)]


@pytest.mark.parametrize(
    ("pain", "answers", "due"),
    [
        # new: pain after 28 days without, or the first 2 of a spell
        ("2024-06-28 | right | 1", "", ("new", "right", "2024-06-28")),
        ("2024-05-30 | right | 1\n2024-06-28 | right | 1", "", ("new", "right", "2024-06-28")),
        ("2024-05-31 | right | 1\n2024-06-28 | right | 1", "2024-06-10 | - | new", None),
        ("2024-06-10 | right | 1\n2024-06-28 | right | 2", "2024-06-10 | - | new", "new"),
        ("2024-06-28 | right | 0", "", None),
        ("2024-06-22 | right | 2", "2024-06-22 | right | new", None),
        ("2024-06-28 | right | 2\n2024-06-28 | left | 1", "", ("new", None, "2024-06-28")),
        ("2024-06-28 | right | 2\n2024-06-28 | left | 1", "2024-06-28 | left | new", "new"),
        # a sharp rise: three points above the middle of four weeks
        ("2024-06-20 | right | 1\n2024-06-28 | right | 4", "2024-06-20 | - | new", "rise"),
        ("2024-06-20 | right | 2\n2024-06-26 | right | 4", "2024-06-20 | - | new", None),
        ("2024-06-26 | right | 0\n2024-06-28 | right | 3", "2024-06-28 | - | new", "rise"),
        ("2024-06-26 | right | 0\n2024-06-28 | right | 3", "2024-06-28 | - | rise", None),
        # monthly: 28 days after the last answer, while it hurts
        ("2024-05-20 | right | 1\n2024-06-10 | right | 1\n2024-06-28 | right | 1",
         "2024-06-02 | - | new", "monthly"),
        ("2024-05-20 | right | 1\n2024-06-10 | right | 1\n2024-06-28 | right | 1",
         "2024-06-03 | - | new", None),
        ("2024-05-20 | right | 1\n2024-06-10 | right | 1\n2024-06-23 | right | 1",
         "2024-06-02 | - | new", None),
    ],
)  # fmt: skip
def test_the_question_is_asked_when_it_is_due_and_not_again(world: World, pain, answers, due):
    """Today is 30 June."""
    world.pain(f"day | knee | during\n{pain}")
    if answers:
        day, knee, reason = (word.strip() for word in answers.split("|"))
        world.answers(f"day | knee | signs | reason\n{day} | {knee} | - | {reason}")
    found = world.connection.execute(
        "select reason, knee, local_date::varchar from page.red_flag_due"
    ).fetchall()
    if isinstance(due, tuple) or due is None:
        assert found == ([due] if due else [])
    else:
        assert [row[0] for row in found] == [due]


def test_nobody_is_asked_while_a_sign_stands_and_a_look_counts_as_an_answer(world: World):
    """A deleted answer was never given."""
    world.pain("day | knee | during\n2024-06-28 | right | 3", red_flags=["night_pain"])
    assert world.count("page.red_flag_due") == 0
    assert world.count("page.warning_sign") == 1
    world.assessments("day | outcome\n2024-06-29 | under_care")
    assert world.count("page.red_flag_due") == 0
    assert world.one("page.warning_sign", "is_standing") is False
    world.pain("day | knee | during\n2024-06-30 | left | 3")
    assert world.one("page.red_flag_due", "knee") == "left"
    world.answers("day | signs | is_deleted\n2024-06-30 | - | yes")
    assert world.count("page.red_flag_due") == 1
