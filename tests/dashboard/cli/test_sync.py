"""Connecting, syncing and disconnecting from a shell, against the fake over real HTTP."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Generator
from pathlib import Path

import pytest
import requests

from dashboard.cli.oauth_callback import listening
from etl.errors import UserError
from etl.home import Home
from etl.sync.ledger.store import Ledger
from tests.conftest import REPOSITORY
from tests.dashboard.cli.in_process import run_here
from tests.dashboard.server.test_strava_routes import Site
from tests.dashboard.server.test_strava_routes import site as site  # noqa: PLC0414  a fixture
from tests.dashboard.strava import connected, settings_for
from tests.fake_strava import FakeStrava, a_history

RUNS = 4


@pytest.fixture(scope="module")
def strava() -> Generator[FakeStrava]:
    """One fake for all tests here, as new for each."""
    with FakeStrava() as fake:
        yield fake


class Shell:
    """Runs `kneewise` in one home; what waits for a browser in a process of its own."""

    def __init__(self, home: Path, strava: FakeStrava) -> None:
        self.home = Home(home)
        self.strava = strava
        self.settings = settings_for(strava, home)
        self.environment = os.environ | strava.environment | {"KNEEWISE_TIME_ZONE": "Europe/Berlin"}

    def start(self, *words: str, **more: str) -> subprocess.Popen[str]:
        """The process, under way."""
        return subprocess.Popen(
            [sys.executable, "-m", "dashboard.cli.main", "--home", str(self.home.root), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment | more,
            cwd=REPOSITORY,
        )

    def run(self, *words: str, **more: str) -> tuple[int, str, str]:
        """Exit code, standard output and standard error, once it has ended."""
        environment = self.environment | more
        done = run_here(*words, home=self.home.root, environment=environment, folder=REPOSITORY)
        return done.returncode, done.stdout, " ".join(done.stderr.split())


@pytest.fixture
def shell(strava: FakeStrava, tmp_path: Path) -> Shell:
    """An empty home, and one athlete at the fake."""
    strava.reset()
    strava.add_athlete(1, runs=a_history(RUNS, until=strava.now()))
    strava.add_athlete(2)
    return Shell(tmp_path / "home", strava)


def test_connect_sync_and_disconnect_from_a_shell(shell: Shell, strava: FakeStrava) -> None:
    """The address alone on a line, the browser comes back, runs come in, and go with a receipt."""
    waiting = shell.start("connect", "strava", "--no-browser", "--runner", "Mara")
    assert waiting.stdout is not None
    address = waiting.stdout.readline().strip()
    back = strava.authorize(address, athlete_id=1)
    assert requests.get(back.replace("state=", "state=x"), timeout=10).status_code == 404
    page = requests.get(back, timeout=10)
    out, err = waiting.communicate(timeout=20)
    assert (waiting.returncode, out) == (0, "")
    assert "Strava is connected to Mara. kneewise sync brings the runs." in " ".join(err.split())
    assert "Strava is connected to Mara." in page.text
    assert "CANARY" not in page.text + err

    code, out, err = shell.run("sync", "--json")
    answer = json.loads(out)
    assert code == 0, err
    assert (answer["listed"], answer["trouble"]) == (RUNS, None)
    [row] = answer["runners"]
    assert {"runner": "Mara", "state": "connected", "activities": RUNS}.items() <= row.items()
    assert row["detailed"] == answer["detailed"] > 0
    assert (row["wanted"], row["complete_at"], row["trouble"]) == (0, None, None)

    calls = len(strava.calls)
    code, out, _ = shell.run("sync")
    assert code == 0 and "Mara:" in out
    assert len(strava.calls) == calls + 1  # one look at the recent weeks, nothing twice

    code, out, err = shell.run("disconnect", "strava", "--json")
    assert code == 0, err
    receipt = json.loads(out)
    assert (receipt["activity_count"], receipt["is_confirmed"]) == (RUNS, True)
    assert shell.run("disconnect", "strava")[0] == 1


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"deny": True}, "not allowed to share anything"),
        ({"scopes": ["read"]}, "was not ticked"),
    ],
)
def test_a_refusal_ends_the_waiting_with_a_sentence(
    shell: Shell, strava: FakeStrava, how: dict, sentence: str
) -> None:
    """In the browser and in the shell, with exit code 1."""
    waiting = shell.start("connect", "strava", "--no-browser")
    assert waiting.stdout is not None
    back = strava.authorize(waiting.stdout.readline().strip(), athlete_id=1, **how)
    assert sentence in requests.get(back, timeout=10).text
    out, err = waiting.communicate(timeout=20)
    assert (waiting.returncode, out) == (1, "")
    assert sentence in " ".join(err.split())


def test_what_may_not_be_read_is_said(shell: Shell, strava: FakeStrava) -> None:
    """Connected, without the runs that only the runner sees."""
    waiting = shell.start("connect", "strava", "--no-browser")
    assert waiting.stdout is not None
    address = waiting.stdout.readline().strip()
    back = strava.authorize(address, athlete_id=1, scopes=["read", "activity:read"])
    requests.get(back, timeout=10)
    _, err = waiting.communicate(timeout=20)
    assert waiting.returncode == 0
    assert "Runs that only you see on Strava are not read" in " ".join(err.split())


@pytest.mark.parametrize(
    ("words", "more", "code", "sentence"),
    [
        (("sync",), {}, 1, "no runner here yet"),
        (("connect", "garmin"), {}, 2, "garmin"),
        (("connect", "strava"), {"KNEEWISE_NOW": "2026-05-03T07:00:00Z"}, 1, "clock"),
        (("disconnect", "strava"), {}, 1, "no runner here yet"),
        (("webhook", "create"), {}, 1, "no runner here yet"),
        (("webhook", "show"), {"KNEEWISE_STRAVA_CLIENT_SECRET": "wrong"}, 1, "does not know"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_a_code(
    shell: Shell, words: tuple[str, ...], more: dict[str, str], code: int, sentence: str
) -> None:
    """1 could not do it, 2 wrong usage; never a traceback."""
    done, out, err = shell.run(*words, **more)
    assert (done, out) == (code, "")
    assert sentence in err


def test_without_an_application_nothing_can_be_connected(shell: Shell) -> None:
    """It names what is to be set, and that files need none."""
    for name in ("KNEEWISE_STRAVA_CLIENT_ID", "KNEEWISE_STRAVA_CLIENT_SECRET"):
        shell.environment.pop(name)
    code, out, err = shell.run("connect", "strava", "--no-browser")
    assert (code, out) == (1, "")
    assert "set KNEEWISE_STRAVA_CLIENT_ID" in err


def test_one_account_that_failed_makes_exit_code_3(shell: Shell, strava: FakeStrava) -> None:
    """The other one is up to date all the same; each trouble in its sentence."""
    connected(strava, shell.home, shell.settings, athlete_id=1, name="Mara")
    connected(strava, shell.home, shell.settings, athlete_id=2, name="Tom")
    strava.revoke_by_athlete(2)
    code, out, _ = shell.run("sync", "--json")
    rows = {row["runner"]: row for row in json.loads(out)["runners"]}
    assert code == 3
    assert (rows["Mara"]["state"], rows["Mara"]["trouble"]) == ("connected", None)
    assert (rows["Tom"]["state"], rows["Tom"]["trouble"]) == ("ended", "revoked")


def test_a_strava_that_is_down_is_said_with_the_time_of_the_next_try(
    shell: Shell, strava: FakeStrava
) -> None:
    """In words, with exit code 3; late in the evening the next try is tomorrow's."""
    connected(strava, shell.home, shell.settings)
    strava.faults.add(503, kind="list", times=None)
    code, out, _ = shell.run("sync")
    assert code == 3
    told = "Strava does not answer at present: it is tried again by itself"
    assert re.search(rf"{told} (today|tomorrow) at about \d\d:\d\d", out)


