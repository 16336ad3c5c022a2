"""The order in which rows of the journal were written: `saved_order`, a number that only rises.

The sequence `journal.saved_order` of the file is the default of that column in every table with
`saved_at`, so no insert can forget it, and it goes on after a copy of the whole database. Rows that
are copied into a table leave the column out and take numbers of their own. A clock that is set back
can therefore not make an older row the newest.
"""

from collections.abc import Iterable

from etl.storage.duckdb_files import Connection
from etl.storage.journal_rows import tables_with

SEQUENCE = "journal.saved_order"


def ordered_tables(connection: Connection) -> list[str]:
    """Tables of the journal that have the number, by name; its file is in use."""
    return tables_with(connection, "saved_order")


def close_gaps(connection: Connection) -> None:
    """Number the rows of a copy from 1, in the same order.

    Numbers of the whole journal would tell somebody who sees one runner how much all others write.
    """
    tables = ordered_tables(connection)
    if not tables:
        return
    connection.execute(f"create temp table place as {places(tables)}")
    held = connection.execute("select distinct name from place").fetchall()
    for (table,) in held:
        connection.execute(
            f"update journal.{table} set saved_order = place.place from place"  # noqa: S608  our own names
            f" where place.name = '{table}' and place.saved_order = {table}.saved_order"
        )
    connection.execute("drop table place")


def places(tables: Iterable[str], *, where: str = "true") -> str:
    """A query over rows of these tables: (name, saved_order, place from 1 among all of them)."""
    parts = (
        f"select '{table}' as name, saved_order from journal.{table} where {where}"  # noqa: S608  our own names
        for table in tables
    )
    return (
        "select distinct name, saved_order, dense_rank() over (order by saved_order) as place"  # noqa: S608
        f" from ({' union all '.join(parts)})"
    )


def draw(connection: Connection, count: int) -> int:
    """The first of so many numbers in a row that nobody else gets; the file is being written."""
    row = connection.execute(
        f"select min(drawn) from (select nextval('{SEQUENCE}') as drawn from range(?))",  # noqa: S608
        [count],
    ).fetchone()
    if row is None or row[0] is None:
        raise ValueError("at least one number is drawn")
    return int(row[0])
