"""Strava's way in and out of the server: real HTTP against the fake, one browser at a time."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from starlette.applications import Starlette

from dashboard import session
from dashboard.server import strava_routes
from dashboard.server.background_jobs import Background
from dashboard.server.strava_routes import COOKIE, ROUTES, Notes
from etl.home import Home
from etl.journal.store import Journal
from etl.settings import Settings
from etl.sources.strava_api import subscription
from etl.sources.strava_api.terms import TERMS
from etl.sync import run as sync_run
from etl.sync import schedule, states
from etl.sync.ledger.store import Ledger
from etl.sync.webhook_queue import waiting_events
from tests.builders.homes import NOW
from tests.conftest import REPOSITORY
from tests.dashboard.strava import connected, settings_for
from tests.fake_strava import FakeStrava, a_history
from tests.fake_strava.serving import Serving

WITHIN_S = 2.0


@dataclass
class Site:
    """A server with the routes, its home, and the fake that it talks to."""

    address: str
    home: Home
    settings: Settings
    strava: FakeStrava

    def begin(self, runner_id: str | None = None) -> tuple[requests.Session, str]:
        """A browser that pressed the button, and the consent page it was sent to."""
        browser = requests.Session()
        answer = browser.get(strava_routes.start_address(runner_id), allow_redirects=False)
        assert answer.status_code == 303
        return browser, answer.headers["Location"]

    def come_back(self, browser: requests.Session, location: str) -> tuple[str, str]:
        """Where the browser is sent in the end: path and result."""
        answer = browser.get(location, allow_redirects=False)
        assert answer.status_code == 303
        target = urlsplit(answer.headers["Location"])
        assert not target.netloc
        return target.path, parse_qs(target.query)["strava"][0]


@pytest.fixture(scope="module")
def strava() -> Generator[FakeStrava]:
    """One fake for all tests here, as new for each."""
    with FakeStrava() as fake:
        yield fake


@pytest.fixture
def site(strava: FakeStrava, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Site]:
    """A served home without a runner."""
    strava.reset()
    strava.add_athlete(1, runs=a_history(3, until=strava.now()))
    strava.add_athlete(2)
    home = Home(tmp_path / "home")
    settings = settings_for(strava, home.root)
    monkeypatch.setattr(strava_routes, "notes", Notes())
    server = Serving(Starlette(routes=ROUTES), port=0)
    session.bind(home, settings, address=server.base_url)
    server.start()
    yield Site(server.base_url, home, settings, strava)
    server.stop()


def test_a_visit_connects_the_account_and_makes_the_runner(site: Site) -> None:
    """The button, Strava's page, and back: one account, one runner, no secret left behind."""
    browser, consent_page = site.begin()
    cookie = next(cookie for cookie in browser.cookies if cookie.name == COOKIE)
    assert (cookie.path, cookie.secure) == ("/strava", False)
    assert cookie.has_nonstandard_attr("HttpOnly")
    asked = parse_qs(urlsplit(consent_page).query)
    assert asked["redirect_uri"] == [f"{site.address}/strava/callback"]
    back = site.strava.authorize(consent_page, athlete_id=1)
    assert site.come_back(browser, back) == ("/connections", "connected")
    assert COOKIE not in browser.cookies
    accounts = Ledger(site.home).accounts()
    runners = Journal(site.home, site.settings).runners()
    assert [account.runner_id for account in accounts] == [runners[0].runner_id]
    assert runners[0].display_name == "Runner"


def test_of_several_runners_the_one_who_connected_is_shown(site: Site) -> None:
    """The way back names them by our own id, for the header's choice."""
    Journal(site.home, site.settings).ensure_runner("Mara")
    tom = Journal(site.home, site.settings).ensure_runner("Tom")
    browser, consent_page = site.begin(tom.runner_id)
    back = site.strava.authorize(consent_page, athlete_id=1)
    target = browser.get(back, allow_redirects=False).headers["Location"]
    assert target == f"/connections?strava=connected&runner_id={tom.runner_id}"


def test_a_way_back_is_good_for_once(site: Site) -> None:
    """The same address again changes nothing and says to begin again."""
    browser, consent_page = site.begin()
    back = site.strava.authorize(consent_page, athlete_id=1)
    kept = browser.cookies.copy()
    site.come_back(browser, back)
    browser.cookies.update(kept)
    assert site.come_back(browser, back) == ("/connections", "restart")


