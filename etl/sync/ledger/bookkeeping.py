"""What a sync counts and notes: calls, visits to a consent page, facts of the application."""

from datetime import datetime

from etl.sync.ledger.ledger_file import LedgerFile
from etl.sync.ledger.records import to_instant, to_text
from etl.sync.rate_limits import Meter


class Bookkeeping(LedgerFile):
    """Limits, consents and notes of the ledger."""

    def meter(self, now: datetime) -> Meter:
        """Calls used, as far as known."""
        rows = self._rows("select * from meter")
        if not rows:
            return Meter(now)
        row = rows[0]
        return Meter(
            to_instant(row["observed_at"]),
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
                to_text(meter.observed_at),
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
