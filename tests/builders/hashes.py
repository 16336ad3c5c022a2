"""One hash over all rows of a home, to compare states."""

import hashlib
from typing import Any

from etl.home import Home
from etl.reference.views import read_views
from etl.storage.duckdb_files import (
    Connection,
    an_empty_database,
    attached,
    open_in_memory,
)
from etl.warehouse.lazy_views import ViewsOnDemand
from etl.warehouse.tables import base_tables

_ASIDE = {"imported_at", "created_at", "expires_at"}  # when, not what


def hash_of(home: Home, schemas: tuple[str, ...] = ("core", "metric")) -> str:
    """SHA-256 over every row of every table and view of the schemas, whatever their order.

    Views that others read are worked out once, as for a reader: asked of the file, each begins
    again from the tables.
    """
    digest = hashlib.sha256()
    with open_in_memory() as connection:
        with attached(connection, {"looked_at": home.warehouse}, wait_s=30):
            _copy_tables(connection)
        connection.execute("create macro as_of_date() as current_date")
        views = ViewsOnDemand.over(connection, available=base_tables(connection))
        for view in read_views():
            if view.schema in schemas:
                views.build(view.full_name)
        for schema, table, columns in _tables(connection, schemas):
            wanted = ", ".join(column for column in columns if column not in _ASIDE)
            rows = connection.execute(f"select {wanted} from {schema}.{table}").fetchall()  # noqa: S608
            digest.update(f"{schema}.{table}".encode())
            for line in sorted(map(repr, rows)):
                digest.update(line.encode())
    return digest.hexdigest()


def _copy_tables(connection: Connection) -> None:
    tables = connection.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = 'looked_at'"
    ).fetchall()
    for schema, table in tables:
        connection.execute(f"create schema if not exists {schema}")
        connection.execute(f"create table {schema}.{table} as from looked_at.{schema}.{table}")


def rows_of(home: Home, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query on the warehouse file, as any DuckDB client would get them."""
    with (
        an_empty_database() as connection,
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
        " where not internal and schema_name in (select unnest(?))"
        " group by all order by all",
        [list(schemas)],
    ).fetchall()
