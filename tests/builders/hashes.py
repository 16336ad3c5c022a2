"""One hash over all rows of a home, to compare states."""

import hashlib
from typing import Any

from etl.home import Home
from etl.storage.duckdb_files import Connection, attached, open_in_memory

_ASIDE = {"imported_at", "created_at", "expires_at"}  # when, not what


def hash_of(home: Home, schemas: tuple[str, ...] = ("core", "metric")) -> str:
    """SHA-256 over every row of every table and view of the schemas, whatever their order."""
    digest = hashlib.sha256()
    with (
        open_in_memory() as connection,
        attached(connection, {"looked_at": home.warehouse}, wait_s=30),
    ):
        connection.execute("use looked_at")
        for schema, table, columns in _tables(connection, schemas):
            wanted = ", ".join(column for column in columns if column not in _ASIDE)
            rows = connection.execute(f"select {wanted} from {schema}.{table}").fetchall()  # noqa: S608
            digest.update(f"{schema}.{table}".encode())
            for line in sorted(map(repr, rows)):
                digest.update(line.encode())
        connection.execute("use memory")
    return digest.hexdigest()


def rows_of(home: Home, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query on the warehouse file, as any DuckDB client would get them."""
    with (
        open_in_memory() as connection,
        attached(connection, {"looked_at": home.warehouse}, wait_s=30),
    ):
        connection.execute("use looked_at")
        rows = connection.execute(sql).fetchall()
        connection.execute("use memory")
    return rows


def _tables(connection: Connection, schemas: tuple[str, ...]) -> list[tuple[str, str, list[str]]]:
    return connection.execute(
        "select schema_name, table_name, list(column_name order by column_index)"
        " from duckdb_columns()"
        " where database_name = 'looked_at' and schema_name in (select unnest(?))"
        " group by all order by all",
        [list(schemas)],
    ).fetchall()
