"""What can still be read of a damaged journal, in a new one; the damaged file is only copied.

Tables are read one by one, a table that cannot be read as a whole in stretches of rows, and such a
stretch column by column. What is left out is listed: by table, and by runner and days where these
can be read.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from etl.errors import DataError, UserError
from etl.home import Home
from etl.journal.store import Journal
from etl.settings import Settings
from etl.storage.commits.ledger import read_all
from etl.storage.commits.lines import added_up
from etl.storage.disk.durable import put_in_place, write_whole
from etl.storage.duckdb_files import (
    Connection,
    DatabaseError,
    attached,
    log_path,
    open_in_memory,
    open_to_write,
)
from etl.storage.frames import frame_of, scanned_once
from etl.storage.migrations import apply_steps, steps_of
from etl.storage.saved_order import draw

_STRETCH = 2048  # rows that DuckDB reads at once
LIST_NAME = "salvaged.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Rows of a table that could not be read, or not whole.

    `columns` are those that are empty now; none: the rows are missing. `runner_ids` and days are of
    those rows, as far as that could be read.
    """

    table: str
    row_count: int
    columns: tuple[str, ...] = ()
    runner_ids: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None

    @property
    def words(self) -> str:
        """One line of the list."""
        what = f"{self.row_count} row{'' if self.row_count == 1 else 's'}"
        told = f"without {', '.join(self.columns)}" if self.columns else "missing"
        days = f", {self.first_day} to {self.last_day}" if self.first_day else ""
        whose = f", runner {', '.join(self.runner_ids)}" if self.runner_ids else ""
        return f"{self.table}: {what} {told}{days}{whose}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """How many rows are in the new journal, what is not, and whether the newest saves are."""

    row_count: int
    left: tuple[Left, ...]
    has_log: bool


def salvage(home: Home, settings: Settings, folder: Path) -> Salvaged:
    """Read what can be read of a home's journal into a new home; the list lies beside it.

    Raises UserError where a journal lies in that folder already, or there is none to read, and
    DataError where nothing of it can be read.
    """
    if not home.journal.is_file():
        raise UserError(f"There is no {home.journal.name} here to read: restore a backup.")
    new = Home(folder)
    if new.journal.exists() or new.warehouse.exists():
        raise UserError(f"There is a journal in {folder} already: name another folder.")
    new.create()
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restoring-") as name:
        damaged, has_log = _copied(home.journal, Path(name))
        found = _Reading(damaged, wait_s=settings.lock_wait_s)
        fresh = Path(name) / "fresh.duckdb"
        row_count, left = _fill(fresh, found, known=_known(home.journal))
        put_in_place(fresh, new.journal)
    own = settings.model_copy(update={"home": folder})
    Journal(new, own).prepare()
    lines = [one.words for one in left]
    if not has_log:
        lines.append("What was saved last stood in the log, which cannot be read.")
    write_whole(folder / LIST_NAME, "".join(f"{line}\n" for line in lines).encode())
    return Salvaged(row_count=row_count, left=tuple(left), has_log=has_log)


def _copied(journal: Path, folder: Path) -> tuple[Path, bool]:
    """A copy that opens, and whether its log could be read. Raises DataError."""
    copy = folder / "damaged.duckdb"
    has_log = log_path(journal).is_file()
    for with_log in (True, False) if has_log else (False,):
        shutil.copyfile(journal, copy)
        log_path(copy).unlink(missing_ok=True)
        if with_log:
            shutil.copyfile(log_path(journal), log_path(copy))
        try:
            with open_in_memory() as connection, attached(connection, {"told": copy}, wait_s=0):
                return copy, with_log or not has_log
        except DataError:
            continue
    raise DataError(
        f"Nothing of {journal.name} can be read, not even the list of its tables: restore the "
        "newest backup into another folder (kneewise --home NEW restore FILE)."
    )


def _known(journal: Path) -> dict[str, int]:
    """How many rows each table held, by the ledger; nothing where there is none."""
    return {table: rows for table, (rows, _) in added_up(read_all(journal).lines).items()}


@dataclass(frozen=True, slots=True)
class _Reading:
    """A damaged copy; each question opens it anew, since an error may close what was open."""

    path: Path
    wait_s: float

    def ask(self, sql: str) -> pl.DataFrame | None:
        """The rows; None where they cannot be read."""
        try:
            with (
                open_in_memory() as connection,
                attached(connection, {"told": self.path}, wait_s=self.wait_s),
            ):
                return frame_of(connection.sql(sql))
        except (DatabaseError, DataError, pl.exceptions.PolarsError):
            return None

    def steps(self) -> list[str]:
        """Steps that the file has seen, by which its tables look as they do."""
        rows = self.ask("select step from told.kneewise.migration")
        known = steps_of("journal")
        return known if rows is None else [step for step in known if step in set(rows["step"])]


def _fill(fresh: Path, found: _Reading, *, known: dict[str, int]) -> tuple[int, list[Left]]:
    left: list[Left] = []
    row_count = 0
    with open_to_write(fresh, wait_s=0) as connection:
        apply_steps(connection, kind="journal", steps=found.steps())
        for table, needed in _tables(connection).items():
            there = 0
            for rows, gone in _rows_of(found, table, needed):
                left += [gone] if gone is not None else []
                there += 0 if rows is None else _insert(connection, table, rows)
            row_count += there
            told = sum(one.row_count for one in left if one.table == table and not one.columns)
            if there + told < known.get(table, 0):
                left.append(Left(table=table, row_count=known[table] - there - told))
        _go_on_numbering(connection)
    return row_count, left


def _tables(connection: Connection) -> dict[str, set[str]]:
    """Tables of a journal, each with the columns that may not be empty."""
    rows = connection.execute(
        "select table_name, column_name, is_nullable from duckdb_columns()"
        " where database_name = current_database() and schema_name = 'journal' order by table_name"
    ).fetchall()
    needed: dict[str, set[str]] = {}
    for table, column, is_nullable in rows:
        needed.setdefault(table, set()).update(() if is_nullable else {column})
    return needed


def _rows_of(
    found: _Reading, table: str, needed: set[str]
) -> Iterator[tuple[pl.DataFrame | None, Left | None]]:
    """Stretches of rows that can be read, and what of each cannot."""
    source = f"told.journal.{table}"
    whole = found.ask(f"from {source}")  # our own names, here and below
    if whole is not None:
        yield whole, None
        return
    count = found.ask(f"select count(*) as rows from {source}")  # noqa: S608
    names = found.ask(f"select * from {source} limit 0")  # noqa: S608
    if count is None or names is None:
        return  # the ledger says how many they were
    for first in range(0, count["rows"][0], _STRETCH):
        within = f"where rowid between {first} and {first + _STRETCH - 1}"
        rows = found.ask(f"from {source} {within}")
        if rows is not None:
            yield rows, None
            continue
        columns = {
            name: read[name]
            for name in names.columns
            if (read := found.ask(f"select {name} from {source} {within}")) is not None  # noqa: S608
        }
        size = min(_STRETCH, count["rows"][0] - first)
        gone = _left(table, size, columns, [name for name in names.columns if name not in columns])
        if needed <= columns.keys():
            yield pl.DataFrame(columns), gone
        else:
            yield None, _left(table, size, columns, ())


def _left(
    table: str, row_count: int, columns: dict[str, pl.Series], missing: Sequence[str]
) -> Left:
    days = columns.get("local_date", pl.Series(dtype=pl.Date)).drop_nulls()
    runners = columns.get("runner_id", pl.Series(dtype=pl.String)).drop_nulls()
    return Left(
        table=table,
        row_count=row_count,
        columns=tuple(missing),
        runner_ids=tuple(sorted(set(runners))),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
    )


def _insert(connection: Connection, table: str, rows: pl.DataFrame) -> int:
    with scanned_once(connection, "arriving", rows):
        connection.execute(f"insert into journal.{table} by name select * from arriving")  # noqa: S608  our own names
    return rows.height


def _go_on_numbering(connection: Connection) -> None:
    """Whatever is saved from now on is newer than all that was read."""
    tables = connection.execute(
        "select table_name from duckdb_columns() where database_name = current_database()"
        " and schema_name = 'journal' and column_name = 'saved_order'"
    ).fetchall()
    newest = 0
    for (table,) in tables:
        row = connection.execute(f"select max(saved_order) from journal.{table}").fetchone()  # noqa: S608  our own names
        newest = max(newest, row[0] or 0) if row else newest
    if newest:
        draw(connection, newest)
