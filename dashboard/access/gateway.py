"""The only way to data: a snapshot of what one viewer may see, sealed before anything reads it.

A snapshot is an empty in-memory DuckDB into which the rows that `sql/access` lets through were
copied; the files are detached again within milliseconds, outside access is switched off, and the
same views as everywhere are built on top. Filters act before aggregates, and a table without an
access file is absent, so a forgotten one fails closed.
"""

import threading
from collections.abc import Callable, Collection, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, partial
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import polars as pl
from cachetools import LRUCache

from dashboard.access.change_state import FileState, look_at, read_state
from dashboard.access.page import KINDS, Page
from dashboard.access.policy import Scopes, Viewer, needed_tables, sources_of
from dashboard.access.ranking_cache import RANKED, Boards
from dashboard.access.read_audit import ReadNotes
from dashboard.access.snapshot import Answers, Slice, Where, build_slice
from dashboard.access.team import TEAM_TABLES, TeamState, read_team
from etl.home import Home
from etl.journal.store import Journal
from etl.people.shown import ShownNotes
from etl.settings import Settings
from etl.warehouse.tables import Warehouse

__all__ = ["KINDS", "Gateway", "Viewer", "Where"]

_REMEMBERED = 1000  # snapshots whose answers are cached, some hundred kilobytes each
Key = tuple[Viewer, str | None, frozenset[str] | None]
"""Who looks, at which runner or all, and at which tables or all."""
T = TypeVar("T")

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


class _MovedOn(Exception):
    """Rows that were made are of a newer state, to which the page has gone on."""


@dataclass(slots=True, weakref_slot=True)
class _Lock:
    held: threading.Lock = field(default_factory=threading.Lock)


