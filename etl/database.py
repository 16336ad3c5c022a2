"""Opening DuckDB files when others may hold them.

One process that writes shuts all others out, and so does an open reader; two instances in one
process may not attach one file at once. So a connection is opened late, closed early, and a
process-wide lock keeps threads apart; between processes we retry for a bounded time.
"""

import re
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import duckdb  # noqa: TID251  the one place that opens files for all others
import polars as pl

from etl.errors import Busy, DataError, UserError

Connection = duckdb.DuckDBPyConnection
DatabaseError = duckdb.Error
OutOfMemory = duckdb.OutOfMemoryException
T = TypeVar("T")

_READING = {duckdb.StatementType.SELECT}  # not explain: `explain analyze delete` deletes
_FILE_LOCK = threading.RLock()
_RETRY_PAUSE_S = 0.02
# The words for a lock held elsewhere on Linux and macOS, on Windows, and inside one process.
_CONFLICT = re.compile(
    r"Could not set lock on file|Conflicting lock|being used by another process"
    r"|Unique file handle conflict"
)
_HOLDER = re.compile(r"held in (.+?) \(PID (\d+)\)")


@contextmanager
def open_to_write(path: Path, *, wait_s: float) -> Generator[Connection]:
    """The file, open for writing in one transaction: committed at the end, undone on an error.

    Raises Busy when another process holds the file longer than `wait_s` seconds,
    DataError when the file is damaged or is no DuckDB file.
    """
    with _FILE_LOCK, open_in_memory() as connection:
        # Attached under a name of its own: a file journal.duckdb would else become a catalogue
        # `journal`, and `journal.pain_entry` ambiguous with the schema in it.
        statement = f"attach '{quoted(path)}' as writing"
        _retry(lambda: connection.execute(statement), path=path, wait_s=wait_s)
        connection.execute("use writing")
        connection.begin()
        try:
            yield connection
            connection.commit()
        except BaseException:
            _undo(connection)
            raise
        connection.execute("use memory")
        connection.execute("detach writing")


@contextmanager
def open_in_memory() -> Generator[Connection]:
    """An empty database that lives as long as the block."""
    connection = new_in_memory()
    try:
        yield connection
    finally:
        connection.close()


def new_in_memory(*, memory_mb: int | None = None) -> Connection:
    """An empty database; whoever asks for it closes it.

    What does not fit into `memory_mb` (without it, most of the machine's) is an error: DuckDB would
    else write rows, health notes among them, into a folder where the process happens to run.
    """
    config = {"temp_directory": ""}
    if memory_mb is not None:
        config["memory_limit"] = f"{memory_mb}MB"
    return duckdb.connect(":memory:", config=config)


@contextmanager
def attached(
    connection: Connection, files: dict[str, Path], *, wait_s: float
) -> Generator[Connection]:
    """The files attached read-only under the given names while the block runs: milliseconds."""
    with _FILE_LOCK:
        names: list[str] = []
        try:
            for name, path in files.items():
                statement = f"attach '{quoted(path)}' as {name} (read_only)"
                _retry(lambda s=statement: connection.execute(s), path=path, wait_s=wait_s)
                names.append(name)
            yield connection
        finally:
            for name in names:
                connection.execute(f"detach {name}")


def rows_of(connection: Connection, sql: str, *, most_rows: int | None = None) -> pl.DataFrame:
    """The rows of one query that changes nothing, or the first `most_rows` of them.

    The answer is kept inside the database before it leaves: an answer read straight out of a query
    is not counted against the memory that the connection may take.

    Raises UserError for any other statement, OutOfMemory where the answer is too large.
    """
    statements = connection.extract_statements(sql)
    if len(statements) != 1 or statements[0].type not in _READING:
        raise UserError("Only one query that reads is answered here, such as: from metric.run")
    bound = "" if most_rows is None else f"limit {most_rows}"
    asked = statements[0].query.rstrip().rstrip(";")
    with connection.cursor() as alone:  # a temporary table lives as long as its cursor
        alone.execute(f"create temporary table answer as from (\n{asked}\n) {bound}")
        return _told(alone.table("temp.main.answer"))


def _told(relation: duckdb.DuckDBPyRelation) -> pl.DataFrame:
    """Rows of a relation in types that Polars has."""
    # Polars has no type for months and days together: an interval is told in seconds.
    spans = [
        name
        for name, kind in zip(relation.columns, relation.types, strict=True)
        if str(kind) == "INTERVAL"
    ]
    if spans:
        seconds = ", ".join(f'epoch("{name}") as "{name}"' for name in spans)
        relation = relation.select(f"* replace ({seconds})")
    return relation.pl()


def replace_file(fresh: Path, former: Path, *, wait_s: float) -> None:
    """Put one closed database file in another's place, between two uses of it.

    The former's write-ahead log goes too: it would be replayed onto the new file.
    Raises Busy when another process holds the former file longer than `wait_s` seconds.
    """
    with _FILE_LOCK:
        if former.is_file():
            with open_to_write(former, wait_s=wait_s):
                pass  # whoever holds it has let go, and its log is written back
        former.with_name(former.name + ".wal").unlink(missing_ok=True)
        fresh.replace(former)


def signature(path: Path) -> tuple[int, int, int]:
    """What changes whenever the file's content may have changed: inode, size, time of change."""
    found = [_stat(path), _stat(path.with_name(path.name + ".wal"))]
    return (found[0][0], found[0][1] + found[1][1], max(found[0][2], found[1][2]))


def _stat(path: Path) -> tuple[int, int, int]:
    try:
        status = path.stat()
    except FileNotFoundError:
        return (0, 0, 0)
    return (status.st_ino, status.st_size, status.st_mtime_ns)


def _retry(action: Callable[[], T], *, path: Path, wait_s: float) -> T:
    """Try until the lock is free; other failures are not waited for."""
    deadline = time.monotonic() + wait_s
    while True:
        try:
            return action()
        except duckdb.Error as error:
            if not _is_lock_conflict(error):
                message = (
                    f"{path.name} cannot be opened: run kneewise rebuild, or restore a backup."
                )
                raise DataError(message) from error
            if time.monotonic() >= deadline:
                raise Busy(_who_waits(path, error, wait_s)) from error
        time.sleep(_RETRY_PAUSE_S)


def _is_lock_conflict(error: duckdb.Error) -> bool:
    return _CONFLICT.search(str(error)) is not None


def _who_waits(path: Path, error: duckdb.Error, wait_s: float) -> str:
    found = _HOLDER.search(str(error))
    holder = f"{Path(found[1]).name} (process {found[2]})" if found else "another program"
    return (
        f"{path.name} has been in use by {holder} for more than {wait_s:.0f} seconds. "
        "Wait for it to finish, or close it, and try again."
    )


def _undo(connection: Connection) -> None:
    """Roll back if a transaction is still open; a fatal error has already closed it."""
    try:
        connection.rollback()
    except duckdb.Error:
        return


def quoted(path: Path) -> str:
    """A path inside a string of SQL: `attach` takes no parameters."""
    return str(path).replace("'", "''")
