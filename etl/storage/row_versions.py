"""What changed since: for each table and runner a version that no other state of their rows has.

In a team somebody writes all the time. Without this, one runner's log would invalidate everybody
else's cached pages. The version is given in the transaction that changes the rows, by a look at
what it is about to commit, so that no writer has to say what it writes.
"""

import threading
import uuid
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from etl.home import Home
from etl.storage.commits.content import ADDED_UP
from etl.storage.commits.lines import LINE_KEY, Line, Sums, read_line
from etl.storage.commits.named_tables import Noting
from etl.storage.duckdb_files import Connection
from etl.storage.materialized import Materialized

FOLLOW_THEIR_ACTIVITY = frozenset(
    f"core.{name}"
    for name in ("best_effort", "cadence_block", "descent", "exposure", "speed_band", "split")
)
"""They change only with a row of `core.activity`, whose `imported_at` or `altitude_doubt` tells."""

_SEEN_BY = frozenset({"core.activity", "core.runner", "journal.access_grant"})
"""Rows that say who may see what, and until when: a grant, a platform's loan, somebody gone."""

_here = threading.local()

_Key = tuple[str, str]  # table and runner
_OF_ALL = ""  # in place of a runner: a row that belongs to no one runner
_OF_THE_FILE = ("", _OF_ALL)


@dataclass(frozen=True, slots=True)
class _Added:
    """How many rows more a table has, and the last number of those it had."""

    count: int
    last: int


@dataclass(frozen=True, slots=True)
class RowVersions:
    """By table (`core.activity`) and runner; drawn at random, so a restored file brings its own."""

    by_table: Mapping[str, Mapping[str, str]]

    @property
    def of_file(self) -> str | None:
        """Changes when another file takes its place, or its tables are brought up to date."""
        name, runner_id = _OF_THE_FILE
        return self.by_table.get(name, {}).get(runner_id)

    @property
    def line(self) -> Line | None:
        """The newest commit that a journal knows of, as its ledger should have it."""
        return read_line(self.by_table.get(LINE_KEY, {}).get(_OF_ALL, ""))

    def of(self, runner_id: str, tables: Iterable[str]) -> tuple[str | None, ...]:
        """Changes whenever a row of this runner in one of these tables does, or one of nobody's."""
        known = [self.by_table.get(name, {}) for name in sorted(tables)]
        return tuple(rows.get(key) for rows in known for key in (runner_id, _OF_ALL))


def read_row_versions(connection: Connection, database: str) -> RowVersions:
    """The versions that an attached file holds, under the names of its tables."""
    by_table: dict[str, dict[str, str]] = {}
    for name, runner_id, version in connection.execute(
        f"select table_name, runner_id, version from {database}.kneewise.row_version"  # noqa: S608  our own names
    ).fetchall():
        by_table.setdefault(name, {})[runner_id] = version
    return RowVersions(by_table)


@contextmanager
def renewing_versions(
    connection: Connection,
    *,
    is_migrated: bool,
    home: Home,
    on_growth: Callable[[Sums], None] = lambda _sums: None,
) -> Generator[Connection]:
    """New versions for all rows of core and journal that the block changes in the file in use.

    The block writes by the connection that it is given. `on_growth` is told by how much tables
    grew, named without their schema. With `is_migrated` the tables themselves changed, and every
    version is new. Where somebody may see less from now on, nothing stays of what was worked out
    of that runner's rows.
    """
    noting = Noting(connection)
    yield noting.as_connection
    if is_migrated:
        _here.changes = changes_of_this_thread() + 1
        connection.execute("delete from kneewise.row_version")
        _write(connection, [_OF_THE_FILE])
        return
    tables = _changed(connection, noting)
    changed = [key for keys, _growth in tables.values() for key in keys]
    on_growth({name.partition(".")[2]: growth for name, (_keys, growth) in tables.items()})
    if changed:
        _forget(connection, [key for key, _ in changed])
        _write(connection, [key for key, is_there in changed if is_there])
        Materialized(home).forget({who for (table, who), _ in changed if table in _SEEN_BY})


def changes_of_this_thread() -> int:
    """How often this thread changed rows: who saved something reads on with it."""
    return getattr(_here, "changes", 0)


def _forget(connection: Connection, keys: Sequence[_Key]) -> None:
    """No version is that of no rows, so who was erased is named in none."""
    _here.changes = changes_of_this_thread() + 1
    names, runner_ids = zip(*keys, strict=True)
    connection.execute(
        "delete from kneewise.row_version where (table_name, runner_id) in"
        " (select unnest($names), unnest($runner_ids))",
        {"names": names, "runner_ids": runner_ids},
    )


