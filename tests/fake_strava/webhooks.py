"""Push subscriptions: the handshake on the app's callback, and the events sent to it."""

import asyncio
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import requests
from starlette.responses import Response
from starlette.routing import Route

from tests.fake_strava.answers import Json, bad_request, not_authorized, not_found
from tests.fake_strava.clock import stamp
from tests.fake_strava.state import State, Subscription
from tests.fake_strava.visits import Visit, endpoint

ANSWER_WITHIN_S = 2.0
_FIRST_ID = 131_300


@dataclass(frozen=True)
class Delivery:
    """How the app took an event; status 0 when it could not be reached or took too long."""

    status: int
    seconds: float


def routes(state: State) -> list[Route]:
    def route(path: str, method: str, work: Callable[[State, Visit], Any]) -> Route:
        handler = endpoint(state, "webhook", work, is_counted=True)
        return Route(path, handler, methods=[method])

    return [
        route("/api/v3/push_subscriptions", "POST", _subscribe),
        route("/api/v3/push_subscriptions", "GET", _subscriptions),
        route("/api/v3/push_subscriptions/{id:int}", "DELETE", _unsubscribe),
    ]


def deliver(state: State, event: Mapping[str, Any], *, timeout_s: float) -> Delivery:
    """POST an event to the callback, its usual keys filled in."""
    subscription = state.subscription
    if subscription is None:
        raise LookupError("nothing has subscribed to this fake's events")
    usual = {
        "subscription_id": subscription.id,
        "event_time": int(state.now().timestamp()),
        "updates": {},
    }
    began = time.monotonic()
    try:
        url = subscription.callback_url
        status = requests.post(url, json=usual | dict(event), timeout=timeout_s).status_code
    except requests.RequestException:
        status = 0
    return Delivery(status, time.monotonic() - began)


async def _subscribe(state: State, visit: Visit) -> Response:
    wrong = _wrong_client(state, visit)
    if wrong is not None:
        return wrong
    if state.subscription is not None:
        return bad_request("PushSubscription", "", "already exists")
    callback_url = visit.form.get("callback_url", "")
    verify_token = visit.form.get("verify_token", "")
    refusal = await asyncio.to_thread(_handshake, callback_url, verify_token)
    if refusal is not None:
        return bad_request("PushSubscription", "callback url", refusal)
    state.subscriptions_made += 1
    number = _FIRST_ID + state.subscriptions_made - 1
    state.subscription = Subscription(number, callback_url, state.now())
    return Json(_answer(state, state.subscription), status_code=201)


def _handshake(callback_url: str, verify_token: str) -> str | None:
    """Why the callback does not count as the app's, or None."""
    challenge = secrets.token_hex(8)
    question = {
        "hub.mode": "subscribe",
        "hub.challenge": challenge,
        "hub.verify_token": verify_token,
    }
    try:
        answer = requests.get(
            callback_url, params=question, timeout=ANSWER_WITHIN_S, allow_redirects=False
        )
        echoed = answer.json().get("hub.challenge") if answer.status_code == 200 else None
    except (requests.RequestException, ValueError, AttributeError):
        return "not verifiable"
    if answer.status_code != 200:
        return "GET to callback URL does not return 200"
    return None if echoed == challenge else "not verifiable"


def _subscriptions(state: State, visit: Visit) -> Response:
    found = [] if state.subscription is None else [_answer(state, state.subscription)]
    return _wrong_client(state, visit) or Json(found)


def _unsubscribe(state: State, visit: Visit) -> Response:
    wrong = _wrong_client(state, visit)
    if wrong is not None:
        return wrong
    if state.subscription is None or str(state.subscription.id) != visit.path["id"]:
        return not_found()
    state.subscription = None
    return Response(status_code=204)


def _answer(state: State, subscription: Subscription) -> dict[str, Any]:
    return {
        "id": subscription.id,
        "resource_state": 2,
        "application_id": int(state.client_id),
        "callback_url": subscription.callback_url,
        "created_at": stamp(subscription.created_at),
        "updated_at": stamp(subscription.created_at),
    }


def _wrong_client(state: State, visit: Visit) -> Response | None:
    """Strava documents the secret in the address for reading, so it is taken there too."""
    given = visit.query | visit.form
    if given.get("client_id") != state.client_id:
        return bad_request("Application", "client_id")
    if given.get("client_secret") != state.client_secret:
        return not_authorized("Application", "")
    return None
