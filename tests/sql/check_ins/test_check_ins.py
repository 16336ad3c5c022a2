"""Check-ins as tables: what changed, whether it is more than noise, and what is due."""

from datetime import date, datetime

import pytest

from tests.etl.analysis.golden import GOLDEN
from tests.sql.tables import assert_rows, rows
from tests.sql.world import World

PLAIN = {
    "runner_id": "mara",
    "questionnaire_version": "1",
    "answers": [],
    "is_deleted": False,
    "saved_by": "local",
    "saved_at": datetime(2024, 6, 30, 12),  # noqa: DTZ001  stored instants are UTC without a zone
}


def answered(world: World, table: str, **values) -> None:
    """Answered questionnaires: day, score, and any column by its name."""
    start = world.count("journal.check_in")
    for index, row in enumerate(rows(table)):
        row["local_date"] = row.pop("day")
        world.insert("journal.check_in", [PLAIN | {"entry_id": f"c{start + index}"} | row | values])


def wish(world: World, knee: str, is_wanted: bool) -> None:
    """A runner's word on being asked."""
    row = {"runner_id": "mara", "knee": knee, "is_wanted": is_wanted}
    world.insert("journal.check_in_wish", [row | {k: PLAIN[k] for k in ("saved_by", "saved_at")}])


def changed(world: World, questionnaire_id: str, first: float, last: float):
    """What the view says of the second of two scores."""
    table = f"day | score\n2024-05-01 | {first}\n2024-05-29 | {last}"
    answered(world, table, questionnaire_id=questionnaire_id)
    columns = "change_first_score, is_beyond_noise, is_important, is_important_more, is_better"
    return world.connection.execute(
        f"select {columns} from metric.check_in where local_date = date '2024-05-29'"  # noqa: S608
    ).fetchone()


def test_the_change_of_the_uwri_is_that_of_the_worked_case(world: World):
    """Golden F4: beyond noise, and past both published limits."""
    expected = GOLDEN["F4.uwri"]["expected"]
    found = changed(world, "uwri", expected["t0"], expected["t1"])
    important = (expected["ge_mic5"], expected["ge_mcid8"])
    assert found == (expected["change"], True, *important, True)


def test_the_change_of_the_lefs_is_that_of_the_worked_case(world: World):
    """Golden F5: 8 points are within the noise of 9."""
    case = GOLDEN["F5.lefs"]
    found = changed(world, "lefs", case["inputs"]["t0"], case["inputs"]["t1"])
    expected = case["expected"]
    assert found == (expected["change"], False, expected["ge_mcid9"], None, True)


def test_the_change_of_the_akps_is_that_of_the_worked_case(world: World):
    """Golden F6: important; whether it is beyond noise is not known."""
    case = GOLDEN["F6.akps"]
    found = changed(world, "akps", case["inputs"]["t0"], case["inputs"]["t1"])
    expected = case["expected"]
    assert found == (expected["change"], None, expected["ge_mcid10"], None, True)


def test_changes_are_counted_from_the_first_and_the_last_of_the_same_knee(world: World):
    """A score that is missing stands in between; the other knee is another matter."""
    answered(
        world,
        """
        day        | knee  | score
        2024-05-01 | right | 40
        2024-05-29 | right | -
        2024-06-26 | right | 64
        2024-06-28 | right | 56
        2024-06-28 | left  | 90
        """,
        questionnaire_id="koos_pf",
    )
    assert_rows(
        world.connection,
        "page.check_in",
        """
        knee  | local_date | change_first_score | change_first_words | change_last_words
        left  | 2024-06-28 | -                  | -                  | -
        right | 2024-05-01 | -                  | -                  | -
        right | 2024-05-29 | -                  | -                  | -
        right | 2024-06-26 | 24                 | 24 points better   | 24 points better
        right | 2024-06-28 | 16                 | 16 points better   | within measurement noise
        """,
    )


def test_of_the_weekly_one_less_is_better_and_its_noise_is_not_known(world: World):
    """A change is told, and that nobody knows how sure it is."""
    answered(
        world,
        "day | score\n2024-06-16 | 60\n2024-06-23 | 60\n2024-06-30 | 41",
        questionnaire_id="overuse_weekly",
        knee="right",
    )
    assert_rows(
        world.connection,
        "page.check_in",
        """
        local_date | is_beyond_noise | change_first_words
        2024-06-16 | - | -
        2024-06-23 | - | no change
        2024-06-30 | - | 19 points better, its measurement noise is not known
        """,
    )


