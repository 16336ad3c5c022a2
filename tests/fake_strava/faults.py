"""Things that go wrong: rules saying which request, how often, and what happens to its answer."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from tests.fake_strava import answers
from tests.fake_strava.athlete.records import KINDS, Call, Kind
from tests.fake_strava.limits import Limits

_NAMED = ("html", "cut", "slow", "inactive", "429", "429-day", "bad_json", "odd_value")
_GATEWAY_PAGE = (
    "<html><head><title>502 Bad Gateway</title></head>"
    "<body><center><h1>502 Bad Gateway</h1></center></body></html>"
)


@dataclass
class Fault:
    """One rule.

    A status code, "html", "inactive", "429" and "429-day" answer instead of doing the work.
    "cut", "slow", "bad_json" and "odd_value" do the work first and then spoil its answer, so a
    token that was rotated is rotated although the client never learns of it.
    """

    what: str | int
    kind: Kind | None = None
    path: str = ""
    times: int | None = 1
    skip: int = 0
    seconds: float = 1.0
    key: str = "average_heartrate"
    value: Any = "177.5"

    def __post_init__(self) -> None:
        self.what = "429" if self.what == 429 else self.what
        if isinstance(self.what, str) and self.what not in _NAMED:
            raise ValueError(f"no fault is called {self.what!r}; there are {_NAMED}")
        if self.kind is not None and self.kind not in KINDS:
            raise ValueError(f"no call is of kind {self.kind!r}; there are {get_args(Kind)}")

    def answer_instead(self, limits: Limits, at: datetime) -> Response | None:
        """The answer of a fault that lets no work be done, or None."""
        if isinstance(self.what, int):
            return answers.of_status(self.what)
        if self.what == "html":
            return HTMLResponse(_GATEWAY_PAGE, status_code=502)
        if self.what == "inactive":
            return answers.inactive_application()
        if self.what in ("429", "429-day"):
            refusal = answers.too_many_requests()
            whole_day = self.what == "429-day"
            refusal.headers.update(limits.headers_at_the_limit(at, whole_day=whole_day))
            return refusal
        return None

    async def spoil(self, answer: Response, request: Request) -> Response:
        """The answer of the work done, made late, short or odd."""
        if self.what == "slow":
            await _wait(self.seconds, request)
        if self.what == "cut":
            return CutResponse(answer)
        if self.what == "bad_json":
            body = bytes(answer.body) or b'{"message":'
            return _same_with(answer, body[: max(1, len(body) // 2)])
        if self.what == "odd_value" and answer.status_code == 200:
            return _same_with(answer, _with_odd_value(bytes(answer.body), self.key, self.value))
        return answer


@dataclass
class Faults:
    """The rules waiting; the first that fits a call is used up by it."""

    rules: list[Fault] = field(default_factory=list)

    def add(
        self,
        what: str | int,
        *,
        kind: Kind | None = None,
        path: str = "",
        times: int | None = 1,
        skip: int = 0,
        seconds: float = 1.0,
        key: str = "average_heartrate",
        value: Any = "177.5",
    ) -> Fault:
        """Let a fault befall the next `times` calls (None: all) of a kind or below a path.

        The first `skip` calls that fit pass unharmed. `seconds` is for "slow"; `key` and `value`
        are for "odd_value": in a page of activities the middle one gets it, in streams the middle
        value of the stream called `key`.
        """
        rule = Fault(what, kind, path, times, skip, seconds, key, value)
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        self.rules.clear()

    def take(self, call: Call) -> Fault | None:
        """The rule for this call, counted down."""
        for rule in self.rules:
            if rule.kind not in (None, call.kind) or not call.path.startswith(rule.path):
                continue
            if rule.skip:
                rule.skip -= 1
                continue
            self._count_down(rule)
            return rule
        return None

    def _count_down(self, rule: Fault) -> None:
        if rule.times is None:
            return
        rule.times -= 1
        if rule.times <= 0:
            self.rules.remove(rule)


class CutResponse(Response):
    """Promises the whole body, sends half of it; the server then closes the connection."""

    def __init__(self, whole: Response) -> None:
        body = bytes(whole.body) or b'{"message":"cut off here"}'
        super().__init__(body, whole.status_code, media_type=answers.JSON_TYPE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})
        half = bytes(self.body)[: len(self.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})


async def _wait(seconds: float, request: Request) -> None:
    """No longer than the client does, so that stopping the server need not wait either."""
    until = time.monotonic() + seconds
    while (rest := until - time.monotonic()) > 0 and not await request.is_disconnected():
        await asyncio.sleep(min(rest, 0.05))


def _same_with(answer: Response, body: bytes) -> Response:
    return Response(body, answer.status_code, media_type=answers.JSON_TYPE)


def _with_odd_value(body: bytes, key: str, value: Any) -> bytes:
    found = json.loads(body)
    if isinstance(found, list) and found:
        found[len(found) // 2][key] = value
    elif isinstance(found, dict) and isinstance(found.get(key), dict) and "data" in found[key]:
        data = found[key]["data"]
        data[len(data) // 2] = value
    elif isinstance(found, dict):
        found[key] = value
    return json.dumps(found).encode()
