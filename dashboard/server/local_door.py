"""Who gets in where nobody signs in: whoever has the home's secret, in the address or a cookie."""

from collections.abc import Iterable
from importlib.resources import files
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.server.answers import answer_text, cookies_of, refuse_socket
from dashboard.server.token import PARAMETER, OneVisit, cookie_name, is_same

_COOKIE_S = 400 * 24 * 3600  # the longest that browsers keep one
_MOST_PARAMETERS = 100


class LocalDoor:
    """Lets in who has the cookie, swaps the address's secret for it, refuses everybody else.

    `open_paths` need no secret: they tell nothing, or have one of their own. `address` is where
    this machine's browsers reach the server: a visit under another name of this machine is led
    there, so that the way back from Strava meets the cookie.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        token: str,
        one_visit: OneVisit,
        address: str,
        local_hosts: Iterable[str],
        open_paths: Iterable[str],
    ) -> None:
        self.app = app
        self._token, self._one_visit = token, one_visit
        self._cookie = cookie_name(token)
        self._address, self._local_hosts = urlsplit(address), frozenset(local_hosts)
        self._open_paths = frozenset(open_paths)
        self._refusal = _page("closed.html")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is let in."""
        if scope["type"] not in {"http", "websocket"} or scope["path"] in self._open_paths:
            await self.app(scope, receive, send)
            return
        given = _given(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        if given is not None and (is_same(given, self._token) or self._one_visit.take(given)):
            await self._let_in(scope, send)
        elif given is None and self._has_cookie(scope):
            await self.app(scope, receive, send)
        elif given is not None and self._has_cookie(scope):  # an old address, bookmarked
            await self._lead_on(scope, send)
        elif scope["type"] == "websocket":
            await refuse_socket(scope, receive, send, 403)
        else:
            close = (("connection", "close"),)  # the rest of an upload is not read
            await answer_text(send, 403, self._refusal, kind="text/html", headers=close)

    def _has_cookie(self, scope: Scope) -> bool:
        found = cookies_of(scope).get(self._cookie)
        return found is not None and is_same(found, self._token)

    async def _let_in(self, scope: Scope, send: Send) -> None:
        elsewhere = self._own_name(scope)
        if elsewhere is not None:  # with a secret for there
            again = self._one_visit.issue()
            await _redirect(send, f"{elsewhere}{_target(scope, (PARAMETER, again))}")
            return
        secure = "; Secure" if scope.get("scheme") == "https" else ""
        cookie = (
            f"{self._cookie}={self._token}; Max-Age={_COOKIE_S}; Path=/; HttpOnly; "
            f"SameSite=Lax{secure}"  # Lax: Strava's page leads back here
        )
        await _redirect(send, _target(scope), ("set-cookie", cookie))

    async def _lead_on(self, scope: Scope, send: Send) -> None:
        await _redirect(send, _target(scope))

    def _own_name(self, scope: Scope) -> str | None:
        """Where the visit belongs, if it came under another name of this machine."""
        try:
            asked = urlsplit(f"//{Headers(scope=scope).get('host', '')}")
            is_other = asked.hostname != self._address.hostname and asked.port == self._address.port
        except ValueError:  # no host at all
            return None
        is_local = {asked.hostname, self._address.hostname} <= self._local_hosts
        return f"{self._address.scheme}://{self._address.netloc}" if is_local and is_other else None


def _given(scope: Scope) -> str | None:
    return dict(_parameters(scope)).get(PARAMETER)


def _parameters(scope: Scope) -> list[tuple[str, str]]:
    query = scope["query_string"].decode("latin-1")
    try:
        return parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
    except ValueError:  # too many
        return []


def _target(scope: Scope, *more: tuple[str, str]) -> str:
    """The same page with its other parameters; never another host."""
    kept = [(name, value) for name, value in _parameters(scope) if name != PARAMETER]
    query = urlencode([*kept, *more])
    path = "/" + scope.get("raw_path", b"/").decode("latin-1").lstrip("/\\")
    return path + (f"?{query}" if query else "")


async def _redirect(send: Send, to: str, *headers: tuple[str, str]) -> None:
    await answer_text(send, 303, "", headers=(("location", to), *headers))


def _page(name: str) -> str:
    return (files("dashboard.server") / "pages" / name).read_text("utf-8")
