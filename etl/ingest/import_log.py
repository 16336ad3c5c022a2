"""The record of imports in the journal: batches, what became of each file, what was taken back."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import TYPE_CHECKING

from etl.clock import written_now
from etl.ingest.readings import FileReading
from etl.journal.store import Journal
from etl.storage.duckdb_files import Connection
from etl.storage.frames import frame_of, scanned_once
from etl.storage.journal_rows import insert_row, read_query

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportItem:
    """What became of one file of a batch.

    `context` is what the export's table said of it, `archive` the archive or platform that held it.
    """

    file: str
    status: str  # imported, duplicate, skipped, failed
    original_sha256: str | None = None
    format: str | None = None
    reason: str | None = None
    activity_ids: tuple[str, ...] = field(default=())
    context: str | None = None
    archive: str | None = None


def item_of(reading: FileReading) -> ImportItem:
    """What is said of a file that was read."""
    return ImportItem(
        file=reading.label,
        status=reading.status,
        original_sha256=reading.original_sha256,
        format=reading.format,
        reason=reading.reason,
        activity_ids=reading.activity_ids,
        context=reading.context,
        archive=reading.archive,
    )


WATCHED = "folder"
"""What brought a batch in: a watched folder; else the id of an upload token, None for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBatch:
    """One import that begins."""

    batch_id: str
    runner_id: str
    started_at: datetime
    brought_by: str | None


def new_batch(*, runner_id: str, brought_by: str | None = None) -> NewBatch:
    """An import that begins now; it stands in the journal from its first files on."""
    return NewBatch(
        batch_id=uuid.uuid4().hex,
        runner_id=runner_id,
        started_at=written_now(),
        brought_by=brought_by,
    )


def begin_batch(connection: Connection, batch: NewBatch) -> None:
    """Open the record of one import."""
    insert_row(connection, "import_batch", asdict(batch))


def keep_items(connection: Connection, items: Sequence[ImportItem], *, batch: NewBatch) -> None:
    """Write down what became of some files of a batch."""
    if not items:
        return
    import polars as pl  # noqa: PLC0415  a file is being read while it is loaded

    # One insert from a frame: 1,845 rows of an export one by one took three seconds.
    names = [field.name for field in fields(ImportItem)]
    columns = {name: [getattr(item, name) for item in items] for name in names}
    kinds = dict.fromkeys(names, pl.String()) | {"activity_ids": pl.List(pl.String)}
    rows = pl.DataFrame(columns, schema=kinds)
    with scanned_once(connection, "arriving", rows):
        connection.execute(
            "insert into journal.import_item by name"
            " select *, ? as batch_id, ? as runner_id, ? as saved_at from arriving",
            [batch.batch_id, batch.runner_id, written_now()],
        )


def finish_batch(
    connection: Connection, batch: NewBatch, *, same_runs: Sequence[ImportItem] = ()
) -> None:
    """Every file of the batch has been looked at; of these the runs were here already.

    Only whoever has read all of a batch can say so of files known as imported; what an import
    counts for the runner and what is kept of it are then one number.
    """
    for item in same_runs:
        connection.execute(
            "update journal.import_item set status = ?, reason = ?"
            " where batch_id = ? and file = ? and original_sha256 is not distinct from ?"
            " and status = 'imported'",
            [item.status, item.reason, batch.batch_id, item.file, item.original_sha256],
        )
    connection.execute(
        "update journal.import_batch set finished_at = ? where batch_id = ?",
        [written_now(), batch.batch_id],
    )


def wanted_originals(
    journal: Journal, *, but: str | None = None, of: str | None = None
) -> frozenset[str]:
    """SHA-256 of every original that some import still stands for, of any runner or of one.

    `but` names a batch that is about to be taken back.
    """
    with journal.reading() as connection:
        rows = connection.execute(
            "select distinct item.original_sha256 from journal.import_item as item"
            " inner join journal.import_batch as batch on batch.batch_id = item.batch_id"
            " where batch.undone_at is null and item.original_sha256 is not null"
            " and item.batch_id is distinct from ? and coalesce(item.runner_id = ?, true)",
            [but, of],
        ).fetchall()
    return frozenset(row[0] for row in rows)


def known_originals(journal: Journal, *, runner_id: str) -> frozenset[str]:
    """SHA-256 of every file of the runner that an import has told of and has ended since.

    Of one that was interrupted nobody knows whether what it told is in.
    """
    with journal.reading() as connection:
        rows = connection.execute(
            "select distinct item.original_sha256 from journal.import_item as item"
            " inner join journal.import_batch as batch on batch.batch_id = item.batch_id"
            " where batch.finished_at is not null and item.original_sha256 is not null"
            " and item.runner_id = ?",
            [runner_id],
        ).fetchall()
    return frozenset(row[0] for row in rows)


def undoable(journal: Journal, batch_id: str) -> "pl.DataFrame":
    """Originals that only this batch brought: (original_sha256, activity_ids).

    What another import brought as well stays when this one is undone.
    """
    with journal.reading() as connection:
        return frame_of(connection.sql(read_query("only_in_batch"), params=[batch_id, batch_id]))


def mark_undone(journal: Journal, batch_id: str) -> None:
    """Write down that a batch was taken back."""
    with journal.writing() as connection:
        connection.execute(
            "update journal.import_batch set undone_at = ? where batch_id = ?",
            [written_now(), batch_id],
        )


def told_of(journal: Journal, batch_id: str) -> dict[str, str]:
    """What tables of a batch told of files, by SHA-256."""
    with journal.reading() as connection:
        rows = connection.execute(
            "select original_sha256, any_value(context) from journal.import_item"
            " where batch_id = ? and context is not null and original_sha256 is not null"
            " group by original_sha256",
            [batch_id],
        ).fetchall()
    return dict(rows)


def import_ledger(
    journal: Journal, *, statuses: Sequence[str], but_batch: str | None = None
) -> "pl.DataFrame":
    """Latest word on each original that is still wanted, `but_batch` left out.

    Columns: runner_id, original_sha256, file, context, archive, status; the order of import.
    """
    with journal.reading() as connection:
        return import_ledger_in(connection, statuses=statuses, but_batch=but_batch)


def import_ledger_in(
    connection: Connection, *, statuses: Sequence[str], but_batch: str | None = None
) -> "pl.DataFrame":
    """As `import_ledger`, from the journal that is in use."""
    return frame_of(connection.sql(read_query("ledger"), params=[but_batch, list(statuses)]))


def untold_originals_in(
    connection: Connection, *, statuses: Sequence[str], runner_id: str
) -> frozenset[str]:
    """SHA-256 of originals that came by themselves only: no table told anything of them."""
    rows = connection.execute(
        f"select original_sha256 from ({read_query('ledger')})"  # noqa: S608  our own names
        " where context is null and runner_id = ?",
        [None, list(statuses), runner_id],
    ).fetchall()
    return frozenset(row[0] for row in rows)
