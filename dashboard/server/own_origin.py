"""Sockets and changes come from our own pages only.

Streamlit compares host names and leaves out ports, and a browser's cookies know no ports either: a
page that another program on this machine serves would be taken for ours.
"""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.server.answers import answer_text, refuse_socket

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class OwnOrigin:
    """Refuses what a browser says another page has begun; `addresses` are ours behind a proxy."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        addresses: Iterable[str],
        refused: Callable[[str, str], None] = lambda _what, _who: None,
    ) -> None:
        self.app = app
        self._refused = refused
        self._own = frozenset(urlsplit(address).netloc for address in addresses)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what only reads, what is ours, and programs that name no page."""
        if scope["type"] == "websocket" and self._is_foreign(scope):
            await self._note("socket of another page", scope)
            await refuse_socket(scope, receive, send, 403)
        elif (
            scope["type"] == "http" and scope["method"] not in _READING and self._is_foreign(scope)
        ):
            await self._note("change by another page", scope)
            close = (("connection", "close"),)
            await answer_text(send, 403, "Not from another page.\n", headers=close)
        else:
            await self.app(scope, receive, send)

    async def _note(self, what: str, scope: Scope) -> None:
        who = f"address {(scope.get('client') or ('?',))[0]}"
        await run_in_threadpool(self._refused, what, who)

    def _is_foreign(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is None:
            return False
        try:
            place = urlsplit(origin).netloc
        except ValueError:
            return True
        return not place or place not in self._own | {headers.get("host", "")}
