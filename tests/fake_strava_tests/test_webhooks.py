"""The handshake on the app's callback, and events sent to it, over real HTTP."""

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from stravalib.model import Subscription, SubscriptionUpdate

from tests.fake_strava import FakeStrava, webhooks

EVENT = {"object_type": "activity", "object_id": 7, "aspect_type": "create", "owner_id": 1}


@dataclass
class App:
    """A product's callback: how it answers, and what it got."""

    url: str = ""
    status: int = 200
    echoes: bool = True
    waits_s: float = 0.0
    verify_tokens: list[str] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture
def app() -> Iterator[App]:
    app = App()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            app.verify_tokens.append(query["hub.verify_token"][0])
            challenge = query["hub.challenge"][0] if app.echoes else "something else"
            self._answer({"hub.challenge": challenge})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            app.events.append(json.loads(body))
            self._answer({})

        def _answer(self, body: dict[str, str]) -> None:
            time.sleep(app.waits_s)
            self.send_response(app.status)
            self.end_headers()
            with contextlib.suppress(OSError):  # the fake may have stopped waiting
                self.wfile.write(json.dumps(body).encode())

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    app.url = f"http://127.0.0.1:{server.server_address[1]}/strava/webhook"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield app
    server.shutdown()
    server.server_close()


def _subscriptions(strava: FakeStrava) -> str:
    return f"{strava.base_url}/api/v3/push_subscriptions"


def _client(strava: FakeStrava) -> dict[str, str]:
    return {"client_id": strava.client_id, "client_secret": strava.client_secret}


def _subscribe(strava: FakeStrava, app: App) -> requests.Response:
    form = _client(strava) | {"callback_url": app.url, "verify_token": "a token"}
    return requests.post(_subscriptions(strava), data=form, timeout=5)


def test_a_callback_that_echoes_the_challenge_is_subscribed(strava: FakeStrava, app: App) -> None:
    """201, the app's token came along, and the subscription is listed."""
    answer = _subscribe(strava, app)
    listed = requests.get(_subscriptions(strava), params=_client(strava), timeout=5).json()

    assert answer.status_code == 201
    assert Subscription.model_validate(answer.json()).application_id == 12345
    assert app.verify_tokens == ["a token"]
    assert listed == [answer.json()]
    assert strava.callback_url == app.url
    assert strava.count("webhook") == 2


def test_there_is_one_subscription(strava: FakeStrava, app: App) -> None:
    """The second is refused until the first is deleted."""
    first = _subscribe(strava, app).json()["id"]
    second = _subscribe(strava, app)
    url = f"{_subscriptions(strava)}/{first}"

    assert second.status_code == 400
    assert second.json()["errors"][0]["code"] == "already exists"
    assert requests.delete(url, data=_client(strava), timeout=5).status_code == 204
    assert requests.delete(url, data=_client(strava), timeout=5).status_code == 404
    assert _subscribe(strava, app).status_code == 201


@pytest.mark.parametrize("fails", ["echo", "status", "time", "nobody"])
def test_a_callback_that_fails_the_handshake_is_refused(
    strava: FakeStrava, app: App, fails: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """400, and nothing is subscribed. The two seconds are shortened here."""
    monkeypatch.setattr(webhooks, "ANSWER_WITHIN_S", 0.1)
    app.echoes = fails != "echo"
    app.status = 403 if fails == "status" else 200
    app.waits_s = 0.3 if fails == "time" else 0.0
    app.url = "http://127.0.0.1:9/closed" if fails == "nobody" else app.url
    answer = _subscribe(strava, app)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["resource"] == "PushSubscription"
    assert strava.callback_url is None


def test_subscriptions_need_the_apps_secret(strava: FakeStrava) -> None:
    """No athlete's token is of use here."""
    wrong = {"client_id": strava.client_id, "client_secret": "wrong"}

    assert requests.get(_subscriptions(strava), params=wrong, timeout=5).status_code == 401
    assert requests.post(_subscriptions(strava), data=wrong, timeout=5).status_code == 401


def test_an_event_reaches_the_callback(strava: FakeStrava, app: App) -> None:
    """With the keys that Strava always sends; its own win."""
    subscription = _subscribe(strava, app).json()["id"]
    delivery = strava.push(EVENT)
    strava.push(EVENT | {"subscription_id": 1, "updates": {"title": "x"}})

    assert (delivery.status, delivery.seconds < 2) == (200, True)
    assert SubscriptionUpdate.model_validate(app.events[0]).object_id == 7
    assert app.events[0] == EVENT | {
        "subscription_id": subscription,
        "event_time": int(strava.now().timestamp()),
        "updates": {},
    }
    assert (app.events[1]["subscription_id"], app.events[1]["updates"]) == (1, {"title": "x"})


def test_a_callback_that_fails_shows_in_the_delivery(strava: FakeStrava, app: App) -> None:
    """Its status, or 0 and the time after which Strava gave up."""
    _subscribe(strava, app)
    app.status = 500
    assert strava.push(EVENT).status == 500
    app.waits_s = 0.3
    late = strava.push(EVENT, timeout_s=0.1)

    assert late.status == 0
    assert 0.1 <= late.seconds < 0.3


def test_an_event_without_a_subscription_is_the_tests_mistake(strava: FakeStrava) -> None:
    """It would pass unseen otherwise."""
    with pytest.raises(LookupError):
        strava.push(EVENT)
