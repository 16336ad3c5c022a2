"""What tables of a journal hold, as numbers that change with any value in them."""

from etl.storage.commits.lines import Sums
from etl.storage.duckdb_files import Connection

ADDED_UP = "count(*), coalesce(sum(hash(source)::hugeint), 0)"
"""Of rows that are called `source`, whatever their order; hashes of DuckDB 1.5 and 2 are equal."""


def sums_of(connection: Connection, database: str | None = None) -> Sums:
    """By table, those without rows left out; of the file in use, or one attached by that name."""
    name = "current_database()" if database is None else f"'{database}'"
    tables = connection.execute(
        "select table_name from duckdb_tables()"  # noqa: S608  our own names
        f" where database_name = {name} and schema_name = 'journal' order by table_name"
    ).fetchall()
    schema = "journal" if database is None else f"{database}.journal"
    held = {
        table: connection.execute(
            f"select {ADDED_UP} from {schema}.{table} as source"  # noqa: S608  our own names
        ).fetchall()[0]
        for (table,) in tables
    }
    return {table: told for table, told in held.items() if told != (0, 0)}
