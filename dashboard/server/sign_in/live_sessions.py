"""Middleware of team mode: a browser's cookie is believed only while its session goes on.

Streamlit signs a cookie of 30 days and keeps nothing of it, so that a copy of it would let
somebody in after its owner signed out. Here a sign-in at the provider begins a session, and
whatever comes with another cookie goes on without: its sender is nobody.
"""

import asyncio
import logging
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import session
from dashboard.access.sign_in import (
    CALLBACK,
    Login,
    confirmed_email,
    is_for_us,
    is_of_another_login,
    login_in,
)
from dashboard.access.told_by_browser import to_device
from dashboard.server.answers import cookies_of
from dashboard.server.sign_in.whose_request import user_of
from etl.errors import KneewiseError
from etl.people.sign_ins import SignIns, key_of, login_of

LOGOUT = "/auth/logout"
STREAMLITS = "_streamlit_user"
"""Its cookie, what is left of it in `…_1` where it is long, and `…_tokens`."""
_FILES = "/static/"  # alike for everybody
_LOOK_EVERY_S = 20.0  # so soon after a session ended its open pages are shut
_POLICY = 1008
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Now:
    """Who a request says it is of, and whether that session goes on."""

    user: Mapping[str, Any]
    key: str | None
    is_live: bool


class LiveSessions:
    """Begins, asks after and ends the sessions of those who sign in."""

    def __init__(
        self, app: ASGIApp, *, sign_ins: SignIns, look_every_s: float = _LOOK_EVERY_S
    ) -> None:
        self.app = app
        self._sign_ins = sign_ins
        self._look_every_s = look_every_s
        self._most_s = int(session.current_settings().session_hours * 3600)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take cookies of sessions that are over away, before anything looks at them."""
        if scope["type"] not in {"http", "websocket"} or scope["path"].startswith(_FILES):
            await self.app(scope, receive, send)
            return
        now = await self._who(scope)
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send, now)
        elif scope["path"] == CALLBACK:
            await self.app(scope, receive, self._beginning(scope, send, former=now.key))
        elif scope["path"] == LOGOUT:
            if now.key is not None and not _is_begun_elsewhere(scope):
                await run_in_threadpool(self._sign_ins.end, now.key)
            await self.app(scope, receive, send)
        else:
            await self.app(scope if now.is_live else _without_sign_in(scope), receive, send)

    async def _who(self, scope: Scope) -> _Now:
        if not any(name.startswith(STREAMLITS) for name in cookies_of(scope)):
            return _Now({}, None, is_live=False)
        user = user_of(cookies_of(scope))
        key = key_of(user) if login_in(user) else None
        is_live = key is not None and await run_in_threadpool(self._sign_ins.is_live, key)
        if not is_live and scope["path"] not in {CALLBACK, LOGOUT}:
            who = None if key is None else _name_of(user)
            await run_in_threadpool(session.note_refused, "session that is over", who or _at(scope))
        return _Now(user, key, is_live)

    async def _socket(self, scope: Scope, receive: Receive, send: Send, now: _Now) -> None:
        if now.key is None or not now.is_live:
            await self.app(_without_sign_in(scope), receive, send)
            return
        key = now.key
        pending: asyncio.Task[Message] | None = None

        async def hear() -> Message:
            nonlocal pending
            while True:
                pending = pending or asyncio.ensure_future(receive())
                await asyncio.wait({pending}, timeout=self._look_every_s)
                is_here = pending.done()
                if not await run_in_threadpool(self._sign_ins.is_live, key, is_used=is_here):
                    break
                if is_here:
                    message, pending = pending.result(), None
                    return message
            pending.cancel()
            await send({"type": "websocket.close", "code": _POLICY, "reason": ""})
            return {"type": "websocket.disconnect", "code": _POLICY}

        try:
            await self.app(scope, hear, send)
        finally:
            if pending is not None:
                pending.cancel()

    def _beginning(self, scope: Scope, send: Send, *, former: str | None) -> Send:
        """The provider's answer is on its way out: what it signed begins a session."""

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message["headers"]))
                user = user_of(_cookies_set(headers))
                login = login_in(user)
                if login is not None and is_for_us(user, session.current_settings()):
                    device = to_device(Headers(scope=scope).get("user-agent", ""))
                    if former is not None:
                        await run_in_threadpool(self._sign_ins.end, former)
                    await run_in_threadpool(self._begin, user, login, device)
                    _shorten(headers, self._most_s)
                else:
                    what = "sign-in of nobody whom our provider named to us"
                    await run_in_threadpool(session.note_refused, what, _at(scope))
                message["headers"] = headers.raw
            await send(message)

        return answer

    def _begin(self, user: Mapping[str, Any], login: Login, device: str) -> None:
        name = login_of(login.issuer, login.subject)
        self._sign_ins.begin(key=key_of(user), login=name, device=device)
        try:
            refused = _why_refused(user)
        except KneewiseError as error:  # the page says so, and binds when it can
            _log.warning("accounts could not be read: %s", type(error).__name__)
            return
        if refused is not None:
            session.note_refused(refused, _name_of(user))


def _why_refused(user: Mapping[str, Any]) -> str | None:
    if session.account_for(user) is not None:
        return None
    is_trusted = session.current_settings().oidc_email_trusted
    if confirmed_email(user, is_trusted=is_trusted) is None:
        return "sign-in without a confirmed address"
    people = session.current_team().people
    if is_of_another_login(people, user, is_trusted=is_trusted):
        return "sign-in with another login of an address"
    return "sign-in without an account"


def _name_of(user: Mapping[str, Any]) -> str | None:
    """Of a login on record: no address, and the same each time."""
    login = login_in(user)
    return None if login is None else f"login {login_of(login.issuer, login.subject)[:16]}"


def _at(scope: Scope) -> str:
    return f"address {(scope.get('client') or ('?',))[0]}"


def _is_begun_elsewhere(scope: Scope) -> bool:
    """Another site's page led here: it may not sign anybody out."""
    return Headers(scope=scope).get("sec-fetch-site", "none") == "cross-site"


def _cookies_set(headers: Headers) -> dict[str, str]:
    found = SimpleCookie()
    for line in headers.getlist("set-cookie"):
        found.load(line)
    return {name: one.value for name, one in found.items() if one.value}


def _shorten(headers: MutableHeaders, most_s: int) -> None:
    """A browser forgets the cookie when it is of no use any more: Streamlit says 30 days."""
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for line in cookies:
        parts = [part for part in line.split("; ") if part.partition("=")[0].lower() != "max-age"]
        is_ours = line.startswith(STREAMLITS) and "max-age=0" not in line.lower()
        headers.append("set-cookie", "; ".join([*parts, f"Max-Age={most_s}"]) if is_ours else line)


def _without_sign_in(scope: Scope) -> MutableMapping[str, Any]:
    """The same request from nobody."""
    kept = {n: v for n, v in cookies_of(scope).items() if not n.startswith(STREAMLITS)}
    headers = [(name, value) for name, value in scope["headers"] if name.lower() != b"cookie"]
    if kept:
        line = "; ".join(f"{name}={value}" for name, value in kept.items())
        headers.append((b"cookie", line.encode("latin-1")))
    return {**scope, "headers": headers}
