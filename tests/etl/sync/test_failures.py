"""Every failure that Strava can produce: what is done about it, and what is kept."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from etl.errors import UserError
from etl.journal.store import Journal
from etl.sources.strava_api.client import SCOPES, Grant
from etl.sync.connect import ask_consent, finish_consent
from etl.sync.connect import connect as store
from etl.sync.ledger.receipts import last_receipt
from etl.sync.webhook_queue import Event, keep_event, waiting_events
from tests.builders.hashes import rows_of
from tests.builders.strava import (
    CALLBACK,
    Connection,
    a_connection,
    as_made_by,
    connect,
    settings_for,
)
from tests.etl.sync.conftest import NOW
from tests.fake_strava import FakeStrava, a_fake_run
from tests.fake_strava.athlete.records import Kind

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Case:
    """A fault of the fake at a kind of call, and how the sync takes it."""

    fault: str | int
    kind: Kind
    trouble: str | None  # of the whole pass
    state: str = "connected"  # of the account afterwards
    is_kept: bool = True  # what was fetched before
    resumes_after: timedelta | None = None


UNREACHABLE = ("unreachable", "connected", True, 5 * MINUTE)
CASES = [
    Case(500, "list", *UNREACHABLE),
    Case(503, "streams", *UNREACHABLE),
    Case("html", "list", *UNREACHABLE),
    Case("html", "streams", *UNREACHABLE),
    Case("cut", "list", *UNREACHABLE),
    Case("cut", "streams", *UNREACHABLE),
    Case("bad_json", "list", *UNREACHABLE),
    Case("bad_json", "streams", *UNREACHABLE),
    Case("html", "token", *UNREACHABLE),
    Case(500, "token", *UNREACHABLE),
    Case("inactive", "list", "app_inactive", resumes_after=timedelta(hours=6)),
    Case("inactive", "streams", "app_inactive", resumes_after=timedelta(hours=6)),
    Case("429", "list", None, resumes_after=13 * MINUTE),
    Case("429", "streams", None, resumes_after=13 * MINUTE),
    Case("429-day", "streams", None, resumes_after=timedelta(hours=16, minutes=58)),
]


def with_one_run_synced(strava: FakeStrava, folder: Path) -> Connection:
    """A connection that is up to date, and a second run that waits on Strava since yesterday."""
    return as_made_by(_with_one_run_synced, strava, folder)


def _with_one_run_synced(strava: FakeStrava, folder: Path) -> Connection:
    strava.add_athlete(1, runs=[a_fake_run(1, NOW - timedelta(days=3), samples=30)])
    there = a_connection(folder, strava)
    there.sync_all()
    strava.set_time(NOW + timedelta(days=1))
    strava.add_activity(1, a_fake_run(2, NOW, samples=30))
    return there


def run_count(there: Connection) -> int:
    """Runs in the warehouse."""
    return rows_of(there.home, "select count(*) from core.activity where is_run")[0][0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.fault}-{case.kind}")
def test_a_failure_is_waited_out_and_nothing_is_lost(
    case: Case, strava: FakeStrava, tmp_path: Path
):
    """The page says what happens next by itself; once Strava is well again, the rest comes."""
    there = with_one_run_synced(strava, tmp_path)
    strava.faults.add(case.fault, kind=case.kind, times=None)

    report = there.sync()

    account = there.ledger.account(there.runner.runner_id, "strava")
    assert account is not None
    assert (report.trouble, account.state) == (case.trouble, case.state)
    assert account.trouble == case.trouble
    assert report.resume_at is not None and case.resumes_after is not None
    assert report.resume_at - strava.now() == case.resumes_after
    assert run_count(there) >= 1

    calls = len(strava.calls)
    assert there.sync().call_count == 0  # nobody hammers a platform that is down
    assert len(strava.calls) == calls

    strava.faults.clear()
    strava.limits.use(0, 0)
    strava.set_time(report.resume_at)
    there.sync_all()
    account = there.ledger.account(there.runner.runner_id, "strava")
    assert account is not None and account.trouble is None
    assert run_count(there) == 2
    details = rows_of(there.home, "select distinct detail_level from core.activity where is_run")
    assert details == [("stream",)]


def test_waits_grow_while_strava_stays_down(strava: FakeStrava, tmp_path: Path):
    """Five minutes, then ten, up to an hour; asking by hand tries at once."""
    there = with_one_run_synced(strava, tmp_path)
    strava.faults.add(503, kind="list", times=None)
    waits = []
    for _ in range(6):
        report = there.sync()
        assert report.resume_at is not None
        waits.append((report.resume_at - strava.now()) // MINUTE)
        strava.set_time(report.resume_at)
    assert waits == [5, 10, 20, 40, 60, 60]
    strava.faults.clear()
    assert there.sync(is_asked=True).trouble is None


def test_a_short_fault_is_not_even_noticed(strava: FakeStrava, tmp_path: Path):
    """One bad answer of a gateway is asked for again."""
    there = with_one_run_synced(strava, tmp_path)
    strava.faults.add(502, kind="streams", times=1)
    assert there.sync().trouble is None
    assert run_count(there) == 2


def test_an_odd_value_costs_that_value_alone(strava: FakeStrava, tmp_path: Path):
    """A heart rate that is a word is unknown; the page and the run stay."""
    there = with_one_run_synced(strava, tmp_path)
    strava.faults.add("odd_value", kind="list", key="average_heartrate", value="fast", times=1)
    assert there.sync().trouble is None
    assert run_count(there) == 2


def test_an_activity_without_a_start_is_counted_and_left_out(strava: FakeStrava, tmp_path: Path):
    """It cannot be placed; all others of the page come."""
    there = with_one_run_synced(strava, tmp_path)
    strava.faults.add("odd_value", kind="list", key="start_date", value=None, times=1)
    report = there.sync()
    assert report.odd_count == 1 and report.trouble is None


def test_access_withdrawn_at_strava_takes_everything_with_a_receipt(
    strava: FakeStrava, tmp_path: Path
):
    """The next call finds out: what came through the connection goes at once."""
    there = with_one_run_synced(strava, tmp_path)
    strava.revoke_by_athlete(1)
    report = there.sync()
    assert report.troubles == {there.runner.runner_id: "revoked"}
    assert there.ledger.account(there.runner.runner_id, "strava") is None
    assert run_count(there) == 0
    receipt = last_receipt(Journal(there.home, there.settings), there.runner.runner_id, "strava")
    assert receipt is not None
    assert (receipt["reason"], receipt["activity_count"]) == ("revoked", 1)


def test_an_event_of_a_withdrawal_is_checked_before_it_is_believed(
    strava: FakeStrava, tmp_path: Path
):
    """Anybody can post one: only Strava's own refusal ends a connection."""
    there = with_one_run_synced(strava, tmp_path)
    keep_event(there.home, Event("strava", "athlete", "1", "1"))
    there.sync()
    assert there.ledger.account(there.runner.runner_id, "strava") is not None
    strava.revoke_by_athlete(1)
    keep_event(there.home, Event("strava", "athlete", "1", "1"))
    there.sync()
    assert there.ledger.account(there.runner.runner_id, "strava") is None
    assert waiting_events(there.home) == []


