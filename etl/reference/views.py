"""The views of the public contract: read from `sql/views`, built in the order they need.

One view a file, in folders by subject; schema and name come from the outer folder and the file.
The header of each file says what one row is, its grain, every column and its source. It becomes
comments in the database, and the help beside the columns of tables on the screens; what stands in
brackets after a column's name, `[step length, {height}]`, titles the axes it is drawn on. A column
that nobody described stops the build.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from etl.errors import DataError
from etl.reference.needs import drawn_from, needs_of
from etl.reference.rules import read_parameters
from etl.reference.tables import literal
from sql import ROOT

if TYPE_CHECKING:
    from etl.storage.duckdb_files import Connection

_FOLDER = re.compile(r"\d+_(\w+)")
_FIELD = re.compile(r"-- (grain|columns|source): ?(.*)")
_COLUMN = re.compile(r"--   (\w+)(?: \[([^\[\]]+), ([^,\[\]]+)\])?: (.+)")
_PARAMETER = re.compile(r"\bparameter\('(\w+)'\)")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a view and what it means, units and nulls included.

    `label` and `unit` are for an axis, empty where it is drawn on none; what stands in braces is
    told in the runner's own units (`dashboard/ui/charts/axes.py`).
    """

    name: str
    description: str
    label: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # each is read once: told apart as such
class View:
    """One view as its file says it.

    `needs` are the tables and views it reads, as `schema.name`, and `drawn_from` those among them
    without whose rows it has none itself; `written` is the query as it stands in the file, `sql`
    the same with its numbers put in.
    """

    schema: str
    name: str
    description: str
    grain: tuple[str, ...]
    columns: tuple[Column, ...]
    source: str
    written: str
    sql: str
    needs: frozenset[str]
    drawn_from: frozenset[str] = frozenset()

    @property
    def full_name(self) -> str:
        """`schema.name`."""
        return f"{self.schema}.{self.name}"

    @property
    def parameters(self) -> frozenset[str]:
        """Names of the numbers with a meaning that the query asks for."""
        return frozenset(_PARAMETER.findall(self.written))


def build_views(
    connection: "Connection",
    views: Sequence[View],
    *,
    available: Collection[str],
) -> tuple[View, ...]:
    """Create, comment and check every view of a file whose needs are there; returns those built.

    A view is kept as the text of its query, which DuckDB reads when it is asked. As trees, which it
    reads and writes with all the file holds, they were two thirds of opening the file.

    `available` names the tables that exist (`core.activity`, `journal.pain_entry`, …). Views that
    are no longer in `views`, or lack a table, are dropped. The macro `as_of_date` must exist.
    Raises DataError if a view has a column its header does not describe, or lacks one it does.
    """
    built = buildable(views, available=available)
    connection.execute(";\n".join(["select 1", *_drops(connection, built)]))
    prepare_schemas(connection, built)
    for view in built:
        create_view(connection, replace(view, sql=f"from query({literal(view.sql)})"))
    describe_views(connection, built)
    return built


def prepare_schemas(connection: "Connection", views: Sequence[View]) -> None:
    """What views stand in and ask: their schemas and the macros they call."""
    connection.execute(";\n".join([*_schemas(views), *_macros(tuple(views))[::2]]))


def create_view(
    connection: "Connection", view: View, *, is_kept: bool = False, is_described: bool = True
) -> None:
    """One view, whose needs are there; with `is_kept` its rows are worked out now, for good.

    These lie in schema `kept`, under a view that can be described as all others are; where nobody
    asks what it `is_described` as, in a table in its place, which is half a millisecond less.
    """
    body = view.sql
    table = f"kept.{view.schema}_{view.name}" if is_described else view.full_name
    try:
        if is_kept:
            connection.execute(f"create or replace table {table} as\n{body}")
            body = f"select * from {table}"  # noqa: S608  our own names
        if not is_kept or is_described:
            connection.execute(f"create or replace view {view.full_name} as\n{body}")
    except Exception as error:
        error.add_note(f"while creating view {view.full_name}")
        raise


