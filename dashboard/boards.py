"""Views that rank many runners, kept runner by runner.

A squad of a hundred takes seconds to work out; of those, one runner's log changes one row.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import polars as pl

from dashboard.slices import Slice, read_rows
from etl.database import open_in_memory
from etl.views import create_view, prepare_schemas, read_views

RANKED = {"page.squad": "page.squad_runner"}
"""Views that rank runners, and the view whose rows they rank. Such a row is about its runner
alone, so it is made anew only when something of that runner changed."""


@dataclass(frozen=True, slots=True)
class _Row:
    version: Any  # what it was made of
    valid_until: datetime | None
    rows: pl.DataFrame

    def holds(self, version: Any, now: datetime) -> bool:
        return self.version == version and (self.valid_until is None or now < self.valid_until)


@dataclass(slots=True)
class Board:
    """One ranking view as one viewer sees it; one thread at a time asks, any may forget."""

    name: str
    _by_runner: dict[str, _Row] = field(default_factory=dict)
    _ranked: pl.DataFrame | None = None

    def ranked(
        self,
        versions: Mapping[str, Any],
        now: datetime,
        build: Callable[[Collection[str]], Slice],
    ) -> pl.DataFrame:
        """The view over these runners; `build` gives a slice of those whose rows are out of date.

        `versions` is what each runner's row rests on; there is at least one.
        """
        known = {
            runner: row
            for runner, row in self._by_runner.items()
            if runner in versions and row.holds(versions[runner], now)
        }
        stale = versions.keys() - known.keys()
        if not stale and known.keys() == self._by_runner.keys() and self._ranked is not None:
            return self._ranked
        if stale:
            piece = build(stale)
            made = piece.read(RANKED[self.name], {})
            known |= {
                runner: _Row(
                    versions[runner],
                    piece.valid_until,
                    made.filter(pl.col("runner_id") == runner),
                )
                for runner in stale
            }
        self._by_runner = known
        self._ranked = _rank(self.name, [row.rows for row in known.values()])
        return self._ranked

    def forget(self, versions: Mapping[str, Any]) -> None:
        """Let go of rows that rest on something that is not so any more."""
        kept = {
            runner: row
            for runner, row in self._by_runner.items()
            if versions.get(runner) == row.version
        }
        if kept.keys() != self._by_runner.keys():
            self._by_runner, self._ranked = kept, None


def _rank(name: str, rows: list[pl.DataFrame]) -> pl.DataFrame:
    """The ranking view, by its own SQL, over rows that were made before."""
    view = next(view for view in read_views() if view.full_name == name)
    with open_in_memory() as connection:
        prepare_schemas(connection, [view])
        connection.register("made", pl.concat(rows, how="vertical_relaxed"))
        connection.execute(f"create table {RANKED[name]} as from made")
        create_view(connection, view)
        return read_rows(connection, name, {})
