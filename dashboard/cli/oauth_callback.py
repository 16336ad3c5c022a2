"""A browser that comes back from a consent page to a shell that waits for it."""

import hmac
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl, urlsplit

from etl.errors import KneewiseError, UserError

REDIRECT_PATH = "/strava/callback"
WAIT_S = 600.0  # as long as Strava's consent page may take
_READ_S = 5.0  # a browser that connects and says nothing holds nobody up
PAGE = (
    "<!doctype html><html lang='en'><meta charset='utf-8'>"
    "<meta name='viewport' content='width=device-width'><title>Kneewise</title>"
    "<body style='font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;"
    "padding:0 1rem'><p>{}</p><p>You can close this page and go back to the shell.</p>"
)


class Returning(HTTPServer):
    """Listens on this machine until the browser comes back with the state that was given."""

    state = ""
    finish: Callable[[dict[str, str]], str]
    sentence: str | None = None
    error: KneewiseError | None = None

    def wait(self, state: str, finish: Callable[[dict[str, str]], str]) -> str:
        """The sentence that `finish` makes of the visit. Raises what it raised, or UserError."""
        self.state, self.finish = state, finish
        give_up = time.monotonic() + WAIT_S
        while self.sentence is None and self.error is None:
            self.timeout = give_up - time.monotonic()
            if self.timeout <= 0:
                raise UserError(
                    "The browser did not come back within ten minutes, so nothing is connected. "
                    "Start again with kneewise connect strava."
                )
            self.handle_request()
        if self.error is not None:
            raise self.error
        return self.sentence or ""

    def take(self, query: dict[str, str]) -> str | None:
        """What to say to the browser; None where the visit is not the one that was begun here."""
        if not hmac.compare_digest(query.get("state", "").encode(), self.state.encode()):
            return None
        try:
            self.sentence = self.finish(query)
        except KneewiseError as error:
            self.error = error
            return str(error)
        return self.sentence

    @property
    def redirect_uri(self) -> str:
        """Where Strava is to send the browser back to."""
        return f"http://127.0.0.1:{self.server_port}{REDIRECT_PATH}"


class _Visit(BaseHTTPRequestHandler):
    """One visit of a browser; every address but ours, and every other state, is refused."""

    timeout = _READ_S

    def do_GET(self) -> None:
        """Finish where the state is the one that was given, and say so in the browser."""
        address = urlsplit(self.path)
        if address.path != REDIRECT_PATH or not isinstance(self.server, Returning):
            self.send_error(404)
            return
        words = self.server.take(dict(parse_qsl(address.query)))
        if words is None:
            self.send_error(404)
        else:
            self._answer(words)

    def _answer(self, words: str) -> None:
        body = PAGE.format(escape(words)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: addresses carry codes."""


@contextmanager
def listening(port: int) -> Generator[Returning]:
    """A server on this machine while the block runs; 0 takes a free port."""
    try:
        server = Returning(("127.0.0.1", port), _Visit)
    except OSError:
        raise UserError(f"Port {port} is taken here: choose another with --port.") from None
    try:
        yield server
    finally:
        server.server_close()
