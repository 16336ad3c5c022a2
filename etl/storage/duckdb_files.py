"""Opening DuckDB files when others may hold them.

One process that writes shuts all others out, and so does an open reader; two instances in one
process may not attach one file at once. So a connection is opened late, closed early, and a
process-wide lock keeps threads apart; between processes we retry for a bounded time.

Writers, and whoever puts another file in one's place, take turns by a lock beside the file
(`etl.storage.write_lock`). Several files are locked in this order: warehouse, journal.
"""

import os
import re
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import duckdb  # noqa: TID251  the one place that opens files for all others

from etl.errors import Busy, DataError
from etl.machine_refusals import Refused, words_of
from etl.storage.disk.durable import sync
from etl.storage.disk.file_format import damaged, format_of, is_damage, why_closed
from etl.storage.write_lock import in_use, lock_path, write_lock

Connection = duckdb.DuckDBPyConnection
Relation = duckdb.DuckDBPyRelation
DatabaseError = duckdb.Error
OutOfMemory = duckdb.OutOfMemoryException
NoSuchTable = duckdb.CatalogException
ENGINE_VERSION = duckdb.__version__
OnStep = Callable[[str], None]
"""Told of each step of a longer work once it is done."""
T = TypeVar("T")

_FILE_LOCK = threading.RLock()
_IDLE = 2  # who writes both files of a home has one for each
_THREADS = 1  # a second one spends as much of a core again on a checkpoint, and is no quicker
_idle: dict[int, list[Connection]] = {}
"""Under the lock, by process: in a forked one the threads of its parent's database are missing."""
_OTHER_FILES = (
    "select database_name from duckdb_databases() where not internal and database_name <> 'memory'"
)
_RETRY_PAUSE_S = 0.02
_SHARE_OF_MEMORY = 0.8  # that DuckDB takes for its limit where it is told none
# What every DuckDB from 1.2 to 2.x reads; 2.x has a format of its own. That of 1.0, which 1.5.5
# makes by itself, takes three times as long to open (decision 187): it becomes this one.
_STORAGE_VERSION = "v1.2.0"
_OF_1_0 = (64).to_bytes(8, "little")
# The words for a lock held elsewhere on Linux and macOS, on Windows, and inside one process.
_CONFLICT = re.compile(
    r"Could not set lock on file|Conflicting lock|being used by another process"
    r"|Unique file handle conflict"
)
_HOLDER = re.compile(r"held in (.+?) \(PID (\d+)\)")


@contextmanager
def alone(path: Path, *, wait_s: float) -> Generator[None]:
    """Nobody else writes or replaces the file while the block runs; others go on reading it.

    The same thread may open the file, and others, inside. Raises Busy when another process writes
    it longer than `wait_s` seconds.
    """
    with _FILE_LOCK, write_lock(path, wait_s=wait_s) as is_first:
        if is_first:
            remove_database(rewriting_path(path))  # its writer was killed: the lock is ours
        yield


@contextmanager
def open_to_write(path: Path, *, wait_s: float) -> Generator[Connection]:
    """The file, open for writing in one transaction: committed at the end, undone on an error.

    Raises Busy when another process holds the file longer than `wait_s` seconds,
    DataError when the file is damaged or is no DuckDB file.
    """
    with (
        attached_to_write(path, wait_s=wait_s) as connection,
        in_transaction(connection, path),
    ):
        yield connection


@contextmanager
def attached_to_write(path: Path, *, wait_s: float) -> Generator[Connection]:
    """The file, open for one `in_transaction` after another; else as `open_to_write`.

    Nothing is written outside of these. What they committed is brought from the log into the file
    once, at the end.
    """
    deadline = time.monotonic() + wait_s
    with alone(path, wait_s=wait_s), _connected() as connection:
        # Attached under a name of its own: a file journal.duckdb would else become a catalogue
        # `journal`, and `journal.pain_entry` ambiguous with the schema in it.
        _attach(connection, path, "writing", wait_s=max(deadline - time.monotonic(), 0))
        _keep_private(path)
        connection.execute("use writing")
        yield connection
        connection.execute("use memory")
        connection.execute("detach writing")


@contextmanager
def in_transaction(connection: Connection, path: Path) -> Generator[None]:
    """Of the file that is attached: committed at the end, undone on an error."""
    connection.begin()
    try:
        with _damage_as_words(path):
            yield
            connection.commit()
    except BaseException:
        _undo(connection)
        raise


