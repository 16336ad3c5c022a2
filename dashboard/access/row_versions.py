"""What changed since: a number for each runner and table that changes with any of its rows.

In a team somebody writes all the time. Without this, one runner's log would invalidate
everybody else's cached pages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from etl.storage.duckdb_files import Connection

FOLLOW_THEIR_ACTIVITY = frozenset(
    f"core.{name}"
    for name in ("best_effort", "cadence_block", "descent", "exposure", "speed_band", "split")
)
"""They change only with a row of `core.activity`, whose `imported_at` or `altitude_doubt` tells."""

_OF_ALL = ""  # in place of a runner: a table that belongs to no one runner

Version = tuple[int, int]  # how many rows, and the sum of their hashes


@dataclass(frozen=True, slots=True)
class RowVersions:
    """By table (`core.activity`) and runner: how many rows there are, and what they add up to."""

    by_table: Mapping[str, Mapping[str, Version]]

    def of(self, runner_id: str, tables: Iterable[str]) -> tuple[Version | None, ...]:
        """Changes whenever a row of this runner in one of these tables does, or one of nobody's."""
        known = [self.by_table.get(name, {}) for name in sorted(tables)]
        return tuple(rows.get(key) for rows in known for key in (runner_id, _OF_ALL))


def read_row_versions(connection: Connection, database: str) -> RowVersions:
    """Versions of every table of schemas core and journal in an attached database."""
    tables = connection.execute(
        "select schema_name || '.' || table_name, bool_or(column_name = 'runner_id')"
        " from duckdb_columns() inner join duckdb_tables()"
        " using (database_name, schema_name, table_name)"
        " where database_name = ? and schema_name in ('core', 'journal') group by all",
        [database],
    ).fetchall()
    parts = [
        f"select '{name}' as name, {'runner_id' if of_a_runner else repr(_OF_ALL)} as runner_id,"  # noqa: S608  our own names
        f" count(*) as row_count, sum(hash(source)::hugeint) as total"
        f" from {database}.{name} as source group by all"
        for name, of_a_runner in tables
        if name not in FOLLOW_THEIR_ACTIVITY
    ]
    by_table: dict[str, dict[str, Version]] = {}
    if parts:
        for name, runner_id, *version in connection.execute(" union all ".join(parts)).fetchall():
            by_table.setdefault(name, {})[runner_id or _OF_ALL] = tuple(version)
    return RowVersions(by_table)
