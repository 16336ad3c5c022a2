"""Which paths this server has: Streamlit would answer every other one with a page."""

from collections.abc import Iterable
from pathlib import Path

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
from dashboard.screens import SCREENS
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
    """The root and the address of every screen, with and without a slash at its end."""
    names = {f"/{screen.url_path}" for screen in SCREENS}
    return frozenset({"/"} | names | {f"{name}/" for name in names})


def _files_of_streamlit() -> frozenset[str]:
    root = Path(file_util.get_static_dir())
    files = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return frozenset(f"/{name}" for name in files if name != "index.html")


class KnownPaths:
    """Answers 404 itself where there is nothing; `ours` are the paths of our own routes."""

    def __init__(self, app: ASGIApp, *, ours: Iterable[str]) -> None:
        self.app = app
        self._named = _NAMED | {CALLBACK} | screen_paths() | _files_of_streamlit() | frozenset(ours)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is known."""
        if scope["type"] == "http" and not self._is_known(scope["path"]):
            await answer_text(send, 404, "There is nothing at this address.\n")
        elif scope["type"] == "websocket" and scope["path"] != SOCKET:
            await refuse_socket(scope, receive, send, 404)
        else:
            await self.app(scope, receive, send)

    def _is_known(self, path: str) -> bool:
        return path in self._named or path.startswith(_BELOW)
