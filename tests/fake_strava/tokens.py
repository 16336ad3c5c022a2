"""Codes and tokens: who gave whom leave to read what, and until when."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

CODE_LIVES = timedelta(minutes=10)
TOKEN_LIVES = timedelta(hours=6)
KEEP_IF_MORE_THAN = timedelta(hours=1)
READ_SCOPES = ("read", "activity:read_all")
KNOWN_SCOPES = (
    "read",
    "read_all",
    "profile:read_all",
    "profile:write",
    "activity:read",
    "activity:read_all",
    "activity:write",
)


@dataclass(frozen=True)
class Code:
    athlete_id: int
    scopes: tuple[str, ...]
    expires_at: datetime


@dataclass(frozen=True)
class AccessToken:
    text: str
    athlete_id: int
    scopes: tuple[str, ...]
    expires_at: datetime


@dataclass
class Grant:
    """One athlete's leave: the newest access token and the refresh token that works."""

    access: AccessToken
    refresh: str


@dataclass
class Tokens:
    """Everything issued; an athlete has at most one working refresh token."""

    codes: dict[str, Code] = field(default_factory=dict)
    access: dict[str, AccessToken] = field(default_factory=dict)
    grants: dict[int, Grant] = field(default_factory=dict)
    issued_to: dict[str, int] = field(default_factory=dict)  # also what no longer works

    def new_code(self, athlete_id: int, scopes: tuple[str, ...], at: datetime) -> str:
        text = _canary("code")
        self.codes[text] = Code(athlete_id, scopes, at + CODE_LIVES)
        return text

    def redeem(self, code: str, at: datetime) -> Grant | None:
        """The grant for a code; None if it is unknown, used or too old."""
        found = self.codes.pop(code, None)
        if found is None or found.expires_at <= at:
            return None
        return self.grant(found.athlete_id, found.scopes, at)

    def grant(self, athlete_id: int, scopes: tuple[str, ...], at: datetime) -> Grant:
        """New tokens for an athlete; an older refresh token stops working."""
        grant = Grant(self._new_access(athlete_id, scopes, at), _canary("refresh"))
        self.grants[athlete_id] = grant
        self.issued_to |= {grant.refresh: athlete_id, grant.access.text: athlete_id}
        return grant

    def refresh(self, refresh: str, at: datetime) -> Grant | None:
        """The same tokens while they last an hour or more, else new ones; None if unknown."""
        athlete_id = self.athlete_of(refresh)
        grant = self.grants.get(athlete_id) if athlete_id is not None else None
        if grant is None or grant.refresh != refresh:
            return None
        if grant.access.expires_at - at > KEEP_IF_MORE_THAN:
            return grant
        return self.grant(grant.access.athlete_id, grant.access.scopes, at)

    def valid(self, access: str, at: datetime) -> AccessToken | None:
        found = self.access.get(access)
        return found if found is not None and found.expires_at > at else None

    def athlete_of(self, text: str) -> int | None:
        """Whose access or working refresh token this is, also if it has expired."""
        if text in self.access:
            return self.access[text].athlete_id
        return next((a for a, grant in self.grants.items() if grant.refresh == text), None)

    def end(self, athlete_id: int) -> None:
        """Every token and code of an athlete stops working."""
        self.grants.pop(athlete_id, None)
        self.access = {k: v for k, v in self.access.items() if v.athlete_id != athlete_id}
        self.codes = {k: v for k, v in self.codes.items() if v.athlete_id != athlete_id}

    def _new_access(self, athlete_id: int, scopes: tuple[str, ...], at: datetime) -> AccessToken:
        token = AccessToken(_canary("access"), athlete_id, scopes, at + TOKEN_LIVES)
        self.access[token.text] = token
        return token


def _canary(kind: str) -> str:
    """Recognisable wherever it should not be, in a log or a file."""
    return f"CANARY-{kind}-{secrets.token_hex(16)}"
