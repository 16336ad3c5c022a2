"""What a sync knows: accounts, what was fetched until when, what was called.

SQLite, not DuckDB: it is written after every call, by several processes, and must never wait for
an import or a page. It lies outside every backup, since Strava's terms do not let a copy outlive
its rows, and everything in it can be fetched again.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from etl.sources.strava_api.facts import Facts
from etl.sync.ledger.activity_rows import upsert_activity
from etl.sync.ledger.bookkeeping import Bookkeeping
from etl.sync.ledger.records import (
    Account,
    Counts,
    Held,
    Listing,
    to_account,
    to_held,
    to_listing,
    to_text,
)

PROVIDER = "strava"
RETRY_AT, FAILURES, INACTIVE_SINCE = "retry_at", "failure_count", "inactive_since"  # notes


class Ledger(Bookkeeping):
    """The ledger of one home; each call opens the file, works in one transaction, closes it."""

    # Accounts

    def accounts(self) -> list[Account]:
        """Every account, in the order in which they were connected."""
        return [
            to_account(row) for row in self._rows("select * from account order by connected_at")
        ]

    def account(self, runner_id: str) -> Account | None:
        """The runner's account, if one is connected."""
        rows = self._rows("select * from account where runner_id = ?", [runner_id])
        return to_account(rows[0]) if rows else None

    def account_of_athlete(self, athlete_id: str) -> Account | None:
        """The account of Strava's own id of an athlete."""
        rows = self._rows(
            "select * from account where provider = ? and athlete_id = ?", [PROVIDER, athlete_id]
        )
        return to_account(rows[0]) if rows else None

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
                to_text(account.connected_at),
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
            [to_text(now), runner_id],
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

    # Listings

    def listing(self, runner_id: str) -> Listing | None:
        """The listing that is under way for a runner."""
        rows = self._rows("select * from listing where runner_id = ?", [runner_id])
        return to_listing(rows[0]) if rows else None

    def begin_listing(self, listing: Listing) -> None:
        """Write down that a listing begins, and with which fixed ends."""
        self._write(
            "insert or replace into listing values (?, ?, ?, ?, ?, ?)",
            [
                listing.runner_id,
                listing.kind,
                to_text(listing.before),
                to_text(listing.after),
                listing.next_page,
                to_text(listing.began_at),
            ],
        )

    def keep_page(self, listing: Listing, found: Iterable[Facts], *, now: datetime) -> None:
        """Keep one page and where the listing goes on, or neither."""
        with self._writing() as connection:
            for facts in found:
                upsert_activity(
                    connection,
                    listing.runner_id,
                    facts,
                    now=now,
                    seen_at=listing.began_at,
                    is_detail=False,
                )
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
                [listing.runner_id, to_text(listing.began_at), to_text(listing.after) or ""],
            )
            connection.execute(
                f"update account set {column} = ?, reconciled_at = ? where runner_id = ?",  # noqa: S608  one of two names
                [to_text(listing.began_at), to_text(listing.began_at), listing.runner_id],
            )
            connection.execute("delete from listing where runner_id = ?", [listing.runner_id])

    # Activities

    def keep_facts(self, runner_id: str, facts: Facts, *, now: datetime) -> None:
        """Keep what a single activity's answer said."""
        with self._writing() as connection:
            upsert_activity(connection, runner_id, facts, now=now, seen_at=now, is_detail=True)

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
                to_text(fetched_at),
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
            [runner_id, to_text(since), to_text(stale_before)],
            order="failure_count, started_at desc",
            most=1,
        )
        return found[0] if found else None

    def expired(self, *, fetched_before: datetime) -> list[Held]:
        """Whose facts, details or streams were fetched too long ago to be kept."""
        limit = to_text(fetched_before)
        return self._held(
            "facts_fetched_at <= ?1 or detail_fetched_at <= ?1"
            " or (streams = 'held' and streams_fetched_at <= ?1)",
            [limit],
        )

    def drop_detail(self, held: Held) -> None:
        """What only a single activity's answer told has had its time; the summary stays."""
        self._write(
            "update activity set facts = ?, detail_fetched_at = null, is_loaded = 0"
            " where runner_id = ? and source_activity_id = ?",
            [held.facts.without_detail().to_json(), held.runner_id, held.source_activity_id],
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
                        to_text(row.facts_fetched_at),
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

    def leave_in_doubt(self, held: Held) -> None:
        """Strava did not say whether it is still there; the next whole listing asks again."""
        self._write(
            "update activity set is_doubtful = 0 where runner_id = ? and source_activity_id = ?",
            [held.runner_id, held.source_activity_id],
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
        return [to_held(row) for row in rows]
