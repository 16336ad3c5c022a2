"""The only way to data: a slice of what one viewer may see, sealed before anything reads it.

A slice is an empty in-memory DuckDB into which the rows that `sql/access` lets through were
copied; the files are detached again within milliseconds, outside access is switched off, and the
same views as everywhere are built on top. Filters act before aggregates, and a table without an
access file is absent, so a forgotten one fails closed.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import polars as pl

from dashboard.read_notes import ReadNotes, kinds_of
from etl.clinic_files import files_signature
from etl.database import (
    Connection,
    DatabaseError,
    attached,
    new_in_memory,
    rows_of,
    signature,
)
from etl.errors import AccessDenied, UserError
from etl.home import Home
from etl.journal import Journal
from etl.mechanics import read_mechanics
from etl.mechanics_tables import load_mechanics
from etl.programme_tables import load_programmes
from etl.programmes import read_programmes
from etl.rules import load_rules
from etl.samples import samples_path
from etl.settings import Settings
from etl.views import read_views
from etl.views_on_demand import ViewsOnDemand
from etl.warehouse import Warehouse, base_tables
from etl.words import plain_frame
from etl.zones import to_zone
from sql import ROOT

_SEAL = (
    "set enable_external_access = false",
    "set python_enable_replacements = false",
    "set autoinstall_known_extensions = false",
    "set autoload_known_extensions = false",
    "set allow_community_extensions = false",
    "set lock_configuration = true",
)
_KEPT_SLICES = 8  # one a viewer and runner: a slice of ten years is about 30 MB
KINDS = frozenset({"training", "pain", "clinical"})
"""What a runner may grant."""

_PEOPLE = frozenset({"core.runner"})  # enough to name the runners of a squad and to read the rules
_OF_MANY = frozenset({"page.digest", "page.runner", "page.squad"})  # read of all runners at once
_NAME = re.compile(r"[a-z_]+\.[a-z0-9_]+")

Value = str | int | float | bool | date
Where = Value | Sequence[Value] | None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks. The owner is the one person of a home in local mode and sees all of it.

    `sees_lent` is False for what leaves the home: a platform's loan may not.
    """

    viewer_id: str = "local"
    is_owner: bool = True
    sees_lent: bool = True


@dataclass(slots=True)
class _Slice:
    connection: Connection
    views: ViewsOnDemand
    scopes: dict[str, frozenset[str]]  # granted, by runner
    valid_until: datetime | None = None  # when the first of its rows has had its time
    lock: threading.Lock = field(default_factory=threading.Lock)
    frames: dict[tuple[Any, ...], pl.DataFrame] = field(default_factory=dict)


