"""The only way to data: a snapshot of what one viewer may see, sealed before anything reads it.

A snapshot is an empty in-memory DuckDB into which the rows that `sql/access` lets through were
copied; the files are detached again within milliseconds, outside access is switched off, and the
same views as everywhere are built on top. Filters act before aggregates, and a table without an
access file is absent, so a forgotten one fails closed.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Generator, Iterable
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache, partial
from typing import Any

import polars as pl

from dashboard.access.change_state import FileState, look_at, read_state
from dashboard.access.policy import Scopes, Viewer, needed_tables, sources_of
from dashboard.access.ranking_cache import RANKED, Boards
from dashboard.access.read_audit import ReadNotes, kinds_of
from dashboard.access.snapshot import Answers, Slice, Where, asked, build_slice
from dashboard.access.team import TEAM_TABLES, TeamState, read_team
from etl.errors import AccessDenied, UserError
from etl.home import Home
from etl.journal.store import Journal
from etl.people.shown import ShownNotes
from etl.reference.views import read_views
from etl.settings import Settings
from etl.storage.duckdb_files import DatabaseError, OutOfMemory, rows_of
from etl.storage.samples import samples_path
from etl.text import plain_frame
from etl.warehouse.tables import Warehouse

__all__ = ["KINDS", "Gateway", "Viewer", "Where"]

_REMEMBERED = 1000  # snapshots whose answers are cached, some hundred kilobytes each
_LATELY_S = 900.0  # a board that was looked at within is kept ready
_Key = tuple[Viewer, str | None, frozenset[str] | None]

OF_MANY = frozenset({"page.digest", "page.runner", "page.squad_mark", "page.squad_note"})
"""Views that are read of many runners at once: their snapshot holds no more than their tables."""
_ON_EVERY_PAGE = (
    "page.runner",
    "page.squad_mark",
    "page.squad_note",
    "rule.programme",
    "rule.rule",
)
"""Small ones, together in one snapshot: each by itself costs what they all do."""
KINDS = frozenset({"training", "pain", "clinical"})
"""What a runner may grant."""


class Gateway:
    """Named reads of one home, for any viewer."""

    def __init__(self, home: Home, settings: Settings) -> None:
        self.home = home
        self.settings = settings
        self._slices: OrderedDict[_Key, Slice] = OrderedDict()
        self._read: OrderedDict[_Key, Answers] = OrderedDict()
        self._renewed: dict[str, tuple[FileState, Any]] = {}
        self._boards = {name: Boards(name) for name in RANKED}
        self._in_use: dict[tuple[Any, ...], threading.Lock] = {}
        self._lock = threading.Lock()
        self._state: FileState | None = None
        self._state_lock = threading.Lock()
        self._team: tuple[Any, TeamState] | None = None
        self._prepared: tuple[int, int] | None = None  # the files that have this code's tables
        self.notes = ReadNotes(home, settings)
        """Reads of runners by others than themselves."""
        self.shown = ShownNotes(home)
        """What runners saw of themselves."""

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
        tables = _limited_to(name) if runner_id is None else None
        question = asked(name, conditions)
        with self._answers(viewer, runner_id, tables) as (answers, open_slice):
            self._note(viewer, answers.scopes, kinds_of(name))
            known = answers.frames.get(question)
            return open_slice().read(name, conditions) if known is None else known

    def describe(self, name: str) -> dict[str, str]:
        """What each column of a view means, by column name: axis titles and help."""
        for view in read_views():
            if f"{view.schema}.{view.name}" == name:
                return {column.name: column.description for column in view.columns}
        raise AccessDenied(f"There is nothing called {name} that you may see.")

    def query(
        self,
        viewer: Viewer,
        sql: str,
        *,
        runner_id: str | None = None,
        most_rows: int | None = None,
    ) -> pl.DataFrame:
        """The answer to read-only SQL over a slice, or its first `most_rows` rows.

        Raises UserError, with the complaint, also where it needs more memory than is set aside.
        """
        with self._answers(viewer, runner_id, None) as (answers, open_slice):
            self._note(viewer, answers.scopes, KINDS)
            piece = open_slice()
            piece.open_to_sql()
            try:
                return plain_frame(rows_of(piece.connection, sql, most_rows=most_rows))
            except OutOfMemory as error:
                raise UserError(
                    f"The query was refused: it needs more than {self.settings.query_memory_mb} MB."
                    " Ask for fewer rows or columns, or set KNEEWISE_QUERY_MEMORY_MB higher."
                ) from error
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

    def team(self, today: date) -> TeamState:
        """People, groups and names of this installation, as the journal has them now."""
        with self._alone(("team",)):  # of many who look at once one reads
            version = (today, self._present().of_all(TEAM_TABLES))
            if self._team is None or self._team[0] != version:
                self._team = version, read_team(self.home, self.settings, today=today)
            return self._team[1]

    def _note(self, viewer: Viewer, scopes: Scopes, kinds: frozenset[str]) -> None:
        """Write down who is about to read what of whom, but for runners and owners themselves."""
        if viewer.is_owner:
            return
        for runner_id, granted in scopes.items():
            if "own" not in granted and kinds & granted:
                self.notes.note(viewer.viewer_id, [runner_id], kinds & granted)

    @contextmanager
    def _answers(
        self, viewer: Viewer, runner_id: str | None, tables: frozenset[str] | None
    ) -> Generator[tuple[Answers, Callable[[], Slice]]]:
        """What was read of the viewer's slice, and the slice, for whoever needs more of it.

        Both are made anew when a row or grant behind them changed, so that a withdrawn grant bites
        at once. `tables` limits the slice to some, where a page needs no more.
        """
        key = (viewer, runner_id, tables)
        with self._alone(key):
            now = self.settings.current_time()
            state = self._present()
            version = self._version(state, viewer, runner_id, tables, now)

            def open_slice() -> Slice:
                piece = self._slices.get(key)
                if piece is None or not piece.answers.still_hold(version, now):
                    piece = self._build(state, key, version, now)
                self._keep(key, piece)
                return piece

            answers = self._read.get(key)
            if answers is None or not answers.still_hold(version, now):
                answers = open_slice().answers
            yield answers, open_slice
            self._remember(key, answers)

    def _build(self, state: FileState, key: _Key, version: Any, now: datetime) -> Slice:
        viewer, runner_id, tables = key
        scopes = _only(state.scopes(viewer, now), runner_id)
        piece = build_slice(
            self.home,
            self.settings,
            viewer,
            scopes,
            now=now,
            today=state.calendar_date(scopes, now),
            tables=tables,
            version=version,
        )
        answers = self._read.get(key)
        if answers is not None and answers.still_hold(version, now):
            piece.answers = answers  # what went for want of memory is what has come back
        return piece

    def _ranked(self, viewer: Viewer, name: str) -> pl.DataFrame:
        """A view that ranks runners; rows of those who changed since are made again."""
        boards = self._boards[name]
        now, state = self.settings.current_time(), self._present()
        board = boards.ranked_at_once(*self._of_board(name, viewer, state, now))
        if board is None:
            with self._alone((name,)):  # who wants the same rows finds them made
                now, state = self.settings.current_time(), self._present()
                board = boards.ranked(*self._of_board(name, viewer, state, now))
        self._note(viewer, state.scopes(viewer, now), kinds_of(name))
        return board

    def prepare_boards(self, viewers: Iterable[Viewer] | None = None) -> None:
        """Work out what boards rank before somebody looks: of these viewers, or who looked lately.

        Nothing is shown to anybody, so no read is noted.
        """
        for name, boards in self._boards.items():
            if viewers is None:
                self._renew(name, boards, boards.looked_within(_LATELY_S))
            else:
                self._prepare(name, boards, viewers)

    def _renew(self, name: str, boards: Boards, lookers: list[Viewer]) -> None:
        """Asked several times a second: where nothing changed, the files' dates are looked at."""
        if not lookers:
            return
        hour = self.settings.current_time().replace(minute=0, second=0, microsecond=0)
        state, rest = self._present(), (tuple(lookers), hour)  # a day begins somewhere at each hour
        former = self._renewed.get(name)
        if former is None or former[0] is not state or former[1] != rest:
            self._prepare(name, boards, lookers)
            self._renewed[name] = state, rest

    def _prepare(self, name: str, boards: Boards, viewers: Iterable[Viewer]) -> None:
        for viewer in viewers:
            with self._alone((name,)):
                now = self.settings.current_time()
                boards.prepare(*self._of_board(name, viewer, self._present(), now))

    def _of_board(
        self, name: str, viewer: Viewer, state: FileState, now: datetime
    ) -> tuple[Viewer, dict[str, Any], datetime, Callable[[Collection[str]], Slice]]:
        tables = needed_tables(name)
        today = state.calendar_date(state.scopes(viewer, now), now)
        build = partial(
            build_slice, self.home, self.settings, viewer, now=now, today=today, tables=tables
        )
        return viewer, self._versions(state, viewer, tables, now), now, build

    @contextmanager
    def _alone(self, key: tuple[Any, ...]) -> Generator[None]:
        """Only those who want this very piece wait for each other."""
        with self._lock:
            lock = self._in_use.setdefault(key, threading.Lock())
        with lock:
            yield

    def forget_changed(self) -> None:
        """Let go of what rests on rows or grants that are no more, also while nobody reads."""
        if self._state is not None:
            self._present()

    def _present(self) -> FileState:
        """What the files say now; what rests on something they no longer say is invalidated."""
        with self._state_lock:
            look = look_at(self.home)
            if look.which != self._prepared:
                self.prepare_files()
                look = look_at(self.home)
                self._prepared = look.which
            former = self._state
            self._state = read_state(self.home, self.settings, former, look)
            if self._state is not former:
                self._forget_changed(self._state)
            return self._state

    def _forget_changed(self, state: FileState) -> None:
        now = self.settings.current_time()
        with self._lock:
            for key, answers in list(self._read.items()):
                if answers.version != self._version(state, *key, now):
                    self._read.pop(key)
                    self._slices.pop(key, None)
        for name, boards in self._boards.items():
            tables = needed_tables(name)
            boards.forget(self._versions(state, viewer, tables, now) for viewer in boards.viewers())

    def _version(
        self,
        state: FileState,
        viewer: Viewer,
        runner_id: str | None,
        tables: frozenset[str] | None,
        now: datetime,
    ) -> tuple[Any, ...]:
        """The version of a snapshot: stored rows, grants, the day, a clinic's files."""
        # The files by themselves: where no runner is seen their rules still are.
        made = self._versions(state, viewer, tables, now, runner_id=runner_id)
        return (state.look.clinic_files, frozenset(made.items()))

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
        around = (state.calendar_date(scopes, now), state.look.clinic_files, viewer.sees_lent)
        sources = sources_of(tables)
        return {
            runner: (*around, granted, state.version(runner, sources))
            for runner, granted in scopes.items()
        }

    def _keep(self, key: _Key, piece: Slice) -> None:
        """Cache a snapshot; the least recently used are evicted beyond the memory for them."""
        most = self.settings.slice_memory_mb * 1_000_000
        with self._lock:
            self._slices[key] = piece
            self._slices.move_to_end(key)
            held = sum(kept.size_bytes for kept in self._slices.values())
            while len(self._slices) > 1 and held > most:
                held -= self._slices.popitem(last=False)[1].size_bytes

    def _remember(self, key: _Key, answers: Answers) -> None:
        with self._lock:
            self._read[key] = answers
            self._read.move_to_end(key)
            while len(self._read) > _REMEMBERED:
                self._read.popitem(last=False)

    def prepare_files(self) -> None:
        """Bring both files up to this code's tables; make them where they are missing."""
        Journal(self.home, self.settings).prepare()
        Warehouse(self.home, self.settings).prepare()


@cache
def _limited_to(name: str) -> frozenset[str] | None:
    """The tables to copy for a view that is read of many runners or of none; None: all."""
    if name in _ON_EVERY_PAGE:
        return frozenset().union(*map(needed_tables, _ON_EVERY_PAGE))
    if name in OF_MANY or name.startswith("rule."):
        return needed_tables(name)
    return None


def _only(scopes: Scopes, runner_id: str | None) -> Scopes:
    return {who: what for who, what in scopes.items() if runner_id in (None, who)}


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
