"""Middleware of team mode: a link survives the visit to the sign-in provider.

Streamlit comes back from there to its root and never marks its cookie Secure. So the page that was
asked for is remembered in a cookie of ten minutes, and both answers are put right on their way out.
"""

from http.cookies import SimpleCookie
from urllib.parse import quote, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.access.sign_in import CALLBACK

COOKIE = "kneewise_wanted"
SIGNED_IN = "_streamlit_user"
_KEPT_S = 600
_LONGEST = 1000  # characters of a path with its query


class DeepLinks:
    """Remembers the page that was asked for before sign-in, and leads back to it after."""

    def __init__(self, app: ASGIApp, *, is_encrypted: bool) -> None:
        self.app = app
        self._secure = "; Secure" if is_encrypted else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through; change headers of a page and of the provider's callback only."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        cookies = SimpleCookie(Headers(scope=scope).get("cookie", ""))
        wanted = self._asked_for(scope, cookies)
        back = _remembered(cookies) if scope["path"] == CALLBACK else None

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                if scope["path"] == CALLBACK:
                    self._finish(headers, back)
                elif wanted and headers.get("content-type", "").startswith("text/html"):
                    headers.append("set-cookie", self._cookie(wanted, _KEPT_S))
                message["headers"] = headers.raw
            await send(message)

        await self.app(scope, receive, answer)

    def _asked_for(self, scope: Scope, cookies: SimpleCookie) -> str | None:
        """The page with its query, where somebody who is not signed in asks for one."""
        query = scope["query_string"].decode("latin-1")
        wanted = scope["path"] + (f"?{query}" if query else "")
        is_page = "text/html" in Headers(scope=scope).get("accept", "")
        is_signed_in = SIGNED_IN in cookies
        return wanted if is_page and not is_signed_in and _is_ours(wanted) else None

    def _finish(self, headers: MutableHeaders, back: str | None) -> None:
        if self._secure:
            headers.raw[:] = [
                (name, value + self._secure.encode())
                if name == b"set-cookie" and b"secure" not in value.lower()
                else (name, value)
                for name, value in headers.raw
            ]
        if back and "location" in headers:
            headers["location"] = back
            headers.append("set-cookie", self._cookie("", 0))

    def _cookie(self, wanted: str, max_age_s: int) -> str:
        return (
            f"{COOKIE}={quote(wanted, safe='')}; Max-Age={max_age_s}; Path=/; HttpOnly; "
            f"SameSite=Lax{self._secure}"
        )


def _remembered(cookies: SimpleCookie) -> str | None:
    found = cookies.get(COOKIE)
    wanted = unquote(found.value) if found else ""
    return wanted if _is_ours(wanted) else None


def _is_ours(wanted: str) -> bool:
    """A path of this server that is more than its root: no other host, nothing odd in a header."""
    is_path = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    is_plain = wanted.isascii() and wanted.isprintable() and len(wanted) <= _LONGEST
    return is_path and is_plain and wanted != "/"
