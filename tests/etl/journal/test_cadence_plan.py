"""Starting, pausing and stopping a cadence step, as the journal keeps it."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from etl.errors import UserError
from etl.home import Home
from etl.journal.cadence_plan import REFUSALS, act_on_plan, choose_goal, start_plan, to_plan
from etl.journal.store import Journal
from etl.settings import Settings
from sql import ROOT

NOW = datetime(2026, 5, 3, 7, tzinfo=UTC)
OFFER = {
    "runner_id": "mara",
    "refusal_code": None,
    "baseline_spm": 164.0,
    "target_spm": 172.2,
    "aim_spm": 170.65,
    "is_height_known": True,
    "reference_speed_mps": 2.78,
    "line_slope": 8.5,
    "line_week_start_date": date(2026, 4, 27),
    "line_method": "own",
    "wanted_run_count": 6,
    "open_from_date": None,
}


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """An empty journal."""
    return Journal(Home(tmp_path), Settings(home=tmp_path))


def rows(journal: Journal, table: str) -> list[tuple]:
    """Rows as they are kept."""
    with journal.writing() as connection:
        return connection.execute(f"select * from journal.{table}").fetchall()  # noqa: S608  our own names


def test_a_start_writes_down_what_it_was_measured_by(journal: Journal):
    """Baseline, speed, slope, line and formulas: none of it moves again."""
    plan_id = start_plan(journal, to_plan(OFFER, started_at=NOW))
    (row,) = rows(journal, "cadence_plan")
    assert row[:3] == (plan_id, "mara", datetime(2026, 5, 3, 7))  # noqa: DTZ001  stored in UTC
    assert row[3:8] == (164.0, 2.78, 8.5, date(2026, 4, 27), "own")
    assert row[9:12] == (170.65, True, 6)


def test_the_same_plan_again_changes_nothing(journal: Journal):
    """A repeated build of the demonstration is harmless, whatever it says."""
    plan = to_plan(OFFER | {"plan_id": "first"}, started_at=NOW)
    start_plan(journal, plan)
    kept = rows(journal, "cadence_plan")
    start_plan(journal, to_plan(OFFER | {"plan_id": "first", "aim_spm": 1.0}, started_at=NOW))
    assert rows(journal, "cadence_plan") == kept


@pytest.mark.parametrize("code", REFUSALS)
def test_a_refused_start_says_why(code: str):
    """The sentence of the reason, not a code."""
    with pytest.raises(UserError, match=REFUSALS[code][:20]):
        to_plan(OFFER | {"refusal_code": code}, started_at=NOW)


def test_every_reason_of_the_view_has_its_sentence():
    """A new reason in the SQL without words would be an error on the page."""
    sql = (ROOT / "views" / "3_page" / "cadence" / "cadence_start.sql").read_text("utf-8")
    assert [code for code in REFUSALS if f"then '{code}'" not in sql] == []
    assert sql.count("then '") == len(REFUSALS)


def test_actions_are_rows_and_calf_pain_needs_its_number(journal: Journal):
    """Nothing is overwritten; what makes no sense is refused."""
    told: dict[str, Any] = {
        "runner_id": "mara",
        "plan_id": "p",
        "acted_at": NOW,
        "local_date": NOW.date(),
    }
    act_on_plan(journal, action="pause", **told)
    act_on_plan(journal, action="calf_pain", pain_score=4, **told)
    assert [(row[3], row[6]) for row in rows(journal, "cadence_action")] == [
        ("pause", None),
        ("calf_pain", 4),
    ]
    wrongs: list[dict[str, Any]] = [
        {"action": "fly"},
        {"action": "calf_pain"},
        {"action": "stop", "pain_score": 3},
    ]
    for wrong in wrongs:
        with pytest.raises(UserError):
            act_on_plan(journal, **told, **wrong)
    with pytest.raises(UserError, match="from 0"):
        act_on_plan(journal, action="calf_pain", pain_score=11, **told)


def test_a_goal_can_be_taken_back(journal: Journal):
    """Both words stay; the newest counts."""
    choose_goal(journal, runner_id="mara", has_goal=True)
    choose_goal(journal, runner_id="mara", has_goal=False)
    assert [row[1] for row in rows(journal, "cadence_goal")] == [True, False]
