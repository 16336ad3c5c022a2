"""The fake as a process of its own, and the levers that reach it there."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests

from tests.conftest import REPOSITORY
from tests.fake_strava import FakeStrava
from tests.fake_strava_tests.conftest import NOON, Get


@pytest.fixture(scope="module")
def process() -> Iterator[list[str]]:
    """What the command prints; it is stopped by Ctrl-C's signal or a plain kill."""
    command = [sys.executable, "-m", "tests.fake_strava", "--port", "0"]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        yield [running.stdout.readline().strip() for _ in range(5)]
        running.terminate()
        assert running.wait(timeout=10) == 0


def _pull(strava: FakeStrava, lever: str, **told: Any) -> Any:
    answer = requests.post(f"{strava.base_url}/_control/{lever}", json=told, timeout=5)
    answer.raise_for_status()
    return answer.json()


def _look(base_url: str, lever: str) -> Any:
    return requests.get(f"{base_url}/_control/{lever}", timeout=5).json()


def test_the_command_prints_what_to_set_and_serves_a_runner(process: list[str]) -> None:
    """One athlete with 120 activities of the last year, to develop against."""
    set_to = dict(line.removeprefix("export ").split("=", 1) for line in process[1:4])

    assert set(set_to) == {
        "KNEEWISE_STRAVA_BASE_URL",
        "KNEEWISE_STRAVA_CLIENT_ID",
        "KNEEWISE_STRAVA_CLIENT_SECRET",
    }
    state = _look(set_to["KNEEWISE_STRAVA_BASE_URL"], "state")
    assert state["athletes"] == {"4242": 120}
    assert state["calls"] == 0


def test_another_process_moves_the_clock(strava: FakeStrava) -> None:
    """To an instant or by seconds."""
    later = NOON + timedelta(days=8)

    assert _look(strava.base_url, "now") == {"now": NOON.isoformat()}
    _pull(strava, "advance", to=later.isoformat())
    assert strava.now() == later
    _pull(strava, "advance", seconds=60)
    assert strava.now() == later + timedelta(minutes=1)


def test_another_process_sees_what_was_asked(strava: FakeStrava, get: Get) -> None:
    """Counts by kind and by status; looking is not counted."""
    get("/athlete")
    get("/activities/404404")
    state = _look(strava.base_url, "state")

    assert state["counts"] == {"athlete": 1, "detail": 1}
    assert state["statuses"] == {"200": 1, "404": 1}
    assert state["connected"] == [1]
    assert state["read_used"] == [2, 2]


def test_another_process_grants_revokes_and_breaks(strava: FakeStrava, get: Get) -> None:
    """What `grant`, `revoke_by_athlete` and `faults.add` do in this one."""
    token = _pull(strava, "grant", athlete_id=1, scopes=["read"])["access_token"]
    _pull(strava, "fault", what="html", kind="athlete")

    assert [get("/athlete", token=token).status_code for _ in range(2)] == [502, 200]
    _pull(strava, "revoke", athlete_id=1)
    assert get("/athlete", token=token).status_code == 401


def test_another_process_edits_and_deletes(strava: FakeStrava, get: Get) -> None:
    """As the athlete does on Strava."""
    activity = get("/athlete/activities", per_page=1).json()[0]["id"]
    _pull(strava, "edit", athlete_id=1, activity_id=activity, changes={"name": "New"})
    assert get(f"/activities/{activity}").json()["name"] == "New"
    _pull(strava, "delete", athlete_id=1, activity_id=activity)
    assert get(f"/activities/{activity}").status_code == 404


def test_a_lever_pulled_wrongly_says_so(strava: FakeStrava) -> None:
    """400 with the problem, so that the test that did it fails where it did."""
    answer = requests.post(f"{strava.base_url}/_control/revoke", json={}, timeout=5)

    assert (answer.status_code, "athlete_id" in answer.json()["problem"]) == (400, True)
