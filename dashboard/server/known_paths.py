"""Which paths this server has, and had: Streamlit would answer every other one with a page."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import file_util
from streamlit.web.server.starlette.starlette_routes import (
    BASE_ROUTE_COMPONENT,
    BASE_ROUTE_MEDIA,
    BASE_ROUTE_UPLOAD_FILE,
    ROUTE_HEALTH,
    ROUTE_HOST_CONFIG,
)

from dashboard.access.sign_in import CALLBACK
from dashboard.screens import MOVED, SCREENS
from dashboard.server.answers import answer_text, refuse_socket

SOCKET = "/_stcore/stream"
UPLOADS = f"/{BASE_ROUTE_UPLOAD_FILE}/"
# Not among them: numbers about the server (_stcore/metrics) and the ways in for programs
# (_stcore/agent/…), which nobody here uses and everybody could call.
_NAMED = frozenset({f"/{ROUTE_HEALTH}", f"/{ROUTE_HOST_CONFIG}", "/auth/login", "/auth/logout"})
_BELOW = (
    UPLOADS,
    f"/{BASE_ROUTE_MEDIA}/",
    f"/{BASE_ROUTE_COMPONENT}/",
    "/_stcore/bidi-components/",
)


def screen_paths() -> frozenset[str]:
    """The root and the address of every screen, its former ones too, with and without a slash."""
    names = {f"/{name}" for name in (*(screen.url_path for screen in SCREENS), *MOVED)}
    return frozenset({"/"} | names | {f"{name}/" for name in names})


def _files_of_streamlit() -> frozenset[str]:
    root = Path(file_util.get_static_dir())
    files = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return frozenset(f"/{name}" for name in files if name != "index.html")


class KnownPaths:
    """Answers 404 itself where there is nothing; `ours` are the paths of our own routes.

    An address that a screen had leads to the one it has, with all that it carries.
    """

    def __init__(self, app: ASGIApp, *, ours: Iterable[str]) -> None:
        self.app = app
        self._named = _NAMED | {CALLBACK} | screen_paths() | _files_of_streamlit() | frozenset(ours)
        self._nothing = (files("dashboard.server") / "pages" / "nothing.html").read_text("utf-8")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is known."""
        moved = _moved(scope) if scope["type"] == "http" else None
        if moved is not None:
            await answer_text(send, 308, "", headers=(("location", moved),))
        elif scope["type"] == "http" and not self._is_known(scope["path"]):
            await self._say_nothing_is_here(scope, send)
        elif scope["type"] == "websocket" and scope["path"] != SOCKET:
            await refuse_socket(scope, receive, send, 404)
        else:
            await self.app(scope, receive, send)

    def _is_known(self, path: str) -> bool:
        return path in self._named or path.startswith(_BELOW)

    async def _say_nothing_is_here(self, scope: Scope, send: Send) -> None:
        if "text/html" in Headers(scope=scope).get("accept", ""):
            await answer_text(send, 404, self._nothing, kind="text/html")
        else:
            await answer_text(send, 404, "There is nothing at this address.\n")


def _moved(scope: Scope) -> str | None:
    """Where a screen of a former address is now, with the same query."""
    now = MOVED.get(scope["path"].strip("/"))
    if now is None:
        return None
    query = scope["query_string"].decode("latin-1")
    return f"/{now}" + (f"{'&' if '?' in now else '?'}{query}" if query else "")
