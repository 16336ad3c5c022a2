"""What is read of a request and said in answer without Streamlit; headers of every answer."""

import base64
import hashlib
import re
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_CACHEABLE = "/static/"  # Streamlit's scripts and fonts: a hash of each is in its name
_ONLY_ENCRYPTED = "max-age=31536000; includeSubDomains"  # a year, of this host and below it
_ALWAYS = {
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def content_policy(index: str) -> str:
    """What a page may load and who may show it, given the HTML that Streamlit sends for each page.

    Scripts come from here alone: Streamlit's one inline script is named by its hash. Styles are
    made in the browser (emotion, Plotly), pictures are also `data:` (icons) and `blob:` (a chart
    that is saved).
    """
    scripts = " ".join(f"'sha256-{_sha256(text)}'" for text in _INLINE_SCRIPT.findall(index))
    rules = {
        "default-src": "'self'",
        "script-src": f"'self' {scripts}".strip(),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def index_of_streamlit() -> str:
    """The page that Streamlit sends for every address."""
    return (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")


class AnswerHeaders:
    """No other page frames ours, nothing is guessed, named to others or kept in a cache."""

    def __init__(self, app: ASGIApp, *, policy: str, is_encrypted: bool = False) -> None:
        self.app = app
        self._always = {**_ALWAYS, "content-security-policy": policy}
        if is_encrypted:
            self._always["strict-transport-security"] = _ONLY_ENCRYPTED

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything through; set the headers of each answer, a refused socket's included."""

        async def answer(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                headers = MutableHeaders(raw=list(message["headers"]))
                headers.update(self._always)
                if not _may_be_kept(scope["path"], message["status"]):
                    headers["cache-control"] = "no-store"
                message["headers"] = headers.raw
            await send(message)

        await self.app(scope, receive, answer)


def _may_be_kept(path: str, status: int) -> bool:
    return path.startswith(_CACHEABLE) and status in {200, 206, 304}


def cookies_of(scope: Scope) -> dict[str, str]:
    """What a request's browser sends, whatever odd cookies of others are among it."""
    found: dict[str, str] = {}
    for header in Headers(scope=scope).getlist("cookie"):
        found.update(cookie_parser(header))
    return found


async def answer_text(
    send: Send,
    status: int,
    body: str,
    *,
    kind: str = "text/plain",
    headers: tuple[tuple[str, str], ...] = (),
) -> None:
    """A whole answer without asking for the rest of the request."""
    content = body.encode()
    given = (
        ("content-type", f"{kind}; charset=utf-8"),
        ("content-length", str(len(content))),
        *headers,
    )
    raw = [(name.encode(), value.encode("latin-1")) for name, value in given]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": content})


async def refuse_socket(scope: Scope, receive: Receive, send: Send, status: int) -> None:
    """Answer a handshake with a status instead of a socket."""
    await receive()
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008, "reason": ""})
        return
    headers = [(b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "websocket.http.response.start", "status": status, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": b""})
