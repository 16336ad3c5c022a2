"""Receipts in the journal: what the end of a connection removed."""

from typing import Any

from etl.clock import written_now
from etl.journal.store import Journal
from etl.storage.journal_rows import insert_row


def keep_receipt(journal: Journal, receipt: dict[str, Any]) -> None:
    """Write down what the end of a connection removed, or a newer version of it."""
    with journal.writing() as connection:
        insert_row(connection, "receipt", receipt | {"saved_at": written_now()})


def last_receipt(journal: Journal, runner_id: str, provider: str) -> dict[str, Any] | None:
    """The newest receipt of a runner and platform, without the time it was saved."""
    with journal.reading() as connection:
        rows = connection.sql(
            "select * exclude (saved_at, saved_order) from journal.receipt"
            " where runner_id = ? and provider = ? order by saved_order desc limit 1",
            params=[runner_id, provider],
        ).pl()
    return rows.row(0, named=True) if rows.height else None
