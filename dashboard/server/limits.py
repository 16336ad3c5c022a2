"""How much anybody may take: no upload without an account, few sockets, limits for each account."""

import logging
import time
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.server.answers import answer_text, refuse_socket
from dashboard.server.known_paths import SOCKET, UPLOADS
from dashboard.server.sessions import Seen, Sessions, watched
from etl.settings import Settings

_MB = 1_000_000
_DAY_S = 24 * 3600
_ANONYMOUS_MESSAGE_BYTES = 64 * 1024  # a click on "Sign in" takes some hundred
_CLOSE = ("connection", "close")  # so that the rest of a body is not even received

_log = logging.getLogger(__name__)

Who = Callable[[Scope], Awaitable[str | None]]
"""The account that a request comes with; None: nobody's."""


@dataclass(slots=True)
class UploadQuota:
    """Bytes of uploads by account: on their way, held in memory, and in all of a day."""

    settings: Settings
    held_bytes: Callable[[Iterable[str]], int]
    """Of these sessions, in memory."""
    clock: Callable[[], float] = time.time
    _arriving: Counter[str] = field(default_factory=Counter)
    _sessions: dict[str, set[str]] = field(default_factory=dict)
    _today: Counter[str] = field(default_factory=Counter)
    _day: int = 0

    def refusal(self, account: str, size_bytes: int) -> str | None:
        """Why so much more may not come now; None where it may."""
        self._begin_day()
        mine = self._sessions.get(account, set())
        everybody = set().union(*self._sessions.values())
        at_once = self._arriving[account] + self.held_bytes(mine) + size_bytes
        of_all = self._arriving.total() + self.held_bytes(everybody) + size_bytes
        if size_bytes + self._today[account] > self.settings.upload_account_day_mb * _MB:
            return "That is more than one account may send in a day. Go on tomorrow."
        if at_once > self.settings.upload_account_mb * _MB:
            return "That is more than one account may send at once. Send fewer files."
        if of_all > self.settings.upload_server_mb * _MB:
            return "The server is busy with other uploads. Try again in some minutes."
        return None

    @asynccontextmanager
    async def arriving(
        self, account: str, session_id: str, size_bytes: int
    ) -> AsyncGenerator[None]:
        """Count an upload while it arrives; from then on it counts as long as it is held."""
        self._sessions.setdefault(account, set()).add(session_id)
        self._arriving[account] += size_bytes
        self._today[account] += size_bytes
        try:
            yield
        finally:
            self._arriving[account] -= size_bytes

    def forget(self, session_id: str) -> None:
        """A session has ended and holds nothing any more."""
        for account, sessions in list(self._sessions.items()):
            sessions.discard(session_id)
            if not sessions:
                del self._sessions[account]

    def _begin_day(self) -> None:
        day = int(self.clock() // _DAY_S)
        if day != self._day:
            self._day = day
            self._today.clear()


class Limits:
    """Refuses what would be too much, before a session is made or a body is read."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        settings: Settings,
        who: Who,
        sessions: Sessions,
        quota: UploadQuota,
        refused: Callable[[str, str], None] = lambda _what, _who: None,
    ) -> None:
        self.app = app
        self._refused = refused
        self._settings, self._who = settings, who
        self._sessions, self._quota = sessions, quota
        self._open: Counter[str] = Counter()  # sockets by account
        self._pages: list[tuple[str | None, Seen]] = []  # whose they are
        self._anonymous: Counter[str] = Counter()  # sockets by network address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at sockets and uploads only."""
        if scope["type"] == "websocket" and scope["path"] == SOCKET:
            await self._socket(scope, receive, send)
        elif scope["type"] == "http" and scope["path"].startswith(UPLOADS):
            await self._upload(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        account = await self._who(scope)
        if account is None:
            client = (scope.get("client") or ("?",))[0]
            await run_in_threadpool(self._refused, "upload", f"address {client}")
            await answer_text(send, 401, "Please sign in again.\n", headers=(_CLOSE,))
            return
        if scope["method"] != "PUT":
            await self.app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            await answer_text(send, 411, "Say how long the file is.\n", headers=(_CLOSE,))
            return
        session_id = scope["path"].removeprefix(UPLOADS).partition("/")[0]
        if not (self._sessions.is_active(session_id) and self._is_theirs(session_id, account)):
            await answer_text(send, 400, "That page is no longer open.\n", headers=(_CLOSE,))
            return
        refusal = self._quota.refusal(account, int(length))
        if refusal is not None:
            _log.warning("upload of %s bytes refused", length)
            await answer_text(send, 413, f"{refusal}\n", headers=(_CLOSE,))
            return
        async with self._quota.arriving(account, session_id, int(length)):
            await self.app(scope, receive, send)

    def _is_theirs(self, session_id: str, account: str) -> bool:
        return any(
            page.session_id == session_id and whose == account for whose, page in self._pages
        )

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        account = await self._who(scope)
        if account is None:
            counter, key = self._anonymous, (scope.get("client") or ("",))[0]
            is_full = (
                counter[key] >= self._settings.anonymous_sockets_per_address
                or counter.total() >= self._settings.anonymous_sockets
            )
        else:
            counter, key = self._open, account
            is_full = counter[key] >= self._settings.sockets_per_account
        if is_full:
            await refuse_socket(scope, receive, send, 429)
            return
        counter[key] += 1
        try:
            await self._pass_on(scope, receive, send, account)
        finally:
            counter[key] -= 1
            if not counter[key]:
                del counter[key]

    async def _pass_on(
        self, scope: Scope, receive: Receive, send: Send, account: str | None
    ) -> None:
        is_anonymous = account is None
        idle_s = self._settings.anonymous_idle_s if is_anonymous else None
        most_bytes = _ANONYMOUS_MESSAGE_BYTES if is_anonymous else None
        seen, hear, say = watched(receive, send, idle_s=idle_s, most_bytes=most_bytes)
        page = (account, seen)
        self._pages.append(page)
        try:
            await self.app(scope, hear, say)
        finally:
            self._pages.remove(page)
            if seen.session_id is not None:
                self._sessions.left(seen.session_id, at_once=is_anonymous, then=self._quota.forget)
