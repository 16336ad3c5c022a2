"""What Strava refuses and how that is said; where tokens go, and where they never do."""

import logging
import traceback
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr
from requests import PreparedRequest
from requests.adapters import HTTPAdapter

from etl.errors import (
    AccessRevoked,
    AppInactive,
    KneewiseError,
    LimitReached,
    NotThere,
    ScopeMissing,
    Unreachable,
    UserError,
)
from etl.settings import Settings
from etl.sources.strava_api import client as client_module
from etl.sources.strava_api.client import SCOPES, StravaClient
from tests.fake_strava import FakeStrava, a_fake_run, a_history

NOW = datetime(2026, 5, 3, 7, 2, tzinfo=UTC)
CANARY = "CANARY"
MADE_UP = f"{CANARY}-made-up"  # by name below, since a trace quotes the lines of a test too


@pytest.fixture(scope="module")
def server() -> Generator[FakeStrava]:
    """One fake for the module."""
    with FakeStrava() as strava:
        yield strava


@pytest.fixture
def strava(server: FakeStrava, monkeypatch: pytest.MonkeyPatch) -> FakeStrava:
    """The fake with one runner and two runs; nobody waits between two attempts."""
    server.reset()
    server.set_time(NOW)
    runs = [a_fake_run(n, NOW - timedelta(days=n), samples=10) for n in (1, 2)]
    server.add_athlete(1, runs=runs)
    monkeypatch.setattr(client_module, "_RETRIES", client_module._RETRIES.new(backoff_factor=0))
    return server


def settings_of(strava: FakeStrava, **changes: object) -> Settings:
    """Settings of the fake's application."""
    given = {
        "home": Path("nowhere"),
        "strava_client_id": strava.client_id,
        "strava_client_secret": SecretStr(strava.client_secret),
        "strava_base_url": strava.base_url,
    }
    return Settings.model_validate(given | changes)


def a_client(strava: FakeStrava, **changes: object) -> StravaClient:
    """A client of the fake's application."""
    return StravaClient(settings_of(strava, **changes))


@dataclass(frozen=True)
class Case:
    """A fault of the fake, the class of ours it becomes, and how often the fake was asked."""

    fault: str | int
    error: type[KneewiseError]
    attempts: int


CASES = [
    Case(401, AccessRevoked, 1),
    Case("inactive", AppInactive, 1),
    Case("429", LimitReached, 1),
    Case("429-day", LimitReached, 1),
    Case(404, NotThere, 1),
    Case(500, Unreachable, 3),
    Case(502, Unreachable, 3),
    Case(503, Unreachable, 3),
    Case(504, Unreachable, 3),
    Case(418, Unreachable, 1),
    Case("html", Unreachable, 3),
    Case("cut", Unreachable, 1),
    Case("bad_json", Unreachable, 1),
]


def read_list(client: StravaClient, token: str) -> object:
    """A page of activities."""
    return client.summaries(token, page=1)


def read_activity(client: StravaClient, token: str) -> object:
    """One activity."""
    return client.activity(token, "1")


def read_streams(client: StravaClient, token: str) -> object:
    """One recording."""
    return client.streams(token, "1")


Read = Callable[[StravaClient, str], object]
READS = [(read_list, "list"), (read_activity, "detail"), (read_streams, "streams")]


@pytest.mark.parametrize(("read", "kind"), READS, ids=[kind for _, kind in READS])
@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.fault))
def test_a_refusal_is_said_in_our_own_words(
    case: Case, read: Read, kind: str, strava: FakeStrava
) -> None:
    """One class for each thing to do next; a gateway's short weakness is tried again first."""
    token = strava.grant(1)["access_token"]
    strava.faults.add(case.fault, path="/api/v3", times=None)
    with pytest.raises(case.error) as refusal:
        read(a_client(strava), token)
    assert type(refusal.value) is case.error
    assert [call.kind for call in strava.calls] == [kind] * case.attempts
    assert_tells_no_secret(refusal.value)


def assert_tells_no_secret(error: BaseException) -> None:
    """Neither the sentence, nor the trace, nor anything that the error was raised from."""
    assert CANARY not in "".join(traceback.format_exception(error))
    assert error.__cause__ is None
    assert error.__context__ is None or error.__suppress_context__
    assert CANARY not in repr(error) and "http" not in str(error)


