"""Views of a copy that no longer changes, each built when it is first read.

A page reads a few of some hundred views. Building all of them took six tenths of a second, on every
tap that changes the diary; a page's own take a tenth of that to a half.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from etl.reference.views import (
    View,
    buildable,
    create_view,
    describe_views,
    prepare_schemas,
    read_views,
)

if TYPE_CHECKING:
    from etl.storage.duckdb_files import Connection


@dataclass(slots=True)
class ViewsOnDemand:
    """The views over the tables of one connection; one thread at a time.

    The rows of a view that several others read are worked out once and kept in schema `kept`.
    The macro `as_of_date` must exist.
    """

    connection: "Connection"
    _views: tuple[View, ...]
    _shared: frozenset[str]
    _built: set[str] = field(default_factory=set)

    @classmethod
    def over(
        cls,
        connection: "Connection",
        *,
        available: Collection[str],
        views: tuple[View, ...] | None = None,
    ) -> "ViewsOnDemand":
        """Schemas and macros at once; `available` names the tables that exist."""
        views, shared = _plan(read_views() if views is None else views, frozenset(available))
        prepare_schemas(connection, views)
        return cls(connection, views, shared)

    def build(self, name: str) -> None:
        """One view and what it needs; nothing happens for a name that is no view."""
        self._create(_needed(self._views, name))

    def columns(self, name: str) -> tuple[str, ...]:
        """The columns that a view's header tells; none for a name that is no view here."""
        found = next((view for view in self._views if view.full_name == name), None)
        return tuple(column.name for column in found.columns) if found else ()

    def build_all(self) -> None:
        """Every view, its comments among them, for whoever asks in SQL."""
        if len(self._built) < len(self._views):
            self._create(frozenset(view.full_name for view in self._views))
            describe_views(self.connection, self._views)

    def _create(self, wanted: frozenset[str]) -> None:
        for view in self._views:
            if view.full_name in wanted and view.full_name not in self._built:
                create_view(self.connection, view, is_kept=view.full_name in self._shared)
                self._built.add(view.full_name)


@lru_cache(maxsize=8)
def _plan(
    views: tuple[View, ...], available: frozenset[str]
) -> tuple[tuple[View, ...], frozenset[str]]:
    """The views that can stand on these tables, and those that at least two others read."""
    views = buildable(views, available=available)
    readers = Counter(name for view in views for name in view.needs)
    return views, frozenset(name for name, count in readers.items() if count > 1)


@lru_cache(maxsize=1024)
def _needed(views: tuple[View, ...], name: str) -> frozenset[str]:
    """The view and all that it reads, directly or through others."""
    by_name = {view.full_name: view for view in views}
    found: set[str] = set()
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name in by_name and name not in found:
            found.add(name)
            waiting += by_name[name].needs
    return frozenset(found)
