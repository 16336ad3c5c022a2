"""A diary of years, taken in as one batch, and taken back as one."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from etl.clock import written_now
from etl.errors import UserError
from etl.ingest.bounded import read_diary_sheet
from etl.ingest.diary.reading import Reading, completed, from_json, guess, said
from etl.ingest.diary.rows import Refused, Rows, read_rows
from etl.ingest.diary.sheet import LINE, Sheet
from etl.journal.store import Journal
from etl.storage.duckdb_files import Connection
from etl.storage.frames import as_table, frame_of
from etl.storage.journal_rows import insert_row, read_query

MOST_BYTES = 32 * 2**20  # a hundred times a diary of thirty years
TABLES = {"pain": "pain_entry", "sleep": "day_log", "strength": "strength_entry"}
"""Where entries of each kind of diary are kept."""

_TOO_LARGE = "The file is larger than 32 MB, more than any diary: check that it is the one."
_SLEPT_OTHERWISE = "another number of hours is logged for that night already"
_UNTOLD = {
    "pain": "[]::varchar[] as chips, []::varchar[] as red_flags, false as is_limping,",
    "sleep": "",
    "strength": "",
}
"""What such an entry has that no diary tells."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked into: its table, and how it is read."""

    file_name: str
    sheet: Sheet
    reading: Reading

    def rows(self, *, today: date) -> Rows:
        """Its entries, by the runner's own today. Raises UserError where that is not clear."""
        return read_rows(self.sheet, self.reading, today=today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What came of a diary; `batch_id` is None where nothing in it was new."""

    batch_id: str | None
    reading: Reading
    entry_count: int
    already_here_count: int
    refused: tuple[Refused, ...]
    first_date: date | None
    last_date: date | None

    def as_json(self) -> dict[str, Any]:
        """For scripts."""
        return {
            "batch_id": self.batch_id,
            "reading": asdict(self.reading),
            "entry_count": self.entry_count,
            "already_here_count": self.already_here_count,
            "first_date": self.first_date,
            "last_date": self.last_date,
            "refused": [asdict(row) for row in self.refused],
        }


@dataclass(frozen=True, slots=True)
class Undone:
    """Entries of a batch that are gone, and those that stay because they were changed since."""

    entry_count: int
    stays_count: int


def content_of(path: Path) -> bytes:
    """The bytes of a diary's file. Raises UserError where it cannot be one."""
    if not path.is_file():
        raise UserError(f"There is no file {path}.")
    if path.stat().st_size > MOST_BYTES:
        raise UserError(_TOO_LARGE)
    return path.read_bytes()


def look(
    journal: Journal, content: bytes, *, file_name: str, runner_id: str | None, kind: str = "pain"
) -> Looked:
    """What the file holds and how it is read: as one of this make was before, else as guessed.

    Raises UserError where there is no table in it.
    """
    if len(content) > MOST_BYTES:
        raise UserError(_TOO_LARGE)
    sheet = read_diary_sheet(content, journal.settings)
    former = _former(journal, sheet, runner_id=runner_id, kind=kind) if runner_id else None
    return Looked(file_name, sheet, guess(sheet, kind) if former is None else former)


def told(
    looked: Looked,
    columns: Mapping[str, str],
    *,
    day_order: str | None = None,
    scale_most: int | None = None,
) -> Looked:
    """The same with what somebody said of its columns, days and scores. Raises UserError."""
    reading = said(looked.sheet, looked.reading, columns) if columns else looked.reading
    if day_order or scale_most:
        reading = completed(
            looked.sheet,
            reading,
            day_order=day_order or reading.day_order,
            scale_most=scale_most or reading.scale_most,
        )
    return replace(looked, reading=reading)


def import_diary(
    journal: Journal, looked: Looked, *, runner_id: str, today: date, saved_by: str = "local"
) -> Batch:
    """Write what is new in it, in one transaction; a second time nothing is.

    Rows that cannot be read are named in the answer, all others come in. Raises UserError, with
    nothing written, where it is not clear how to read it.
    """
    rows = looked.rows(today=today)
    kind = looked.reading.kind
    stamp = {"saved_by": saved_by, "saved_at": written_now()}
    batch_id = uuid.uuid4().hex[:12]
    with journal.writing() as connection:
        fresh, refused = _fresh(connection, rows.entries, kind=kind, runner_id=runner_id)
        if fresh.height:
            _insert(connection, fresh, kind=kind, runner_id=runner_id, batch=batch_id, stamp=stamp)
            batch = {
                "batch_id": batch_id,
                "runner_id": runner_id,
                "kind": kind,
                "file_name": looked.file_name,
                "header": looked.sheet.header,
                "reading": looked.reading.as_json(),
                "entry_count": fresh.height,
                "first_date": fresh["local_date"].min(),
                "last_date": fresh["local_date"].max(),
                "is_undone": False,
            }
            insert_row(connection, "diary_batch", batch | stamp)
    days = fresh["local_date"].to_list() or [None]
    return Batch(
        batch_id=batch_id if fresh.height else None,
        reading=looked.reading,
        entry_count=fresh.height,
        already_here_count=rows.entries.height - fresh.height - len(refused) + rows.repeated_count,
        refused=tuple(sorted((*rows.refused, *refused), key=lambda row: row.line)),
        first_date=days[0],
        last_date=days[-1],
    )


def undo_diary(
    journal: Journal, batch_id: str, *, runner_id: str, saved_by: str = "local"
) -> Undone:
    """Mark every entry of a batch deleted that nobody has changed since; its history stays.

    Raises UserError where the runner has no such batch, or it was taken back already.
    """
    with journal.writing() as connection:
        found = connection.execute(
            read_query("diary_batch"), {"runner_id": runner_id, "batch_id": batch_id}
        ).fetchone()
        if found is None:
            raise UserError("There is no diary with that id.")
        kind, is_undone, first_order = found
        if is_undone:
            raise UserError("That diary was taken back already.")
        table = TABLES[kind]
        stamp = [saved_by, written_now()]
        gone = connection.execute(
            f"insert into journal.{table} by name select * exclude (saved_order)"  # noqa: S608  our own names
            " replace (true as is_deleted, ? as saved_by, ? as saved_at)"
            f" from (select * from journal.{table} where entry_id in"
            " (select entry_id from journal.diary_entry where batch_id = ?)"
            " qualify row_number() over (partition by entry_id order by saved_order desc) = 1)"
            " where saved_order < ? and not is_deleted",
            [*stamp, batch_id, first_order],
        ).fetchall()[0][0]
        count = connection.execute(
            "select count(*) from journal.diary_entry where batch_id = ?", [batch_id]
        ).fetchall()[0][0]
        connection.execute(
            "insert into journal.diary_batch by name select * exclude (saved_order)"
            " replace (true as is_undone, ? as saved_by, ? as saved_at)"
            " from journal.diary_batch where batch_id = ? order by saved_order limit 1",
            [*stamp, batch_id],
        )
    return Undone(entry_count=gone, stays_count=count - gone)


def _former(journal: Journal, sheet: Sheet, *, runner_id: str, kind: str) -> Reading | None:
    """How this runner's last file with the same columns was read; its days are looked at anew."""
    with journal.reading() as connection:
        row = connection.execute(
            "select reading from journal.diary_batch"
            " where runner_id = ? and kind = ? and header = ? order by saved_order desc limit 1",
            [runner_id, kind, sheet.header],
        ).fetchone()
    if row is None:
        return None
    former = from_json(row[0])
    now = completed(sheet, former)
    return replace(
        now,
        day_order=now.day_order or former.day_order,
        scale_most=former.scale_most
        if now.scale_most is None
        else max(10, former.scale_most or 10),
    )


def _fresh(
    connection: Connection, entries: pl.DataFrame, *, kind: str, runner_id: str
) -> tuple[pl.DataFrame, list[Refused]]:
    """Entries that no version of one here says already, and those that one contradicts.

    What was deleted is not here any more; but a row of a diary that stands comes only once.
    """
    table = TABLES[kind]
    content = [name for name in entries.columns if name != LINE]
    here = frame_of(
        connection.sql(
            f"select distinct {', '.join(content)} from journal.{table}"  # noqa: S608  our own names
            " where runner_id = $runner_id and entry_id in ("
            f"select entry_id from journal.{table} where runner_id = $runner_id"
            " qualify row_number() over (partition by entry_id order by saved_order desc) = 1"
            " and not is_deleted union all"
            " select entry_id from journal.diary_entry where batch_id in ("
            "select batch_id from journal.diary_batch where runner_id = $runner_id"
            " qualify row_number() over (partition by batch_id order by saved_order desc) = 1"
            " and not is_undone))",
            params={"runner_id": runner_id},
        )
    ).cast({name: entries.schema[name] for name in content})
    fresh = entries.join(here, on=content, how="anti", nulls_equal=True, maintain_order="left")
    if kind != "sleep":
        return fresh, []
    taken = fresh.join(here, on="local_date", how="semi", maintain_order="left")
    kept = fresh.join(here, on="local_date", how="anti", maintain_order="left")
    return kept, [Refused(line, _SLEPT_OTHERWISE) for line in taken[LINE].to_list()]


def _insert(
    connection: Connection,
    fresh: pl.DataFrame,
    *,
    kind: str,
    runner_id: str,
    batch: str,
    stamp: Mapping[str, Any],
) -> None:
    if kind == "sleep":
        entry_id = fresh["local_date"].dt.strftime(f"{runner_id}-%Y%m%d")
    else:
        entry_id = pl.Series([f"{batch}-{index}" for index in range(fresh.height)])
    with as_table(connection, "arriving", fresh.drop(LINE).with_columns(entry_id=entry_id)):
        connection.execute(
            f"insert into journal.{TABLES[kind]} by name"  # noqa: S608  our own names
            f" select arriving.*, $runner_id as runner_id, {_UNTOLD[kind]} false as is_deleted,"
            " $saved_by as saved_by, $saved_at as saved_at from arriving",
            {"runner_id": runner_id, **stamp},
        )
        connection.execute(
            "insert into journal.diary_entry by name"
            " select $batch as batch_id, $runner_id as runner_id, entry_id from arriving",
            {"batch": batch, "runner_id": runner_id},
        )