def test_a_slow_answer_is_not_waited_for(
    strava: FakeStrava, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sync that hangs would hang for everybody."""
    monkeypatch.setattr(client_module, "_READ_S", 0.05)
    token = strava.grant(1)["access_token"]
    strava.faults.add("slow", kind="detail", seconds=5, times=None)
    with pytest.raises(Unreachable) as refusal:  # else it had been answered in the end
        a_client(strava).activity(token, "1")
    assert_tells_no_secret(refusal.value)


def test_a_platform_that_is_not_there_is_unreachable(strava: FakeStrava) -> None:
    """No connection at all, for reading as for tokens."""
    gone = a_client(strava, strava_base_url="http://127.0.0.1:9")
    reads = [lambda: gone.activity(MADE_UP, "1"), lambda: gone.refresh(MADE_UP)]
    for read in reads:
        with pytest.raises(Unreachable) as refusal:
            read()
        assert_tells_no_secret(refusal.value)


def test_one_weak_moment_is_not_even_noticed(strava: FakeStrava) -> None:
    """Two bad gateways in a row, then the answer."""
    token = strava.grant(1)["access_token"]
    strava.faults.add(503, kind="detail", times=2)
    assert a_client(strava).activity(token, "1")["id"] == 1


def test_an_activity_that_is_gone_is_not_there(strava: FakeStrava) -> None:
    """Strava's answer has no body; one that was typed in has no recording either."""
    strava.add_activity(1, a_fake_run(3, NOW, manual=True))
    client, token = a_client(strava), strava.grant(1)["access_token"]
    for read in (lambda: client.activity(token, "99"), lambda: client.streams(token, "3")):
        with pytest.raises(NotThere):
            read()


def test_a_token_that_has_ended_is_revoked(strava: FakeStrava) -> None:
    """Whether its time was over or the athlete withdrew: the refresh token decides."""
    client, grant = a_client(strava), strava.grant(1)
    strava.revoke_by_athlete(1)
    with pytest.raises(AccessRevoked) as refusal:
        client.summaries(grant["access_token"], page=1)
    assert_tells_no_secret(refusal.value)
    with pytest.raises(AccessRevoked) as refusal:
        client.refresh(grant["refresh_token"])
    assert_tells_no_secret(refusal.value)


def test_a_code_that_is_no_good_is_revoked(strava: FakeStrava) -> None:
    """It is good for once, and for minutes."""
    with pytest.raises(AccessRevoked) as refusal:
        a_client(strava).exchange(MADE_UP)
    assert_tells_no_secret(refusal.value)


def test_an_unticked_box_is_a_missing_permission(strava: FakeStrava) -> None:
    """Not a revoked one: the runner may connect again and tick it."""
    token = strava.grant(1, ["read"])["access_token"]
    for read, _ in READS:
        with pytest.raises(ScopeMissing) as refusal:
            read(a_client(strava), token)
        assert_tells_no_secret(refusal.value)
    assert a_client(strava).athlete_id(token) == "1"


@pytest.mark.parametrize(
    "wrong", [{"strava_client_secret": SecretStr(MADE_UP)}, {"strava_client_id": "99"}]
)
def test_a_wrong_application_is_said_to_the_operator(
    strava: FakeStrava, wrong: dict[str, object]
) -> None:
    """No runner's connection ends for it."""
    client, refresh_token = a_client(strava, **wrong), strava.grant(1)["refresh_token"]
    asked = [lambda: client.refresh(refresh_token), lambda: client.exchange(MADE_UP)]
    for ask in [*asked, client.subscriptions]:
        with pytest.raises(UserError, match="KNEEWISE_STRAVA_CLIENT_ID") as refusal:
            ask()
        assert_tells_no_secret(refusal.value)


@pytest.mark.parametrize("fault", [500, "html", "cut", "bad_json"])
def test_an_exchange_of_tokens_is_never_repeated_by_itself(
    strava: FakeStrava, fault: str | int
) -> None:
    """A refresh token may end with its first use: once asked, the answer is all there is."""
    refresh_token = strava.grant(1)["refresh_token"]
    strava.faults.add(fault, kind="token", times=None)
    with pytest.raises(Unreachable) as refusal:
        a_client(strava).refresh(refresh_token)
    assert strava.count("token") == 1
    assert_tells_no_secret(refusal.value)


def test_without_an_application_nothing_is_asked() -> None:
    """And files need none."""
    with pytest.raises(UserError, match="Files and the bulk export need none"):
        StravaClient(Settings(home=Path("nowhere"), strava_client_id="1"))


def use_everything(strava: FakeStrava) -> None:
    """Each call that the client knows, once."""
    client = a_client(strava)
    consent = client.consent_address(redirect_uri="http://localhost/back", state="s")
    code = parse_qs(urlsplit(strava.authorize(consent, athlete_id=1)).query)["code"][0]
    grant = client.exchange(code)
    grant = client.refresh(grant.refresh_token)
    assert client.athlete_id(grant.access_token) == "1"
    assert len(client.summaries(grant.access_token, page=1, after=NOW - timedelta(days=9))) == 2
    client.activity(grant.access_token, "1")
    client.streams(grant.access_token, "1")
    assert client.subscriptions() == []
    with pytest.raises(KneewiseError):  # nobody answers at that address
        client.subscribe(callback_url="http://127.0.0.1:9/events", verify_token=MADE_UP)
    with pytest.raises(KneewiseError):
        client.unsubscribe(1)
    client.revoke(grant.refresh_token)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[PreparedRequest]:
    """What clients send from now on, as it leaves."""
    found: list[PreparedRequest] = []
    send = HTTPAdapter.send

    def noting(self: HTTPAdapter, request: PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        if isinstance(self, client_module._Transport):  # the fake sends requests of its own
            found.append(request)
        return send(self, request, *args, **kwargs)

    monkeypatch.setattr(HTTPAdapter, "send", noting)
    return found


def test_every_address_derives_from_the_setting(
    strava: FakeStrava, sent: list[PreparedRequest]
) -> None:
    """Strava moves to another address in 2027: one setting follows, for browsers too."""
    use_everything(strava)
    assert len(sent) == 10
    assert all(str(request.url).startswith(f"{strava.base_url}/") for request in sent)
    consent = a_client(strava, strava_base_url=f"{strava.base_url}/").consent_address(
        redirect_uri="http://localhost/back", state="s"
    )
    assert consent.startswith(f"{strava.base_url}/oauth/authorize?")
    kinds = {call.kind for call in strava.calls}
    assert {
        "authorize",
        "token",
        "revoke",
        "athlete",
        "list",
        "detail",
        "streams",
        "webhook",
    } <= kinds


def test_the_consent_page_is_asked_for_what_is_read_and_no_more(strava: FakeStrava) -> None:
    """And its address holds no secret: it stands in the browser's history."""
    address = a_client(strava).consent_address(redirect_uri="http://localhost/back", state="s-1")
    query = parse_qs(urlsplit(address).query)
    assert query["scope"] == [",".join(SCOPES)]
    assert (query["state"], query["redirect_uri"]) == (["s-1"], ["http://localhost/back"])
    assert CANARY not in address


def test_tokens_travel_in_the_authorization_header_only(
    strava: FakeStrava, sent: list[PreparedRequest]
) -> None:
    """No address holds one: addresses end up in logs of whoever stands between."""
    client, grant = a_client(strava), strava.grant(1)
    client.athlete_id(grant["access_token"])
    for read, _ in READS:
        read(client, grant["access_token"])
    client.refresh(grant["refresh_token"])
    client.subscriptions()
    *reads, refresh, subscriptions = sent
    for request in reads:
        assert request.headers["Authorization"] == f"Bearer {grant['access_token']}"
        assert CANARY not in str(request.url) and request.body is None
    assert "Authorization" not in refresh.headers and CANARY not in str(refresh.url)
    assert "Authorization" not in subscriptions.headers
    assert str(subscriptions.url).count(CANARY) == 1  # the secret: Strava takes it nowhere else


def test_two_runners_calls_carry_two_tokens(strava: FakeStrava) -> None:
    """One client serves all; nobody reads with another one's token."""
    strava.add_athlete(2, runs=a_history(3, until=NOW, seed=2))
    client = a_client(strava)
    tokens = {athlete: strava.grant(athlete)["access_token"] for athlete in (1, 2)}
    assert len(client.summaries(tokens[1], page=1)) == 2
    assert len(client.summaries(tokens[2], page=1)) == 3
    client.subscriptions()
    client.activity(tokens[1], "1")
    assert [call.athlete_id for call in strava.calls] == [1, 2, None, 1]


def test_positions_are_never_asked_for(strava: FakeStrava) -> None:
    """The streams that are named are those that are kept."""
    found = a_client(strava).streams(strava.grant(1)["access_token"], "1")
    assert not strava.latlng_asked and "latlng" not in found
    assert {"time", "distance"} <= set(found)


def test_every_answers_limits_are_told(strava: FakeStrava) -> None:
    """Also those of a refusal; an exchange of tokens has none."""
    told: list[str] = []
    client = StravaClient(
        settings_of(strava), on_headers=lambda found: told.append(found["X-ReadRateLimit-Usage"])
    )
    grant = strava.grant(1)
    client.refresh(grant["refresh_token"])
    client.activity(grant["access_token"], "1")
    with pytest.raises(NotThere):
        client.activity(grant["access_token"], "99")
    assert told == ["1,1", "2,2"]


def test_no_secret_ever_stands_in_a_log(
    strava: FakeStrava, caplog: pytest.LogCaptureFixture
) -> None:
    """At the most talkative level of every library, the queries cut off."""
    caplog.set_level(logging.DEBUG)
    for name in ("urllib3", "requests", "stravalib"):
        caplog.set_level(logging.DEBUG, logger=name)
    use_everything(strava)
    assert "/api/v3/push_subscriptions" in caplog.text
    assert CANARY not in caplog.text
    assert CANARY not in "".join(repr(record.args) for record in caplog.records)


def test_a_revoked_token_may_be_revoked_again(strava: FakeStrava) -> None:
    """A disconnection that was interrupted is finished."""
    client, grant = a_client(strava), strava.grant(1)
    client.revoke(grant["refresh_token"])
    client.revoke(grant["refresh_token"])
    with pytest.raises(AccessRevoked):
        client.athlete_id(grant["access_token"])


def test_a_revocation_that_strava_did_not_confirm_is_said(strava: FakeStrava) -> None:
    """Tokens are kept until then, so that it can be tried again."""
    client, grant = a_client(strava), strava.grant(1)
    strava.faults.add(503, kind="revoke", times=None)
    with pytest.raises(Unreachable) as refusal:
        client.revoke(grant["refresh_token"])
    assert_tells_no_secret(refusal.value)