def describe_views(connection: "Connection", views: Sequence[View]) -> None:
    """Headers become comments. Raises DataError where one does not describe just its columns."""
    _check_columns(connection, views)
    connection.execute(";\n".join([*_comments(views), *_macros(tuple(views))[1::2]]))


def buildable(views: Sequence[View], *, available: Collection[str]) -> tuple[View, ...]:
    """The views that can stand on the available tables, directly or through each other."""
    present = set(available)
    chosen = []
    for view in views:
        if view.needs <= present:
            chosen.append(view)
            present.add(view.full_name)
    return tuple(chosen)


@cache
def read_views() -> tuple[View, ...]:
    """Every view of `sql/views`, each after those it needs."""
    folders = [folder for folder in (ROOT / "views").iterdir() if _FOLDER.fullmatch(folder.name)]
    return in_order(
        to_view(folder.name, path.relative_to(folder).as_posix(), path.read_text("utf-8"))
        for folder in sorted(folders, key=lambda folder: folder.name)
        for path in sorted(folder.rglob("*.sql"), key=lambda path: path.name)
    )


@cache
def columns_of(full_name: str) -> dict[str, Column]:
    """The columns of a view by their names: its header alone is read.

    Raises DataError where there is no such view.
    """
    schema, _, name = full_name.partition(".")
    paths = [
        path
        for folder in (ROOT / "views").iterdir()
        if (layer := _FOLDER.fullmatch(folder.name)) and layer[1] == schema
        for path in folder.rglob(f"{name}.sql")
    ]
    if len(paths) != 1:
        raise DataError(f"no view is called {full_name}")
    header, _ = _split(paths[0].read_text("utf-8"))
    _, _, columns, _ = _parse_header(full_name, header)
    return {column.name: column for column in columns}


def column_meanings(full_name: str) -> dict[str, str]:
    """What each column of a view means, by its name.

    Raises DataError where there is no such view.
    """
    return {name: column.description for name, column in columns_of(full_name).items()}


def in_order(views: Iterable[View]) -> tuple[View, ...]:
    """The same views, each after those it needs. Raises DataError if they form a ring."""
    by_name = {view.full_name: view for view in views}
    needs = {name: sorted(view.needs & by_name.keys()) for name, view in by_name.items()}
    try:
        return tuple(by_name[name] for name in TopologicalSorter(needs).static_order())
    except CycleError as error:
        raise DataError(f"views need each other in a ring: {' → '.join(error.args[1])}") from error


def to_view(
    folder: str,
    file: str,
    text: str,
    *,
    needs_of: Callable[[str, str], frozenset[str]] = needs_of,
) -> View:
    """One view from its file, `subject/name.sql`.

    Raises DataError, naming the file, if the header is incomplete, or nobody knows what it needs.
    """
    schema = folder.split("_", 1)[1]
    name = file.rsplit("/", 1)[-1].removesuffix(".sql")
    where = f"sql/views/{folder}/{file}"
    header, body = _split(text)
    description, grain, columns, source = _parse_header(where, header)
    undescribed = set(grain) - {column.name for column in columns}
    if undescribed:
        raise DataError(f"{where}: the grain names columns that are not described: {undescribed}")
    return View(
        schema=schema,
        name=name,
        description=description,
        grain=grain,
        columns=columns,
        source=source,
        written=body,
        sql=with_numbers(body),
        needs=needs_of(where, body),
        drawn_from=drawn_from(where, body),
    )


def query_of(text: str) -> str:
    """The query of a file, without the comment lines on top."""
    return _split(text)[1]


def _split(text: str) -> tuple[list[str], str]:
    """The comment lines on top, and the query below them."""
    lines = text.splitlines()
    end = next((i for i, line in enumerate(lines) if not line.startswith("--")), len(lines))
    return lines[:end], "\n".join(lines[end:]).strip().removesuffix(";")


