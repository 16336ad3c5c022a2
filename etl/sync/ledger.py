"""What a sync knows: accounts, what was fetched until when, what was called.

SQLite, not DuckDB: it is written after every call, by several processes, and must never wait for
an import or a page. It lies outside every backup, since Strava's terms do not let a copy outlive
its rows, and everything in it can be fetched again.
"""

import sqlite3
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from etl.home import Home
from etl.sources.strava_api.facts import Facts, from_json
from etl.sync.budget import Meter
from sql import ROOT

PROVIDER = "strava"
RETRY_AT, FAILURES, INACTIVE_SINCE = "retry_at", "failure_count", "inactive_since"  # notes
_VERSION = 1  # of sql/sync/schema.sql
_BUSY_S = 10.0  # another process writes for milliseconds


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


class Ledger:
    """The ledger of one home; each call opens the file, works in one transaction, closes it."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._kept: sqlite3.Connection | None = None

    @property
    def exists(self) -> bool:
        """Whether anybody ever connected here."""
        return self._home.sync_ledger.is_file()

    @contextmanager
    def kept_open(self) -> Generator[None]:
        """One connection for many calls of one thread: opening the file takes as long as a call."""
        with self._open() as connection:
            self._kept = connection
            try:
                yield
            finally:
                self._kept = None

    @contextmanager
    def _open(self) -> Generator[sqlite3.Connection]:
        if self._kept is not None:
            yield self._kept
            return
        path = self._home.create().sync_ledger
        is_new = not path.is_file()
        connection = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            if is_new:
                path.chmod(0o600)
                connection.execute("pragma journal_mode = wal")
            # With a write-ahead log, `normal` survives a killed process; only a power cut may
            # cost the last calls, which are then made again.
            connection.execute("pragma synchronous = normal")
            connection.execute("pragma secure_delete = on")
            if connection.execute("pragma user_version").fetchone()[0] != _VERSION:
                connection.executescript(_schema())
                connection.execute(f"pragma user_version = {_VERSION}")
            yield connection
        finally:
            connection.close()

    @contextmanager
    def _writing(self) -> Generator[sqlite3.Connection]:
        with self._open() as connection:
            connection.execute("begin immediate")
            try:
                yield connection
                connection.execute("commit")
            except BaseException:
                connection.execute("rollback")
                raise

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        if not self.exists:
            return []
        with self._open() as connection:
            return connection.execute(sql, values).fetchall()

    def _write(self, sql: str, values: Sequence[object] = ()) -> int:
        with self._writing() as connection:
            return connection.execute(sql, values).rowcount

    # Accounts

    def accounts(self) -> list[Account]:
        """Every account, in the order in which they were connected."""
        return [
            _to_account(row) for row in self._rows("select * from account order by connected_at")
        ]

    def account(self, runner_id: str) -> Account | None:
        """The runner's account, if one is connected."""
        rows = self._rows("select * from account where runner_id = ?", [runner_id])
        return _to_account(rows[0]) if rows else None

    def account_of_athlete(self, athlete_id: str) -> Account | None:
        """The account of Strava's own id of an athlete."""
        rows = self._rows(
            "select * from account where provider = ? and athlete_id = ?", [PROVIDER, athlete_id]
        )
        return _to_account(rows[0]) if rows else None

    def save_account(self, account: Account) -> None:
        """Connect, or connect again: where the sync stood is kept."""
        self._write(
            "insert into account (runner_id, provider, athlete_id, scopes, state, sealed_tokens,"
            " connected_at) values (?, ?, ?, ?, ?, ?, ?)"
            " on conflict (runner_id) do update set scopes = excluded.scopes,"
            " state = excluded.state, sealed_tokens = excluded.sealed_tokens, trouble = null,"
            " fully_listed_at = case when scopes = excluded.scopes then fully_listed_at end",
            [
                account.runner_id,
                PROVIDER,
                account.athlete_id,
                " ".join(account.scopes),
                account.state,
                account.sealed_tokens,
                _text(account.connected_at),
            ],
        )

    def save_tokens(self, runner_id: str, sealed: bytes) -> None:
        """Keep rotated tokens; those before them open nothing any more."""
        self._write("update account set sealed_tokens = ? where runner_id = ?", [sealed, runner_id])

    def set_state(self, runner_id: str, state: str, *, trouble: str | None = None) -> None:
        """Say how the connection stands."""
        self._write(
            "update account set state = ?, trouble = ? where runner_id = ?",
            [state, trouble, runner_id],
        )

    def mark_synced(self, runner_id: str, now: datetime) -> None:
        """A pass over the account ended without trouble."""
        self._write(
            "update account set synced_at = ?, trouble = null where runner_id = ?",
            [_text(now), runner_id],
        )

    def mark_trouble(self, trouble: str) -> None:
        """A failure that concerns every account."""
        self._write("update account set trouble = ? where state = 'connected'", [trouble])

    def forget_runner(self, runner_id: str) -> None:
        """Everything of one runner, tokens among it; overwritten in the file."""
        with self._writing() as connection:
            for table in ("account", "listing", "activity", "detail_use", "consent"):
                connection.execute(f"delete from {table} where runner_id = ?", [runner_id])  # noqa: S608  our own names
        self.shrink()

    def shrink(self) -> None:
        """Write the log back into the file, so that deleted rows stand in neither."""
        with self._open() as connection:
            connection.execute("pragma wal_checkpoint(truncate)")

    # Listings

    def listing(self, runner_id: str) -> Listing | None:
        """The listing that is under way for a runner."""
        rows = self._rows("select * from listing where runner_id = ?", [runner_id])
        return _to_listing(rows[0]) if rows else None

    def begin_listing(self, listing: Listing) -> None:
        """Write down that a listing begins, and with which fixed ends."""
        self._write(
            "insert or replace into listing values (?, ?, ?, ?, ?, ?)",
            [
                listing.runner_id,
                listing.kind,
                _text(listing.before),
                _text(listing.after),
                listing.next_page,
                _text(listing.began_at),
            ],
        )

    def keep_page(self, listing: Listing, found: Iterable[Facts], *, now: datetime) -> None:
        """Keep one page and where the listing goes on, or neither."""
        with self._writing() as connection:
            for facts in found:
                _upsert(connection, listing.runner_id, facts, now=now, seen_at=listing.began_at)
            connection.execute(
                "update listing set next_page = ? where runner_id = ?",
                [listing.next_page + 1, listing.runner_id],
            )

    def finish_listing(self, listing: Listing, *, now: datetime) -> None:
        """The last page was empty: what a whole listing never showed is doubted, not deleted."""
        column = "fully_listed_at" if listing.kind == "full" else "reconciled_at"
        with self._writing() as connection:
            connection.execute(
                "update activity set is_doubtful = 1"
                " where runner_id = ? and seen_at < ? and started_at >= ?",
                [listing.runner_id, _text(listing.began_at), _text(listing.after) or ""],
            )
            connection.execute(
                f"update account set {column} = ?, reconciled_at = ? where runner_id = ?",  # noqa: S608  one of two names
                [_text(listing.began_at), _text(listing.began_at), listing.runner_id],
            )
            connection.execute("delete from listing where runner_id = ?", [listing.runner_id])

    # Activities

    def keep_facts(self, runner_id: str, facts: Facts, *, now: datetime) -> None:
        """Keep what a single activity's answer said."""
        with self._writing() as connection:
            _upsert(connection, runner_id, facts, now=now, seen_at=now)

    def keep_streams(
        self, held: Held, *, streams: str, original_sha256: str, fetched_at: datetime | None
    ) -> None:
        """Keep that the streams are here (held), are not to be had (none), or went (expired)."""
        self._write(
            "update activity set streams = ?, original_sha256 = ?, streams_fetched_at = ?,"
            " failure_count = 0, is_loaded = 0 where runner_id = ? and source_activity_id = ?",
            [
                streams,
                original_sha256,
                _text(fetched_at),
                held.runner_id,
                held.source_activity_id,
            ],
        )

    def activities(self, runner_id: str | None = None) -> list[Held]:
        """What is held of one runner, or of all, newest first."""
        return self._held("?1 is null or runner_id = ?1", [runner_id])

    def activity(self, runner_id: str, source_activity_id: str) -> Held | None:
        """One activity, if it is held."""
        found = self._held(
            "runner_id = ? and source_activity_id = ?", [runner_id, source_activity_id]
        )
        return found[0] if found else None

    def unloaded(self, *, most: int = -1) -> list[Held]:
        """What the warehouse does not hold as it is known here, newest first."""
        return self._held("is_loaded = 0 and is_covered = 0", [], most=most)

    def documents(self) -> frozenset[str]:
        """SHA-256 of every document that is still wanted."""
        rows = self._rows("select original_sha256 from activity where original_sha256 is not null")
        return frozenset(row[0] for row in rows)

    def renewed(self) -> list[Held]:
        """What may merely be kept longer than the warehouse knows."""
        return self._held("is_renewed = 1 and is_loaded = 1", [])

    def doubtful(self, runner_id: str) -> Held | None:
        """The newest that a whole listing did not show: it is asked for before it goes."""
        found = self._held("runner_id = ? and is_doubtful = 1", [runner_id], most=1)
        return found[0] if found else None

    def wanting_streams(
        self, runner_id: str, *, since: datetime, stale_before: datetime
    ) -> Held | None:
        """The newest run whose details are wanted; those `since` a day are fetched again."""
        found = self._held(
            "runner_id = ?1 and is_covered = 0 and (streams = 'wanted' or (started_at >= ?2"
            " and (streams = 'expired' or (streams = 'held' and streams_fetched_at < ?3))))",
            [runner_id, _text(since), _text(stale_before)],
            order="failure_count, started_at desc",
            most=1,
        )
        return found[0] if found else None

    def expired(self, *, fetched_before: datetime) -> list[Held]:
        """Whose facts or streams were fetched too long ago to be kept."""
        limit = _text(fetched_before)
        return self._held(
            "facts_fetched_at <= ?1 or (streams = 'held' and streams_fetched_at <= ?1)", [limit]
        )

    def mark_loaded(self, held: Iterable[Held]) -> None:
        """The warehouse holds these as they are given here."""
        with self._writing() as connection:
            connection.executemany(
                "update activity set is_loaded = 1, is_renewed = 0"
                " where runner_id = ? and source_activity_id = ? and facts = ?"
                " and original_sha256 is ? and facts_fetched_at = ?",
                [
                    (
                        row.runner_id,
                        row.source_activity_id,
                        row.facts.to_json(),
                        row.original_sha256,
                        _text(row.facts_fetched_at),
                    )
                    for row in held
                ],
            )

    def unload(self, held: Iterable[Held]) -> None:
        """The warehouse lacks these."""
        with self._writing() as connection:
            connection.executemany(
                "update activity set is_loaded = 0 where runner_id = ? and source_activity_id = ?",
                [(row.runner_id, row.source_activity_id) for row in held],
            )

    def keep_document(self, held: Held, original_sha256: str) -> None:
        """Write down under which name the document lies among the originals."""
        self._write(
            "update activity set original_sha256 = ?"
            " where runner_id = ? and source_activity_id = ?",
            [original_sha256, held.runner_id, held.source_activity_id],
        )

    def count_failure(self, held: Held) -> None:
        """Its details could not be fetched just now: other runs come first from here on."""
        self._write(
            "update activity set failure_count = failure_count + 1"
            " where runner_id = ? and source_activity_id = ?",
            [held.runner_id, held.source_activity_id],
        )

    def want_streams(self, held: Held) -> None:
        """Its details are to be fetched once more."""
        self._write(
            "update activity set streams = 'wanted', streams_fetched_at = null"
            " where runner_id = ? and source_activity_id = ?",
            [held.runner_id, held.source_activity_id],
        )

    def cover(self, runner_id: str, source_activity_ids: Iterable[str]) -> None:
        """A file brought the same runs: their documents are gone, only that they exist is known."""
        with self._writing() as connection:
            connection.executemany(
                "update activity set is_covered = 1, is_loaded = 1, original_sha256 = null,"
                " streams_fetched_at = null,"
                " streams = case streams when 'held' then 'wanted' else streams end"
                " where runner_id = ? and source_activity_id = ?",
                [(runner_id, name) for name in source_activity_ids],
            )

    def uncover(self, runner_id: str) -> None:
        """A file went: whatever it covered may count again, and is loaded anew to find out."""
        if not self.exists:
            return
        self._write(
            "update activity set is_covered = 0, is_loaded = 0"
            " where runner_id = ? and is_covered = 1",
            [runner_id],
        )

    def forget_activities(self, held: Iterable[Held]) -> None:
        """These are gone, here and in the file's free pages."""
        with self._writing() as connection:
            connection.executemany(
                "delete from activity where runner_id = ? and source_activity_id = ?",
                [(row.runner_id, row.source_activity_id) for row in held],
            )
        self.shrink()

    def counts(self, runner_id: str) -> Counts:
        """How far one runner's history is."""
        rows = self.activities(runner_id)
        runs = [row for row in rows if row.facts.is_run]
        return Counts(
            activity_count=len(rows),
            run_count=len(runs),
            detailed_count=sum(row.streams == "held" and not row.is_covered for row in runs),
            wanted_count=sum(row.streams == "wanted" and not row.is_covered for row in runs),
            covered_count=sum(row.is_covered for row in runs),
        )

    # Limits

    def meter(self, now: datetime) -> Meter:
        """Calls used, as far as known."""
        rows = self._rows("select * from meter")
        if not rows:
            return Meter(now)
        row = rows[0]
        return Meter(
            _instant(row["observed_at"]),
            row["short_used"],
            row["short_limit"],
            row["daily_used"],
            row["daily_limit"],
        ).at(now)

    def save_meter(self, meter: Meter) -> None:
        """Keep the count; before a call, so that a killed process never forgets one."""
        self._write(
            "insert or replace into meter values (1, ?, ?, ?, ?, ?)",
            [
                _text(meter.observed_at),
                meter.short_used,
                meter.short_limit,
                meter.daily_used,
                meter.daily_limit,
            ],
        )

    def count_detail(self, runner_id: str, now: datetime) -> None:
        """One call for details more on a runner's account of today."""
        self._write(
            "insert into detail_use values (?, ?, 1)"
            " on conflict (runner_id, day) do update set call_count = call_count + 1",
            [runner_id, now.date().isoformat()],
        )

    def detail_use(self, now: datetime) -> dict[str, int]:
        """Calls for details made today, by runner."""
        rows = self._rows(
            "select runner_id, call_count from detail_use where day = ?", [now.date().isoformat()]
        )
        return {row["runner_id"]: row["call_count"] for row in rows}

    # Consent and notes

    def keep_consent(self, row: dict[str, str]) -> None:
        """A consent page was opened; those whose time is over are forgotten."""
        with self._writing() as connection:
            connection.execute("delete from consent where valid_until < ?", [row["now"]])
            connection.execute(
                "insert into consent values (:state_hash, :browser_hash, :runner_id,"
                " :return_path, :redirect_uri, :valid_until)",
                row,
            )

    def take_consent(self, state_hash: str) -> dict[str, str] | None:
        """The consent that belongs to a state, which is good for once."""
        if not self.exists:
            return None
        with self._writing() as connection:
            row = connection.execute(
                "select * from consent where state_hash = ?", [state_hash]
            ).fetchone()
            connection.execute("delete from consent where state_hash = ?", [state_hash])
        return dict(row) if row else None

    def note(self, name: str) -> str | None:
        """A fact about the application itself."""
        rows = self._rows("select value from note where name = ?", [name])
        return rows[0]["value"] if rows else None

    def set_note(self, name: str, value: str | None) -> None:
        """Keep or drop a fact about the application itself."""
        if value is None:
            if self.exists:
                self._write("delete from note where name = ?", [name])
            return
        self._write("insert or replace into note values (?, ?)", [name, value])

    def _held(
        self,
        where: str,
        values: Sequence[object],
        *,
        most: int = -1,
        order: str = "started_at desc",
    ) -> list[Held]:
        rows = self._rows(
            f"select * from activity where {where}"  # noqa: S608  our own conditions
            f" order by {order}, source_activity_id limit {most}",
            values,
        )
        return [_to_held(row) for row in rows]