def test_an_access_token_that_ends_early_is_exchanged(strava: FakeStrava, tmp_path: Path):
    """One refusal is not the end: the refresh token decides."""
    there = with_one_run_synced(strava, tmp_path)
    strava.faults.add(401, kind="list", times=1)
    report = there.sync()
    assert report.troubles == {} and run_count(there) == 2


def test_a_lost_permission_is_said_and_nothing_goes_before_its_time(
    strava: FakeStrava, tmp_path: Path
):
    """The account stands still until the runner connects again."""
    there = with_one_run_synced(strava, tmp_path)
    less = strava.grant(1, ("read",))
    grant = Grant(less["access_token"], less["refresh_token"], less["expires_at"], "1")
    runner_id = there.runner.runner_id
    store(
        there.home,
        there.settings,
        runner_id,
        grant,
        provider="strava",
        scopes=SCOPES,
        now=strava.now(),
    )
    report = there.sync()
    assert report.troubles == {runner_id: "scope_missing"}
    account = there.ledger.account(runner_id, "strava")
    assert account is not None and account.state == "scope_missing"
    assert run_count(there) == 1
    connect(there.home, there.settings, strava, there.runner)
    there.sync_all()
    assert run_count(there) == 2


def test_one_runners_trouble_is_not_anothers(strava: FakeStrava, tmp_path: Path):
    """The second runner is synced although the first withdrew."""
    for athlete_id in (1, 2):
        run = a_fake_run(athlete_id, NOW - timedelta(days=1), samples=30)
        strava.add_athlete(athlete_id, runs=[run])
    there = a_connection(tmp_path, strava, athletes=(1, 2))
    strava.revoke_by_athlete(1)
    there.sync_all()
    owners = rows_of(there.home, "select runner_id from core.activity")
    assert owners == [(there.runners[1].runner_id,)]


