"""Who sees a runner's plan of quicker steps, and the pain in it."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard.access.gateway import Gateway, Viewer
from etl.journal.cadence_plan import act_on_plan, choose_goal, start_plan, to_plan
from etl.journal.store import Journal
from tests.builders import a_home, a_run
from tests.etl.journal.test_cadence_plan import NOW, OFFER

COACH = Viewer(viewer_id="coach", is_owner=False)


@pytest.fixture
def here(tmp_path: Path):
    """A home with a run, a plan under way, and a calf that hurt."""
    home, settings = a_home(tmp_path, [a_run("2026-05-02")])
    journal = Journal(home, settings)
    runner_id = journal.ensure_runner().runner_id
    plan_id = start_plan(journal, to_plan(OFFER | {"runner_id": runner_id}, started_at=NOW))
    told: dict[str, Any] = {
        "runner_id": runner_id,
        "plan_id": plan_id,
        "acted_at": NOW,
        "local_date": NOW.date(),
    }
    act_on_plan(journal, action="calf_pain", pain_score=5, **told)
    act_on_plan(journal, action="pause", **told)
    choose_goal(journal, runner_id=runner_id, has_goal=True)
    return home, settings


def grant(here, scope: str) -> None:
    """The runner lets the coach see this."""
    journal = Journal(*here)
    runner_id = journal.ensure_runner().runner_id
    row = [scope, COACH.viewer_id, runner_id, scope, runner_id, date(2026, 1, 1), datetime.now()]  # noqa: DTZ005  any instant will do
    with journal.writing() as connection:
        connection.execute(
            "insert into journal.access_grant (grant_id, viewer_id, runner_id, scope, granted_by,"
            " from_date, saved_at) values (?, ?, ?, ?, ?, ?, ?)",
            row,
        )


@pytest.mark.parametrize(
    ("scopes", "plans", "actions", "goals"),
    [
        ([], 0, [], 0),
        (["training"], 1, ["pause"], 1),
        (["training", "pain"], 1, ["calf_pain", "pause"], 1),
    ],
)
def test_calf_pain_needs_the_scope_of_pain(here, scopes, plans, actions, goals):
    """Nobody sees nothing; training shows the plan without what hurt."""
    for scope in scopes:
        grant(here, scope)
    gateway = Gateway(*here)
    assert gateway.load(COACH, "page.cadence_plan").height == plans
    assert sorted(gateway.load(COACH, "journal.cadence_action")["action"].to_list()) == actions
    assert gateway.load(COACH, "journal.cadence_goal").height == goals
