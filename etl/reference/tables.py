"""Facts of files as tables that views read: schema `rule`."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from etl.reference.reviewed import Reviewed

if TYPE_CHECKING:
    import polars as pl

    from etl.storage.duckdb_files import Connection

_TYPES: dict[object, str] = {
    str: "varchar",
    float: "double",
    int: "integer",
    bool: "boolean",
    date: "date",
}


@dataclass(frozen=True)
class FactTable:
    """One table of schema `rule`: its comment, its columns with their types, and its rows."""

    name: str
    comment: str
    columns: dict[str, str]
    rows: Sequence[Sequence[object]]

    @property
    def statements(self) -> list[str]:
        """SQL that makes it anew, with its comment and without a row."""
        described = ", ".join(f"{column} {kind}" for column, kind in self.columns.items())
        return [
            f"create or replace table rule.{self.name} ({described})",
            f"comment on table rule.{self.name} is {literal(self.comment)}",
        ]

    @cached_property
    def frame(self) -> "pl.DataFrame":
        """Its rows; a list of sentences is one text. As SQL they take a third longer to read."""
        import polars as pl  # noqa: PLC0415  who words rules makes no table of them

        types = {
            "varchar": pl.String,
            "double": pl.Float64,
            "integer": pl.Int32,
            "boolean": pl.Boolean,
            "date": pl.Date,
        }
        by_column = zip(*self.rows, strict=True)
        return pl.DataFrame(
            [
                pl.Series(name, [" ".join(v) if isinstance(v, tuple) else v for v in values]).cast(
                    types[kind]
                )
                for (name, kind), values in zip(self.columns.items(), by_column, strict=True)
            ]
        )


def load(
    connection: "Connection", tables: Iterable[FactTable], *, with_sql: Iterable[str] = ()
) -> None:
    """Create these tables of schema `rule` anew, with comments and rows, then run that SQL."""
    from etl.storage.frames import scanned_once  # noqa: PLC0415  likewise

    tables = tuple(tables)
    made = [statement for table in tables for statement in table.statements]
    connection.execute(";\n".join(["create schema if not exists rule", *made, *with_sql]))
    for table in tables:
        if table.rows:
            with scanned_once(connection, "facts_coming", table.frame):
                connection.execute(f"insert into rule.{table.name} from facts_coming")


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
