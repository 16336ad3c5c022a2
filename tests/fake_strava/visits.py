"""What every request passes: it is written down, counted, answered, and perhaps spoilt."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from tests.fake_strava import answers
from tests.fake_strava.athlete.records import Call, Kind
from tests.fake_strava.faults import Fault
from tests.fake_strava.state import State


@dataclass(frozen=True)
class Visit:
    """One request, read. `form` has the body's last value of each name, `pairs` all of them."""

    query: dict[str, str]
    form: dict[str, str]
    pairs: list[tuple[str, str]]
    path: dict[str, str]
    authorization: str
    call: Call

    @property
    def bearer(self) -> str:
        """The token of the Authorization header, the only place where it is looked for."""
        scheme, _, token = self.authorization.partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""


Work = Callable[[State, Visit], Response | Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


def endpoint(state: State, kind: Kind, work: Work, *, is_counted: bool = False) -> Endpoint:
    """`work` as an endpoint; counted ones are subject to the limits and tell them."""

    async def answer(request: Request) -> Response:
        visit = await _visit(state, kind, request)
        with state.lock:
            fault = state.faults.take(visit.call)
            is_over = is_counted and not _admitted(state, request.method)
        refusal = _refusal(state, fault, is_over=is_over)
        found = refusal or await _done(state, work, visit)
        if fault is not None and refusal is None:
            found = await fault.spoil(found, request)
        if is_counted:
            _tell_limits(state, found)
        visit.call.status = found.status_code
        return found

    return answer


async def _visit(state: State, kind: Kind, request: Request) -> Visit:
    query = dict(request.query_params)
    call = Call(request.method, request.url.path, query, kind, state.now())
    state.calls.append(call)
    pairs = parse_qsl((await request.body()).decode(), keep_blank_values=True)
    path = {key: str(value) for key, value in request.path_params.items()}
    authorization = request.headers.get("authorization", "")
    visit = Visit(query, dict(pairs), pairs, path, authorization, call)
    call.athlete_id = state.tokens.issued_to.get(visit.bearer)
    return visit


def _admitted(state: State, method: str) -> bool:
    return state.limits.admit(state.now(), is_read=method in ("GET", "HEAD"))


def _refusal(state: State, fault: Fault | None, *, is_over: bool) -> Response | None:
    instead = fault.answer_instead(state.limits, state.now()) if fault is not None else None
    if instead is None and is_over:
        return answers.too_many_requests()
    return instead


async def _done(state: State, work: Work, visit: Visit) -> Response:
    with state.lock:
        found = work(state, visit)
    return await found if inspect.isawaitable(found) else found


def _tell_limits(state: State, found: Response) -> None:
    for name, value in state.limits.headers(state.now()).items():
        found.headers.setdefault(name, value)
