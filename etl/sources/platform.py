"""What a platform is to a sync: five parts, and the terms they are used under.

A source of recordings that can be connected is a folder here with a class of this shape, and a
name in the list of `etl/sync/platforms.py`. Its answer is the bytes of an original file, which go
the way of every file: the runner's own, kept for good. `Lender` is the exception, whose terms let
nothing be kept for long.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, runtime_checkable

from etl.sources.common.facts import Facts

OnHeaders = Callable[[Mapping[str, str]], None]
"""Sees the headers of each answer: most platforms tell their limits there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a platform allows and how a sync keeps to it; shares are 0-1 of a limit."""

    provider: str  # its name in every key, in addresses and in the shell
    title: str  # its name for people
    share_class: str
    is_lent: bool  # False: what comes is the runner's own file, kept for good
    kept_for: timedelta  # of what is lent
    private_scope: str | None
    list_after: timedelta
    renew_after: timedelta
    streams_for: timedelta
    reconcile_after: timedelta
    reconcile_days: timedelta
    short_window: timedelta
    short_reads: int
    daily_reads: int
    ceilings: dict[str, float]
    state_valid: timedelta
    refresh_before: timedelta

    def wants_original(self, facts: Facts) -> bool:
        """Whether its recording is worth a call: of what is lent, runs alone."""
        return facts.has_streams if self.is_lent else not facts.is_manual


@dataclass(frozen=True, slots=True)
class Grant:
    """What opens an account; `expires_at` is seconds since 1970, None: it has no end."""

    access_token: str
    refresh_token: str
    expires_at: int | None
    athlete_id: str | None = None

    def __repr__(self) -> str:
        return "Grant(…)"


@dataclass(frozen=True, slots=True)
class Page:
    """Some activities of a listing; an odd one lacks an id or a start and is left out."""

    facts: tuple[Facts, ...]
    is_last: bool
    odd_count: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """A platform says that something changed: an activity of an athlete, or their account."""

    provider: str
    kind: str  # activity or athlete
    athlete_id: str
    object_id: str
    is_withdrawn: bool = False  # became private, which we may not be allowed to see
    file: Path | None = None
    written_ns: int = field(default=0, compare=False)  # of that file: when, not what


class Platform(Protocol):
    """One platform, for the settings of a home; errors are those of `SourceError`.

    A token that opens nothing is AccessRevoked, a used-up limit LimitReached, whatever may pass
    by itself Unreachable.
    """

    @property
    def terms(self) -> Terms:
        """Its name, its limits, and what may be kept for how long."""
        ...

    @property
    def is_set_up(self) -> bool:
        """Whether the operator has done what it asks for."""
        ...

    def connect(self, secret: str, *, is_renewal: bool = False) -> Grant:
        """What the runner brought, a code or a key of their own, for what opens the account.

        `is_renewal`: the secret is the `refresh_token` of an earlier grant.
        """
        ...

    def list_since(
        self, token: str, *, page: int, after: datetime | None, before: datetime | None
    ) -> Page:
        """A page of what the account holds, from 1; the recordings are fetched one by one."""
        ...

    def fetch_original(self, token: str, facts: Facts) -> bytes | None:
        """The bytes as the watch sent them, zipped or not; None, or NotThere: there are none."""
        ...

    def revoke(self, token: str) -> None:
        """End the connection there; `token` is the grant's `refresh_token`."""
        ...


@runtime_checkable
class Consenting(Protocol):
    """A platform that asks for consent on a page of its own, in the runner's browser."""

    def consent_address(self, *, redirect_uri: str, state: str) -> str:
        """Where the browser is sent."""
        ...

    def athlete_id(self, token: str) -> str:
        """Whose account a token opens."""
        ...

    def refusal(self, scopes: tuple[str, ...]) -> str | None:
        """Why nothing can be connected with what was consented to; None: it can."""
        ...

    def missing(self, scopes: tuple[str, ...]) -> str | None:
        """What is not read with it, where that matters."""
        ...


@runtime_checkable
class Lender(Protocol):
    """A platform whose rows expire: what is kept of an activity is written anew as it changes."""

    def document(self, facts: Facts, former: bytes | None) -> bytes:
        """Facts as an original that `etl.sources.detect` reads, with the recording of `former`."""
        ...

    def fetch_facts(self, token: str, source_activity_id: str) -> Facts | None:
        """One activity as it is now; None where it is odd. Raises NotThere."""
        ...

    def athlete_id(self, token: str) -> str:
        """Whose account a token opens: a question whether it opens one still."""
        ...


def read_terms(path: Path) -> Terms:
    """The terms of a platform, from the `terms.toml` of its folder."""
    table = tomllib.loads(path.read_text("utf-8"))
    renewal, limits, connecting = table["renewal"], table["limits"], table["connecting"]
    return Terms(
        provider=table["provider"],
        title=table["title"],
        share_class=table["share_class"],
        is_lent="kept_for_days" in table,
        kept_for=timedelta(days=table.get("kept_for_days", 0)),
        private_scope=connecting.get("private_scope"),
        list_after=timedelta(hours=renewal["list_after_hours"]),
        renew_after=timedelta(days=renewal.get("after_days", 0)),
        streams_for=timedelta(days=renewal["streams_for_days"]),
        reconcile_after=timedelta(hours=renewal["reconcile_after_hours"]),
        reconcile_days=timedelta(days=renewal["reconcile_days"]),
        short_window=timedelta(seconds=limits["short_window_s"]),
        short_reads=limits["short_reads"],
        daily_reads=limits["daily_reads"],
        ceilings=table["ceilings"],
        state_valid=timedelta(seconds=connecting["state_valid_s"]),
        refresh_before=timedelta(seconds=connecting["refresh_before_s"]),
    )