def test_an_unknown_application_is_said_to_the_operator(strava: FakeStrava, tmp_path: Path):
    """A wrong secret shows when tokens are exchanged; nothing is removed for it."""
    there = with_one_run_synced(strava, tmp_path)
    wrong = settings_for(strava, there.home, now=None).model_copy(
        update={"strava_client_id": "999"}
    )
    report = Connection(there.home, wrong, strava, there.runners).sync()
    assert report.trouble == "app_unknown"
    assert run_count(there) == 1


def test_another_key_asks_to_connect_again(strava: FakeStrava, tmp_path: Path):
    """Tokens that do not open are no reason to remove what is here."""
    there = with_one_run_synced(strava, tmp_path)
    there.home.secret_key.unlink()
    report = there.sync()
    assert report.troubles == {there.runner.runner_id: "wrong_key"}
    assert run_count(there) == 1
    connect(there.home, there.settings, strava, there.runner)
    there.sync_all()
    assert run_count(there) == 2


def just_connected(strava: FakeStrava, folder: Path) -> Connection:
    """A runner whose athlete has not run yet."""
    strava.add_athlete(1)
    return a_connection(folder, strava)


def ask(there: Connection):
    """A visit to the consent page that has begun."""
    return ask_consent(
        there.home,
        there.settings,
        runner_id=there.runner.runner_id,
        provider="strava",
        redirect_uri=CALLBACK,
        now=there.strava.now(),
    )


def finish(there: Connection, **changes):
    """The browser comes back with what is good, but for the changes."""
    consent = ask(there)
    words = {"state": consent.state, "browser_secret": consent.browser_secret}
    words |= {"code": "CANARY", "scope": "read,activity:read_all"} | changes
    now = there.strava.now() + words.pop("after", timedelta(0))
    return finish_consent(there.home, there.settings, provider="strava", now=now, **words)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": "another"}, "did not begin here"),
        ({"browser_secret": "another"}, "did not begin here"),
        ({"after": timedelta(minutes=11)}, "took too long"),
        ({"code": None}, "not allowed to share"),
        ({"scope": "read"}, "not ticked"),
    ],
)
def test_a_visit_that_goes_wrong_connects_nothing(
    changes: dict, words: str, strava: FakeStrava, tmp_path: Path
):
    """Each gets the sentence that says what to do."""
    there = as_made_by(just_connected, strava, tmp_path)
    there.ledger.forget_runner(there.runner.runner_id)
    with pytest.raises(UserError, match=words):
        finish(there, **changes)
    assert there.ledger.accounts() == []


def test_a_state_is_good_for_once(strava: FakeStrava, tmp_path: Path):
    """The same answer a second time is refused."""
    there = as_made_by(just_connected, strava, tmp_path)
    consent = ask(there)
    words = {"state": consent.state, "browser_secret": consent.browser_secret, "scope": "read"}
    for sentence in ("not ticked", "did not begin here"):
        with pytest.raises(UserError, match=sentence):
            finish_consent(
                there.home,
                there.settings,
                provider="strava",
                code="CANARY",
                now=strava.now(),
                **words,
            )


def test_one_account_belongs_to_one_runner(strava: FakeStrava, tmp_path: Path):
    """And one runner has one account, until it is disconnected."""
    strava.add_athlete(1)
    strava.add_athlete(2)
    there = a_connection(tmp_path, strava)
    with pytest.raises(UserError, match="another runner"):
        there.connect("Somebody else", 1)
    with pytest.raises(UserError, match="Disconnect it first"):
        connect(there.home, there.settings, strava, there.runner, athlete_id=2)


def test_only_pages_of_ours_are_returned_to(strava: FakeStrava, tmp_path: Path):
    """An address of somebody else never comes out of the flow, for it never gets in."""
    there = as_made_by(just_connected, strava, tmp_path)
    for path in ("https://example.org", "//example.org", "/connections/../x"):
        with pytest.raises(UserError):
            ask_consent(
                there.home,
                there.settings,
                runner_id=there.runner.runner_id,
                provider="strava",
                redirect_uri=CALLBACK,
                now=strava.now(),
                return_path=path,
            )
