"""The only way to data: a slice of what one viewer may see, sealed before anything reads it.

A slice is an empty in-memory DuckDB into which the rows that `sql/access` lets through were
copied; the files are detached again within milliseconds, outside access is switched off, and the
same views as everywhere are built on top. Filters act before aggregates, and a table without an
access file is absent, so a forgotten one fails closed.
"""

import threading
from collections import OrderedDict
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

import polars as pl

from dashboard.access import Scopes, Viewer, needed_tables, sources_of
from dashboard.boards import RANKED, Board
from dashboard.file_state import FileState, read_state
from dashboard.read_notes import ReadNotes, kinds_of
from dashboard.slices import Slice, Where, build_slice
from etl.clinic_files import files_signature
from etl.database import DatabaseError, rows_of
from etl.errors import AccessDenied, UserError
from etl.home import Home
from etl.journal import Journal
from etl.samples import samples_path
from etl.settings import Settings
from etl.views import read_views
from etl.warehouse import Warehouse

__all__ = ["KINDS", "Gateway", "Viewer", "Where"]

OF_MANY = frozenset({"page.runner", "page.squad_mark", "page.squad_note"})
"""Views that are read of many runners at once: their slice holds no more than their tables."""
_KEPT_BOARDS = 64  # one a viewer, of a few kilobytes a runner
KINDS = frozenset({"training", "pain", "clinical"})
"""What a runner may grant."""