def test_another_browser_cannot_finish_a_visit(site: Site) -> None:
    """The address alone, without the first browser's cookie, connects nothing."""
    _, consent_page = site.begin()
    back = site.strava.authorize(consent_page, athlete_id=1)
    stranger = requests.Session()
    assert site.come_back(stranger, back)[1] == "restart"
    other, _ = site.begin()
    assert site.come_back(other, back)[1] == "restart"
    assert Ledger(site.home).accounts() == []


def test_a_visit_that_took_too_long_connects_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten minutes, then the state is worth nothing."""
    browser, consent_page = site.begin()
    back = site.strava.authorize(consent_page, athlete_id=1)
    real = Settings.current_time
    later = TERMS.state_valid * 1.01
    monkeypatch.setattr(Settings, "current_time", lambda settings: real(settings) + later)
    assert site.come_back(browser, back)[1] == "restart"
    assert Ledger(site.home).accounts() == []


def test_a_refusal_is_taken_as_one(site: Site) -> None:
    """Cancel on Strava's page."""
    browser, consent_page = site.begin()
    back = site.strava.authorize(consent_page, athlete_id=1, deny=True)
    assert site.come_back(browser, back)[1] == "refused"


@pytest.mark.parametrize(
    ("scopes", "result"),
    [(["read"], "scope_missing"), (["read", "activity:read"], "connected_in_part")],
)
def test_unticked_boxes_are_noticed(site: Site, scopes: list[str], result: str) -> None:
    """Without any leave to read activities nothing is connected; without private ones, in part."""
    browser, consent_page = site.begin()
    back = site.strava.authorize(consent_page, athlete_id=1, scopes=scopes)
    assert site.come_back(browser, back)[1] == result


def test_one_account_belongs_to_one_runner(site: Site) -> None:
    """Neither a second runner with the same account, nor a second account of one runner."""
    mara, _ = connected(site.strava, site.home, site.settings, athlete_id=1, name="Mara")
    tom = Journal(site.home, site.settings).ensure_runner("Tom")
    browser, consent_page = site.begin(tom.runner_id)
    back = site.strava.authorize(consent_page, athlete_id=1)
    assert site.come_back(browser, back)[1] == "other_runner"
    browser, consent_page = site.begin(mara.runner_id)
    back = site.strava.authorize(consent_page, athlete_id=2)
    assert site.come_back(browser, back)[1] == "other_account"
    assert [one.athlete_id for one in Ledger(site.home).accounts()] == ["1"]


@pytest.mark.parametrize(
    ("fault", "result"),
    [("inactive", "app_inactive"), ("html", "unreachable"), (503, "unreachable")],
)
def test_a_failing_strava_is_told_in_its_own_code(
    site: Site, fault: str | int, result: str
) -> None:
    """Nothing is connected and nothing of the error travels in the address."""
    browser, consent_page = site.begin()
    back = site.strava.authorize(consent_page, athlete_id=1)
    site.strava.faults.add(fault, kind="token", times=None)
    assert site.come_back(browser, back)[1] == result
    assert Ledger(site.home).accounts() == []


def test_nobody_is_sent_to_an_address_from_outside(site: Site) -> None:
    """The way back leads to our own page, whatever the address names."""
    browser, consent_page = site.begin()
    back = site.strava.authorize(consent_page, athlete_id=1)
    for more in ("return_path=https://evil.example", "next=//evil.example", "strava=<b>"):
        target = browser.get(f"{back}&{more}", allow_redirects=False).headers["Location"]
        assert target.startswith("/connections?strava=")
        assert "evil" not in target and "<" not in target


def test_a_visit_needs_a_ticket_of_the_screen(site: Site) -> None:
    """No ticket, a made-up one or a used one leads back to the screen, not to Strava."""
    once = strava_routes.start_address(None)
    requests.get(once, allow_redirects=False)
    for address in (once, f"{site.address}/strava/connect", f"{once}x"):
        target = requests.get(address, allow_redirects=False).headers["Location"]
        assert target == "/connections?strava=restart"


def test_a_home_whose_clock_stands_still_connects_nothing(site: Site) -> None:
    """The demonstration has no runs of its own to fetch."""
    still = settings_for(site.strava, site.home.root, now=NOW)
    session.bind(site.home, still, address=site.address)
    answer = requests.get(strava_routes.start_address(None), allow_redirects=False)
    assert answer.headers["Location"] == "/connections?strava=restart"


