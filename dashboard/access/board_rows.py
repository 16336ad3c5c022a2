"""Rows of a board that have to be worked out: of many runners at once, or of one who logged."""

from collections.abc import Collection, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

import polars as pl

from dashboard.access.change_state import FileState
from dashboard.access.page import Page
from dashboard.access.policy import Scopes, Viewer, needed_tables
from dashboard.access.ranking_cache import RANKED, RunnerRow
from dashboard.access.snapshot import Slice, build_slice
from dashboard.access.stored_views import RunnerRows
from etl.storage.materialized import packed

if TYPE_CHECKING:
    from dashboard.access.gateway import Gateway

_AT_ONCE = 50  # runners a snapshot, or hundreds of them would take hundreds of megabytes


class MovedOn(Exception):
    """Rows that were made are of a newer state, to which the page has gone on."""


class BoardRows:
    """What a board of one viewer says of runners, as one page sees it."""

    def __init__(self, gateway: "Gateway", page: Page, viewer: Viewer, name: str) -> None:
        self.key = (viewer, name)
        self._gateway = gateway
        self._page = page
        self._viewer = viewer
        self._view = RANKED[name]
        self._tables = needed_tables(name)

    def version_of(self, state: FileState) -> dict[str, Any]:
        """By runner, what their row rests on."""
        return self._gateway.versions(self._viewer, self._tables, self._page.now, state)

    def make(self, runner_ids: Collection[str]) -> dict[str, RunnerRow]:
        """Their rows: as they are stored, else worked out. Raises MovedOn."""
        scopes = self._scopes
        rows = {
            one: self._gateway.rows_of(self._page, self._viewer, one, scopes) for one in runner_ids
        }
        stored = {one: of_one.read(self._view) for one, of_one in rows.items()}
        found = {
            one: RunnerRow(row.frame(), row.valid_until)
            for one, row in stored.items()
            if row is not None
        }
        missing = sorted(stored.keys() - found.keys())
        for start in range(0, len(missing), _AT_ONCE):
            found |= self._work_out(missing[start : start + _AT_ONCE])
        return found

    @property
    def _scopes(self) -> Scopes:
        return self._page.state.scopes(self._viewer, self._page.now)

    def _rows(self, runner_id: str) -> RunnerRows:
        return self._gateway.rows_of(self._page, self._viewer, runner_id, self._scopes)

    def _work_out(self, runner_ids: Sequence[str]) -> dict[str, RunnerRow]:
        if len(runner_ids) == 1:
            return {runner_ids[0]: self._work_out_one(runner_ids[0])}
        piece = self._slice(runner_ids, self._tables)
        with closing(piece.connection):
            made, valid_until = self._read(piece), piece.answers.valid_until
        found = {}
        for one in runner_ids:
            row = made.filter(pl.col("runner_id") == one)
            self._rows(one).keep({self._view: (packed(row), "")}, valid_until=valid_until)
            found[one] = RunnerRow(row, valid_until)
        return found

    def _work_out_one(self, runner_id: str) -> RunnerRow:
        """Most of what the row rests on lies there already, and all of it is stored."""
        rows = self._rows(runner_id)
        plan = rows.plan([self._view])
        piece = self._slice([runner_id], plan.tables, rows=rows, before=plan.before)
        with closing(piece.connection):
            row = self._read(piece)
            piece.store()
        return RunnerRow(row, piece.answers.valid_until)

    def _read(self, piece: Slice) -> pl.DataFrame:
        if not self._page.is_of_its_state(self.key, self.version_of, piece.look):
            raise MovedOn
        return piece.read(self._view, {})

    def _slice(self, runner_ids: Sequence[str], tables: frozenset[str], **stored: Any) -> Slice:
        gateway, page = self._gateway, self._page
        return build_slice(
            gateway.home,
            gateway.settings,
            self._viewer,
            runner_ids,
            now=page.now,
            today=page.state.calendar_date(self._scopes, page.now),
            tables=tables,
            **stored,
        )
