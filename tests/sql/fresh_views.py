"""A connection whose views are worked out when they are asked for, as for a reader's slice.

Views upon views, each asked afresh through all below it, took minutes of the suite.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from etl.reference.views import read_views
from etl.storage.duckdb_files import Connection
from etl.warehouse.lazy_views import Before, ViewsOnDemand
from etl.warehouse.tables import base_tables

_NAMED = re.compile(r"\b[a-z_]+\.[a-z0-9_]+\b")
_READS = re.compile(r"\s*(select|from|with|describe)\b", re.IGNORECASE)


class FreshViews:
    """Tests change rows and ask again: after each change the views are made anew."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._names = {view.full_name for view in read_views()}
        self._unbuilt: ViewsOnDemand | None = None
        self._views: ViewsOnDemand | None = None
        self._written: set[str] | None = None

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Connection:
        """As DuckDB's own; a query finds the views that it names."""
        if not _READS.match(statement):
            self._views = None
            if self._written is not None:
                self._written |= set(_NAMED.findall(statement.lower()))
            return self._connection.execute(statement, parameters)
        for name in sorted(self._names.intersection(_NAMED.findall(statement))):
            self._built().build(name)
        return self._connection.execute(statement, parameters)

    def __getattr__(self, name: str) -> Any:
        """Whatever else a connection can do may change rows."""
        self._views = self._written = None
        return getattr(self._connection, name)

    def take_written(self, tables: Sequence[str]) -> list[str]:
        """Those of the tables that a statement named since the last time: no other has new rows."""
        written = [name for name in tables if self._written is None or name in self._written]
        self._written = set()
        return written

    def _built(self) -> ViewsOnDemand:
        """What views need besides rows is made once."""
        if self._unbuilt is None:
            tables = {
                name for name in base_tables(self._connection) if not name.startswith("kept.")
            }
            # Nobody asks what they are described as: rows lie in a table in the place of a view.
            self._unbuilt = ViewsOnDemand.over(self._connection, available=tables, before=Before())
        if self._views is None:
            self._views = replace(self._unbuilt, _built=set(), _fresh=set(), _contents={})
        return self._views
