"""The file of the ledger: opened late, closed early, one transaction a change.

SQLite, not DuckDB: it is written after every call, by several processes, and must never wait for
an import or a page.

sqlite-utils reads rows and writes whole ones. Two things stay plain SQL: transactions, which it
would begin deferred, so that of two that read first and write then one failed at once instead of
waiting; and changes of some columns of rows that may be gone by now, where it raises.
"""

import sqlite3
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from etl.errors import UserError
from etl.home import Home
from etl.sync.ledger.records import to_stored
from sql import ROOT

if TYPE_CHECKING:
    from sqlite_utils import Database

_VERSION = 2  # of sql/sync/schema.sql
_BUSY_S = 10.0  # another process writes for milliseconds


class LedgerFile:
    """The file of one home; each call opens it, works in one transaction, closes it."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._kept: Database | None = None

    @property
    def exists(self) -> bool:
        """Whether anybody ever connected here."""
        return self._home.sync_ledger.is_file()

    @contextmanager
    def kept_open(self) -> Generator[None]:
        """One connection for many calls of one thread: opening the file takes as long as a call."""
        with self._open() as database:
            self._kept = database
            try:
                yield
            finally:
                self._kept = None

    @contextmanager
    def writing(self, *, to_disk: bool = False) -> Generator["Database"]:
        """One transaction: all of it, or nothing; with `to_disk` it outlives a power cut."""
        with self._open() as database:
            _sync_commits(database, "full" if to_disk else "normal")
            with _transaction(database):
                yield database

    def rows(
        self, table: str, where: str | None = None, values: Any = None, **options: Any
    ) -> list[dict[str, Any]]:
        """Rows as they are stored; none where nobody ever connected."""
        if not self.exists:
            return []
        with self._open() as database:
            return list(database.table(table).rows_where(where, values, **options))

    def save(self, table: str, row: Mapping[str, Any]) -> None:
        """A whole row, over one of the same key."""
        with self.writing() as database:
            database.table(table).insert(dict(row), replace=True)

    def change(
        self,
        table: str,
        where: str,
        values: Mapping[str, Any],
        *,
        to_disk: bool = False,
        **columns: Any,
    ) -> None:
        """Some columns of the rows there are."""
        with self.writing(to_disk=to_disk) as database:
            update(database, table, where, values, **columns)

    def shrink(self) -> bool:
        """Write the log back into the file, so that deleted rows stand in neither.

        False where somebody who reads the file just now keeps part of the log in use.
        """
        with self._open() as database:
            is_busy, *_ = database.execute("pragma wal_checkpoint(truncate)").fetchone()
        return not is_busy

    @contextmanager
    def _open(self) -> Generator["Database"]:
        if self._kept is not None:
            yield self._kept
            return
        from sqlite_utils import Database  # noqa: PLC0415  loads pandas, where that is installed

        path = self._home.create().sync_ledger
        is_new = not path.is_file()
        connection = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
        try:
            if is_new:
                path.chmod(0o600)
                connection.execute("pragma journal_mode = wal")
            connection.execute("pragma secure_delete = on")
            database = Database(connection, recursive_triggers=False, execute_plugins=False)
            if _version(database) != _VERSION:
                with _transaction(database):
                    _bring_up_to_date(database)
            yield database
        finally:
            connection.close()


def update(
    database: "Database", table: str, where: str, values: Mapping[str, Any], **columns: Any
) -> None:
    """Some columns of the rows there are; `where` names its `values`, all in our own words."""
    sets = ", ".join(f"{name} = :new_{name}" for name in columns)
    fresh = {f"new_{name}": to_stored(value) for name, value in columns.items()}
    database.execute(f"update {table} set {sets} where {where}", dict(values) | fresh)  # noqa: S608


def _sync_commits(database: "Database", how: str) -> None:
    """With a write-ahead log, `normal` survives a killed process; a power cut may cost the last
    calls, which are then made again, but no token that a platform gives once: that takes `full`.
    """
    database.execute(f"pragma synchronous = {how}")


@contextmanager
def _transaction(database: "Database") -> Generator[None]:
    database.conn.execute("begin immediate")
    try:
        yield
        database.conn.execute("commit")
    except BaseException:
        database.rollback()
        raise


def _version(database: "Database") -> int:
    return database.execute("pragma user_version").fetchone()[0]


def _bring_up_to_date(database: "Database") -> None:
    """Tables of today, with all that those of version 1 held."""
    found = _version(database)  # somebody else may have been first
    if found > _VERSION:
        raise UserError("What is known of connected accounts was written by a newer Kneewise.")
    if found == _VERSION:
        return
    former = [name for name in database.table_names() if not name.startswith("sqlite_")]
    for name in former:
        database.rename_table(name, f"former_{name}")
    database.executescript(_sql("schema"))
    if former:
        database.executescript(_sql("take_over_1"))
    for name in former:
        database.table(f"former_{name}").drop()
    database.execute(f"pragma user_version = {_VERSION}")


def _sql(name: str) -> str:
    return (ROOT / "sync" / f"{name}.sql").read_text("utf-8")