def test_a_port_that_is_taken_is_said() -> None:
    """With the option that helps."""
    with listening(0) as server, pytest.raises(UserError, match="--port"):  # noqa: SIM117
        with listening(server.server_port):
            pass


def test_a_browser_that_says_nothing_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wait ends with a sentence, whatever else connects."""
    monkeypatch.setattr("dashboard.cli.oauth_callback.WAIT_S", 0.3)
    with listening(0) as server:
        visit = threading.Thread(
            target=lambda: requests.get(f"http://127.0.0.1:{server.server_port}/", timeout=5)
        )
        visit.start()
        with pytest.raises(UserError, match="did not come back"):
            server.wait("state", lambda _query: "done")
        visit.join()


def test_the_subscription_is_made_shown_and_ended(site: Site) -> None:
    """The server answers the handshake; a second one is not made, another address is named."""
    site.home.create()
    shell = Shell(site.home.root, site.strava)
    assert "KNEEWISE_PUBLIC_URL" in shell.run("webhook", "create")[2]
    assert "No account is connected here" in shell.run("sync")[2]
    public = {"KNEEWISE_PUBLIC_URL": site.address}
    code, out, err = shell.run("webhook", "create", "--json", **public)
    assert code == 0, err
    [made] = json.loads(out)["subscriptions"]
    assert made["callback_url"] == f"{site.address}/strava/webhook"
    note = Ledger(site.home).note("strava", "subscription_id")
    assert note == str(made["subscription_id"])
    assert json.loads(shell.run("webhook", "create", "--json", **public)[1])["subscriptions"] == [
        made
    ]
    code, _, err = shell.run("webhook", "create", KNEEWISE_PUBLIC_URL="http://127.0.0.1:1")
    assert code == 1 and "kneewise webhook delete first" in err
    assert made["callback_url"] in shell.run("webhook", "show")[1]
    assert json.loads(shell.run("webhook", "delete", "--json")[1])["deleted"] == 1
    assert Ledger(site.home).note("strava", "verify_token") is None
    code, _, err = shell.run("webhook", "create", KNEEWISE_PUBLIC_URL="http://127.0.0.1:1")
    assert code == 1 and "kneewise serve must be running" in err


@pytest.mark.parametrize(
    "address", ["http://knee.example", "https://127.0.0.1:8501", "https://localhost"]
)
def test_the_real_strava_is_given_public_encrypted_addresses_only(
    tmp_path: Path, address: str
) -> None:
    """Refused before anything is asked of it."""
    from etl.sources.strava_api.subscription import callback_address

    settings = settings_for(None, tmp_path).model_copy(update={"public_url": address})
    with pytest.raises(UserError, match="public https addresses only"):
        callback_address(settings)
