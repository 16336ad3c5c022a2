"""Facts of files as tables that views read: schema `rule`."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from etl.reference.reviewed import Reviewed

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


def to_load(tables: Sequence[FactTable]) -> str:
    """SQL that creates these tables of schema `rule` anew, with their comments and rows."""
    made = [statement for table in tables for statement in table.statements()]
    return ";\n".join(["create schema if not exists rule", *made])


def fact_table(
    name: str,
    comment: str,
    kind: type[Reviewed],
    rows: Iterable[tuple[Sequence[object], Reviewed]],
    *,
    before: Mapping[str, str] | None = None,
    renamed: Mapping[str, str] | None = None,
    without: Collection[str] = (),
) -> FactTable:
    """A table with a column a field of the model, under another name where `renamed` has one.

    Each row comes with values of the columns `before` them. A list of sentences is one text.
    """
    renamed = renamed or {}
    fields = {field: i for field, i in kind.model_fields.items() if field not in without}
    columns = {renamed.get(field, field): _sql_type(i.annotation) for field, i in fields.items()}
    values = [[*first, *(getattr(row, field) for field in fields)] for first, row in rows]
    return FactTable(name, comment, {**(before or {}), **columns}, values)


def literal(value: object) -> str:
    """A value of our own files as SQL text."""
    if value is None:
        return "null"
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    if isinstance(value, tuple):
        return literal(" ".join(value))
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
    return _TYPES[str if origin is tuple else annotation]
