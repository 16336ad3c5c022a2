"""A snapshot of the rows one viewer may see, in memory, under its views and with all doors shut."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from dashboard.access.change_state import Look, look_at
from dashboard.access.policy import Scopes, Viewer, copy_granted, files_attached
from etl.errors import AccessDenied
from etl.home import Home
from etl.reference.clinic.mechanics_items import read_mechanics
from etl.reference.clinic.mechanics_tables import load_mechanics
from etl.reference.clinic.strength_programme_tables import load_programmes
from etl.reference.clinic.strength_programmes import Programme, read_programmes
from etl.reference.rules import load_rules, read_rules
from etl.reference.sign_offs import checked_by
from etl.settings import Settings
from etl.storage.duckdb_files import Connection, new_in_memory
from etl.storage.saved_order import close_gaps
from etl.text import plain_frame
from etl.warehouse.lazy_views import ViewsOnDemand
from etl.warehouse.tables import base_tables

Value = str | int | float | bool | date
Where = Value | Sequence[Value] | None

_SEAL = (
    "set enable_external_access = false",
    "set python_enable_replacements = false",
    "set autoinstall_known_extensions = false",
    "set autoload_known_extensions = false",
    "set allow_community_extensions = false",
    "set lock_configuration = true",
)
_NAME = re.compile(r"[a-z_]+\.[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of a snapshot, cached: a few kilobytes a page, which outlive its eviction."""

    scopes: Scopes
    version: Any  # what the snapshot was made of
    valid_until: datetime | None = None  # when the first of its rows expires
    frames: dict[tuple[Any, ...], pl.DataFrame] = field(default_factory=dict)

    def still_hold(self, version: Any, now: datetime) -> bool:
        """Nothing they rest on has changed, and none of it has expired."""
        return self.version == version and (self.valid_until is None or now < self.valid_until)


@dataclass(slots=True)
class Slice:
    """Rows of one viewer and the views over them."""

    connection: Connection
    views: ViewsOnDemand
    answers: Answers
    look: Look  # how the files were when its rows were copied
    size_bytes: int = 0
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def read(self, name: str, where: Mapping[str, Where]) -> pl.DataFrame:
        """Rows of one view. Raises AccessDenied where it, or a column, is not there."""
        columns = self._columns(name)
        self.views.build(name)
        rows = read_rows(self.connection, name, where, columns=columns)
        self.answers.frames[asked(name, where)] = rows
        self.size_bytes = _size_of(self.connection)
        return rows

    def _columns(self, name: str) -> tuple[str, ...]:
        """Asked of the database where no header tells them: it takes its time over that."""
        if name not in self.columns:
            self.columns[name] = self.views.columns(name) or _stored_columns(self.connection, name)
        return self.columns[name]

    def open_to_sql(self) -> None:
        """Ready for whatever whoever sees it asks: every view, and no number that tells of others.

        Pages ask views alone, none of which shows `saved_order`, and are spared the renumbering.
        """
        close_gaps(self.connection)
        self.views.build_all()


def build_slice(
    home: Home,
    settings: Settings,
    viewer: Viewer,
    runner_ids: Collection[str],
    *,
    now: datetime,
    today: date,
    tables: Collection[str] | None = None,
    version: Any = None,
) -> Slice:
    """Copy what this viewer may see of these runners, build on it, and seal it."""
    connection = new_in_memory(memory_mb=settings.query_memory_mb)
    if settings.is_team and len(runner_ids) == 1:
        connection.execute("set threads = 1")  # as quick for one runner, and leaves cores to others
    with files_attached(connection, home, settings):
        scopes = copy_granted(
            connection,
            viewer,
            now,
            runner_ids=runner_ids,
            settings=settings,
            tables=tables,
        )
        look = look_at(home)  # while they are attached: who waited to write has not written yet
    valid_until = _first_expiry(connection)
    _load_facts(connection, home, tables)
    connection.execute(f"create macro as_of_date() as date '{today.isoformat()}'")
    views = ViewsOnDemand.over(connection, available=base_tables(connection))
    for setting in _SEAL:
        connection.execute(setting)
    return Slice(connection, views, Answers(scopes, version, valid_until), look)


def _load_facts(connection: Connection, home: Home, tables: Collection[str] | None) -> None:
    """Rules, programmes and lists of the mechanics check: all of them, or those among `tables`."""

    def is_wanted(name: str) -> bool:
        return tables is None or any(table.startswith(f"rule.{name}") for table in tables)

    rules = tuple(
        rule.model_copy(update={"checked_by": checked_by(home, f"rules/{rule.rule_id}.toml")})
        for rule in read_rules()
    )
    load_rules(connection, rules=rules, tables=tables)
    if is_wanted("programme"):
        load_programmes(connection, reviewed_programmes(home))
    if is_wanted("mechanics"):
        load_mechanics(connection, read_mechanics(home.mechanics))


def reviewed_programmes(home: Home) -> list[Programme]:
    """Every programme with who signed its file as it is now."""
    return [
        one.model_copy(
            update={"checked_by": checked_by(home, f"programmes/{one.programme_id}.toml")}
        )
        for one in read_programmes(home.programmes).all
    ]


def asked(name: str, where: Mapping[str, Where]) -> tuple[Any, ...]:
    """A question as a key."""
    return (name, *sorted((column, _frozen(value)) for column, value in where.items()))


def read_rows(
    connection: Connection, name: str, where: Mapping[str, Where], *, columns: Collection[str]
) -> pl.DataFrame:
    """Select from one view with values as parameters; `columns` are those it has, if it exists."""
    unknown = [column for column in where if column not in columns]
    if not columns or unknown:
        raise AccessDenied(
            f"There is nothing called {' '.join([name, *unknown])} that you may see."
        )
    conditions, values = [], []
    for column, value in where.items():
        several = isinstance(value, Sequence) and not isinstance(value, str)
        conditions.append(
            f"{column} in (select unnest(?))" if several else f"{column} is not distinct from ?"
        )
        values.append(list(value) if several else value)
    text = f"from {name}" + (f" where {' and '.join(conditions)}" if conditions else "")
    return plain_frame(connection.sql(text, params=values).pl())


def _stored_columns(connection: Connection, name: str) -> tuple[str, ...]:
    if not _NAME.fullmatch(name):
        return ()
    schema, view = name.split(".")
    rows = connection.execute(
        "select column_name from duckdb_columns()"
        " where schema_name = ? and table_name = ? and database_name = current_database()"
        " order by column_index",
        [schema, view],
    ).fetchall()
    return tuple(row[0] for row in rows)


def _size_of(connection: Connection) -> int:
    """Memory that the rows and the cached views take."""
    row = connection.execute("select sum(memory_usage_bytes) from duckdb_memory()").fetchone()
    return int(row[0] or 0) if row else 0


def _first_expiry(connection: Connection) -> datetime | None:
    if "core.activity" not in base_tables(connection):
        return None
    row = connection.execute("select min(expires_at) from core.activity").fetchone()
    return row[0].replace(tzinfo=UTC) if row and row[0] else None


def _frozen(value: Where) -> Any:
    return tuple(value) if isinstance(value, list) else value
