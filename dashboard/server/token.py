"""What opens the dashboard of a home in a browser: one secret a home, handed over in an address.

Others on the machine reach the port too, and so does every page that a browser has open. The secret
goes into a cookie at the first visit, so that bookmarks without it keep working.
"""

import hashlib
import hmac
import os
import re
import secrets
from threading import Lock
from urllib.parse import urlencode

from etl.errors import UserError
from etl.home import Home
from etl.storage.disk.durable import sync

PARAMETER = "token"
_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43,}")


def home_token(home: Home) -> str:
    """The home's secret, made at the first call. Raises UserError where it cannot be written."""
    path = home.token
    try:
        if not path.is_file():
            _make(home)
        elif os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(0o600)
        token = path.read_text("ascii").strip()
    except OSError as error:
        message = f"{path.name} cannot be read or written in {home.root}: change its permissions."
        raise UserError(message) from error
    if _TOKEN.fullmatch(token) is None:
        raise UserError(f"{path} is not what it was: delete it, and a new one is made.")
    return token


def _make(home: Home) -> None:
    """Written whole under a name of its own and linked: of two makers, one secret stands."""
    path = home.create().token
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(_BYTES))
    sync(fresh)
    try:
        path.hardlink_to(fresh)
        sync(path.parent)
    except FileExistsError:
        pass  # somebody else was first: theirs counts
    finally:
        fresh.unlink()


def address_with(address: str, token: str) -> str:
    """The address that opens the dashboard."""
    return f"{address}/?{urlencode({PARAMETER: token})}"


def cookie_name(token: str) -> str:
    """One a home: browsers send cookies to every port, so two servers must not share a name."""
    return f"kneewise_{hashlib.sha256(token.encode()).hexdigest()[:12]}"


def is_same(given: str, token: str) -> bool:
    """Whether somebody has the secret, in a time that tells nothing about it."""
    return hmac.compare_digest(given.encode(), token.encode())


class OneVisit:
    """Secrets for one visit each, for a browser that this process starts.

    A program's arguments can be read by everybody on the machine; what is used up opens nothing.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: set[str] = set()

    def issue(self) -> str:
        """A secret for the next visit."""
        ticket = secrets.token_urlsafe(_BYTES)
        with self._lock:
            self._waiting.add(ticket)
        return ticket

    def take(self, given: str) -> bool:
        """Whether it was issued and not yet used; it is used now."""
        with self._lock:
            known = next((one for one in self._waiting if is_same(given, one)), None)
            self._waiting.discard(known or "")
        return known is not None


one_visit = OneVisit()
"""Those of this process."""
