"""Facts of files as tables that views read: schema `rule`, beside the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.reference.rules import literal

if TYPE_CHECKING:
    from etl.storage.duckdb_files import Connection


@dataclass(frozen=True, slots=True)
class FactTable:
    """One table of schema `rule`: its comment, its columns with their types, and its rows."""

    name: str
    comment: str
    columns: dict[str, str]
    rows: Sequence[Sequence[object]]


def load_tables(connection: "Connection", tables: Sequence[FactTable]) -> None:
    """Create these tables of schema `rule` anew, with their comments and rows."""
    statements = ["create schema if not exists rule"]
    for table in tables:
        described = ", ".join(f"{column} {kind}" for column, kind in table.columns.items())
        statements += [
            f"create or replace table rule.{table.name} ({described})",
            f"comment on table rule.{table.name} is {literal(table.comment)}",
        ]
        if table.rows:
            values = ",\n".join("(" + ", ".join(map(literal, row)) + ")" for row in table.rows)
            statements.append(f"insert into rule.{table.name} values {values}")  # noqa: S608  literals, quotes doubled
    connection.execute(";\n".join(statements))
