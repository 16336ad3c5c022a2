"""What a process asks of its databases, and what those in memory hold."""

import sqlite3
import weakref
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from etl.storage import duckdb_files
from etl.storage.duckdb_files import Connection, DatabaseError

_connect_sqlite = sqlite3.connect
_ASKING = frozenset({"execute", "executemany", "sql", "query", "from_query"})
_FILE = "attach '"
_IN_MEMORY = "attach ':memory:'"


@dataclass(slots=True)
class Databases:
    """Every connection that was made since, and every statement that one of them was given.

    DuckDB and SQLite alike, but what is held in memory is of DuckDB alone.
    """

    statements: list[str] = field(default_factory=list)
    _opened: list[str] = field(default_factory=list)
    _made: list[weakref.ref["_Watched"]] = field(default_factory=list)

    @property
    def opened(self) -> Counter[str]:
        """How often which file was opened."""
        attached = (
            text.split("'")[1]
            for text in self.statements
            if text.startswith(_FILE) and not text.startswith(_IN_MEMORY)
        )
        return Counter((*attached, *self._opened))

    def clear(self) -> None:
        """Count from here on."""
        self.statements.clear()
        self._opened.clear()

    def open_file(self, path: Any, **how: Any) -> sqlite3.Connection:
        """A file of SQLite, with an eye on it."""
        self._opened.append(str(path))
        statements = self.statements

        class Watched(sqlite3.Connection):
            """Notes what it is asked."""

            def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
                statements.append(sql)
                return super().execute(sql, *values)

            def executemany(self, sql: str, *values: Any) -> sqlite3.Cursor:
                statements.append(sql)
                return super().executemany(sql, *values)

        return _connect_sqlite(path, factory=Watched, **how)

    def bytes_held(self) -> int:
        """Memory that all open databases take."""
        return self._sum("select sum(memory_usage_bytes) from duckdb_memory()")

    def rows_held(self) -> int:
        """Rows of all tables in them: copied ones, and answers of views that are kept."""
        return self._sum("select sum(estimated_size) from duckdb_tables()")

    def _sum(self, sql: str) -> int:
        total = 0
        for made in self._made:
            watched = made()
            if watched is None:
                continue
            try:
                total += int(watched.asked.execute(sql).fetchall()[0][0] or 0)
            except DatabaseError:  # closed
                continue
        return total

    def watch(self, connection: Connection) -> "_Watched":
        """The connection, with an eye on it."""
        watched = _Watched(connection, self)
        self._made.append(weakref.ref(watched))
        return watched


class _Watched:
    """A connection that notes what it is asked; in all else the connection itself."""

    __slots__ = ("__weakref__", "asked", "databases")

    def __init__(self, connection: Connection, databases: Databases) -> None:
        self.asked = connection
        self.databases = databases

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.asked, name)
        if name in _ASKING:
            return self._noting(found)
        return found

    def _noting(self, ask: Any) -> Any:
        def noted(sql: Any, *values: Any, **named: Any) -> Any:
            self.databases.statements.append(str(sql).lstrip())
            answer = ask(sql, *values, **named)
            return self if answer is self.asked else answer

        return noted

    def cursor(self) -> "_Cursor":
        """Another one of the same database, watched too."""
        return _Cursor(self.asked.cursor(), self.databases)

    def __enter__(self) -> "_Watched":
        return self

    def __exit__(self, *_: object) -> None:
        self.asked.close()


class _Cursor(_Watched):
    """It holds no rows of its own, so nothing is summed up over it."""

    __slots__ = ()


@contextmanager
def watched_databases() -> Generator[Databases]:
    """Watch every connection that is made while the block runs."""
    databases = Databases()
    connect = duckdb_files.duckdb.connect

    def watched(*where: Any, **how: Any) -> _Watched:
        return databases.watch(connect(*where, **how))

    with (
        patch.object(duckdb_files.duckdb, "connect", watched),
        patch.object(duckdb_files, "_idle", {}),  # the one that waits was made before
        patch.object(sqlite3, "connect", databases.open_file),
    ):
        yield databases
