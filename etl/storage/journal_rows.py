"""Rows of the journal: its queries, one row in, its tables, and what a transaction added."""

from collections.abc import Iterable, Mapping
from typing import Any

from etl.storage.duckdb_files import Connection
from sql import ROOT


def read_query(name: str) -> str:
    """A query of `sql/journal`, by its file's name."""
    return (ROOT / "journal" / f"{name}.sql").read_text("utf-8")


def tables_with(connection: Connection, column: str) -> list[str]:
    """Tables of the journal that have the column, by name; its file is in use."""
    rows = connection.execute(
        "select table_name from duckdb_columns()"
        " where database_name = current_database() and schema_name = 'journal'"
        " and column_name = ? order by table_name",
        [column],
    ).fetchall()
    return [row[0] for row in rows]


def last_rows(connection: Connection, tables: Iterable[str]) -> dict[str, int]:
    """The last rowid of each table; those of rows in an open transaction are greater than all."""
    parts = [
        f"select '{table}', coalesce(max(rowid), -1) from journal.{table}"  # noqa: S608  our own names
        for table in tables
    ]
    return dict(connection.execute(" union all ".join(parts)).fetchall())


def written_since(connection: Connection, before: Mapping[str, int]) -> list[tuple[str, str]]:
    """(table, runner_id) of every row that was not there when `last_rows` was asked."""
    parts = [
        f"select distinct '{table}', runner_id from journal.{table} where rowid > {last}"  # noqa: S608
        for table, last in before.items()
    ]
    return connection.execute(" union all ".join(parts)).fetchall()


def has_row(connection: Connection, table: str, column: str, value: object) -> bool:
    """Whether the table has a row with that value; both are names of ours."""
    found = connection.execute(
        f"select count(*) from journal.{table} where {column} = ?",  # noqa: S608  our own names
        [value],
    ).fetchall()
    return found[0][0] > 0


def insert_row(connection: Connection, table: str, row: Mapping[str, Any]) -> None:
    """Write one row, column by column, a tuple as a list; the table is a name of ours."""
    columns = ", ".join(row)
    marks = ", ".join("?" for _ in row)
    connection.execute(
        f"insert into journal.{table} ({columns}) values ({marks})",  # noqa: S608  our own names
        [list(value) if isinstance(value, tuple) else value for value in row.values()],
    )
