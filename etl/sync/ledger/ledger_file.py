"""The file of the ledger: opened late, closed early, one transaction a change.

SQLite, not DuckDB: it is written after every call, by several processes, and must never wait for
an import or a page.
"""

import sqlite3
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import cache

from etl.home import Home
from sql import ROOT

_VERSION = 1  # of sql/sync/schema.sql
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
        with self._open() as connection:
            self._kept = connection
            try:
                yield
            finally:
                self._kept = None

    @contextmanager
    def _open(self) -> Generator[sqlite3.Connection]:
        if self._kept is not None:
            yield self._kept
            return
        path = self._home.create().sync_ledger
        is_new = not path.is_file()
        connection = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            if is_new:
                path.chmod(0o600)
                connection.execute("pragma journal_mode = wal")
            # With a write-ahead log, `normal` survives a killed process; only a power cut may
            # cost the last calls, which are then made again.
            connection.execute("pragma synchronous = normal")
            connection.execute("pragma secure_delete = on")
            if connection.execute("pragma user_version").fetchone()[0] != _VERSION:
                connection.executescript(_schema())
                connection.execute(f"pragma user_version = {_VERSION}")
            yield connection
        finally:
            connection.close()

    @contextmanager
    def _writing(self) -> Generator[sqlite3.Connection]:
        with self._open() as connection:
            connection.execute("begin immediate")
            try:
                yield connection
                connection.execute("commit")
            except BaseException:
                connection.execute("rollback")
                raise

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        if not self.exists:
            return []
        with self._open() as connection:
            return connection.execute(sql, values).fetchall()

    def _write(self, sql: str, values: Sequence[object] = ()) -> int:
        with self._writing() as connection:
            return connection.execute(sql, values).rowcount

    def shrink(self) -> bool:
        """Write the log back into the file, so that deleted rows stand in neither.

        False where somebody who reads the file just now keeps part of the log in use.
        """
        with self._open() as connection:
            is_busy, *_ = connection.execute("pragma wal_checkpoint(truncate)").fetchone()
        return not is_busy


@cache
def _schema() -> str:
    return (ROOT / "sync" / "schema.sql").read_text("utf-8")