@contextmanager
def open_to_read(path: Path, *, wait_s: float) -> Generator[Connection]:
    """The file as it was committed last, under the names that it has for who writes.

    Others read it meanwhile, and nothing is written: no lock, no transaction, no log brought back.
    Raises Busy and DataError as `open_to_write`.
    """
    with _FILE_LOCK, _connected() as connection:
        _attach(connection, path, "reading (read_only)", wait_s=wait_s)
        _keep_private(path)
        connection.execute("use reading")
        with _damage_as_words(path):
            yield connection
        connection.execute("use memory")
        connection.execute("detach reading")


def to_attach(path: Path, *, name: str) -> str:
    """The statement that attaches a file, which is made if it is not there and may be written.

    Every file is made in one format, so that a home goes from one version of DuckDB to another and
    back; one in that of 1.0 is brought to it with its next checkpoint. Any other keeps the format
    it has: DuckDB refuses to open one in a lower format.
    """
    is_ours = "(read_only)" not in name and format_of(path) in (b"", _OF_1_0)
    options = f" (storage_version '{_STORAGE_VERSION}')" if is_ours else ""
    return f"attach '{quoted(path)}' as {name}{options}"


@contextmanager
def _damage_as_words(*paths: Path) -> Generator[None]:
    """Raises DataError, naming the file, where a block of one that is in use cannot be read."""
    try:
        yield
    except duckdb.Error as error:
        if not is_damage(error):
            raise
        named = [path for path in paths if str(path) in str(error)] or list(paths)
        raise DataError(" ".join(map(damaged, named))) from error


@contextmanager
def _connected() -> Generator[Connection]:
    """A connection to an empty database, for who has the lock; some wait for the next.

    Making one takes as long as opening a file. Where anything went wrong it is closed, and with it
    whatever file it still had.
    """
    idle = _idle.setdefault(os.getpid(), [])
    database = idle.pop() if idle else new_in_memory(threads=_THREADS)
    try:
        with database.cursor() as connection:  # temporary tables and frames go with it
            yield connection
        is_empty = database.execute(_OTHER_FILES).fetchall() == []
    except BaseException:
        database.close()
        raise
    if is_empty and len(idle) < _IDLE:
        idle.append(database)
    else:
        database.close()


@contextmanager
def an_empty_database() -> Generator[Connection]:
    """One without a file, to ask what needs none, and to leave as it was: it is used again."""
    with _FILE_LOCK, _connected() as connection:
        yield connection


@contextmanager
def open_in_memory() -> Generator[Connection]:
    """An empty database that lives as long as the block."""
    connection = new_in_memory()
    try:
        yield connection
    finally:
        connection.close()


def new_in_memory(*, memory_mb: int | None = None, threads: int | None = None) -> Connection:
    """An empty database; whoever asks for it closes it.

    What does not fit into `memory_mb` (without it, most of the machine's) is an error: DuckDB would
    else write rows, health notes among them, into a folder where the process happens to run.
    """
    config: dict[str, str | bool | int | float | list[str]] = {"temp_directory": ""}
    if threads is not None:
        config["threads"] = threads
    if memory_mb is not None:
        config["memory_limit"] = f"{memory_mb}MB"
    return duckdb.connect(":memory:", config=config)


def machine_memory_bytes() -> int:
    """Of this machine, or of the container that the process is bound to."""
    with an_empty_database() as connection:
        rows = connection.execute(
            "select parse_formatted_bytes(current_setting('memory_limit'))"
        ).fetchall()
    return int(rows[0][0] / _SHARE_OF_MEMORY)


@contextmanager
def attached(
    connection: Connection, files: dict[str, Path], *, wait_s: float
) -> Generator[Connection]:
    """The files attached read-only under the given names while the block runs: milliseconds."""
    with _FILE_LOCK:
        names: list[str] = []
        try:
            for name, path in files.items():
                _attach(connection, path, f"{name} (read_only)", wait_s=wait_s)
                names.append(name)
            with _damage_as_words(*files.values()):
                yield connection
        finally:
            for name in names:
                connection.execute(f"detach {name}")


def has_table(connection: Connection, name: str) -> bool:
    """Whether the database in use holds it, as `schema.name`.

    In a transaction it is not found out by asking: DuckDB 2 undoes one in which a question failed.
    """
    rows = connection.execute(
        "select 1 from duckdb_tables() where database_name = current_database()"
        " and schema_name || '.' || table_name = ?",
        [name],
    ).fetchall()
    return bool(rows)


def rewriting_path(path: Path) -> Path:
    """Where a file that will take this one's place is written; whoever writes it has the lock."""
    return path.with_name(f"{path.stem}.rewriting{path.suffix}")


