"""The rows of the ledger as values, and instants as the text they are kept as."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from etl.sources.strava_api.facts import Facts, from_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One connected account. `trouble` names the last failure until a pass succeeds."""

    runner_id: str
    athlete_id: str
    scopes: tuple[str, ...]
    state: str  # connected, scope_missing, wrong_key, leaving
    sealed_tokens: bytes | None
    connected_at: datetime
    fully_listed_at: datetime | None = None
    reconciled_at: datetime | None = None
    synced_at: datetime | None = None
    trouble: str | None = None

    @property
    def sees_private(self) -> bool:
        """Runs that only the runner sees on Strava are read too."""
        return "activity:read_all" in self.scopes


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A listing under way; `before` stands still so that its pages do."""

    runner_id: str
    kind: str  # full or recent
    before: datetime | None
    after: datetime | None
    next_page: int
    began_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One activity as it was fetched."""

    runner_id: str
    source_activity_id: str
    facts: Facts
    facts_fetched_at: datetime
    detail_fetched_at: datetime | None
    streams: str  # wanted, held, none, expired
    streams_fetched_at: datetime | None
    original_sha256: str | None
    is_doubtful: bool
    is_loaded: bool
    is_renewed: bool
    is_covered: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How far one runner's activities are."""

    activity_count: int
    run_count: int
    detailed_count: int
    wanted_count: int
    covered_count: int


def to_account(row: sqlite3.Row) -> Account:
    """An account from its row."""
    return Account(
        runner_id=row["runner_id"],
        athlete_id=row["athlete_id"],
        scopes=tuple(row["scopes"].split()),
        state=row["state"],
        sealed_tokens=row["sealed_tokens"],
        connected_at=to_instant(row["connected_at"]),
        fully_listed_at=to_known(row["fully_listed_at"]),
        reconciled_at=to_known(row["reconciled_at"]),
        synced_at=to_known(row["synced_at"]),
        trouble=row["trouble"],
    )


def to_listing(row: sqlite3.Row) -> Listing:
    """A listing from its row."""
    return Listing(
        runner_id=row["runner_id"],
        kind=row["kind"],
        before=to_known(row["before_at"]),
        after=to_known(row["after_at"]),
        next_page=row["next_page"],
        began_at=to_instant(row["began_at"]),
    )


def to_held(row: sqlite3.Row) -> Held:
    """An activity from its row."""
    return Held(
        runner_id=row["runner_id"],
        source_activity_id=row["source_activity_id"],
        facts=from_json(row["facts"]),
        facts_fetched_at=to_instant(row["facts_fetched_at"]),
        detail_fetched_at=to_known(row["detail_fetched_at"]),
        streams=row["streams"],
        streams_fetched_at=to_known(row["streams_fetched_at"]),
        original_sha256=row["original_sha256"],
        is_doubtful=bool(row["is_doubtful"]),
        is_loaded=bool(row["is_loaded"]),
        is_renewed=bool(row["is_renewed"]),
        is_covered=bool(row["is_covered"]),
    )


def to_text(instant: datetime | None) -> str | None:
    """One length and one zone, so that text sorts as time does."""
    return None if instant is None else instant.astimezone(UTC).isoformat(timespec="microseconds")


def to_instant(text: str) -> datetime:
    """The instant again."""
    return datetime.fromisoformat(text)


def to_known(text: str | None) -> datetime | None:
    """Likewise, where there is one."""
    return None if text is None else datetime.fromisoformat(text)
