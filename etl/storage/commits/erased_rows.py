"""No row about a runner who is being erased, or was, gets into the journal after them."""

from collections.abc import Generator
from contextlib import contextmanager

from etl.home import Home
from etl.storage.duckdb_files import Connection
from etl.storage.erasures import erasing, has_tombstones, refuse_erased
from etl.storage.journal_rows import last_rows, tables_with, written_since


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
    before = last_rows(connection, tables_with(connection, "runner_id"))
    standing = _runners(connection)
    yield
    refuse_erased(
        home,
        written=[name for _, name in written_since(connection, before) if name is not None],
        standing=standing,
        known=_runners(connection),
    )


def _runners(connection: Connection) -> frozenset[str]:
    rows = connection.execute("select distinct runner_id from journal.runner").fetchall()
    return frozenset(row[0] for row in rows)
