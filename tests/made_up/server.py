"""A fake Stride on loopback: keys, tokens, pages, files, and whatever can go wrong with them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.fake_strava.serving import Serving
from tests.made_up.platform import PAGE_SIZE


@dataclass
class FakeStride:
    """What it knows, all of it to be changed by a test between two calls, or during one."""

    keys: dict[str, str] = field(default_factory=dict)  # key: its runner
    files: dict[str, tuple[datetime, bytes | None]] = field(default_factory=dict)
    revisions: dict[str, str] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    faults: list[Response] = field(default_factory=list)  # one a call, the next first
    faults_at: str = ""  # in whose path; empty: any
    before_call: Callable[[str], None] = lambda _path: None
    is_oldest_first: bool = False

    def __post_init__(self) -> None:
        routes = [
            Route("/token", self._token, methods=["POST", "DELETE"]),
            Route("/activities", self._activities),
            Route("/originals/{name}", self._original),
        ]
        self._serving = Serving(Starlette(routes=routes), port=0)
        self.base_url = self._serving.base_url

    def start(self) -> None:
        self._serving.start()

    def stop(self) -> None:
        self._serving.stop()

    async def _token(self, request: Request) -> Response:
        key = _secret(request)
        if (refused := self._refused(request)) is not None:
            return refused
        if key not in self.keys:
            return Response(status_code=401)
        if request.method == "DELETE":
            del self.keys[key]
            return Response(status_code=204)
        end = datetime(2100, 1, 1, tzinfo=UTC).timestamp()
        return JSONResponse(
            {"token": f"day-{key}", "expires_at": int(end), "runner": self.keys[key]}
        )

    async def _activities(self, request: Request) -> Response:
        if (refused := self._refused(request) or self._unknown(request)) is not None:
            return refused
        query = request.query_params
        after, before = query.get("after", ""), query.get("before", "9")
        rows = [
            {"id": name, "start": at.isoformat(), "revision": self.revisions.get(name)}
            for name, (at, _) in self.files.items()
            if after <= at.isoformat() <= before
        ]
        rows.sort(key=lambda row: str(row["start"]), reverse=not self.is_oldest_first)
        first = (int(query["page"]) - 1) * PAGE_SIZE
        return JSONResponse(rows[first : first + PAGE_SIZE])

    async def _original(self, request: Request) -> Response:
        if (refused := self._refused(request) or self._unknown(request)) is not None:
            return refused
        _, content = self.files.get(request.path_params["name"], (None, None))
        return Response(status_code=404) if content is None else Response(content)

    def _refused(self, request: Request) -> Response | None:
        self.calls.append(f"{request.method} {request.url.path}")
        self.before_call(request.url.path)
        is_meant = self.faults_at in request.url.path
        return self.faults.pop(0) if self.faults and is_meant else None

    def _unknown(self, request: Request) -> Response | None:
        known = _secret(request).removeprefix("day-") in self.keys
        return None if known else Response(status_code=401)


def _secret(request: Request) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ")
