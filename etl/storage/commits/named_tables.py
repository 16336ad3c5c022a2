"""Which tables a transaction can have changed: those that its statements name.

To look at each table of a journal takes longer than most writes. Whoever has the connection need
not say what is written, and nothing here is parsed: a table whose name is no word of any statement
was neither inserted into, nor updated, nor deleted from.
"""

import re
from functools import lru_cache
from typing import Any, cast

from etl.storage.duckdb_files import Connection

_WORD = re.compile(r"[a-z_0-9]+")
_TEXTS = frozenset({"execute", "executemany", "sql"})
"""Ways to write that take a statement as a text."""
_HARMLESS = frozenset({"description", "fetchall", "fetchone", "register", "rowcount", "unregister"})


class Noting:
    """A connection that notes the words of its statements, and of those of its cursors.

    Where it is used in a way that tells no text, every table may be named.
    """

    def __init__(self, connection: Connection, words: set[str] | None = None) -> None:
        self._connection = connection
        self._words: set[str] = set() if words is None else words

    @property
    def as_connection(self) -> Connection:
        """The same, for whoever asks and writes."""
        return cast("Connection", self)

    def may_name(self, table: str) -> bool:
        """Whether some statement has the name of that table, as `pain_entry`, among its words."""
        return _ANY in self._words or table.lower() in self._words

    def cursor(self) -> "Noting":
        """As DuckDB's own."""
        return Noting(self._connection.cursor(), self._words)

    def __enter__(self) -> "Noting":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._connection, name)
        if name in _TEXTS:
            return self._noting(found)
        if name not in _HARMLESS:
            self._words.add(_ANY)
        return found

    def _noting(self, asked: Any) -> Any:
        def noted(statement: object, *values: object, **named: object) -> Any:
            self._words |= _words_of(statement) if isinstance(statement, str) else {_ANY}
            return asked(statement, *values, **named)

        return noted


_ANY = ""  # no word of a text: it may name whatever there is


@lru_cache(maxsize=512)
def _words_of(statement: str) -> frozenset[str]:
    return frozenset(_WORD.findall(statement.lower()))