def test_the_newest_version_counts_and_what_was_taken_back_does_not(world: World):
    """As everywhere in the journal."""
    later = datetime(2024, 6, 30, 13)  # noqa: DTZ001
    given = {"questionnaire_id": "overuse_weekly", "knee": "right"}
    answered(world, "day | score\n2024-06-16 | 60\n2024-06-23 | 30", **given)
    answered(world, "day | score\n2024-06-16 | 50", **given, entry_id="c0", saved_at=later)
    answered(
        world,
        "day | score\n2024-06-23 | 30",
        **given,
        entry_id="c1",
        saved_at=later,
        is_deleted=True,
    )
    assert_rows(world.connection, "metric.check_in", "local_date | first_score\n2024-06-16 | 50")


def test_weeks_with_a_problem_are_counted(world: World):
    """Prevalence, substantial weeks, mean and sum of the scores."""
    answered(
        world,
        """
        day        | score | is_substantial
        2024-06-09 | 0     | no
        2024-06-16 | 41    | no
        2024-06-23 | 59    | yes
        """,
        questionnaire_id="overuse_weekly",
        knee="right",
    )
    assert_rows(
        world.connection,
        "page.check_in_count",
        """
        check_in_count | problem_count | substantial_count | mean_score | sum_score
        3 | 2 | 1 | 33.3333333 | 100.0
        """,
    )


@pytest.mark.parametrize(
    ("pain", "last", "wanted", "due"),
    [
        ("2024-06-20 | 2", None, None, "2024-06-30"),
        ("2024-06-03 | 2", None, None, "2024-06-30"),
        ("2024-06-02 | 2", None, None, None),
        ("2024-06-20 | 0", None, None, None),
        ("2024-06-20 | 2", "2024-06-24", None, "2024-07-01"),
        ("2024-06-20 | 2", "2024-06-23", None, "2024-06-30"),
        ("2024-05-01 | 2", "2024-06-23", None, None),
        ("2024-05-01 | 2", None, True, "2024-06-30"),
        ("2024-06-20 | 2", None, False, None),
    ],
)
def test_the_weekly_one_is_due_while_a_knee_hurts_or_the_runner_wants_it(
    world: World, pain: str, last: str | None, wanted: bool | None, due: str | None
):
    """Seven days after the last; pain of the last 28 days; the runner's own word wins."""
    world.pain(f"day | during\n{pain}")
    if last:
        table = f"day | score\n{last} | 8"
        answered(world, table, questionnaire_id="overuse_weekly", knee="right")
    if wanted is not None:
        wish(world, "right", wanted)
    found = world.connection.execute(
        "select due_date, is_due from page.check_in_due where schedule = 'weekly'"
    ).fetchall()
    expected = date.fromisoformat(due) if due else None
    assert found == ([(expected, expected <= date(2024, 6, 30))] if expected else [])


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (["2024-06-03"], "2024-07-01"),
        (["2024-05-06"], "2024-06-03"),
        (["2024-05-06", "2024-05-30"], "2024-07-01"),
        (["2024-05-06", "2024-05-12"], "2024-06-03"),
        (["2024-03-04", "2024-04-01", "2024-04-29", "2024-05-27"], None),
    ],
)
def test_a_clinics_is_due_after_4_8_and_12_weeks(world: World, days: list[str], due: str | None):
    """An answer up to two weeks early counts for its time; after twelve weeks it is over."""
    table = "\n".join(["day | score", *(f"{day} | 20" for day in days)])
    answered(world, table, questionnaire_id="uwri")
    found = world.connection.execute("select due_date::varchar from page.check_in_due").fetchall()
    assert found == ([(due,)] if due else [])


def test_a_clinics_is_first_due_while_a_knee_is_asked_about(world: World):
    """Once a knee where it asks of one, once where it asks of none."""
    world.pain("day | knee | during\n2024-06-20 | left | 2\n2024-06-20 | right | 2")
    assert_rows(
        world.connection,
        "page.check_in_due",
        """
        questionnaire_id | knee
        akps    | left
        akps    | right
        koos_pf | left
        koos_pf | right
        lefs    | -
        uwri    | -
        """,
        where="schedule = 'clinic'",
    )
