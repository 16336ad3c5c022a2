"""What else a sync knows: counts of calls, notes, and which tickets have come back."""

from contextlib import AbstractContextManager
from datetime import datetime

from etl.home import Home
from etl.sync.ledger.file import LedgerFile, delete
from etl.sync.ledger.records import of_row, to_row, to_stored
from etl.sync.platforms import terms_of
from etl.sync.rate_limits import Meter, fresh_meter

HOME = ""
"""In place of a provider: notes of the home itself."""
RETRY_AT, FAILURES, INACTIVE_SINCE = "retry_at", "failure_count", "inactive_since"  # notes


class Notes:
    """What the ledger of one home knows beside accounts and activities."""

    def __init__(self, home: Home) -> None:
        self._file = LedgerFile(home)

    @property
    def exists(self) -> bool:
        """Whether anybody ever connected here."""
        return self._file.exists

    def kept_open(self) -> AbstractContextManager[None]:
        """One connection for many calls of one thread."""
        return self._file.kept_open()

    def shrink(self) -> bool:
        """Leave nothing of deleted rows behind; False where a reader is in the way just now."""
        return self._file.shrink()

    def meter(self, provider: str, now: datetime) -> Meter:
        """Calls used at a platform, as far as known."""
        rows = self._file.rows("meter", "provider = ?", [provider])
        terms = terms_of(provider)
        if not rows:
            return fresh_meter(terms, now)
        return of_row(Meter, rows[0] | {"terms": terms}).at(now)

    def save_meter(self, meter: Meter) -> None:
        """Keep the count; before a call, so that a killed process never forgets one."""
        row = to_row(meter)
        self._file.save("meter", row | {"provider": row.pop("terms").provider})

    def detail_use(self, provider: str, now: datetime) -> dict[str, int]:
        """Calls for details made at a platform today, by runner."""
        today = [provider, now.date().isoformat()]
        rows = self._file.rows("detail_use", "provider = ? and day = ?", today)
        return {row["runner_id"]: row["call_count"] for row in rows}

    def use_once(self, name: str, *, until: datetime, now: datetime) -> bool:
        """Whether it is used for the first time; what `until` is over for is forgotten."""
        with self._file.writing() as connection:
            delete(connection, "used_once", "valid_until < :now", {"now": to_stored(now)})
            used = connection.execute(
                "insert into used_once (name, valid_until) values (?, ?) on conflict do nothing",
                [name, to_stored(until)],
            )
        return used.rowcount == 1

    def note(self, provider: str, name: str) -> str | None:
        """A fact about the application at a platform, or about the home itself."""
        rows = self._file.rows("note", "provider = ? and name = ?", [provider, name])
        return rows[0]["value"] if rows else None

    def set_note(self, provider: str, name: str, value: str | None) -> None:
        """Keep or drop such a fact."""
        key = {"provider": provider, "name": name}
        if value is not None:
            self._file.save("note", key | {"value": value})
        elif self.exists:
            with self._file.writing() as connection:
                delete(connection, "note", "provider = :provider and name = :name", key)
