"""A served team, a provider on this machine that keeps what it was asked, and browsers by HTTP."""

import json
import re
import threading
import time
import warnings
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import OctKey
from werkzeug.serving import make_server

from bench.visitors import whoever_has
from dashboard.server.sign_in.live_sessions import STREAMLITS
from etl.journal.store import Journal
from etl.people.accounts import add_person
from tests.builders import a_home, a_run
from tests.builders.homes import NOW
from tests.builders.serving import TEAM, Served, a_server

SECRET = TEAM["KNEEWISE_OIDC_COOKIE_SECRET"]
CLIENT_SECRET = "canary-of-the-clients-secret"
MARA, BEN = "mara@example.org", "ben@example.org"
NOTE = "canary of a note 4711"
NOTE_OF_MARA = {
    "local_date": date(2026, 5, 2),
    "knee": "left",
    "pain_during_score": 6,
    "note": NOTE,
}
NAMES = {MARA: "Mara Kanarek", BEN: "Ben Kanarek"}
PATIENCE_S = 120
_AGAIN = 5


@dataclass
class Provider:
    """Where it answers, and the forms that were posted for tokens."""

    address: str
    asked: list[dict[str, str]] = field(default_factory=list)
    answered: list[bytes] = field(default_factory=list)
    change: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    """What becomes of an answer on its way, where somebody stands in it."""


@contextmanager
def a_provider(users: Iterable[tuple[str, dict[str, Any]]]) -> Generator[Provider]:
    """A real OpenID Connect provider that lets in whoever is named: (subject, claims)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mock = pytest.importorskip("oidc_provider_mock")
    app = mock.app(user_claims=[mock.User(sub=sub, claims=claims) for sub, claims in users])
    provider = Provider("")

    def recorded(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        is_token = environ["PATH_INFO"] == "/oauth2/token"
        if is_token:
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = BytesIO(body)
            provider.asked.append({k: v[0] for k, v in parse_qs(body.decode()).items()})
        if is_token and provider.change is not None:
            return _changed(app, environ, start, provider.change)
        answer = list(app(environ, start))
        provider.answered += answer if is_token else []
        return answer

    server = make_server("127.0.0.1", 0, recorded, threaded=True)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _changed(
    app: Callable[..., Any],
    environ: dict[str, Any],
    start: Callable[..., Any],
    change: Callable[[dict[str, Any]], dict[str, Any]],
) -> list[bytes]:
    told: list[Any] = []
    body = b"".join(
        app(environ, lambda status, headers, _error=None: told.extend((status, headers)))
    )
    body = json.dumps(change(json.loads(body))).encode()
    headers = [(name, value) for name, value in told[1] if name.lower() != "content-length"]
    start(told[0], [*headers, ("Content-Length", str(len(body)))])
    return [body]


@dataclass(frozen=True)
class Team:
    """Two runners with accounts on a server, their provider, and the server's log."""

    server: Served
    journal: Journal
    provider: Provider
    log: Path

    @property
    def address(self) -> str:
        """Where the server answers."""
        return self.server.address

    def browser(self) -> "Browser":
        """A new one, without cookies."""
        return Browser(self.address)


@contextmanager
def a_team(folder: Path) -> Generator[Team]:
    """A served home of two runners with a run each."""
    users = [(email, {"email": email, "email_verified": True}) for email in NAMES]
    users += [("stranger", {"email": "stranger@example.org", "email_verified": True})]
    users += [("unconfirmed", {"email": MARA, "email_verified": False})]
    users += [(f"other-{n}", {"email": MARA, "email_verified": True}) for n in range(40)]
    home, settings = a_home(
        folder / "home", [a_run(km=12)], runner_name=NAMES[MARA], pains=[NOTE_OF_MARA]
    )
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    journal = Journal(home, settings)
    for email, name in NAMES.items():
        add_person(journal, email=email, own_runner_id=journal.ensure_runner(name).runner_id)
    with a_provider(users) as provider:
        told = {
            "KNEEWISE_OIDC_ISSUER": provider.address,
            "KNEEWISE_OIDC_CLIENT_SECRET": CLIENT_SECRET,
            "KNEEWISE_ANONYMOUS_SOCKETS_PER_ADDRESS": "100",
        }
        with a_server(home.root, folder / "log", TEAM | told) as server:
            yield Team(server, journal, provider, folder / "log")


class Browser:
    """Cookies, and what a browser does with the answers on the way through a sign-in."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.http = requests.Session()

    def get(self, path: str, **headers: str) -> requests.Response:
        """One answer of the server; nothing is followed."""
        return self.http.get(
            f"{self.address}{path}", headers=headers, allow_redirects=False, timeout=PATIENCE_S
        )

    def asked_provider(self) -> str:
        """Press *Sign in*; the provider's address that the server leads to."""
        claims = {"provider": "default", "exp": int(time.time()) + 100}
        token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))
        return self.get(f"/auth/login?provider={token}").headers["location"]

    def allowed(self, subject: str, at: str | None = None) -> str:
        """Say who one is at the provider; the callback it leads back to, with its code."""
        asked = at or self.asked_provider()
        answer = requests.post(
            asked, data={"sub": subject}, allow_redirects=False, timeout=PATIENCE_S
        )
        return answer.headers["location"].removeprefix(self.address)

    def sign_in(self, subject: str) -> requests.Response:
        """All of it, as often as a busy machine makes the server wait too long for the provider."""
        for _ in range(_AGAIN):
            answer = self.try_to_sign_in(subject)
            if self.cookies:
                break
        return answer

    def try_to_sign_in(self, subject: str) -> requests.Response:
        """All of it, once; the server's last answer."""
        return self.get(self.allowed(subject))

    def sign_out(self) -> None:
        """As the button does."""
        self.get("/auth/logout")

    @property
    def cookies(self) -> dict[str, str]:
        """Those of who is signed in; empty for nobody."""
        found = self.http.cookies.get_dict()
        return {n: v for n, v in found.items() if n.startswith(STREAMLITS) and v is not None}


async def shown_to(address: str, cookies: dict[str, str], page: str = "today") -> bytes:
    """All that a page sends to whoever comes with these cookies."""
    async with whoever_has(address, *cookies.items()) as visitor:
        await visitor.visit(page)
        return bytes(visitor.received)


def is_let_in(shown: bytes) -> bool:
    """A runner's name stands on the page; else it asks to sign in, or says why not."""
    found = any(name.split()[0].encode() in shown for name in NAMES.values())
    assert found or re.search(rb"Sign in|Sign out|There is no account|another login", shown)
    return found


def parameters(address: str) -> dict[str, str]:
    """Of an address, each once."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
