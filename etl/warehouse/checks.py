"""Checks of what is stored: queries in `sql/checks` for the rows that should not be there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etl.errors import DataError
from etl.reference.needs import needs_of
from etl.reference.views import View, query_of, read_views, with_numbers
from etl.storage.duckdb_files import Connection, attached, open_in_memory
from etl.warehouse.lazy_views import ViewsOnDemand
from sql import ROOT

_HEADER = re.compile(r"-- (stops|warns): (.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One query for offending rows. `stops` says whether one is an error or only worth a look."""

    name: str
    what: str
    stops: bool
    sql: str
    needs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """How many rows a check found; `what` says what is wrong with them."""

    name: str
    what: str
    stops: bool
    row_count: int


def run_checks(connection: Connection) -> tuple[CheckResult, ...]:
    """Every check that the tables and views of this database allow, in order of name."""
    rows = connection.execute(
        "select distinct schema_name || '.' || table_name from duckdb_columns()"
        " where database_name = current_database()"
    ).fetchall()
    present = {row[0] for row in rows}
    return tuple(
        CheckResult(
            name=check.name,
            what=check.what,
            stops=check.stops,
            row_count=_count(connection, check),
        )
        for check in read_checks()
        if check.needs <= present
    )


def run_checks_beside(warehouse: Path, *, wait_s: float) -> tuple[CheckResult, ...]:
    """The same for a file, over views in memory: what several read is worked out once.

    Views of views are otherwise worked out anew for each check, which takes five times as long.
    """
    with (
        open_in_memory() as connection,
        attached(connection, {"told": warehouse}, wait_s=wait_s),
    ):
        connection.execute("create schema core")
        tables = connection.execute(
            "select table_name from duckdb_tables()"
            " where database_name = 'told' and schema_name = 'core' order by all"
        ).fetchall()
        for (table,) in tables:
            connection.execute(f"create view core.{table} as from told.core.{table}")
        connection.execute("create macro as_of_date() as current_date")
        core = {f"core.{table}" for (table,) in tables}
        ViewsOnDemand.over(connection, available=core).build_all()
        return run_checks(connection)


@cache
def read_checks() -> tuple[Check, ...]:
    """The checks of `sql/checks`, and one a view that its grain is unique."""
    written = [
        to_check(path.name.removesuffix(".sql"), path.read_text("utf-8"))
        for path in (ROOT / "checks").iterdir()
        if path.name.endswith(".sql")
    ]
    return tuple(sorted([*written, *_grains(read_views())], key=lambda check: check.name))


def to_check(name: str, text: str) -> Check:
    """One check from its file. Raises DataError where the first line says not what it does."""
    header, _, body = text.partition("\n")
    match = _HEADER.fullmatch(header)
    if not match:
        raise DataError(f"sql/checks/{name}.sql: the first line must be -- stops: … or -- warns: …")
    return Check(
        name=name,
        what=match[2].strip(),
        stops=match[1] == "stops",
        sql=with_numbers(body),
        needs=needs_of(f"sql/checks/{name}.sql", query_of(text)),
    )


def _grains(views: tuple[View, ...]) -> Iterator[Check]:
    for view in views:
        keys = ", ".join(view.grain)
        yield Check(
            name=f"grain_{view.schema}_{view.name}",
            what=f"{view.full_name} has several rows for one {keys}.",
            stops=True,
            sql=f"select {keys} from {view.full_name} group by all having count(*) > 1",  # noqa: S608  our own names
            needs=frozenset({view.full_name}),
        )


def _count(connection: Connection, check: Check) -> int:
    row = connection.execute(f"select count(*) from ({check.sql})").fetchone()  # noqa: S608  our own files
    return row[0] if row else 0
