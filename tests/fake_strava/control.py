"""Levers for tests that run the fake, or the app, in another process: /_control/…"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.fake_strava.changes import edited
from tests.fake_strava.state import State
from tests.fake_strava.webhooks import deliver

Lever = Callable[[State, dict[str, Any]], Any]


def routes(state: State) -> list[Route]:
    def lever(name: str, method: str, pull: Lever) -> Route:
        return Route(f"/_control/{name}", _endpoint(state, pull), methods=[method])

    return [
        lever("state", "GET", _state),
        lever("now", "GET", _now),
        lever("advance", "POST", _advance),
        lever("grant", "POST", _grant),
        lever("revoke", "POST", _revoke),
        lever("fault", "POST", _fault),
        lever("edit", "POST", _edit),
        lever("delete", "POST", _delete),
        lever("push", "POST", _push),
    ]


def _endpoint(state: State, pull: Lever) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        body = await request.body()
        try:
            told = json.loads(body) if body else {}
            return JSONResponse(await asyncio.to_thread(pull, state, told))
        except (KeyError, ValueError, TypeError, LookupError) as problem:
            return JSONResponse({"problem": repr(problem)}, status_code=400)

    return answer


def _state(state: State, _told: dict[str, Any]) -> dict[str, Any]:
    return {
        "now": state.now().isoformat(),
        "calls": len(state.calls),
        "counts": state.counts(),
        "statuses": _tally([str(call.status) for call in state.calls]),
        "athletes": {str(a.id): len(a.activities) for a in state.athletes.values()},
        "connected": sorted(state.tokens.grants),
        "latlng_asked": state.latlng_asked,
        "read_used": state.limits.read_used,
        "faults": len(state.faults.rules),
        "subscription": state.subscription.callback_url if state.subscription else None,
    }


def _tally(words: list[str]) -> dict[str, int]:
    return {word: words.count(word) for word in sorted(set(words))}


def _now(state: State, _told: dict[str, Any]) -> dict[str, str]:
    return {"now": state.now().isoformat()}


def _advance(state: State, told: dict[str, Any]) -> dict[str, str]:
    """{"to": "2026-05-01T06:00:00+00:00"} or {"seconds": 900}."""
    if "to" in told:
        state.clock.set(datetime.fromisoformat(told["to"]))
    else:
        state.clock.advance(timedelta(seconds=told["seconds"]))
    return _now(state, told)


def _grant(state: State, told: dict[str, Any]) -> dict[str, Any]:
    """{"athlete_id": 1, "scopes": ["read", "activity:read_all"]}; answers tokens."""
    scopes = tuple(told.get("scopes", ("read", "activity:read_all")))
    with state.lock:
        grant = state.tokens.grant(state.athletes[told["athlete_id"]].id, scopes, state.now())
        return state.token_answer(grant, with_athlete=True)


def _revoke(state: State, told: dict[str, Any]) -> dict[str, Any]:
    """{"athlete_id": 1}: withdrawn in Strava's settings."""
    with state.lock:
        state.tokens.end(told["athlete_id"])
    return {}


def _fault(state: State, told: dict[str, Any]) -> dict[str, Any]:
    """The arguments of `Faults.add`, e.g. {"what": "html", "kind": "list", "times": 2}."""
    with state.lock:
        return asdict(state.faults.add(told.pop("what"), **told))


def _edit(state: State, told: dict[str, Any]) -> dict[str, Any]:
    """{"athlete_id": 1, "activity_id": 2, "changes": {"name": "x"}}."""
    with state.lock:
        activities = state.athletes[told["athlete_id"]].activities
        activity_id = told["activity_id"]
        activities[activity_id] = edited(activities[activity_id], told["changes"])
    return {}


def _delete(state: State, told: dict[str, Any]) -> dict[str, Any]:
    """{"athlete_id": 1, "activity_id": 2}."""
    with state.lock:
        del state.athletes[told["athlete_id"]].activities[told["activity_id"]]
    return {}


def _push(state: State, told: dict[str, Any]) -> dict[str, Any]:
    """An event; answers {"status": 200, "seconds": 0.01}."""
    return asdict(deliver(state, told, timeout_s=10.0))