class Gateway:
    """Named reads of one home, for any viewer."""

    def __init__(self, home: Home, settings: Settings, *, is_brief: bool = False) -> None:
        self.home = home
        self.settings = settings
        self.is_brief = is_brief
        """Asked for a row or two and gone: copies only the tables behind each question."""
        most_bytes = settings.slice_memory_mb * 1_000_000
        self._slices: LRUCache[Key, Slice] = LRUCache(
            most_bytes, getsizeof=lambda piece: min(piece.size_bytes, most_bytes)
        )
        self._read: LRUCache[Key, Answers] = LRUCache(_REMEMBERED)
        self._renewed: dict[str, tuple[FileState, Any]] = {}
        self._boards = {name: Boards(name) for name in RANKED}
        self._in_use: WeakValueDictionary[tuple[Any, ...], _Lock] = WeakValueDictionary()
        self._lock = threading.Lock()
        self._state: FileState | None = None
        self._state_lock = threading.Lock()
        self._team: tuple[Any, TeamState] | None = None
        self._prepared: tuple[int, int] | None = None  # the files that have this code's tables
        self.notes = ReadNotes(home, settings)
        """Reads of runners by others than themselves."""
        self.shown = ShownNotes(home)
        """What runners saw of themselves."""

    def page(self) -> Page:
        """Reads that all see one state of the files: what one run of a page needs."""
        return Page(self)

    def load(
        self, viewer: Viewer, name: str, *, runner_id: str | None = None, **where: Where
    ) -> pl.DataFrame:
        """As `Page.load`, for who needs one view only."""
        return self.page().load(viewer, name, runner_id=runner_id, **where)

    def _tables_for(self, name: str, runner_id: str | None) -> frozenset[str] | None:
        """The tables to copy for a question; None: all."""
        if runner_id is None:
            return _limited_to(name)
        return needed_tables(name) if self.is_brief else None

    def query(
        self,
        viewer: Viewer,
        sql: str,
        *,
        runner_id: str | None = None,
        most_rows: int | None = None,
    ) -> pl.DataFrame:
        """As `Page.query`."""
        return self.page().query(viewer, sql, runner_id=runner_id, most_rows=most_rows)

    def samples(
        self, viewer: Viewer, activity_id: str, *, runner_id: str | None = None
    ) -> pl.DataFrame | None:
        """As `Page.samples`."""
        return self.page().samples(viewer, activity_id, runner_id=runner_id)

    def scopes(self, viewer: Viewer) -> Scopes:
        """What this viewer may see of whom at this moment: training, pain, clinical, own."""
        return self.page().scopes(viewer)

    def team(self, today: date) -> TeamState:
        """People, groups and names of this installation, as the journal has them now."""
        return self.page().team(today)

    def team_of(self, page: Page, today: date) -> TeamState:
        """The same as a page sees it."""

        def version_of(state: FileState) -> Any:
            return (today, state.of_all(TEAM_TABLES))

        key = ("team", today)
        with self.alone(("team",)):  # of many who look at once one reads
            while self._team is None or self._team[0] != page.version(key, version_of):
                read = read_team(self.home, self.settings, today=today)
                if page.is_of_its_state(key, version_of):
                    self._team = page.version(key, version_of), read
            page.hand_out(key)
            return self._team[1]

    def key_of(self, viewer: Viewer, name: str, runner_id: str | None) -> Key:
        """Which snapshot answers: a runner's, one of many runners, or of all that may be seen."""
        return (viewer, runner_id, self._tables_for(name, runner_id))

    def answers(self, page: Page, key: Key) -> Answers:
        """What was read of a snapshot as the page sees it, for who is `alone` with the key."""
        if self._pinned(page, key):
            return page.pieces[key].answers
        version = page.version(key, partial(self._version, key, page.now))
        with self._lock:
            found = self._read.get(key)
        if found is not None and found.still_hold(version, page.now):
            return found
        return self.slice(page, key).answers

    def slice(self, page: Page, key: Key) -> Slice:
        """The snapshot as the page sees it, for who is `alone` with the key.

        It is made anew when a row or grant behind it changed.
        """
        version_of = partial(self._version, key, page.now)
        while not self._pinned(page, key):
            piece = self._build(page, key, page.version(key, version_of))
            if page.is_of_its_state(key, version_of, piece.look):
                page.pieces[key] = piece
        self.keep(key, page.pieces[key])
        return page.pieces[key]

    def _pinned(self, page: Page, key: Key) -> bool:
        """Whether the page has the snapshot, which then answers it to the end."""
        if key not in page.pieces:
            version = page.version(key, partial(self._version, key, page.now))
            with self._lock:
                piece = self._slices.get(key)
            if piece is not None and piece.answers.still_hold(version, page.now):
                page.pieces[key] = piece
        return key in page.pieces

    def _build(self, page: Page, key: Key, version: Any) -> Slice:
        viewer, runner_id, tables = key
        scopes = _only(page.state.scopes(viewer, page.now), runner_id)
        piece = build_slice(
            self.home,
            self.settings,
            viewer,
            scopes,
            now=page.now,
            today=page.state.calendar_date(scopes, page.now),
            tables=tables,
            version=version,
        )
        with self._lock:
            answers = self._read.get(key)
        if answers is not None and answers.still_hold(version, page.now):
            piece.answers = answers  # what went for want of memory is what has come back
        return piece

    def board(self, page: Page, viewer: Viewer, name: str) -> pl.DataFrame:
        """A view that ranks runners; rows of those who changed since are made again."""
        boards = self._boards[name]
        board = boards.ranked_at_once(*self._of_board(page, viewer, name))
        if board is None:
            with self.alone((name,)):  # who wants the same rows finds them made
                board = self._made(page, viewer, name, boards.ranked)
        page.hand_out((viewer, name))
        return board

    def _made(self, page: Page, viewer: Viewer, name: str, make: Callable[..., T]) -> T:
        while True:
            try:
                return make(*self._of_board(page, viewer, name))
            except _MovedOn:
                continue

    def prepare_boards(self, viewers: Iterable[Viewer] | None = None) -> None:
        """Work out what boards rank before somebody looks: of these viewers, or who looked lately.

        Nothing is shown to anybody, so no read is noted.
        """
        for name, boards in self._boards.items():
            if viewers is None:
                self._renew(name, boards, boards.lookers())
            else:
                self._prepare(name, boards, viewers)

    def _renew(self, name: str, boards: Boards, lookers: list[Viewer]) -> None:
        """Asked several times a second: where nothing changed, the files' dates are looked at."""
        if not lookers:
            return
        hour = self.settings.current_time().replace(minute=0, second=0, microsecond=0)
        state, rest = self.present(), (tuple(lookers), hour)  # a day begins somewhere at each hour
        former = self._renewed.get(name)
        if former is None or former[0] is not state or former[1] != rest:
            self._prepare(name, boards, lookers)
            self._renewed[name] = state, rest

    def _prepare(self, name: str, boards: Boards, viewers: Iterable[Viewer]) -> None:
        for viewer in viewers:
            with self.alone((name,)):
                self._made(self.page(), viewer, name, boards.prepare)

    def _of_board(
        self, page: Page, viewer: Viewer, name: str
    ) -> tuple[Viewer, dict[str, Any], datetime, Callable[[Collection[str]], Slice]]:
        key, tables, now = (viewer, name), needed_tables(name), page.now
        version_of = partial(self._versions, viewer, tables, now)

        def build(runner_ids: Collection[str]) -> Slice:
            today = page.state.calendar_date(page.state.scopes(viewer, now), now)
            piece = build_slice(
                self.home, self.settings, viewer, runner_ids, now=now, today=today, tables=tables
            )
            if not page.is_of_its_state(key, version_of, piece.look):
                piece.connection.close()
                raise _MovedOn
            return piece

        return viewer, page.version(key, version_of), now, build

    @contextmanager
    def alone(self, key: tuple[Any, ...]) -> Generator[None]:
        """Only those who want this very piece wait for each other."""
        with self._lock:
            lock = self._in_use.setdefault(key, _Lock())
        with lock.held:
            yield

    def forget_changed(self) -> None:
        """Let go of what rests on rows or grants that are no more, also while nobody reads."""
        if self._state is not None:
            self.present()

    def present(self) -> FileState:
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
                if answers.version != self._version(key, now, state):
                    self._read.pop(key)
                    self._slices.pop(key, None)
        for name, boards in self._boards.items():
            tables = needed_tables(name)
            boards.forget(self._versions(viewer, tables, now, state) for viewer in boards.viewers())

    def _version(self, key: Key, now: datetime, state: FileState) -> tuple[Any, ...]:
        """The version of a snapshot: stored rows, grants, the day, a clinic's files."""
        viewer, runner_id, tables = key
        # The files by themselves: where no runner is seen their rules still are.
        made = self._versions(viewer, tables, now, state, runner_id=runner_id)
        return (state.look.clinic_files, frozenset(made.items()))

    def _versions(
        self,
        viewer: Viewer,
        tables: frozenset[str] | None,
        now: datetime,
        state: FileState,
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

    def keep(self, key: Key, piece: Slice) -> None:
        """Cache a snapshot and its answers; the least recently used go beyond the memory for it."""
        with self._lock:
            # Not what was withdrawn or erased while an older page still reads of it.
            state, now = self._state, self.settings.current_time()
            if state is not None and piece.answers.version == self._version(key, now, state):
                self._slices[key] = piece
                self._read[key] = piece.answers

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
