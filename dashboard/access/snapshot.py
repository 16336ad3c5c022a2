"""A snapshot of the rows one viewer may see, in memory, under its views and with all doors shut."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

import polars as pl
from cachetools import LRUCache

from dashboard.access.change_state import Look, look_at
from dashboard.access.policy import Scopes, Viewer, copy_granted, files_attached
from dashboard.access.question.statement import tables_asked
from dashboard.access.stored_views import RunnerRows, is_for_pages_alone
from etl.errors import AccessDenied
from etl.home import Home
from etl.reference.clinic.mechanics_items import read_mechanics
from etl.reference.clinic.mechanics_tables import load_mechanics
from etl.reference.clinic.strength_programme_tables import load_programmes
from etl.reference.clinic.strength_programmes import Programme, read_programmes
from etl.reference.rules import load_rules, read_rules
from etl.reference.sign_offs import checked_by
from etl.settings import Settings
from etl.storage.duckdb_files import (
    Connection,
    machine_memory_bytes,
    new_in_memory,
)
from etl.storage.frames import frame_of
from etl.storage.materialized import packed
from etl.storage.saved_order import close_gaps
from etl.text import plain_frame
from etl.warehouse.builds import base_tables, tables_without_rows
from etl.warehouse.lazy_views import NOTHING_BEFORE, Before, ViewsOnDemand

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
KEPT_SHARE = 0.1
"""Of the machine's memory, for what is kept between two clicks: of 2 GB 200 MB, beside some 800 MB
that a server takes anyway. What lies on disk is read again in milliseconds and worked out in tenths
of a second, so more buys little."""
_LEAST_BYTES, _MOST_BYTES = 100_000_000, 1_000_000_000
_QUESTION_SHARE, _MOST_QUESTION_MB = 0.5, 2048
_OF_ANSWERS = 0.25  # of the whole; the rest is for snapshots
_FRAME_BYTES = 4_000  # of a frame without a row
_DATABASE_BYTES, _VIEW_BYTES = 3_000_000, 100_000  # measured: empty, and each view with its columns
_MEASURED_EACH = 16  # views: asking DuckDB what it holds takes a tenth of what a small view takes


@dataclass(slots=True)
class Answers:
    """Answers of a snapshot, cached: a few kilobytes a page, which outlive its eviction."""

    scopes: Scopes
    version: Any  # what the snapshot was made of
    valid_until: datetime | None = None  # when the first of its rows expires
    frames: dict[tuple[Any, ...], pl.DataFrame] = field(default_factory=dict)
    size_bytes: int = 0

    def add(self, asked: tuple[Any, ...], rows: pl.DataFrame) -> None:
        """What was read, and the memory that it takes: summed up here, not with each look."""
        former = self.frames.get(asked)
        self.size_bytes += _bytes_of(rows) - (0 if former is None else _bytes_of(former))
        self.frames[asked] = rows

    def expire_by(self, moment: datetime | None) -> None:
        """They rest on rows, too, that expire then; None: on none that do."""
        known = [one for one in (self.valid_until, moment) if one is not None]
        self.valid_until = min(known, default=None)

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
    rows: RunnerRows | None = None  # where what it works out is stored; None: nowhere
    size_bytes: int = 0
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _read: dict[str, bytes] = field(default_factory=dict)
    _measured_count: int = 0
    _has_no_gaps: bool = False

    def read(self, name: str, where: Mapping[str, Where]) -> pl.DataFrame:
        """Rows of one view. Raises AccessDenied where it, or a column, is not there."""
        columns = self._columns(name)
        if self.rows is not None and columns:
            rows = chosen(name, self._whole(name), where)
        else:
            _refuse_unknown(name, where, columns)
            rows = read_rows(self.connection, self.views.source_of(name), where)
        self.answers.add(asked(name, where), rows)
        if self.views.built_count >= self._measured_count + _MEASURED_EACH:
            self.measure()
        return rows

    def can_answer(self, name: str | None) -> bool:
        """Not for a view that was stored when it was made: what that needs is not in it."""
        return name is None or self.rows is None or self.views.has(name)

    def measure(self) -> None:
        """How much memory it takes now; DuckDB counts rows, and neither itself nor views."""
        self._measured_count = self.views.built_count
        views_bytes = self._measured_count * _VIEW_BYTES
        self.size_bytes = _size_of(self.connection) + _DATABASE_BYTES + views_bytes

    def work_out(self, name: str) -> None:
        """Rows of one view for whoever asks later."""
        self._whole(name)

    def store(self) -> None:
        """Leave what was worked out since the last time for whoever asks next."""
        if self.rows is None:
            return
        read, self._read = self._read, {}
        held = {name: one.content for name, one in self.views.take_held().items()}
        made = {**self.views.take_fresh(), **read, **held}
        if made:
            self.rows.keep(
                {name: (content, self.views.made_from(name)) for name, content in made.items()},
                valid_until=self.answers.valid_until,
            )

    def _whole(self, name: str) -> pl.DataFrame:
        """All rows of one view: as before where they hold, else worked out, to be stored."""
        before = self.views.before(name)
        if before is not None:
            return before.frame()
        whole = self.views.rows(name)
        self._read[name] = packed(plain_frame(whole) if is_for_pages_alone(name) else whole)
        return whole

    def _columns(self, name: str) -> tuple[str, ...]:
        """Asked of the database where no header tells them: it takes its time over that."""
        if name not in self.columns:
            self.columns[name] = self.views.columns(name) or _stored_columns(self.connection, name)
        return self.columns[name]

    def open_to_sql(self, question: str) -> None:
        """Ready for what whoever sees it asks: its views, and no number that tells of others.

        Pages ask views alone, none of which shows `saved_order`, and are spared the renumbering.
        """
        if not self._has_no_gaps:  # nor gets one: rows of a copy stay as they are
            close_gaps(self.connection)
            self._has_no_gaps = True
        names = tables_asked(question)
        if names is None or names:  # else it asks for none
            self.views.build_named(names)
        self.measure()


def build_slice(
    home: Home,
    settings: Settings,
    viewer: Viewer,
    runner_ids: Collection[str],
    *,
    now: datetime,
    today: date,
    tables: Collection[str] | None = None,
    activity_id: str | None = None,
    version: Any = None,
    rows: RunnerRows | None = None,
    before: Before = NOTHING_BEFORE,
) -> Slice:
    """Copy what this viewer may see of these runners, build on it, and seal it.

    Of one recording alone, with an `activity_id`, what belongs to recordings. What stood
    `before` is not worked out again, and the rest is stored in `rows`.
    """
    connection = new_in_memory(memory_mb=question_mb(settings))
    if len(runner_ids) == 1 and (settings.is_team or tables is not None):
        connection.execute("set threads = 1")  # as quick for one runner, and leaves cores to others
    with files_attached(connection, home, settings):
        scopes, valid_until = copy_granted(
            connection,
            viewer,
            now,
            runner_ids=runner_ids,
            settings=settings,
            tables=tables,
            activity_id=activity_id,
        )
        look = look_at(home)  # while they are attached: who waited to write has not written yet
    _load_facts(connection, home, tables)
    connection.execute(f"create macro as_of_date() as date '{today.isoformat()}'")
    available = base_tables(connection)
    # Whoever asks in SQL finds every view, with its comments: then none is left out.
    empty = () if before is NOTHING_BEFORE else tables_without_rows(connection)
    views = ViewsOnDemand.over(connection, available=available, before=before, empty=empty)
    for setting in _SEAL:
        connection.execute(setting)
    piece = Slice(connection, views, Answers(scopes, version, valid_until), look, rows)
    piece.measure()
    return piece


def _load_facts(connection: Connection, home: Home, tables: Collection[str] | None) -> None:
    """Rules, programmes and lists of the mechanics check: all of them, or those among `tables`."""

    def is_wanted(name: str) -> bool:
        return tables is None or any(table.startswith(f"rule.{name}") for table in tables)

    if not is_wanted(""):
        return
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


def read_rows(connection: Connection, source: str, where: Mapping[str, Where]) -> pl.DataFrame:
    """Select from a view, or its query, with values as parameters; its columns are known."""
    conditions, values = [], []
    for column, value in where.items():
        several = _several(value)
        conditions.append(
            f"{column} is not distinct from ?"
            if several is None
            else f"{column} in (select unnest(?))"
        )
        values.append(value if several is None else several)
    text = f"from {source}" + (f" where {' and '.join(conditions)}" if conditions else "")
    return plain_frame(frame_of(connection.sql(text, params=values)))


def chosen_of_stored(name: str, stored: pl.DataFrame, where: Mapping[str, Where]) -> pl.DataFrame:
    """As `chosen`, of rows that were stored: what pages alone read was made plain before."""
    rows = _chosen(name, stored, where)
    return rows if is_for_pages_alone(name) else plain_frame(rows)


def chosen(name: str, whole: pl.DataFrame, where: Mapping[str, Where]) -> pl.DataFrame:
    """Of all rows of a view of one runner those that a page asked for."""
    return plain_frame(_chosen(name, whole, where))


def _chosen(name: str, whole: pl.DataFrame, where: Mapping[str, Where]) -> pl.DataFrame:
    _refuse_unknown(name, where, whole.columns)
    where = {column: value for column, value in where.items() if column != "runner_id"}
    for column, value in where.items():
        several, asked_for = _several(value), pl.col(column)
        is_asked_for = (
            asked_for.eq_missing(pl.lit(value)) if several is None else asked_for.is_in(several)
        )
        whole = whole.filter(is_asked_for)
    return whole


def _several(value: Where) -> list[Value] | None:
    """The values where there are several; None for one."""
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else None


def _refuse_unknown(name: str, where: Mapping[str, Where], columns: Collection[str]) -> None:
    unknown = [column for column in where if column not in columns]
    if not columns or unknown:
        raise AccessDenied(
            f"There is nothing called {' '.join([name, *unknown])} that you may see."
        )


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
    rows = connection.execute("select sum(memory_usage_bytes) from duckdb_memory()").fetchall()
    return int(rows[0][0] or 0)


def _frozen(value: Where) -> Any:
    return tuple(value) if isinstance(value, list) else value


def empty_caches(settings: Settings) -> tuple[LRUCache[Any, Slice], LRUCache[Any, Answers]]:
    """For snapshots and for answers; of each the least recently used go beyond its memory.

    One that is larger than all there is stays alone.
    """
    told = settings.slice_memory_mb
    whole = _shares()[0] if told is None else told * 1_000_000
    of_answers = int(whole * _OF_ANSWERS)
    of_slices = whole - of_answers
    return (
        LRUCache(of_slices, getsizeof=lambda one: min(one.size_bytes, of_slices)),
        LRUCache(of_answers, getsizeof=lambda one: min(one.size_bytes, of_answers)),
    )


def question_mb(settings: Settings) -> int:
    """The most that one question may take."""
    return settings.query_memory_mb or _shares()[1]


def shares_of_memory(machine_bytes: int) -> tuple[int, int]:
    """On a machine of that memory: bytes that are kept at most, MB that a question may take."""
    kept = max(_LEAST_BYTES, min(int(KEPT_SHARE * machine_bytes), _MOST_BYTES))
    asked = min(int(_QUESTION_SHARE * machine_bytes) // 1_000_000, _MOST_QUESTION_MB)
    return kept, asked


def _bytes_of(rows: pl.DataFrame) -> int:
    return _FRAME_BYTES + int(rows.estimated_size())


@cache
def _shares() -> tuple[int, int]:
    return shares_of_memory(machine_memory_bytes())
