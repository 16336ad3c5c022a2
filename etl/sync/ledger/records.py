"""The rows of the ledger as values: a column's name says how it is stored.

`_at` is an instant, `is_` a truth; `scopes` have spaces between them, `facts` are JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cache
from typing import Any, Protocol, TypeVar

from etl.sources.common.facts import Facts, from_json

T = TypeVar("T")
_UNKNOWN = {
    "detail_fetched_at": None,
    "streams_fetched_at": None,
    "original_sha256": None,
    "is_doubtful": 0,
    "is_loaded": 0,
    "is_renewed": 0,
    "is_covered": 0,
    "failure_count": 0,
}


class OfOne(Protocol):
    """Whatever belongs to one runner's account at one platform: an account, a listing, a row."""

    @property
    def runner_id(self) -> str:
        """The runner."""
        ...

    @property
    def provider(self) -> str:
        """The platform's name."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One connected account. `trouble` names the last failure until a pass succeeds."""

    runner_id: str
    provider: str
    athlete_id: str
    scopes: tuple[str, ...]
    state: str  # connected, scope_missing, wrong_key, leaving
    sealed_tokens: bytes | None
    connected_at: datetime
    fully_listed_at: datetime | None = None
    reconciled_at: datetime | None = None
    synced_at: datetime | None = None
    trouble: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A listing under way; `before_at` stands still so that its pages do."""

    runner_id: str
    provider: str
    kind: str  # full or recent
    before_at: datetime | None
    after_at: datetime | None
    next_page: int
    began_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One activity as it was fetched."""

    runner_id: str
    provider: str
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


def key_of(one: OfOne) -> dict[str, str]:
    """What every row of one runner's account at a platform has in its key."""
    return {"runner_id": one.runner_id, "provider": one.provider}


def key_of_activity(held: Held) -> dict[str, str]:
    """The key of an activity's row."""
    return key_of(held) | {"source_activity_id": held.source_activity_id}


def to_row(record: Any) -> dict[str, Any]:
    """A record's fields as its columns."""
    return {name: to_stored(getattr(record, name)) for name in _names(type(record))}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def to_refreshed(
    known: Mapping[str, Any] | None,
    facts: Facts,
    *,
    now: datetime,
    seen_at: datetime,
    is_detail: bool,
    is_wanted: bool,
) -> dict[str, Any]:
    """An activity's row of what was told now: one unchanged is only renewed, one cropped is wanted.

    `known` is its row so far. A summary (not `is_detail`) leaves what a single activity's answer
    told as it was.
    """
    told = {"facts_fetched_at": to_stored(now), "seen_at": to_stored(seen_at)}
    if is_detail:
        told["detail_fetched_at"] = to_stored(now)
    fresh = "wanted" if is_wanted else "none"
    if known is None:
        return _UNKNOWN | {"streams": fresh} | _of_facts(facts) | told
    former = from_json(known["facts"])
    facts = facts if is_detail else facts.with_detail_of(former)
    is_same = facts == former
    return {
        **known,
        **_of_facts(facts),
        **told,
        "streams": known["streams"] if facts.has_same_shape(former) else fresh,
        "is_doubtful": 0,
        "is_renewed": 1,
        "is_loaded": known["is_loaded"] if is_same else 0,
        "is_covered": known["is_covered"] if is_same else 0,
    }


def _of_facts(facts: Facts) -> dict[str, Any]:
    return {
        "source_activity_id": facts.source_activity_id,
        "facts": to_stored(facts),
        "started_at": to_stored(facts.started_at),
    }


def of_row(kind: type[T], row: Mapping[str, Any]) -> T:
    """The record again; columns that it does not have are passed over."""
    return kind(**{name: _to_value(name, row[name]) for name in _names(kind)})


def to_stored(value: Any) -> Any:
    """A value as SQLite keeps it; instants of one length and zone, so that text sorts as time."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, Facts):
        return value.to_json()
    return " ".join(value) if isinstance(value, tuple) else value


def _to_value(name: str, stored: Any) -> Any:
    if stored is None:
        return None
    if name.endswith("_at"):
        return datetime.fromisoformat(stored)
    if name.startswith("is_"):
        return bool(stored)
    if name == "facts":
        return from_json(stored)
    return tuple(stored.split()) if name == "scopes" else stored
