"""Views of a copy that no longer changes, each built when it is first read.

A page reads a few of some hundred views. Building all of them took six tenths of a second, on every
tap that changes the diary; a page's own take a tenth of that to a half.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from etl.reference.views import (
    View,
    buildable,
    create_view,
    describe_views,
    prepare_schemas,
    read_views,
)
from etl.storage.duckdb_files import Connection
from etl.storage.frames import frame_of, scanned_once
from etl.storage.materialized import digest_of, packed

if TYPE_CHECKING:
    import polars as pl


class HasRows(Protocol):
    """Rows that were worked out before."""

    @property
    def content(self) -> bytes:
        """As they are stored."""
        ...

    @property
    def made_from(self) -> str:
        """What told them apart from rows worked out of anything else."""
        ...

    def frame(self) -> "pl.DataFrame":
        """All of them."""
        ...


MadeFrom = Callable[[str, Collection[str], Mapping[str, str]], str]
"""Tells what a view is worked out of: by its name, the tables it reads, and the content of the
views it reads."""


def _of_nothing(_name: str, _tables: Collection[str], _contents: Mapping[str, str]) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Before:
    """What was worked out before: rows that hold, and rows of whose sources something changed.

    The latter hold where all that their view reads turns out as it was (`made_from`).
    """

    ready: Mapping[str, HasRows] = field(default_factory=dict)
    doubtful: Mapping[str, HasRows] = field(default_factory=dict)
    made_from: MadeFrom = _of_nothing


NOTHING_BEFORE = Before()
"""Nor is anything stored, and somebody may ask in SQL what there is."""


@dataclass(frozen=True, slots=True)
class _NoRows:
    """What a view is without a row: its columns as SQL declares them, and as it is stored."""

    declared: str
    frame: "pl.DataFrame"
    content: bytes


@dataclass(slots=True)
class ViewsOnDemand:
    """The views over the tables of one connection; one thread at a time.

    The rows of a view that several others read are worked out once and kept.
    What stood before is not worked out again, and not even put into the database before something
    that is worked out reads it; nor is what has no row, since what it is drawn from has none
    (of a runner without a plan, all that tells of plans). The macro `as_of_date` must exist.
    """

    connection: Connection
    _tables: frozenset[str]
    _every: tuple[View, ...]
    _views: tuple[View, ...]
    _by_name: Mapping[str, View]
    _before: Before
    _shared: frozenset[str]
    _ready: dict[str, HasRows]
    _doubtful: dict[str, HasRows]
    _without_rows: dict[str, bool]
    _built: set[str] = field(default_factory=set)
    _fresh: set[str] = field(default_factory=set)
    _held: dict[str, HasRows] = field(default_factory=dict)
    _packed: dict[str, bytes] = field(default_factory=dict)
    _contents: dict[str, str] = field(default_factory=dict)

    @classmethod
    def over(
        cls,
        connection: Connection,
        *,
        available: Collection[str],
        views: tuple[View, ...] | None = None,
        before: Before = NOTHING_BEFORE,
        empty: Collection[str] = (),
    ) -> "ViewsOnDemand":
        """Schemas and macros at once; `available` names the tables that exist.

        `empty` names those without a row, where views need not be described in the database.
        """
        ready = dict(before.ready)
        present = frozenset({*available, *ready})
        every = read_views() if views is None else views
        found = _plan(every, present, frozenset(ready))
        prepare_schemas(connection, found)
        by_name = {view.full_name: view for view in found}
        doubtful = dict(before.doubtful)
        without_rows = dict.fromkeys(empty, True)
        shared = _shared(every)
        return cls(
            connection,
            frozenset(available),
            every,
            found,
            by_name,
            before,
            shared,
            ready,
            doubtful,
            without_rows,
        )

    def build(self, name: str) -> None:
        """One view and what it needs; nothing happens for a name that is no view."""
        view = self._by_name.get(name)
        if view is None or name in self._built:
            return
        before, nothing = self._as_before(name), self._nothing_of(name)
        if nothing is not None:
            self.connection.execute(f"create table {name} ({nothing.declared})")
            if before is None:
                self._note_fresh(name)
        elif before is not None:
            self._lay(view, before.frame())
        else:
            for need in sorted(view.needs):
                self.build(need)
            self._create(view)
        self._built.add(name)

    @property
    def built_count(self) -> int:
        """How many views are in the database by now."""
        return len(self._built)

    def before(self, name: str) -> HasRows | None:
        """Rows of a view from before, where they still hold; then nothing need be built for it."""
        return self._as_before(name) if name in self._by_name else None

    def rows(self, name: str) -> "pl.DataFrame":
        """All rows of a view, as the database has them: built if it has to be."""
        nothing = None if name in self._built else self._nothing_of(name)
        if nothing is not None:
            return nothing.frame.clone()  # other threads have the same
        found = self.connection.sql(f"from {self.source_of(name)}")
        frame = frame_of(found)
        known = _without_a_row(self._every)
        if name in self._by_name and name not in known:
            columns = zip(found.columns, found.types, strict=True)
            declared = ", ".join(f'"{column}" {kind}' for column, kind in columns)
            known[name] = _NoRows(declared, frame.clear(), packed(frame.clear()))
        return frame

    def source_of(self, name: str) -> str:
        """What to select all its rows from: built if it has to be.

        Not a view that nobody else reads: DuckDB would bind its query once to create it, and once
        more to ask it.
        """
        view = self._by_name.get(name)
        is_asked_once = view is not None and name not in self._built | self._shared
        if view is None or not is_asked_once or self._as_before(name) is not None:
            self.build(name)
            return name
        for need in sorted(view.needs):
            self.build(need)
        return f"(\n{view.sql}\n)"

    def has(self, name: str) -> bool:
        """Whether the tables and views behind a view are here."""
        return name in self._by_name

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns that a view's header tells; none for a name that is no view here."""
        found = self._by_name.get(name)
        return tuple(column.name for column in found.columns) if found else ()

    def build_all(self) -> None:
        """Every view, its comments among them, for whoever asks in SQL."""
        if len(self._built) < len(self._views):
            for view in self._views:
                self.build(view.full_name)
            describe_views(self.connection, self._views)

    def build_named(self, names: frozenset[str] | None) -> None:
        """Views that a question names; every one where these are unknown, or one is not here."""
        known = self._by_name.keys() | self._tables | _tables_read(self._every)
        if names and names <= known:
            for name in sorted(names):
                self.build(name)
        else:
            self.build_all()

    def made_from(self, name: str) -> str:
        """What the rows of a view are worked out of, here and now; empty where nobody can tell."""
        if name not in self._built and self._nothing_of(name) is not None:
            return self._before.made_from(name, (), {"": "nothing"})
        tables, views = _read_by(self._every, self._shared, name)
        if not self._by_name.keys() >= views:  # what reads them stands, as it stood before
            return ""
        return self._before.made_from(
            name, tables, {one: self._content(one) for one in sorted(views)}
        )

    def take_fresh(self) -> dict[str, bytes]:
        """Rows of the views that were kept since the last time, for whoever stores them."""
        for name in self._fresh:
            self._content(name)  # while the rows are packed
        fresh = {name: self._content_packed(name) for name in sorted(self._fresh)}
        self._fresh.clear()
        self._packed.clear()
        return fresh

    def take_held(self) -> dict[str, HasRows]:
        """Rows from before that turned out to hold since the last time."""
        held, self._held = self._held, {}
        return held

    def _as_before(self, name: str) -> HasRows | None:
        """Judged once: what a view reads does not change in here."""
        former = self._doubtful.pop(name, None)
        if former and name not in self._built and self._nothing_of(name) is not None:
            return None  # it is at hand without a judgement
        is_known = former is not None and former.made_from and name not in self._built
        if former and is_known and former.made_from == self.made_from(name):
            self._ready[name] = self._held[name] = former
        return self._ready.get(name)

    def _content(self, name: str) -> str:
        if name not in self._contents:
            before = self._as_before(name)
            content = self._content_packed(name) if before is None else before.content
            self._contents[name] = digest_of(content)
        return self._contents[name]

    def _content_packed(self, name: str) -> bytes:
        if name not in self._packed:
            nothing = None if name in self._built else self._nothing_of(name)
            if nothing is None:
                self._packed[name] = packed(self.rows(name))
            else:
                self._packed[name] = nothing.content
        return self._packed[name]

    def _nothing_of(self, name: str) -> _NoRows | None:
        """Where the view is known to have no row, and in this process what it is without one."""
        known = _without_a_row(self._every).get(name)
        return known if known is not None and self._is_empty(name) else None

    def _is_empty(self, name: str) -> bool:
        """Known to have no row, without being worked out."""
        if name not in self._without_rows:
            view, ready = self._by_name.get(name), self._ready.get(name)
            self._without_rows[name] = (
                ready.frame().is_empty()
                if ready is not None
                else view is not None and any(map(self._is_empty, sorted(view.drawn_from)))
            )
        return self._without_rows[name]

    def _note_fresh(self, name: str) -> None:
        if name in self._shared:
            self._fresh.add(name)

    def _create(self, view: View) -> None:
        create_view(
            self.connection,
            view,
            is_kept=view.full_name in self._shared,
            is_described=self._before is NOTHING_BEFORE,
        )
        self._note_fresh(view.full_name)

    def _lay(self, view: View, rows: "pl.DataFrame") -> None:
        """Rows that are there stand where the view would."""
        with scanned_once(self.connection, "rows_ready", rows):
            self.connection.execute(f"create table {view.full_name} as from rows_ready")