def test_a_ticket_runs_out_and_none_is_made_by_hand(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten minutes each; whatever was not signed here, or for another purpose, begins nothing."""
    late = strava_routes.start_address(None)
    state, _ = states.begin_visit(
        site.home,
        site.settings,
        states.Visit("somebody", "strava", "/connections"),
        now=site.settings.current_time(),
    )
    base = late.partition("=")[0]
    real = Settings.current_time
    for address in (f"{base}={state}", f"{base}=made-up", f"{late}x", base):
        answer = requests.get(address, allow_redirects=False)
        assert answer.headers["Location"].endswith("strava=restart")
        assert "Set-Cookie" not in answer.headers
    later = TERMS.state_valid * 1.01
    monkeypatch.setattr(Settings, "current_time", lambda settings: real(settings) + later)
    assert requests.get(late, allow_redirects=False).headers["Location"].endswith("strava=restart")


def test_a_ticket_works_once_also_after_a_restart(site: Site) -> None:
    """What was used is known on disk, so that another process refuses it as well."""
    address = strava_routes.start_address(None)
    assert "Set-Cookie" in requests.get(address, allow_redirects=False).headers
    ticket = address.partition("ticket=")[2]
    command = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path;"
        "from etl.home import Home; from etl.settings import Settings; from etl.sync import states;"
        "from etl.sources.strava_api.terms import TERMS;"
        "print(states.take(Home(Path(sys.argv[1])), Settings(home=Path(sys.argv[1])), 'ticket',"
        " sys.argv[2], valid_for=TERMS.state_valid, now=datetime.now(UTC)))"
    )
    words = [sys.executable, "-c", command, str(site.home.root), ticket]
    done = subprocess.run(words, capture_output=True, text=True, cwd=REPOSITORY, check=True)
    assert done.stdout.strip() == "None"


def test_a_public_address_makes_the_cookie_for_encrypted_ways_only(site: Site) -> None:
    """Behind a proxy with TLS, the visit begins and ends there."""
    public = site.settings.model_copy(update={"public_url": "https://knee.example/"})
    session.bind(site.home, public, address=site.address)
    address = strava_routes.start_address(None)
    assert address.startswith("https://knee.example/strava/connect?ticket=")
    local = address.replace("https://knee.example", site.address)
    answer = requests.get(local, allow_redirects=False)
    assert "Secure" in answer.headers["Set-Cookie"]
    asked = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert asked["redirect_uri"] == ["https://knee.example/strava/callback"]


# Events


def subscribed(site: Site) -> subscription.Subscription:
    """The site with a subscription, its handshake done."""
    public = site.settings.model_copy(update={"public_url": site.address})
    return subscription.create(Ledger(site.home), public)


def an_event(**changes: object) -> dict[str, object]:
    """A new activity of athlete 1."""
    event = {"object_type": "activity", "object_id": 99, "aspect_type": "create", "owner_id": 1}
    return event | changes


def test_the_handshake_needs_the_token_that_was_given(site: Site) -> None:
    """Anybody else gets 403, also while there is no subscription."""
    address = f"{site.address}/strava/webhook"
    asked = {"hub.mode": "subscribe", "hub.challenge": "abc", "hub.verify_token": "guess"}
    assert requests.get(address, params=asked).status_code == 403
    subscribed(site)
    assert requests.get(address, params=asked).status_code == 403
    token = Ledger(site.home).note("strava", subscription.VERIFY_TOKEN)
    right = requests.get(address, params=asked | {"hub.verify_token": token})
    assert right.json() == {"hub.challenge": "abc"}
    wrong_mode = asked | {"hub.verify_token": token, "hub.mode": "unsubscribe"}
    assert requests.get(address, params=wrong_mode).status_code == 403


def test_an_event_waits_as_a_hint(site: Site) -> None:
    """Kept once however often it comes; one of another subscription is not kept."""
    subscribed(site)
    assert [site.strava.push(an_event()).status for _ in range(3)] == [200] * 3
    assert site.strava.push(an_event(object_id=7, subscription_id=1)).status == 200
    waiting = waiting_events(site.home)
    assert [(event.athlete_id, event.object_id) for event in waiting] == [("1", "99")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"object_type": "activity"}',
        b'{"object_type": "activity", "object_id": "../../x", "owner_id": 1}',
        b"[" * 60_000,
        b'{"object_type": "' + b"x" * 70_000 + b'"}',
    ],
)
def test_nonsense_is_refused(site: Site, body: bytes) -> None:
    """Neither an object, nor an event, nor of a sane length."""
    answer = requests.post(f"{site.address}/strava/webhook", data=body)
    assert answer.status_code == 400
    assert waiting_events(site.home) == []


HOLD_DUCKDB = """
import sys, time
import duckdb
connection = duckdb.connect(sys.argv[1])
connection.execute("begin; create table if not exists held (one integer)")
print("held", flush=True)
time.sleep(60)
"""


def test_events_are_answered_in_time_whatever_the_databases_do(site: Site) -> None:
    """Another process holds the warehouse, and the ledger is locked for good."""
    subscribed(site)
    Journal(site.home, site.settings).prepare()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD_DUCKDB, str(site.home.warehouse)], stdout=subprocess.PIPE
    )
    ledger = sqlite3.connect(site.home.sync_ledger, isolation_level=None)
    try:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        ledger.execute("pragma locking_mode = exclusive")
        ledger.execute("begin exclusive")
        for number in range(1, 6):
            delivery = site.strava.push(an_event(object_id=number))
            assert delivery.status == 200
            assert delivery.seconds < WITHIN_S
    finally:
        ledger.close()
        holder.kill()
        holder.wait()
    assert len(waiting_events(site.home)) == 5


# Background


def test_the_background_syncs_once_it_is_woken(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection made just now is synced at once, and the thread ends when it is told to."""
    pause_s = 600
    thread = Background(look_every_s=pause_s)
    thread.start()
    try:
        runner, _ = connected(site.strava, site.home, site.settings)
        thread.wake()
        until = time.monotonic() + pause_s / 4  # a busy machine takes its time; a look is far off
        ledger = Ledger(site.home)
        while (
            not ledger.counts(runner.runner_id, "strava").detailed_count
            and time.monotonic() < until
        ):
            time.sleep(0.05)
        assert ledger.counts(runner.runner_id, "strava").detailed_count > 0
    finally:
        began = time.monotonic()
        thread.stop()
    assert time.monotonic() - began < pause_s / 4


def test_the_background_opens_no_database_while_nothing_is_due(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No sync is begun, so that nobody ever waits for one."""
    begun = []
    Ledger(site.home).set_note("strava", "somebody", "was here")
    monkeypatch.setattr(sync_run, "sync", lambda *_args, **_kwargs: begun.append(1))
    thread = Background(look_every_s=0.01)
    thread.start()
    time.sleep(0.5)
    thread.stop()
    assert begun == []
    assert not site.home.warehouse.exists() and not site.home.journal.exists()


def test_no_sync_where_the_clock_stands_still(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demonstration is left as it is."""
    session.bind(site.home, settings_for(site.strava, site.home.root, now=NOW))
    asked = []
    Ledger(site.home).set_note("strava", "somebody", "was here")
    monkeypatch.setattr(schedule, "is_due", lambda *_args, **_kwargs: asked.append(1))
    thread = Background(look_every_s=0.01)
    thread.start()
    time.sleep(0.3)
    thread.stop()
    assert asked == []


def test_a_failure_in_the_background_is_named_by_its_kind(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Its words may quote what was fetched; the thread lives on."""
    calls = []

    def fail(*_args: object, **_kwargs: object) -> bool:
        calls.append(1)
        raise RuntimeError("CANARY")

    Ledger(site.home).set_note("strava", "somebody", "was here")
    monkeypatch.setattr(schedule, "is_due", fail)
    thread = Background(look_every_s=0.01)
    thread.start()
    time.sleep(0.3)
    thread.stop()
    assert len(calls) > 1
    assert "RuntimeError" in caplog.text
    assert "CANARY" not in caplog.text


def test_the_server_logs_no_codes(site: Site, tmp_path: Path) -> None:
    """The real server, its own log at its most talkative: no address with a query stands in it."""
    served = subprocess.Popen(
        [
            *[sys.executable, "-m", "dashboard.cli.main", "--home", str(tmp_path / "served")],
            *["serve", "--port", str(port := _free_port())],
        ],
        cwd=REPOSITORY,
        env=os.environ | site.strava.environment | {"STREAMLIT_LOGGER_LEVEL": "debug"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/healthz")
        for path in ("callback?code=CANARY&state=CANARY", "connect?ticket=CANARY"):
            answer = requests.get(f"{address}/strava/{path}", allow_redirects=False)
            assert answer.headers["Location"] == "/connections?strava=restart"
        asked = {"hub.mode": "subscribe", "hub.verify_token": "CANARY"}
        assert requests.get(f"{address}/strava/webhook", params=asked).status_code == 403
        token = Home(tmp_path / "served").token.read_text("ascii")
        assert requests.get(f"{address}/today?token={token}").status_code == 200
    finally:
        served.terminate()
        log = served.communicate(timeout=30)[0].decode()
    assert f"Kneewise is at {address}/?token={token}" in log
    assert log.count(token) == 1
    assert "CANARY" not in log


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if requests.get(address, timeout=2).ok:
                return
        except requests.RequestException:
            time.sleep(0.1)
    pytest.fail("The server did not answer.")
