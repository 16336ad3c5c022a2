"""Views of a copy that no longer changes, each built when it is first read.

A page reads a few of some hundred views. Building all of them took six tenths of a second, on every
tap that changes the diary; a page's own take a tenth of that to a half.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from etl.reference.views import (
    View,
    buildable,
    create_view,
    describe_views,
    kept_as,
    prepare_schemas,
    read_views,
    rows_kept,
)
from etl.storage.duckdb_files import Connection, frame_of

if TYPE_CHECKING:
    import polars as pl


class _HasFrame(Protocol):
    """Rows that were worked out before."""

    def frame(self) -> "pl.DataFrame":
        """All of them."""
        ...


_NOTHING_READY: Mapping[str, _HasFrame] = MappingProxyType({})


@dataclass(slots=True)
class ViewsOnDemand:
    """The views over the tables of one connection; one thread at a time.

    The rows of a view that several others read are worked out once and kept in schema `kept`.
    The macro `as_of_date` must exist.
    """

    connection: Connection
    _views: tuple[View, ...]
    _ready: Mapping[str, _HasFrame]
    _shared: frozenset[str]
    _built: set[str] = field(default_factory=set)
    _fresh: list[View] = field(default_factory=list)

    @classmethod
    def over(
        cls,
        connection: Connection,
        *,
        available: Collection[str],
        views: tuple[View, ...] | None = None,
        ready: Mapping[str, _HasFrame] = _NOTHING_READY,
    ) -> "ViewsOnDemand":
        """Schemas and macros at once; `available` names the tables that exist.

        Of the views that are `ready` rows are taken as they were worked out before.
        """
        present = frozenset({*available, *ready})
        every = read_views() if views is None else views
        found = _plan(every, present, frozenset(ready))
        prepare_schemas(connection, found)
        return cls(connection, found, ready, _shared(every))

    def build(self, name: str) -> None:
        """One view and what it needs; nothing happens for a name that is no view."""
        self._create(_needed(self._views, name, frozenset(self._ready)))

    def has(self, name: str) -> bool:
        """Whether the tables and views behind a view are here."""
        return any(view.full_name == name for view in self._views)

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns that a view's header tells; none for a name that is no view here."""
        found = next((view for view in self._views if view.full_name == name), None)
        return tuple(column.name for column in found.columns) if found else ()

    def build_all(self) -> None:
        """Every view, its comments among them, for whoever asks in SQL."""
        if len(self._built) < len(self._views):
            self._create(frozenset(view.full_name for view in self._views))
            describe_views(self.connection, self._views)

    def take_fresh(self) -> "dict[str, pl.DataFrame]":
        """Rows of the views that were kept since the last time, for whoever stores them."""
        fresh, self._fresh = self._fresh, []
        return {view.full_name: frame_of(self.connection.sql(rows_kept(view))) for view in fresh}

    def _create(self, wanted: frozenset[str]) -> None:
        for view in self._views:
            if view.full_name in wanted and view.full_name not in self._built:
                self._create_one(view)
                self._built.add(view.full_name)

    def _create_one(self, view: View) -> None:
        if view.full_name in self._ready:
            self._lay(view, self._ready[view.full_name].frame())
            return
        is_kept = view.full_name in self._shared
        create_view(self.connection, view, is_kept=is_kept)
        if is_kept:
            self._fresh.append(view)

    def _lay(self, view: View, rows: "pl.DataFrame") -> None:
        """A view over rows that are there."""
        self.connection.register("rows_ready", rows)
        self.connection.execute(f"create or replace table {kept_as(view)} as from rows_ready")
        self.connection.unregister("rows_ready")
        self.connection.execute(f"create or replace view {view.full_name} as {rows_kept(view)}")


@lru_cache(maxsize=8)
def _shared(views: tuple[View, ...]) -> frozenset[str]:
    """The views that at least two others read."""
    readers = Counter(name for view in views for name in view.needs)
    return frozenset(name for name, count in readers.items() if count > 1)


@lru_cache(maxsize=64)
def _plan(
    views: tuple[View, ...], present: frozenset[str], ready: frozenset[str]
) -> tuple[View, ...]:
    """The views that can stand on what is present."""
    taken = {view.full_name for view in views if view.full_name in ready}
    built = {view.full_name for view in buildable(views, available=present)}
    return tuple(view for view in views if view.full_name in taken | built)


@lru_cache(maxsize=4096)
def _needed(views: tuple[View, ...], name: str, ready: frozenset[str]) -> frozenset[str]:
    """The view and all that it reads, directly or through others, as far as it is not ready."""
    by_name = {view.full_name: view for view in views}
    found: set[str] = set()
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name in by_name and name not in found:
            found.add(name)
            waiting += () if name in ready else by_name[name].needs
    return frozenset(found)