class Gateway:
    """Named reads of one home, for any viewer."""

    def __init__(self, home: Home, settings: Settings) -> None:
        self.home = home
        self.settings = settings
        self._slices: OrderedDict[tuple[Any, ...], _Slice] = OrderedDict()
        self._building: dict[tuple[Any, ...], threading.Lock] = {}
        self._lock = threading.Lock()
        self._is_prepared = False
        self.notes = ReadNotes(home, settings)
        """Reads of runners by others than themselves."""

    def load(
        self, viewer: Viewer, name: str, *, runner_id: str | None = None, **where: Where
    ) -> pl.DataFrame:
        """Rows of one view, as far as this viewer may see them, in the order the view gives.

        `where` holds column = value, or column = several values. Raises AccessDenied for a view
        or column that is not there or not this viewer's to see.
        """
        conditions = dict(where) if runner_id is None else {"runner_id": runner_id, **where}
        is_of_many = name in _OF_MANY or name.startswith("rule.")
        tables = _needed_tables(name) if is_of_many and runner_id is None else None
        with self._slice(viewer, runner_id, tables=tables) as piece:
            self._note(viewer, piece, kinds_of(name))
            key = (name, *sorted((column, _frozen(value)) for column, value in conditions.items()))
            if key not in piece.frames:
                piece.views.build(name)
                piece.frames[key] = _read(piece.connection, name, conditions)
            return piece.frames[key]

    def describe(self, name: str) -> dict[str, str]:
        """What each column of a view means, by column name: axis titles and help."""
        for view in read_views():
            if f"{view.schema}.{view.name}" == name:
                return {column.name: column.description for column in view.columns}
        raise AccessDenied(f"There is nothing called {name} that you may see.")

    def query(self, viewer: Viewer, sql: str, *, runner_id: str | None = None) -> pl.DataFrame:
        """The answer to read-only SQL over a slice. Raises UserError, with the complaint."""
        with self._slice(viewer, runner_id) as piece:
            self._note(viewer, piece, KINDS)
            piece.views.build_all()
            try:
                return plain_frame(rows_of(piece.connection, sql))
            except (DatabaseError, pl.exceptions.PolarsError) as error:
                raise UserError(f"The query was refused: {_first_line(error)}") from error

    def samples(
        self, viewer: Viewer, activity_id: str, *, runner_id: str | None = None
    ) -> pl.DataFrame | None:
        """The per-second stream of one activity the viewer may see; None where there is none.

        Raises AccessDenied when the activity is not there or not this viewer's to see.
        """
        found = self.load(viewer, "core.activity", runner_id=runner_id, activity_id=activity_id)
        if found.is_empty():
            raise AccessDenied("There is no such run.")
        path = samples_path(self.home, activity_id)
        return pl.read_parquet(path) if path.is_file() else None

    def scopes(self, viewer: Viewer) -> dict[str, frozenset[str]]:
        """What this viewer may see of whom, by runner: training, pain, clinical, own."""
        with self._slice(viewer, None, tables=_PEOPLE) as piece:
            return piece.scopes

    def _note(self, viewer: Viewer, piece: _Slice, kinds: frozenset[str]) -> None:
        """Write down who is about to read what of whom, but for runners and owners themselves."""
        if viewer.is_owner:
            return
        for runner_id, granted in piece.scopes.items():
            if "own" not in granted and kinds & granted:
                self.notes.note(viewer.viewer_id, [runner_id], kinds & granted)

    @contextmanager
    def _slice(
        self, viewer: Viewer, runner_id: str | None, *, tables: frozenset[str] | None = None
    ) -> Generator[_Slice]:
        """The viewer's slice, built anew when a file changed (so a withdrawn grant bites at once).

        The hour is part of the key, so that a slice never outlives a runner's day by more.
        `tables` limits it to some, where a page needs no more.
        """
        self.prepare_files()
        now = self.settings.current_time()
        files = (
            signature(self.home.warehouse),
            signature(self.home.journal),
            files_signature(self.home.programmes),
            files_signature(self.home.mechanics),
        )
        hour = now.replace(minute=0, second=0, microsecond=0)
        key = (files, viewer, runner_id, tables, hour)
        with self._lock:
            building = self._building.setdefault(key, threading.Lock())
        # Only those who want this very slice wait for it to be built.
        with building:
            piece = self._slices.get(key)
            if piece is None or (piece.valid_until is not None and now >= piece.valid_until):
                piece = self._build(viewer, runner_id, now, tables)
            with self._lock:
                self._slices[key] = piece
                self._slices.move_to_end(key)
                self._drop_old(files)
        with piece.lock:
            yield piece

    def _build(
        self, viewer: Viewer, runner_id: str | None, now: datetime, tables: frozenset[str] | None
    ) -> _Slice:
        connection = new_in_memory()
        for schema in ("core", "journal"):
            connection.execute(f"create schema {schema}")
        files = {"warehouse": self.home.warehouse, "journal_file": self.home.journal}
        with attached(connection, files, wait_s=self.settings.lock_wait_s):
            given = {
                "viewer_id": viewer.viewer_id,
                "is_owner": viewer.is_owner,
                "as_of_date": now.date(),
                "runner_id": runner_id,
            }
            seen = {
                "now": now.astimezone(UTC).replace(tzinfo=None),
                "is_lent_shareable": self.settings.strava_api_shareable,
                "sees_lent": viewer.sees_lent,
            }
            scopes = _copy_granted(connection, given, seen, tables=tables)
        valid_until = _first_expiry(connection)
        load_rules(connection)
        load_programmes(connection, read_programmes(self.home.programmes).all)
        load_mechanics(connection, read_mechanics(self.home.mechanics))
        as_of = _calendar_date(connection, now)
        connection.execute(f"create macro as_of_date() as date '{as_of.isoformat()}'")
        views = ViewsOnDemand.over(connection, available=base_tables(connection))
        for setting in _SEAL:
            connection.execute(setting)
        return _Slice(connection, views, scopes, valid_until)

    def _drop_old(self, files: tuple[Any, ...]) -> None:
        """Forget slices of a former state of the files, and the least used beyond the limit."""
        for kept in (self._slices, self._building):
            for key in [key for key in kept if key[0] != files]:
                del kept[key]
        while len(self._slices) > _KEPT_SLICES:
            self._slices.popitem(last=False)

    def prepare_files(self) -> None:
        """Bring both files up to this code's tables, once; make them where they are missing."""
        is_there = self.home.warehouse.is_file() and self.home.journal.is_file()
        if self._is_prepared and is_there:
            return
        Journal(self.home, self.settings).prepare()
        Warehouse(self.home, self.settings).prepare()
        self._is_prepared = True