def _parse_header(
    where: str, lines: list[str]
) -> tuple[str, tuple[str, ...], tuple[Column, ...], str]:
    found: dict[str, str] = {}
    columns: list[Column] = []
    description: list[str] = []
    for line in lines:
        if match := _FIELD.fullmatch(line):
            found[match[1]] = match[2].strip()
        elif "columns" not in found and "grain" not in found:
            description.append(line.removeprefix("--").strip())
        elif match := _COLUMN.fullmatch(line):
            label, unit = match[2] or "", match[3] or ""
            columns.append(Column(match[1], match[4].strip(), label, unit))
        else:
            raise DataError(f"{where}: cannot read this line of the header: {line}")
    lacking = [key for key in ("grain", "source") if not found.get(key)]
    if lacking or not columns or not description:
        raise DataError(
            f"{where}: the header lacks {', '.join(lacking) or 'columns or description'}"
        )
    grain = tuple(part.strip() for part in found["grain"].split(","))
    return " ".join(description), grain, tuple(columns), found["source"]


def _drops(connection: "Connection", built: tuple[View, ...]) -> list[str]:
    """Statements that drop the views of an earlier build that are not among these."""
    schemas = {view.schema for view in read_views()} | {view.schema for view in built}
    rows = connection.execute(
        "select schema_name, view_name from duckdb_views()"
        " where not internal and database_name = current_database()"
    ).fetchall()
    kept = {(view.schema, view.name) for view in built}
    return [
        f"drop view {schema}.{name}"
        for schema, name in rows
        if schema in schemas and (schema, name) not in kept
    ]


def with_macros(view: View) -> tuple[str, ...]:
    """The query of a view and of all macros that it calls, through others too."""
    return (view.sql, *_macros((view,))[::2])


@lru_cache(maxsize=64)
def _macros(views: tuple[View, ...]) -> tuple[str, ...]:
    """Statements that create and comment the macros that these views call, through others too."""
    macros = _read_macros()
    called: set[str] = set()
    texts = [view.sql for view in views]
    while texts:
        text = texts.pop()
        found = {name for name in macros if f"{name}(" in text} - called
        called |= found
        texts += [macros[name][0] for name in found]
    return tuple(statement for name in macros if name in called for statement in macros[name])


@cache
def _read_macros() -> dict[str, tuple[str, str]]:
    """By name the statement that creates a macro, and the one that comments it."""
    macros = {}
    for path in sorted((ROOT / "macros").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".sql"):
            header, body = _split(path.read_text("utf-8"))
            comment = " ".join(line.removeprefix("--").strip() for line in header)
            name = path.name.removesuffix(".sql")
            told = f"comment on macro {name} is {literal(comment)}"
            macros[name] = (with_numbers(body), told)
    return macros


def _schemas(views: Sequence[View]) -> list[str]:
    return [
        f"create schema if not exists {name}"
        for name in sorted({"kept", *(view.schema for view in views)})
    ]


def with_numbers(text: str) -> str:
    """The SQL with `parameter('…')` replaced by its number.

    The macro would do, but binding it in views upon views takes six times as long.
    """
    values = {parameter.name: parameter.value for parameter in read_parameters()}
    try:
        return _PARAMETER.sub(lambda match: f"{values[match[1]]!r}::double", text)
    except KeyError as error:
        raise DataError(f"no parameter in sql/rules/parameters is named {error}") from error


def _check_columns(connection: "Connection", views: Sequence[View]) -> None:
    rows = connection.execute(
        "select schema_name || '.' || table_name, list(column_name order by column_index)"
        " from duckdb_columns() where not internal and database_name = current_database()"
        " group by all"
    ).fetchall()
    actual = dict(rows)
    for view in views:
        described = [column.name for column in view.columns]
        if actual[view.full_name] != described:
            raise DataError(
                f"{view.full_name}: columns {actual[view.full_name]} differ from those described"
                f" in its header, {described}"
            )


def _comments(views: Sequence[View]) -> list[str]:
    """Statements that carry headers into the database."""
    statements = ["select 1"]
    for view in views:
        text = f"{view.description} Source: {view.source}"
        statements.append(f"comment on view {view.full_name} is {literal(text)}")
        statements += [
            f"comment on column {view.full_name}.{column.name} is {literal(column.description)}"
            for column in view.columns
        ]
    return statements
