"""The file of the ledger: opened late, closed early, one transaction a change.

SQLite, not DuckDB: it is written before and after every call, by several processes, and must never
wait for an import or a page. Statements are few and plain, and the same texts each time, which
SQLite prepares once a connection: a sync makes a dozen of an activity.
"""

import sqlite3
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from etl.errors import UserError
from etl.home import Home
from etl.storage.disk.sqlite_files import sqlite_file, transaction
from etl.sync.ledger.records import to_stored
from sql import ROOT

_VERSION = 3  # of sql/sync: tables of 2, and indexes
_WITHOUT_INDEXES = 2
_BUSY_S = 10.0  # another process writes for milliseconds


class LedgerFile:
    """The file of one home; each call opens it, works in one transaction, closes it."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._kept: sqlite3.Connection | None = None

    @property
    def exists(self) -> bool:
        """Whether anybody ever connected here."""
        return self._home.sync_ledger.is_file()

    @contextmanager
    def kept_open(self) -> Generator[None]:
        """One connection for many calls of one thread: opening the file takes as long as a call."""
        if self._kept is not None:
            yield
            return
        with self._open() as connection:
            self._kept = connection
            try:
                yield
            finally:
                self._kept = None

    @contextmanager
    def writing(self, *, to_disk: bool = False) -> Generator[sqlite3.Connection]:
        """One transaction: all of it, or nothing; with `to_disk` it outlives a power cut.

        With a write-ahead log, a commit that is not synced survives a killed process. A power cut
        may cost the last calls, which are then made again, but no token that a platform gives once.
        """
        with self._open() as connection:
            if to_disk:
                connection.execute("pragma synchronous = full")
            try:
                with transaction(connection):
                    yield connection
            finally:
                if to_disk:
                    connection.execute("pragma synchronous = normal")

    def rows(
        self,
        table: str,
        where: str = "true",
        values: Any = (),
        *,
        select: str = "*",
        order_by: str | None = None,
        limit: int = -1,
    ) -> list[dict[str, Any]]:
        """Rows as they are stored; none where nobody ever connected."""
        order = f" order by {order_by}" if order_by else ""
        text = f"select {select} from {table} where {where}{order} limit {limit}"  # noqa: S608  our own words
        return self.answer(text, values)

    def answer(self, text: str, values: Any) -> list[dict[str, Any]]:
        """What a question in SQL is answered; nothing where nobody ever connected."""
        if not self.exists:
            return []
        with self._open() as connection:
            return rows_of(connection, text, values)

    def save(self, table: str, row: Mapping[str, Any]) -> None:
        """A whole row, over one of the same key."""
        with self.writing() as connection:
            save_rows(connection, table, [row])

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
        with self.writing(to_disk=to_disk) as connection:
            update(connection, table, where, values, **columns)

    def shrink(self) -> bool:
        """Write the log back into the file, so that deleted rows stand in neither.

        False where somebody who reads the file just now keeps part of the log in use.
        """
        with self._open() as connection:
            is_busy, *_ = connection.execute("pragma wal_checkpoint(truncate)").fetchone()
        return not is_busy

    @contextmanager
    def _open(self) -> Generator[sqlite3.Connection]:
        if self._kept is not None:
            yield self._kept
            return
        path = self._home.create().sync_ledger
        with sqlite_file(path, busy_s=_BUSY_S, has_log=True) as connection:
            connection.execute("pragma synchronous = normal")
            if _version(connection) != _VERSION:
                with transaction(connection):
                    _bring_up_to_date(connection)
            yield connection


def rows_of(connection: sqlite3.Connection, text: str, values: Any = ()) -> list[dict[str, Any]]:
    """What a statement answers, by the names of its columns."""
    cursor = connection.execute(text, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def save_rows(
    connection: sqlite3.Connection,
    table: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    replaces: bool = True,
) -> None:
    """Whole rows of the same columns, over those of the same keys unless these must be new."""
    if not rows:
        return
    how = "insert or replace" if replaces else "insert"
    names, fresh = ", ".join(rows[0]), ", ".join(f":{name}" for name in rows[0])
    connection.executemany(f"{how} into {table} ({names}) values ({fresh})", rows)


def update(
    connection: sqlite3.Connection,
    table: str,
    where: str,
    values: Mapping[str, Any],
    **columns: Any,
) -> None:
    """Some columns of the rows there are; `where` names its `values`, all in our own words."""
    sets = ", ".join(f"{name} = :new_{name}" for name in columns)
    fresh = {f"new_{name}": to_stored(value) for name, value in columns.items()}
    connection.execute(f"update {table} set {sets} where {where}", dict(values) | fresh)  # noqa: S608


def update_each(
    connection: sqlite3.Connection,
    table: str,
    where: str,
    values: Iterable[Mapping[str, Any]],
    **columns: Any,
) -> None:
    """As `update` for each of many values; a column may be one of them by its name, `:name`."""
    sets = ", ".join(f"{name} = {value}" for name, value in columns.items())
    connection.executemany(f"update {table} set {sets} where {where}", values)  # noqa: S608  our own words


def delete(
    connection: sqlite3.Connection, table: str, where: str, values: Mapping[str, Any]
) -> None:
    """The rows there are of some values."""
    connection.execute(f"delete from {table} where {where}", values)  # noqa: S608  our own words


def _version(connection: sqlite3.Connection) -> int:
    return connection.execute("pragma user_version").fetchone()[0]


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Tables and indexes of today, with all that tables of version 1 held."""
    found = _version(connection)  # somebody else may have been first
    if found > _VERSION:
        raise UserError("What is known of connected accounts was written by a newer Kneewise.")
    if found == _VERSION:
        return
    if found != _WITHOUT_INDEXES:
        _make_tables(connection)
    _run(connection, _sql("indexes"))
    connection.execute(f"pragma user_version = {_VERSION}")


def _make_tables(connection: sqlite3.Connection) -> None:
    tables = connection.execute("select name from sqlite_master where type = 'table'").fetchall()
    former = [name for (name,) in tables if not name.startswith("sqlite_")]
    for name in former:
        connection.execute(f"alter table {name} rename to former_{name}")
    _run(connection, _sql("schema"))
    if former:
        _run(connection, _sql("take_over_1"))
    for name in former:
        connection.execute(f"drop table former_{name}")


def _run(connection: sqlite3.Connection, script: str) -> None:
    """Statement by statement: SQLite's own way to run a script commits what was begun."""
    text = ""
    for line in script.splitlines(keepends=True):
        text += line
        if sqlite3.complete_statement(text):
            connection.execute(text)
            text = ""


def _sql(name: str) -> str:
    return (ROOT / "sync" / f"{name}.sql").read_text("utf-8")