@cache
def _needed_tables(name: str) -> frozenset[str]:
    """The tables behind a view: of many runners no more is copied than a page needs."""
    by_name = {view.full_name: view for view in read_views()}
    found, waiting = {*_PEOPLE}, [name]
    while waiting:
        one = waiting.pop()
        if one in by_name:
            waiting += by_name[one].needs
        else:
            found.add(one)
    return frozenset(found)


def _copy_granted(
    connection: Connection,
    given: dict[str, Any],
    seen: dict[str, Any],
    *,
    tables: frozenset[str] | None,
) -> dict[str, frozenset[str]]:
    """Copy what `sql/access` lets this viewer have; whatever has no file there stays behind.

    Returns the scopes that were granted, by runner.
    """
    connection.execute(f"create temp table granted as {_access_sql('granted')}", given)
    scopes: dict[str, set[str]] = {}
    for runner_id, scope in connection.execute("select runner_id, scope from granted").fetchall():
        scopes.setdefault(runner_id, set()).add(scope)
    connection.execute(f"create temp table visible as {_access_sql('visible')}", seen)
    connection.execute("create temp table moment as select $now as now", {"now": seen["now"]})
    for path in sorted((ROOT / "access").iterdir(), key=lambda path: path.name):
        table = path.name.removesuffix(".sql")
        if "." in table and (tables is None or table in tables):
            connection.execute(f"create table {table} as {_access_sql(table)}")
    for name in ("granted", "visible", "moment"):
        connection.execute(f"drop table {name}")
    return {runner_id: frozenset(granted) for runner_id, granted in scopes.items()}


def _first_expiry(connection: Connection) -> datetime | None:
    if "core.activity" not in base_tables(connection):
        return None
    row = connection.execute("select min(expires_at) from core.activity").fetchone()
    return row[0].replace(tzinfo=UTC) if row and row[0] else None


def _calendar_date(connection: Connection, now: datetime) -> date:
    """Today where the runners are: of several zones the one most of them live in."""
    row = connection.execute(
        "select time_zone from core.runner group by time_zone order by count(*) desc, time_zone"
    ).fetchone()
    return now.astimezone(to_zone(row[0] if row else "UTC")).date()


@cache
def _access_sql(name: str) -> str:
    return (ROOT / "access" / f"{name}.sql").read_text("utf-8")


def _read(connection: Connection, name: str, where: dict[str, Where]) -> pl.DataFrame:
    """Select from one view with values as parameters; names are checked against the catalogue."""
    columns = _columns(connection, name)
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


def _columns(connection: Connection, name: str) -> list[str]:
    if not _NAME.fullmatch(name):
        return []
    schema, view = name.split(".")
    rows = connection.execute(
        "select column_name from duckdb_columns()"
        " where schema_name = ? and table_name = ? and database_name = current_database()"
        " order by column_index",
        [schema, view],
    ).fetchall()
    return [row[0] for row in rows]


def _frozen(value: Where) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