@lru_cache(maxsize=8)
def _without_a_row(_views: tuple[View, ...]) -> dict[str, _NoRows]:
    """By view, of those that were read in this process: their columns depend on no row."""
    return {}


@lru_cache(maxsize=8)
def _tables_read(views: tuple[View, ...]) -> frozenset[str]:
    """All that views read, tables and views."""
    return frozenset(name for view in views for name in view.needs)


@lru_cache(maxsize=8)
def _shared(views: tuple[View, ...]) -> frozenset[str]:
    """The views that at least two read: others, or one other and a page."""
    readers = Counter(name for view in views for name in view.needs)
    return frozenset(
        name for name, count in readers.items() if count > 1 or name.startswith("page.")
    )


@lru_cache(maxsize=64)
def _plan(
    views: tuple[View, ...], present: frozenset[str], ready: frozenset[str]
) -> tuple[View, ...]:
    """The views that can stand on what is present."""
    taken = {view.full_name for view in views if view.full_name in ready}
    built = {view.full_name for view in buildable(views, available=present)}
    return tuple(view for view in views if view.full_name in taken | built)


@lru_cache(maxsize=4096)
def _read_by(
    views: tuple[View, ...], shared: frozenset[str], name: str
) -> tuple[frozenset[str], frozenset[str]]:
    """Tables and shared views that a view reads, directly or through views that it alone reads."""
    by_name = {view.full_name: view for view in views}
    tables, found = set[str](), set[str]()
    waiting = [*by_name[name].needs]
    while waiting:
        one = waiting.pop()
        if one not in by_name:
            tables.add(one)
        elif one in shared:
            found.add(one)
        else:
            waiting += by_name[one].needs
    return frozenset(tables), frozenset(found)
