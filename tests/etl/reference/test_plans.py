"""Kinds of plans are files, a start is written once, and a number that cannot be is refused."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from etl.errors import UserError
from etl.home import Home
from etl.journal.plans import (
    REFUSALS,
    PlanChange,
    act_on_plan,
    change_plan,
    start_plan,
    take_back_change,
    to_plan,
)
from etl.journal.store import Journal
from etl.operations.doctor import examine
from etl.reference.clinic.plan_templates import our_plans, read_plans, to_template
from etl.settings import Settings
from sql import ROOT
from tests.builders.homes import a_new_home

OURS = (ROOT / "plans" / "return_to_normal.toml").read_text("utf-8")
OFFER: dict[str, Any] = {
    "runner_id": "mara",
    "refusal_code": None,
    "knee": "right",
    "start_date": date(2026, 5, 4),
    "started_status": "amber",
    "started_light": "amber",
    "reason_name": "amber",
    "easing_share": 0.1,
    "baseline_7d_m": 28_000.0,
    "baseline_longest_m": 8_000.0,
    "baseline_downhill_m": None,
    "baseline_fast_s": 600.0,
    "strength_session_count": 3,
    "first_target_m": 25_200.0,
}
CHANGE: dict[str, Any] = {
    "runner_id": "mara",
    "plan_id": "first",
    "week_index": 2,
    "target_name": "distance_m",
    "value": 20_000.0,
    "decided_by": "runner",
}


def a_change(**values: Any) -> PlanChange:
    """20 km in week 2 by the runner's wish, unless it says otherwise."""
    given: dict[str, Any] = CHANGE | values
    return PlanChange(**given)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """An empty journal."""
    return Journal(a_new_home(tmp_path), Settings(home=tmp_path))


def rows(journal: Journal, table: str) -> list[tuple]:
    """Rows as they are kept."""
    with journal.writing() as connection:
        return connection.execute(f"select * from journal.{table}").fetchall()  # noqa: S608  our own names


def test_a_start_freezes_its_numbers_and_the_file_once(journal: Journal):
    """The same plan again changes nothing, whatever it or the file says by then."""
    plan = to_plan(OFFER | {"plan_id": "first"})
    assert start_plan(journal, plan, our_plans()[0], week_count=6) == "first"
    kept = [rows(journal, table) for table in ("plan", "plan_step")]
    assert [len(table) for table in kept] == [1, 6]
    assert kept[0][0][:5] == ("first", "mara", "right", date(2026, 5, 4), 6)
    assert [step[3] for step in kept[1]] == [
        *("calm", "calm", "rebuild"),
        *("downhill", "speed", "normal"),
    ]
    other = to_template("return_to_normal.toml", tomllib.loads(OURS.replace("= 0.8", "= 0.9")))
    again = to_plan(OFFER | {"plan_id": "first", "baseline_7d_m": 1.0})
    start_plan(journal, again, other, week_count=8)
    assert [rows(journal, table) for table in ("plan", "plan_step")] == kept


@pytest.mark.parametrize("code", REFUSALS)
def test_a_refused_start_says_why(code: str):
    """The sentence of the reason, not a code; and every code of the view has one."""
    with pytest.raises(UserError, match=REFUSALS[code][:20]):
        to_plan(OFFER | {"refusal_code": code})
    assert f"'{code}'" in (ROOT / "views" / "3_page" / "plan" / "plan_start.sql").read_text("utf-8")


def test_a_change_is_a_newer_row_and_taking_it_back_a_mark(journal: Journal):
    """Nothing is overwritten."""
    (entry_id,) = change_plan(journal, [a_change()])
    change_plan(journal, [a_change(value=21_000.0)])
    take_back_change(journal, entry_id)
    kept = [(row[5], row[8]) for row in rows(journal, "plan_change")]
    assert kept == [(20_000.0, False), (21_000.0, False), (21_000.0, True)]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"target_name": "pace"}, "has no pace to change"),
        ({"value": 0.0}, "pause the plan"),
        ({"value": 9e9}, "mistyped"),
        ({"target_name": "fast_s", "value": -1.0}, "mistyped"),
        ({"decided_by": "coach"}, "Say who decided"),
        ({"week_index": 0}, "counted from 1"),
        ({"reason": "x" * 501}, "at most 500"),
    ],
)
def test_a_number_that_cannot_be_is_refused_and_nothing_is_written(
    journal: Journal, values: dict[str, Any], said: str
):
    """All of several changes or none."""
    with pytest.raises(UserError, match=said):
        change_plan(journal, [a_change(), a_change(**values)])
    assert rows(journal, "plan_change") == []


def test_nobody_knows_other_actions_or_lengths(journal: Journal):
    """The words say what there is."""
    now = datetime(2026, 5, 3, 7, tzinfo=UTC)
    told: dict[str, Any] = {
        "runner_id": "mara",
        "plan_id": "first",
        "acted_at": now,
        "local_date": now.date(),
    }
    with pytest.raises(UserError, match="cannot skip"):
        act_on_plan(journal, action="skip", **told)
    with pytest.raises(UserError, match="choose 4, 5, 6, 7, 8"):
        start_plan(journal, to_plan(OFFER), our_plans()[0], week_count=9)
    with pytest.raises(UserError, match="choose return_to_normal"):
        read_plans(journal.home.plans).named("marathon")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("distance_share = 1.1", "distance_share = 9", "not a number from 0 to 1.5"),
        ("gate_green_share = 0.8", "gate_green_share = 0", "not a number from 0.5 to 1"),
        ("gate_least_days = 3", "gate_least_days = 0", "not a whole number from 1 to 7"),
        ("is_eased = true", 'is_eased = "yes"', "is_eased is neither true nor false"),
        ('id = "speed"', 'id = "normal"', "given twice: normal"),
        ('4 = ["calm", ', '4 = ["rest", ', "names a phase that is not there"),
        ('4 = ["calm", ', "4 = [", "names 3 weeks"),
        ('4 = ["calm", "downhill"', '4 = ["speed", "downhill"', "given twice: speed"),
        ('4 = ["calm"', '3 = ["calm"', "a plan has 4 to 8 weeks"),
        ("default_weeks = 6", "default_weeks = 9", "default_weeks is none"),
        ("[[phases]]", "[[phase]]", "missing keys"),
    ],
)
def test_a_wrong_file_is_named_and_ours_stays_in_use(tmp_path: Path, old: str, new: str, said: str):
    """One sentence says what is wrong."""
    assert old in OURS
    (tmp_path / "return_to_normal.toml").write_text(OURS.replace(old, new), "utf-8")
    read = read_plans(tmp_path)
    assert read.all == our_plans()
    assert len(read.problems) == 1
    assert read.problems[0].startswith("The plan return_to_normal.toml"), read.problems
    assert said in read.problems[0]


def test_a_clinics_own_plan_stands_beside_ours_and_a_wrong_one_is_found(tmp_path: Path):
    """By another name beside, by the same name in its place; `kneewise doctor` names the wrong."""
    home = a_new_home(tmp_path)
    home.plans.mkdir()
    (home.plans / "clinic.toml").write_text(OURS.replace("Back to normal", "Ours"), "utf-8")
    (home.plans / "bad.toml").write_text("title = 1", "utf-8")
    read = read_plans(home.plans)
    assert [template.template_id for template in read.all] == ["return_to_normal", "clinic"]
    found = [f for f in examine(Home(tmp_path), Settings(home=tmp_path)) if f.what == "plans"]
    assert [finding.is_wrong for finding in found] == [True]
    assert "bad.toml" in found[0].words
