"""No row about a runner who is being erased, or was, gets into the journal after them."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager

from etl.database import Connection
from etl.home import Home
from etl.storage.erasures import erasing, has_tombstones, refuse_erased


@contextmanager
def refusing_erased(connection: Connection, home: Home) -> Generator[None]:
    """Look at what the block added to the journal, which is open in a transaction.

    In the same transaction, so that no erasing comes between the look and the commit: one that
    begins meanwhile deletes what is committed here. Costs nothing where nobody was ever erased.
    Raises Erasing.
    """
    if not erasing(home) and not has_tombstones(home):
        yield
        return
    before, standing = _last_rows(connection), _runners(connection)
    yield
    refuse_erased(
        home,
        written=_written(connection, before),
        standing=standing,
        known=_runners(connection),
    )


def _tables(connection: Connection) -> list[str]:
    rows = connection.execute(
        "select table_name from duckdb_columns()"
        " where database_name = current_database() and schema_name = 'journal'"
        " and column_name = 'runner_id'"
    ).fetchall()
    return [row[0] for row in rows]


def _runners(connection: Connection) -> frozenset[str]:
    rows = connection.execute("select distinct runner_id from journal.runner").fetchall()
    return frozenset(row[0] for row in rows)


def _last_rows(connection: Connection) -> dict[str, int]:
    """The last rowid of each table; those of rows in an open transaction are greater than all."""
    parts = [
        f"select '{table}', coalesce(max(rowid), -1) from journal.{table}"  # noqa: S608  our own names
        for table in _tables(connection)
    ]
    return dict(connection.execute(" union all ".join(parts)).fetchall())


def _written(connection: Connection, before: Mapping[str, int]) -> list[str]:
    """Runners with a row that was not there before."""
    parts = [
        f"select runner_id from journal.{table} where rowid > {last}"  # noqa: S608  our own names
        for table, last in before.items()
    ]
    rows = connection.execute(" union ".join(parts)).fetchall()
    return [row[0] for row in rows if row[0] is not None]
