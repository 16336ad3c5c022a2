"""What a sync knows: accounts, what was fetched until when, what was called.

It lies outside every backup, since a platform's terms may not let a copy outlive its rows, and
everything in it can be fetched again.
"""

from collections.abc import Iterable
from datetime import datetime
from sqlite3 import Connection
from typing import Any

from etl.sources.common.facts import Facts
from etl.sync.ledger.file import delete, rows_of, save_rows, update, update_each
from etl.sync.ledger.notes import Notes
from etl.sync.ledger.records import (
    Account,
    Counts,
    Held,
    Listing,
    OfOne,
    key_of,
    key_of_activity,
    of_row,
    to_refreshed,
    to_row,
    to_stored,
)
from etl.sync.platforms import terms_of

_OF_RUNNER = ("account", "listing", "activity", "detail_use")
_ONE = "runner_id = :runner_id and provider = :provider"
_ONE_ACTIVITY = f"{_ONE} and source_activity_id = :source_activity_id"
_FIRST = "order by failure_count, started_at desc, source_activity_id limit 1"
_STALE = "streams = 'held' and streams_fetched_at < :stale_before"
# Two questions, of which each is answered by an index: asked as one, all rows would be looked at.
_WANTED = f"""
select * from (
    select * from activity where {_ONE} and is_covered = 0 and streams = 'wanted' {_FIRST}
)
union all
select * from (
    select * from activity
    where {_ONE} and is_covered = 0 and started_at >= :since and (streams = 'expired' or ({_STALE}))
    {_FIRST}
)
{_FIRST}
"""  # noqa: S608  our own conditions