def _write(connection: Connection, keys: Sequence[_Key]) -> None:
    if not keys:
        return
    names, runner_ids = zip(*keys, strict=True)
    connection.execute(
        "insert into kneewise.row_version select unnest($names), unnest($runner_ids), $version",
        {"names": names, "runner_ids": runner_ids, "version": uuid.uuid4().hex},
    )


def _changed(
    connection: Connection, noting: Noting
) -> dict[str, tuple[list[tuple[_Key, bool]], tuple[int, int]]]:
    """By table whose rows are not what was committed before, whether any are left, its growth."""
    tables = connection.execute(
        "select database_name, schema_name || '.' || table_name,"
        " regexp_matches(sql, '\\brunner_id\\b') from duckdb_tables()"
        " where database_name = current_database() and schema_name in ('core', 'journal')"
        " order by all"
    ).fetchall()
    named = {
        f"{database}.{name}": f"coalesce(runner_id, '{_OF_ALL}')" if of_a_runner else f"'{_OF_ALL}'"
        for database, name, of_a_runner in tables
        if name not in FOLLOW_THEIR_ACTIVITY and noting.may_name(name.partition(".")[2])
    }
    with connection.cursor() as before:  # a transaction of its own: it sees nothing of this one
        found = {
            table.partition(".")[2]: _differing(connection, before, table, named[table], added)
            for table, added in _touched(connection, before, list(named)).items()
        }
    return {
        name: ([((name, runner_id), is_there) for runner_id, is_there in rows], growth)
        for name, (rows, growth) in found.items()
        if rows
    }


def _touched(
    connection: Connection, before: Connection, tables: Sequence[str]
) -> dict[str, _Added | None]:
    """Tables whose rows may differ, told without reading them: inserted, deleted or updated.

    None where some of the rows that were there may be others now.
    """
    if not tables:
        return {}
    # A row of an open transaction has a greater number than all that are stored.
    rows = " union all ".join(
        f"select '{table}', count(*), coalesce(max(rowid), -1) from {table}"  # noqa: S608
        for table in tables
    )
    former = {table: tuple(told) for table, *told in before.execute(rows).fetchall()}
    present = {table: tuple(told) for table, *told in connection.execute(rows).fetchall()}
    updated = _updated(connection, [table for table, (count, _) in former.items() if count])
    return {
        table: None
        if table in updated
        else _Added(count=count - former[table][0], last=former[table][1])
        for table, (count, last) in sorted(present.items())
        if table in updated or (count, last) != former[table]
    }


def _updated(connection: Connection, tables: Sequence[str]) -> set[str]:
    if not tables:
        return set()
    updates = " union all ".join(
        f"(select '{table}', bool_or(has_updates) from pragma_storage_info('{table}'))"  # noqa: S608
        for table in tables
    )
    return {table for table, is_updated in connection.execute(updates).fetchall() if is_updated}


def _differing(
    connection: Connection, before: Connection, table: str, who: str, added: _Added | None
) -> tuple[list[tuple[str, bool]], tuple[int, int]]:
    """The runners whose rows of a table add up to something else, whether any are left; its growth.

    `who` tells a row's runner. The growth is in rows, and in the sum over their hashes. Where rows
    were `added` and none went, no others are read.
    """
    added_up = f"select {who}, {ADDED_UP} from {table} as source"  # noqa: S608  our own names
    if added is not None:
        new = f"{added_up} where source.rowid > {added.last} group by 1"
        fresh = {name: told for name, *told in connection.execute(new).fetchall()}
        growth = _growth(fresh, {})
        if growth[0] == added.count:
            return sorted((name, True) for name in fresh), growth
    former, present = (
        {name: told for name, *told in one.execute(f"{added_up} group by 1").fetchall()}
        for one in (before, connection)
    )
    changed = sorted(
        (name, name in present)
        for name in {*former, *present}
        if former.get(name) != present.get(name)
    )
    return changed, _growth(present, former)


def _growth(
    present: Mapping[str, Sequence[int]], former: Mapping[str, Sequence[int]]
) -> tuple[int, int]:
    rows, hashes = (
        sum(told[index] for told in present.values()) - sum(told[index] for told in former.values())
        for index in (0, 1)
    )
    return rows, hashes