def _upsert(
    connection: sqlite3.Connection,
    runner_id: str,
    facts: Facts,
    *,
    now: datetime,
    seen_at: datetime,
) -> None:
    """Keep what was told now. An unchanged activity is only renewed, a cropped one fetched anew."""
    former = connection.execute(
        "select facts, streams, original_sha256 from activity"
        " where runner_id = ? and source_activity_id = ?",
        [runner_id, facts.source_activity_id],
    ).fetchone()
    fresh = "wanted" if facts.has_streams else "none"
    if former is None:
        connection.execute(
            "insert into activity (runner_id, source_activity_id, facts, started_at,"
            " facts_fetched_at, streams, seen_at) values (?, ?, ?, ?, ?, ?, ?)",
            [
                runner_id,
                facts.source_activity_id,
                facts.to_json(),
                _text(facts.started_at),
                _text(now),
                fresh,
                _text(seen_at),
            ],
        )
        return
    known = from_json(former["facts"])
    facts = facts.with_detail_of(known)
    is_same = facts == known
    streams = former["streams"] if facts.has_same_shape(known) else fresh
    connection.execute(
        "update activity set facts = ?, started_at = ?, facts_fetched_at = ?, streams = ?,"
        " seen_at = ?, is_doubtful = 0, is_renewed = 1,"
        " is_loaded = case when ? then is_loaded else 0 end,"
        " is_covered = case when ? then is_covered else 0 end"
        " where runner_id = ? and source_activity_id = ?",
        [
            facts.to_json(),
            _text(facts.started_at),
            _text(now),
            streams,
            _text(seen_at),
            is_same,
            is_same,
            runner_id,
            facts.source_activity_id,
        ],
    )