def remove_database(path: Path) -> None:
    """A database file that nobody uses, with its log and lock; also where there is none."""
    for one in (path, log_path(path), lock_path(path)):
        one.unlink(missing_ok=True)


def log_path(path: Path) -> Path:
    """DuckDB's write-ahead log of a file: what was committed and is not in the file yet."""
    return path.with_name(path.name + ".wal")


def replace_file(
    fresh: Path, former: Path, *, wait_s: float, on_step: OnStep = lambda _step: None
) -> None:
    """Put one closed database file in another's place; no write of either is lost.

    Whoever read the former until now goes on reading it. Raises Busy when another process holds
    the former file longer than `wait_s` seconds.
    """
    with alone(former, wait_s=wait_s):
        for path in (fresh, former):
            write_log_back(path, wait_s=wait_s)
        sync(fresh)
        on_step(f"{former.name} closed")
        _rename(fresh, former, wait_s=wait_s)
        sync(former.parent)
        lock_path(fresh).unlink(missing_ok=True)
        on_step(f"{former.name} replaced")


def write_log_back(path: Path, *, wait_s: float) -> None:
    """Bring what stands in the log into the file. Raises Busy where some of it would stay.

    A log that is left would be replayed onto whatever file stands at that path later.
    """
    if not path.is_file():
        return
    with alone(path, wait_s=wait_s), _connected() as connection:
        _attach(connection, path, "writing", wait_s=wait_s)
        connection.execute("checkpoint writing")
        connection.execute("detach writing")
        if log_path(path).is_file():
            raise Busy(in_use(path, "another program", wait_s))


def _rename(fresh: Path, former: Path, *, wait_s: float) -> None:
    """In one step. Where an open file cannot be replaced (Windows), once its readers are done."""
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fresh.replace(former)
            return
        except PermissionError as error:
            if os.name != "nt" or time.monotonic() >= deadline:
                raise Busy(in_use(former, "another program", wait_s)) from error
        time.sleep(_RETRY_PAUSE_S)


def signature(path: Path) -> tuple[int, int, int]:
    """What changes whenever the file's content may have changed: inode, size, time of change."""
    found = [_stat(path), _stat(log_path(path))]
    return (found[0][0], found[0][1] + found[1][1], max(found[0][2], found[1][2]))


def _keep_private(path: Path) -> None:
    """DuckDB makes its files by the process's umask, and what it makes here is health data."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        with suppress(OSError):  # another user's, or a disk that is only read: the doctor says so
            path.chmod(0o600)


def _stat(path: Path) -> tuple[int, int, int]:
    try:
        status = path.stat()
    except FileNotFoundError:
        return (0, 0, 0)
    return (status.st_ino, status.st_size, status.st_mtime_ns)


def _attach(connection: Connection, path: Path, name: str, *, wait_s: float) -> None:
    """The file that stands at the path, also when it was replaced while it was being opened."""
    while True:
        before = _stat(path)[0]
        statement = to_attach(path, name=name)
        try:
            _retry(lambda s=statement: connection.execute(s), path=path, wait_s=wait_s)
        except DataError:
            if before in (0, _stat(path)[0]):
                raise
            continue  # one file was opened with the other's log
        if before in (0, _stat(path)[0]):
            return
        connection.execute(f"detach {name.split(maxsplit=1)[0]}")


def _retry(action: Callable[[], T], *, path: Path, wait_s: float) -> T:
    """Try until the lock is free; other failures are not waited for."""
    deadline = time.monotonic() + wait_s
    while True:
        try:
            return action()
        except duckdb.Error as error:
            if not _is_lock_conflict(error):
                words = words_of(error)  # of the machine: the file is as good as it was
                complaint = why_closed(path, error, here=ENGINE_VERSION)
                raise (Refused(words) if words else DataError(complaint)) from error
            if time.monotonic() >= deadline:
                raise Busy(_who_waits(path, error, wait_s)) from error
        time.sleep(_RETRY_PAUSE_S)


def _is_lock_conflict(error: duckdb.Error) -> bool:
    return _CONFLICT.search(str(error)) is not None


def _who_waits(path: Path, error: duckdb.Error, wait_s: float) -> str:
    found = _HOLDER.search(str(error))
    holder = f"{Path(found[1]).name} (process {found[2]})" if found else "another program"
    return in_use(path, holder, wait_s)


def _undo(connection: Connection) -> None:
    """Roll back if a transaction is still open; a fatal error has already closed it."""
    try:
        connection.rollback()
    except duckdb.Error:
        return


def quoted(path: Path) -> str:
    """A path inside a string of SQL: `attach` takes no parameters."""
    return str(path).replace("'", "''")
