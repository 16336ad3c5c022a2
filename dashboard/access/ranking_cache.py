"""A cache of views that rank many runners, row by row of a runner.

A squad of a hundred takes seconds to work out; of those, one runner's log changes one row.
"""

import threading
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import polars as pl
from cachetools import LRUCache, TTLCache

from dashboard.access.policy import Viewer
from dashboard.access.snapshot import read_rows
from etl.reference.views import prepare_schemas, read_views
from etl.storage.duckdb_files import open_in_memory
from etl.storage.frames import scanned_once

RANKED = {"page.squad": "page.squad_runner"}
"""Views that rank runners, and the view whose rows they rank. Such a row is about its runner
alone, so it is invalidated only when something of that runner changed."""


_KEPT = 64  # boards, of a few kilobytes a runner
_LATELY_S = 900.0  # a board that was looked at within is kept ready


@dataclass(frozen=True, slots=True, eq=False)
class RunnerRow:
    """What a board says of one runner, until the first of the rows behind it expires."""

    rows: pl.DataFrame
    valid_until: datetime | None

    def holds(self, now: datetime) -> bool:
        """None of it has expired."""
        return self.valid_until is None or now < self.valid_until


Version = tuple[Any, ...]
Make = Callable[[Collection[str]], Mapping[str, RunnerRow]]


@dataclass(slots=True)
class Boards:
    """Ranking views of all viewers; one thread at a time makes rows, any may read or evict.

    A row is cached by what it was made of, not by who asked: of one runner's data, two coaches with
    the same grants see the same.
    """

    name: str
    _rows: dict[tuple[str, Version], RunnerRow] = field(default_factory=dict)
    _ranked: LRUCache[Viewer, tuple[tuple[RunnerRow, ...], pl.DataFrame | None]] = field(
        default_factory=lambda: LRUCache(_KEPT)
    )
    _lookers: TTLCache[Viewer, None] = field(default_factory=lambda: TTLCache(_KEPT, ttl=_LATELY_S))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ranked(
        self,
        viewer: Viewer,
        versions: Mapping[str, Version],
        now: datetime,
        make: Make,
    ) -> pl.DataFrame:
        """The view over these runners; `make` gives rows of those whose rows are out of date.

        `versions` is what each runner's row rests on, grants included; there is at least one.
        """
        rows = self.prepare(viewer, versions, now, make)
        return self._rank(viewer, tuple(rows[runner] for runner in sorted(rows)))

    def ranked_at_once(
        self, viewer: Viewer, versions: Mapping[str, Version], now: datetime, _make: Make
    ) -> pl.DataFrame | None:
        """The same where no row is out of date, else None: nobody waits for others' rows."""
        with self._lock:
            self._lookers[viewer] = None
        rows = self._standing(versions, now)
        if len(rows) < len(versions):
            return None
        return self._rank(viewer, tuple(rows[runner] for runner in sorted(rows)))

    def prepare(
        self,
        viewer: Viewer,
        versions: Mapping[str, Version],
        now: datetime,
        make: Make,
    ) -> dict[str, RunnerRow]:
        """Their rows, by runner; those out of date are worked out now."""
        with self._lock:
            self._ranked.setdefault(viewer, ((), None))  # so that its rows are not let go
        rows = self._standing(versions, now)
        stale = sorted(versions.keys() - rows.keys())
        for runner, row in make(stale).items() if stale else ():
            self._rows[runner, versions[runner]] = rows[runner] = row
        return rows

    def forget(self, versions: Iterable[Mapping[str, Version]]) -> None:
        """Let go of rows that rest on something that is not so any more, for whoever sees what."""
        held = {(runner, version) for seen in versions for runner, version in seen.items()}
        for key in list(self._rows):
            if key not in held:
                self._rows.pop(key, None)
        kept = set(map(id, list(self._rows.values())))
        with self._lock:
            for viewer, (rows, _) in list(self._ranked.items()):
                if not {id(row) for row in rows} <= kept:
                    # Who looks stays known: by what they see it is decided which rows are kept.
                    self._ranked[viewer] = (), None

    def viewers(self) -> list[Viewer]:
        """Who looked at a board, of late."""
        with self._lock:
            return list(self._ranked)

    def lookers(self) -> list[Viewer]:
        """Who looked at a board so lately that it is kept ready."""
        with self._lock:
            return list(self._lookers)

    def _standing(self, versions: Mapping[str, Version], now: datetime) -> dict[str, RunnerRow]:
        found = {runner: self._rows.get((runner, version)) for runner, version in versions.items()}
        return {runner: row for runner, row in found.items() if row is not None and row.holds(now)}

    def _rank(self, viewer: Viewer, rows: tuple[RunnerRow, ...]) -> pl.DataFrame:
        with self._lock:
            known, board = self._ranked.get(viewer, ((), None))
        if board is None or known != rows:
            board = _ranked(self.name, [row.rows for row in rows])
            with self._lock:
                self._ranked[viewer] = rows, board
        return board


def _ranked(name: str, rows: list[pl.DataFrame]) -> pl.DataFrame:
    """The ranking view, by its own SQL, over rows that were made before."""
    view = next(view for view in read_views() if view.full_name == name)
    with open_in_memory() as connection:
        prepare_schemas(connection, [view])
        with scanned_once(connection, "made", pl.concat(rows, how="vertical_relaxed")):
            connection.execute(f"create table {RANKED[name]} as from made")
        return read_rows(connection, f"(\n{view.sql}\n)", {})
