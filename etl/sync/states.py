"""Tickets and states: signed, good for minutes, and good for once.

The platform sees a signed number alone. For whom a visit is stands in the browser's own secret,
which has the same number, so that a state is of no use in another browser. Nothing is kept when a
ticket is issued; the numbers that came back are, in the ledger, until their time is over: none
works twice, also after a restart.
"""

import hashlib
import secrets
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from etl.errors import ConsentError
from etl.home import Home
from etl.settings import Settings
from etl.sync.ledger.store import Ledger
from etl.sync.token_vault import open_vault

_NUMBER_BYTES = 24


@dataclass(frozen=True, slots=True)
class Visit:
    """Whose account at which platform, and where the browser goes afterwards."""

    runner_id: str
    provider: str
    return_path: str


class _Signer(TimestampSigner):
    """Signs with the clock of the home, which stands still in some."""

    def __init__(self, *arguments: Any, now: datetime, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._now = now

    def get_timestamp(self) -> int:
        """Seconds since 1970."""
        return int(self._now.timestamp())


def issue(home: Home, settings: Settings, purpose: str, *content: Any, now: datetime) -> str:
    """A ticket for one purpose, with something of JSON in it that whoever holds it may read."""
    number = secrets.token_urlsafe(_NUMBER_BYTES)
    return str(_serializer(home, settings, purpose, now).dumps([number, *content]))


def take(
    home: Home,
    settings: Settings,
    purpose: str,
    ticket: str,
    *,
    valid_for: timedelta,
    now: datetime,
) -> list[Any] | None:
    """What is in a ticket, its number first; None: not ours, of another purpose, or used.

    Raises ConsentError where its time is over.
    """
    try:
        content = _serializer(home, settings, purpose, now).loads(
            ticket, max_age=int(valid_for.total_seconds())
        )
    except SignatureExpired:
        words = "That visit took too long. Start again from Data."
        raise ConsentError("restart", words) from None
    except BadData:
        return None
    name = hashlib.sha256(content[0].encode()).hexdigest()
    is_new = Ledger(home).use_once(name, until=now + 2 * valid_for, now=now)
    return content if is_new else None


def begin_visit(home: Home, settings: Settings, visit: Visit, *, now: datetime) -> tuple[str, str]:
    """A state for the platform, and the secret for the browser that goes there."""
    number = secrets.token_urlsafe(_NUMBER_BYTES)
    state = issue(home, settings, "state", number, now=now)
    return state, issue(home, settings, "browser", number, *astuple(visit), now=now)


def end_visit(
    home: Home,
    settings: Settings,
    *,
    state: str,
    browser_secret: str,
    valid_for: timedelta,
    now: datetime,
) -> Visit | None:
    """The visit that a state belongs to; None: not ours, used, or another browser's."""
    begun = take(home, settings, "state", state, valid_for=valid_for, now=now)
    if begun is None:
        return None
    here = take(home, settings, "browser", browser_secret, valid_for=valid_for, now=now)
    if here is None or not secrets.compare_digest(begun[1], here[1]):
        return None
    return Visit(*here[2:])


def _serializer(
    home: Home, settings: Settings, purpose: str, now: datetime
) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        open_vault(home, settings).key,
        salt=f"kneewise {purpose}",
        signer=partial(_Signer, now=now),  # ty: ignore[invalid-argument-type]  made, not inherited
        signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
    )
