"""Which snapshot answers a question: no more is copied than it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dashboard.access.policy import PEOPLE, Viewer, needed_tables
from dashboard.access.snapshot import Where
from dashboard.access.stored_views import EVERY_PAGE, OF_ONE_RUN, is_stored

OF_MANY = frozenset({"page.digest", "page.runner", "page.squad_mark", "page.squad_note"})
"""Views that are read of many runners at once: their snapshot holds no more than their tables."""
_TOGETHER = (
    ("page.runner", "page.squad_mark", "page.squad_note"),
    ("rule.programme", "rule.rule"),
)
"""Small ones that every page reads, in one snapshot: each by itself costs what they all do."""
_NOBODY = Viewer(viewer_id="", is_owner=False)
"""Sees nobody, and rules as everybody does."""


@dataclass(frozen=True, slots=True)
class Key:
    """A snapshot: who looks, at which runner or all, and at which tables or all.

    Where `stored` names a view, or EVERY_PAGE, the rows of views of that runner are stored.
    """

    viewer: Viewer
    runner_id: str | None
    tables: frozenset[str] | None
    stored: str | None = None
    activity_id: str | None = None


def key_of(
    viewer: Viewer,
    name: str,
    runner_id: str | None,
    where: Mapping[str, Where],
    *,
    is_brief: bool,
) -> Key:
    """The snapshot for rows of that view: a runner's, of many runners, or of all that are seen.

    Whoever is brief asks for a row or two and is gone.
    """
    if runner_id is None:
        who = _NOBODY if name.startswith("rule.") else viewer
        return Key(who, None, needed_tables(name) if is_brief else _limited_to(name))
    if is_stored(name):
        if is_brief:
            return Key(viewer, runner_id, needed_tables(name), stored=name)
        return Key(viewer, runner_id, None, stored=EVERY_PAGE)
    activity_id = where.get("activity_id") if name in OF_ONE_RUN else None
    one_run = activity_id if isinstance(activity_id, str) else None
    return Key(viewer, runner_id, needed_tables(name), activity_id=one_run)


@cache
def _limited_to(name: str) -> frozenset[str] | None:
    """The tables to copy for a view that is read of many runners or of none; None: all."""
    for views in _TOGETHER:
        if name in views:
            return frozenset().union(*map(needed_tables, views))
    needed = needed_tables(name)
    if name in OF_MANY or name.startswith("rule.") or _is_nobodys(needed):
        return needed
    return None


def _is_nobodys(tables: frozenset[str]) -> bool:
    """Rules and what was measured once; no table of a runner's data."""
    return all(name in PEOPLE or name.startswith("rule.") for name in tables)