class Gateway:
    """Named reads of one home, for any viewer."""

    def __init__(self, home: Home, settings: Settings) -> None:
        self.home = home
        self.settings = settings
        self._slices: OrderedDict[tuple[Any, ...], Slice] = OrderedDict()
        self._boards: OrderedDict[tuple[Any, ...], Board] = OrderedDict()
        self._in_use: dict[tuple[Any, ...], threading.Lock] = {}
        self._lock = threading.Lock()
        self._state: FileState | None = None
        self._state_lock = threading.Lock()
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
        if runner_id is None and not where and name in RANKED and self.scopes(viewer):
            return self._ranked(viewer, name)
        conditions = dict(where) if runner_id is None else {"runner_id": runner_id, **where}
        is_of_many = name in OF_MANY or name.startswith("rule.")
        tables = needed_tables(name) if is_of_many and runner_id is None else None
        with self._slice(viewer, runner_id, tables=tables) as piece:
            self._note(viewer, piece.scopes, kinds_of(name))
            return piece.read(name, conditions)

    def describe(self, name: str) -> dict[str, str]:
        """What each column of a view means, by column name: axis titles and help."""
        for view in read_views():
            if f"{view.schema}.{view.name}" == name:
                return {column.name: column.description for column in view.columns}
        raise AccessDenied(f"There is nothing called {name} that you may see.")

    def query(self, viewer: Viewer, sql: str, *, runner_id: str | None = None) -> pl.DataFrame:
        """The answer to read-only SQL over a slice. Raises UserError, with the complaint."""
        with self._slice(viewer, runner_id) as piece:
            self._note(viewer, piece.scopes, KINDS)
            piece.views.build_all()
            try:
                return rows_of(piece.connection, sql)
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

    def scopes(self, viewer: Viewer) -> Scopes:
        """What this viewer may see of whom, by runner: training, pain, clinical, own."""
        return self._present().scopes(viewer, self.settings.current_time())

    def _note(self, viewer: Viewer, scopes: Scopes, kinds: frozenset[str]) -> None:
        """Write down who is about to read what of whom, but for runners and owners themselves."""
        if viewer.is_owner:
            return
        for runner_id, granted in scopes.items():
            if "own" not in granted and kinds & granted:
                self.notes.note(viewer.viewer_id, [runner_id], kinds & granted)

    @contextmanager
    def _slice(
        self, viewer: Viewer, runner_id: str | None, *, tables: frozenset[str] | None = None
    ) -> Generator[Slice]:
        """The viewer's slice, made anew when a row or grant in it changed, so that a withdrawn
        grant bites at once. `tables` limits it to some, where a page needs no more.
        """
        key = (viewer, runner_id, tables)
        with self._alone(key):
            now = self.settings.current_time()
            state = self._present()
            version = self._version(state, viewer, runner_id, tables, now)
            piece = self._slices.get(key)
            if piece is None or not piece.still_holds(version, now):
                scopes = _only(state.scopes(viewer, now), runner_id)
                today = state.calendar_date(scopes, now)
                piece = build_slice(
                    self.home,
                    self.settings,
                    viewer,
                    scopes,
                    now=now,
                    today=today,
                    tables=tables,
                    version=version,
                )
            try:
                yield piece
            finally:
                self._keep(key, piece)

    def _ranked(self, viewer: Viewer, name: str) -> pl.DataFrame:
        """A view that ranks runners; of those who changed since, the rows are made anew."""
        tables = needed_tables(name)
        with self._alone((viewer, name)):
            now = self.settings.current_time()
            state = self._present()
            scopes = state.scopes(viewer, now)
            self._note(viewer, scopes, kinds_of(name))
            today = state.calendar_date(scopes, now)
            build = partial(
                build_slice, self.home, self.settings, viewer, now=now, today=today, tables=tables
            )
            versions = self._versions(state, viewer, tables, now)
            return self._board(viewer, name).ranked(versions, now, build)

    def _board(self, viewer: Viewer, name: str) -> Board:
        with self._lock:
            board = self._boards.setdefault((viewer, name), Board(name))
            self._boards.move_to_end((viewer, name))
            while len(self._boards) > _KEPT_BOARDS:
                self._boards.popitem(last=False)
            return board

    @contextmanager
    def _alone(self, key: tuple[Any, ...]) -> Generator[None]:
        """Only those who want this very piece wait for each other."""
        with self._lock:
            lock = self._in_use.setdefault(key, threading.Lock())
        with lock:
            yield

    def _present(self) -> FileState:
        """What the files say now; what rests on something they no longer say is forgotten."""
        self.prepare_files()
        with self._state_lock:
            former, self._state = self._state, read_state(self.home, self.settings, self._state)
            if self._state is not former:
                self._forget_changed(self._state)
            return self._state

    def _forget_changed(self, state: FileState) -> None:
        now = self.settings.current_time()
        with self._lock:
            for key, piece in list(self._slices.items()):
                viewer, runner_id, tables = key
                if piece.version != self._version(state, viewer, runner_id, tables, now):
                    del self._slices[key]
            for (viewer, name), board in self._boards.items():
                board.forget(self._versions(state, viewer, needed_tables(name), now))

    def _version(
        self,
        state: FileState,
        viewer: Viewer,
        runner_id: str | None,
        tables: frozenset[str] | None,
        now: datetime,
    ) -> frozenset[tuple[str, Any]]:
        """What changes with the rows of a slice: stored rows, grants, the day, a clinic's files."""
        made = self._versions(state, viewer, tables, now, runner_id=runner_id)
        return frozenset(made.items())

    def _versions(
        self,
        state: FileState,
        viewer: Viewer,
        tables: frozenset[str] | None,
        now: datetime,
        *,
        runner_id: str | None = None,
    ) -> dict[str, Any]:
        """By runner of whom this viewer may see anything: what their rows of these tables are."""
        scopes = _only(state.scopes(viewer, now), runner_id)
        around = (
            state.calendar_date(scopes, now),
            files_signature(self.home.programmes),
            files_signature(self.home.mechanics),
        )
        sources = sources_of(tables)
        return {
            runner: (*around, granted, state.version(runner, sources))
            for runner, granted in scopes.items()
        }

    def _keep(self, key: tuple[Any, ...], piece: Slice) -> None:
        """Remember a slice, and forget the least used ones beyond what memory is set aside."""
        most = self.settings.slice_memory_mb * 1_000_000
        with self._lock:
            self._slices[key] = piece
            self._slices.move_to_end(key)
            while (
                len(self._slices) > 1
                and sum(kept.size_bytes for kept in self._slices.values()) > most
            ):
                self._slices.popitem(last=False)

    def prepare_files(self) -> None:
        """Bring both files up to this code's tables, once; make them where they are missing."""
        is_there = self.home.warehouse.is_file() and self.home.journal.is_file()
        if self._is_prepared and is_there:
            return
        Journal(self.home, self.settings).prepare()
        Warehouse(self.home, self.settings).prepare()
        self._is_prepared = True


def _only(scopes: Scopes, runner_id: str | None) -> Scopes:
    return {who: what for who, what in scopes.items() if runner_id in (None, who)}


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