def _to_account(row: sqlite3.Row) -> Account:
    return Account(
        runner_id=row["runner_id"],
        athlete_id=row["athlete_id"],
        scopes=tuple(row["scopes"].split()),
        state=row["state"],
        sealed_tokens=row["sealed_tokens"],
        connected_at=_instant(row["connected_at"]),
        fully_listed_at=_known(row["fully_listed_at"]),
        reconciled_at=_known(row["reconciled_at"]),
        synced_at=_known(row["synced_at"]),
        trouble=row["trouble"],
    )


def _to_listing(row: sqlite3.Row) -> Listing:
    return Listing(
        runner_id=row["runner_id"],
        kind=row["kind"],
        before=_known(row["before_at"]),
        after=_known(row["after_at"]),
        next_page=row["next_page"],
        began_at=_instant(row["began_at"]),
    )


def _to_held(row: sqlite3.Row) -> Held:
    return Held(
        runner_id=row["runner_id"],
        source_activity_id=row["source_activity_id"],
        facts=from_json(row["facts"]),
        facts_fetched_at=_instant(row["facts_fetched_at"]),
        streams=row["streams"],
        streams_fetched_at=_known(row["streams_fetched_at"]),
        original_sha256=row["original_sha256"],
        is_doubtful=bool(row["is_doubtful"]),
        is_loaded=bool(row["is_loaded"]),
        is_renewed=bool(row["is_renewed"]),
        is_covered=bool(row["is_covered"]),
    )


def _text(instant: datetime | None) -> str | None:
    """One length and one zone, so that text sorts as time does."""
    return None if instant is None else instant.astimezone(UTC).isoformat(timespec="microseconds")


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _known(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


@cache
def _schema() -> str:
    return (ROOT / "sync" / "schema.sql").read_text("utf-8")