class Ledger(Notes):
    """The ledger of one home; each call opens the file, works in one transaction, closes it."""

    # Accounts

    def accounts(self, runner_id: str | None = None) -> list[Account]:
        """Every account, or a runner's, in the order in which they were connected."""
        rows = self._file.rows(
            "account", "?1 is null or runner_id = ?1", [runner_id], order_by="connected_at"
        )
        return [of_row(Account, row) for row in rows]

    def account(self, runner_id: str, provider: str) -> Account | None:
        """The runner's account at a platform, if one is connected."""
        rows = self._file.rows("account", "runner_id = ? and provider = ?", [runner_id, provider])
        return of_row(Account, rows[0]) if rows else None

    def account_of_athlete(self, provider: str, athlete_id: str) -> Account | None:
        """The account of a platform's own id of a person."""
        rows = self._file.rows("account", "provider = ? and athlete_id = ?", [provider, athlete_id])
        return of_row(Account, rows[0]) if rows else None

    def save_account(self, account: Account) -> None:
        """Connect, or connect again: where the sync stood is kept."""
        fresh = to_row(account)
        told = {name: fresh[name] for name in ("scopes", "state", "sealed_tokens")}
        with self._file.writing(to_disk=True) as connection:
            known = f"select scopes from account where {_ONE}"  # noqa: S608  our own condition
            former = rows_of(connection, known, key_of(account))
            if not former:
                save_rows(connection, "account", [fresh], replaces=False)
                return
            if former[0]["scopes"] != fresh["scopes"]:
                told["fully_listed_at"] = None
            update(connection, "account", _ONE, key_of(account), **told, trouble=None)

    def save_tokens(self, account: OfOne, sealed: bytes) -> None:
        """Keep rotated tokens; those before them open nothing any more."""
        key = key_of(account)
        self._file.change("account", _ONE, key, to_disk=True, sealed_tokens=sealed)

    def set_state(self, account: OfOne, state: str, *, trouble: str | None = None) -> None:
        """Say how the connection stands."""
        self._file.change("account", _ONE, key_of(account), state=state, trouble=trouble)

    def mark_synced(self, account: OfOne, now: datetime) -> None:
        """A pass over the account ended without trouble."""
        self._file.change("account", _ONE, key_of(account), synced_at=now, trouble=None)

    def mark_trouble(self, provider: str, trouble: str) -> None:
        """A failure that concerns every account at a platform."""
        where = "provider = :provider and state = 'connected'"
        self._file.change("account", where, {"provider": provider}, trouble=trouble)

    def forget_account(self, account: OfOne) -> None:
        """Everything of one account, tokens among it; overwritten in the file."""
        self._forget(_ONE, key_of(account))

    def forget_runner(self, runner_id: str) -> None:
        """Likewise of all accounts of one runner."""
        self._forget("runner_id = :runner_id", {"runner_id": runner_id})

    def _forget(self, where: str, values: dict[str, Any]) -> None:
        with self._file.writing() as connection:
            for table in _OF_RUNNER:
                delete(connection, table, where, values)
        self.shrink()

    # Listings

    def listing(self, account: OfOne) -> Listing | None:
        """The listing that is under way for an account."""
        rows = self._file.rows("listing", _ONE, key_of(account))
        return of_row(Listing, rows[0]) if rows else None

    def begin_listing(self, listing: Listing) -> None:
        """Write down that a listing begins, and with which fixed ends."""
        self._file.save("listing", to_row(listing))

    def keep_page(self, listing: Listing, found: Iterable[Facts], *, now: datetime) -> None:
        """Keep one page and where the listing goes on, or neither."""
        with self._file.writing() as connection:
            _refresh(connection, listing, found, now=now, seen_at=listing.began_at)
            next_page = listing.next_page + 1
            update(connection, "listing", _ONE, key_of(listing), next_page=next_page)

    def finish_listing(self, listing: Listing, *, now: datetime) -> None:
        """The last page was empty: what a whole listing never showed is doubted, not deleted."""
        key, began_at = key_of(listing), listing.began_at
        span = {"began": to_stored(began_at), "after": to_stored(listing.after_at) or ""}
        unseen = f"{_ONE} and seen_at < :began and started_at >= :after"
        listed = {"fully_listed_at": began_at} if listing.kind == "full" else {}
        with self._file.writing() as connection:
            update(connection, "activity", unseen, key | span, is_doubtful=1)
            update(connection, "account", _ONE, key, **listed, reconciled_at=began_at)
            delete(connection, "listing", _ONE, key)

    # Activities

    def keep_facts(self, account: OfOne, facts: Facts, *, now: datetime) -> None:
        """Keep what a single activity's answer said."""
        with self._file.writing() as connection:
            _refresh(connection, account, [facts], now=now, seen_at=now, is_detail=True)

    def keep_streams(
        self, held: Held, *, streams: str, original_sha256: str | None, fetched_at: datetime | None
    ) -> None:
        """Keep that the streams are here (held), are not to be had (none), or went (expired)."""
        self._change_activity(held, **_streams(streams, original_sha256, fetched_at))

    def keep_detail(
        self, held: Held, *, streams: str, original_sha256: str | None, fetched_at: datetime
    ) -> None:
        """As `keep_streams`, of a call that counts on the runner's account of today."""
        used, key = key_of(held) | {"day": fetched_at.date().isoformat()}, key_of_activity(held)
        with self._file.writing() as connection:
            connection.execute(
                "insert into detail_use (runner_id, provider, day, call_count)"
                " values (:runner_id, :provider, :day, 1)"
                " on conflict do update set call_count = call_count + 1",
                used,
            )
            told = _streams(streams, original_sha256, fetched_at)
            update(connection, "activity", _ONE_ACTIVITY, key, **told)

    def activities(self, runner_id: str | None = None, provider: str | None = None) -> list[Held]:
        """What is held of one runner and platform, or of all, newest first."""
        where = "(?1 is null or runner_id = ?1) and (?2 is null or provider = ?2)"
        return self._held(where, [runner_id, provider])

    def activity(self, account: OfOne, source_activity_id: str) -> Held | None:
        """One activity, if it is held."""
        key = key_of(account) | {"source_activity_id": source_activity_id}
        return next(iter(self._held(_ONE_ACTIVITY, key)), None)

    def unloaded(self, provider: str, *, most: int = -1) -> list[Held]:
        """What the warehouse does not hold as it is known here, newest first.

        Of the runner's own files only those that were fetched: nothing is told without them.
        """
        fetched = "" if terms_of(provider).is_lent else " and streams = 'held'"
        where = f"provider = ? and is_loaded = 0 and is_covered = 0{fetched}"
        return self._held(where, [provider], most=most)

    def documents(self) -> frozenset[str]:
        """SHA-256 of every document that is still wanted."""
        rows = self._file.rows("activity", "original_sha256 is not null", select="original_sha256")
        return frozenset(row["original_sha256"] for row in rows)

    def renewed(self, provider: str) -> list[Held]:
        """What may merely be kept longer than the warehouse knows."""
        return self._held("provider = ? and is_renewed = 1 and is_loaded = 1", [provider])

    def is_unsettled(self, account: OfOne) -> bool:
        """A listing is under way, or did not show something that was here."""
        found = self._file.answer(
            f"select 1 from listing where {_ONE} union all"  # noqa: S608  our own conditions
            f" select 1 from activity where {_ONE} and is_doubtful = 1 limit 1",
            key_of(account),
        )
        return bool(found)

    def doubtful(self, account: OfOne) -> Held | None:
        """The newest that a whole listing did not show: it is asked for before it goes."""
        return next(iter(self._held(f"{_ONE} and is_doubtful = 1", key_of(account), most=1)), None)

    def wanting_streams(
        self, account: OfOne, *, since: datetime, stale_before: datetime
    ) -> Held | None:
        """The newest run whose details are wanted; those `since` a day are fetched again."""
        span = {"since": to_stored(since), "stale_before": to_stored(stale_before)}
        found = self._file.answer(_WANTED, key_of(account) | span)
        return of_row(Held, found[0]) if found else None

    def expired(self, provider: str, *, fetched_before: datetime) -> list[Held]:
        """Whose facts, details or streams were fetched too long ago to be kept."""
        return self._held(
            "provider = ?2 and (facts_fetched_at <= ?1 or detail_fetched_at <= ?1"
            " or (streams = 'held' and streams_fetched_at <= ?1))",
            [to_stored(fetched_before), provider],
        )

    def drop_detail(self, held: Held) -> None:
        """What only a single activity's answer told has had its time; the summary stays."""
        facts = held.facts.without_detail()
        self._change_activity(held, facts=facts, detail_fetched_at=None, is_loaded=0)

    def mark_loaded(self, held: Iterable[Held]) -> None:
        """The warehouse holds these as they are given here."""
        as_given = (
            f"{_ONE_ACTIVITY} and facts = :facts and original_sha256 is :original_sha256"
            " and facts_fetched_at = :facts_fetched_at"
        )
        with self._file.writing() as connection:
            rows = map(to_row, held)
            update_each(connection, "activity", as_given, rows, is_loaded=1, is_renewed=0)

    def unload(self, held: Iterable[Held]) -> None:
        """The warehouse lacks these."""
        with self._file.writing() as connection:
            keys = map(key_of_activity, held)
            update_each(connection, "activity", _ONE_ACTIVITY, keys, is_loaded=0)

    def keep_documents(self, held: Iterable[Held]) -> None:
        """Write down which documents say what is known now: the ones that are given here."""
        with self._file.writing() as connection:
            named = (key_of_activity(row) | {"sha256": row.original_sha256} for row in held)
            update_each(connection, "activity", _ONE_ACTIVITY, named, original_sha256=":sha256")

    def leave_in_doubt(self, held: Held) -> None:
        """It was not said whether it is still there; the next whole listing asks again."""
        self._change_activity(held, is_doubtful=0)

    def count_failure(self, held: Held) -> None:
        """Its details could not be fetched just now: other runs come first from here on."""
        with self._file.writing() as connection:
            connection.execute(
                f"update activity set failure_count = failure_count + 1 where {_ONE_ACTIVITY}",  # noqa: S608  our own condition
                key_of_activity(held),
            )

    def want_streams(self, held: Held) -> None:
        """Its details are to be fetched once more."""
        self._change_activity(held, streams="wanted", streams_fetched_at=None)

    def cover(self, held: Iterable[Held]) -> None:
        """A file brought the same runs: their documents are gone, only that they exist is known."""
        gone = {"original_sha256": None, "streams_fetched_at": None}
        with self._file.writing() as connection:
            for row in held:
                key = key_of_activity(row)
                update(
                    connection, "activity", _ONE_ACTIVITY, key, is_covered=1, is_loaded=1, **gone
                )
                had = f"{_ONE_ACTIVITY} and streams = 'held'"
                update(connection, "activity", had, key, streams="wanted")

    def uncover(self, runner_id: str) -> None:
        """A file went: whatever it covered may count again, and is loaded anew to find out."""
        if self.exists:
            where = "runner_id = :runner_id and is_covered = 1"
            self._file.change(
                "activity", where, {"runner_id": runner_id}, is_covered=0, is_loaded=0
            )

    def forget_activities(self, held: Iterable[Held]) -> None:
        """These are gone, here and in the file's free pages."""
        with self._file.writing() as connection:
            for row in held:
                delete(connection, "activity", _ONE_ACTIVITY, key_of_activity(row))
        self.shrink()

    def counts(self, runner_id: str, provider: str) -> Counts:
        """How far one runner's history at a platform is."""
        rows = self.activities(runner_id, provider)
        runs = [row for row in rows if row.facts.is_run]
        return Counts(
            activity_count=len(rows),
            run_count=len(runs),
            detailed_count=sum(row.streams == "held" and not row.is_covered for row in runs),
            wanted_count=sum(row.streams == "wanted" and not row.is_covered for row in runs),
            covered_count=sum(row.is_covered for row in runs),
        )

    def _held(
        self, where: str, values: Any = None, *, most: int = -1, order: str = "started_at desc"
    ) -> list[Held]:
        order_by = f"{order}, source_activity_id"
        rows = self._file.rows("activity", where, values, order_by=order_by, limit=most)
        return [of_row(Held, row) for row in rows]

    def _change_activity(self, held: Held, **columns: Any) -> None:
        self._file.change("activity", _ONE_ACTIVITY, key_of_activity(held), **columns)


def _streams(streams: str, sha256: str | None, fetched_at: datetime | None) -> dict[str, Any]:
    return {
        "streams": streams,
        "original_sha256": sha256,
        "streams_fetched_at": fetched_at,
        "failure_count": 0,
        "is_loaded": 0,
    }


def _refresh(
    connection: Connection,
    account: OfOne,
    found: Iterable[Facts],
    *,
    now: datetime,
    seen_at: datetime,
    is_detail: bool = False,
) -> None:
    """Rows of what was told now, over what was known."""
    key, terms = key_of(account), terms_of(account.provider)
    there = rows_of(connection, f"select * from activity where {_ONE}", key)  # noqa: S608  our own condition
    known = {row["source_activity_id"]: row for row in there}
    fresh = {}
    for facts in found:
        name = facts.source_activity_id
        known[name] = fresh[name] = key | to_refreshed(
            known.get(name),
            facts,
            now=now,
            seen_at=seen_at,
            is_detail=is_detail,
            is_wanted=terms.wants_original(facts),
        )
    save_rows(connection, "activity", list(fresh.values()))
