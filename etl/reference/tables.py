"""Facts of files as tables that views read: schema `rule`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from etl.reference.reviewed import Reviewed

if TYPE_CHECKING:
    from etl.storage.duckdb_files import Connection

_TYPES: dict[object, str] = {
    str: "varchar",
    float: "double",
    int: "integer",
    bool: "boolean",
    date: "date",
}


@dataclass(frozen=True, slots=True)
class FactTable:
    """One table of schema `rule`: its comment, its columns with their types, and its rows."""

    name: str
    comment: str
    columns: dict[str, str]
    rows: Sequence[Sequence[object]]

    def statements(self) -> list[str]:
        """SQL that makes it anew, with its comment and rows."""
        described = ", ".join(f"{column} {kind}" for column, kind in self.columns.items())
        made = [
            f"create or replace table rule.{self.name} ({described})",
            f"comment on table rule.{self.name} is {literal(self.comment)}",
        ]
        if self.rows:
            values = ",\n".join("(" + ", ".join(map(literal, row)) + ")" for row in self.rows)
            made.append(f"insert into rule.{self.name} values {values}")  # noqa: S608  literals, quotes doubled
        return made


def load_tables(connection: "Connection", tables: Sequence[FactTable]) -> None:
    """Create these tables of schema `rule` anew, with their comments and rows."""
    made = [statement for table in tables for statement in table.statements()]
    connection.execute(";\n".join(["create schema if not exists rule", *made]))


def columns_of(kind: type[Reviewed], *, without: frozenset[str] = frozenset()) -> dict[str, str]:
    """The fields of a model as columns with their types."""
    fields = kind.model_fields.items()
    return {name: _sql_type(field.annotation) for name, field in fields if name not in without}


def literal(value: object) -> str:
    """A value of our own files as SQL text."""
    if value is None:
        return "null"
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return repr(value)


def _sql_type(annotation: Any) -> str:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _sql_type(parts[0])
    if origin is Literal:
        return _TYPES[type(parts[0])]
    if origin in {Union, UnionType}:
        return _sql_type(next(part for part in parts if part is not type(None)))
    return _TYPES[annotation]
