"""The only way to data: a snapshot of what one viewer may see, sealed before anything reads it.

A snapshot is an empty in-memory DuckDB into which the rows that `sql/access` lets through were
copied; the files are detached again within milliseconds, outside access is switched off, and the
same views as everywhere are built on top. Filters act before aggregates, and a table without an
access file is absent, so a forgotten one fails closed.
"""

import math
import threading
from collections.abc import Callable, Generator, Hashable, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import polars as pl

from dashboard.access.board_rows import BoardRows, MovedOn
from dashboard.access.change_state import FileState, look_at, read_state
from dashboard.access.keys import Key, key_of
from dashboard.access.page import KINDS, Page
from dashboard.access.pages_ahead import PagesAhead
from dashboard.access.policy import Scopes, Viewer, needed_tables, sources_of
from dashboard.access.ranking_cache import RANKED, Boards, Make
from dashboard.access.read_audit import ReadNotes
from dashboard.access.snapshot import (
    Answers,
    Slice,
    Where,
    asked,
    build_slice,
    chosen_of_stored,
    empty_caches,
)
from dashboard.access.stored_views import EVERY_PAGE, ReadTogether, RunnerRows, share_of
from dashboard.access.team import TEAM_TABLES, TeamState, read_team
from etl.home import Home
from etl.journal.store import Journal
from etl.people.shown import ShownNotes
from etl.settings import Settings
from etl.storage.materialized import Materialized
from etl.warehouse.lazy_views import NOTHING_BEFORE
from etl.warehouse.tables import Warehouse

__all__ = ["KINDS", "Gateway", "Viewer", "Where"]

T = TypeVar("T")


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
        self._slices, self._read = empty_caches(settings)
        self._renewed: dict[str, tuple[FileState, Any]] = {}
        self._boards = {name: Boards(name) for name in RANKED}
        self._in_use: WeakValueDictionary[Hashable, _Lock] = WeakValueDictionary()
        self._lock = threading.Lock()
        self._state: FileState | None = None
        self._state_lock = threading.Lock()
        self._team: tuple[Any, TeamState] | None = None
        self._prepared: tuple[int, int] | None = None  # the files that have this code's tables
        self.read_at_s = -math.inf
        """When a page read last, on the monotonic clock."""
        self.read_together = ReadTogether()
        self.ahead = PagesAhead(self)
        """What is worked out while nobody reads."""
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
        page = self.page()
        try:
            return page.load(viewer, name, runner_id=runner_id, **where)
        finally:
            page.store()

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

    def key_of(
        self, viewer: Viewer, name: str, runner_id: str | None, where: Mapping[str, Where]
    ) -> Key:
        """Which snapshot answers: a runner's, one of many runners, or of all that may be seen."""
        return key_of(viewer, name, runner_id, where, is_brief=self.is_brief)

    def answers(self, page: Page, key: Key) -> Answers:
        """What was read of a snapshot as the page sees it, for who is `alone` with the key."""
        if self._pinned(page, key):
            return page.pieces[key].answers
        version = page.version(key, partial(self.version, key, page.now))
        with self._lock:
            found = self._read.get(key)
        if found is not None and found.still_hold(version, page.now):
            return found
        if key.stored is None:
            return self.slice(page, key).answers
        return Answers(_only(page.state.scopes(key.viewer, page.now), key.runner_id), version)

    def read(
        self, page: Page, key: Key, answers: Answers, name: str, where: Mapping[str, Where]
    ) -> pl.DataFrame:
        """Rows of a view that the page has yet to read, for who is `alone` with the key."""
        rows = self._rows(page, key)
        stored = rows.read(name) if rows is not None else None
        if stored is None:
            piece = self.slice(page, key, name)
            read = piece.read(name, where)
            self.keep(key, piece.answers, piece)  # anew: it has grown
            return read
        read = chosen_of_stored(name, stored.frame(), where)
        answers.add(asked(name, where), read)
        answers.expire_by(stored.valid_until)
        self.keep(key, answers)
        return read

    def _rows(self, page: Page, key: Key) -> RunnerRows | None:
        """Where rows of views of this runner are stored, as the page sees them; None: nowhere."""
        if key.stored is None or key.runner_id is None:
            return None
        scopes = _only(page.state.scopes(key.viewer, page.now), key.runner_id)
        if key not in page.rows and key.runner_id in scopes:
            page.rows[key] = self.rows_of(page, key.viewer, key.runner_id, scopes)
        return page.rows.get(key)

    def rows_of(self, page: Page, viewer: Viewer, runner_id: str, scopes: Scopes) -> RunnerRows:
        """What is stored of one of the runners whom the viewer sees, as the page sees it."""
        today = page.state.calendar_date(scopes, page.now)
        share = share_of(self.settings, viewer, runner_id, scopes[runner_id])
        return RunnerRows(self.home, share, page.state, page.now, today)

    def slice(self, page: Page, key: Key, name: str | None = None) -> Slice:
        """The snapshot as the page sees it, for who is `alone` with the key.

        It is made anew when a row or grant behind it changed, and where a view of that name has
        to be worked out that was stored when it was made.
        """
        version_of = partial(self.version, key, page.now)
        while not self._pinned(page, key) or not page.pieces[key].can_answer(name):
            former = page.pieces.pop(key, None)
            piece = self._build(page, key, name, is_first=former is None)
            if former is not None:
                former.store()
                piece.answers = former.answers
            if page.is_of_its_state(key, version_of, piece.look):
                page.pieces[key] = piece
        self.keep(key, page.pieces[key].answers, page.pieces[key])
        return page.pieces[key]

    def _pinned(self, page: Page, key: Key) -> bool:
        """Whether the page has the snapshot, which then answers it to the end."""
        if key not in page.pieces:
            version = page.version(key, partial(self.version, key, page.now))
            with self._lock:
                piece = self._slices.get(key)
            if piece is not None and piece.answers.still_hold(version, page.now):
                page.pieces[key] = piece
        return key in page.pieces

    def _build(self, page: Page, key: Key, name: str | None, *, is_first: bool) -> Slice:
        version = page.version(key, partial(self.version, key, page.now))
        scopes = _only(page.state.scopes(key.viewer, page.now), key.runner_id)
        rows = self._rows(page, key)
        tables, before = key.tables, NOTHING_BEFORE
        if rows is not None:
            anew = frozenset() if name is None else frozenset({name})
            every = key.stored == EVERY_PAGE
            beside = self.read_together.beside(name, is_first=is_first) if every else anew
            plan = rows.plan(anew | beside, anew=anew)
            tables, before = plan.tables, plan.before
        piece = build_slice(
            self.home,
            self.settings,
            key.viewer,
            scopes,
            now=page.now,
            today=page.state.calendar_date(scopes, page.now),
            tables=tables,
            activity_id=key.activity_id,
            version=version,
            rows=rows,
            before=before,
        )
        with self._lock:
            answers = self._read.get(key)
        if answers is not None and answers.still_hold(version, page.now):
            answers.expire_by(piece.answers.valid_until)
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
            except MovedOn:
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
        if not lookers or (self.ahead.is_busy and not self.settings.is_team):
            return  # who is alone here looks at one page at a time, and it comes first
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
    ) -> tuple[Viewer, dict[str, Any], datetime, Make]:
        rows = BoardRows(self, page, viewer, name)
        return viewer, page.version(rows.key, rows.version_of), page.now, rows.make

    @contextmanager
    def alone(self, key: Hashable) -> Generator[None]:
        """Only those who want this very piece wait for each other."""
        with self._lock:
            lock = self._in_use.setdefault(key, _Lock())
        with lock.held:
            yield

    def runners_read(self) -> frozenset[str]:
        """Whose pages were read lately."""
        with self._lock:
            return frozenset(key.runner_id for key in self._read if key.runner_id is not None)

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
                told = {
                    "warehouse": self._state.warehouse.told,
                    "journal": self._state.journal.told,
                }
                Materialized(self.home).confirm(told)
            return self._state

    def _forget_changed(self, state: FileState) -> None:
        now = self.settings.current_time()
        with self._lock:
            for key, answers in list(self._read.items()):
                if answers.version != self.version(key, now, state):
                    self._read.pop(key)
                    self._slices.pop(key, None)
        for name, boards in self._boards.items():
            tables = needed_tables(name)
            boards.forget(self.versions(viewer, tables, now, state) for viewer in boards.viewers())

    def version(self, key: Key, now: datetime, state: FileState) -> tuple[Any, ...]:
        """The version of a snapshot: stored rows, grants, the day, a clinic's files."""
        # The files by themselves: where no runner is seen their rules still are.
        made = self.versions(key.viewer, key.tables, now, state, runner_id=key.runner_id)
        return (state.look.clinic_files, frozenset(made.items()))

    def versions(
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

    def keep(self, key: Key, answers: Answers, piece: Slice | None = None) -> None:
        """Cache a snapshot and its answers; the least recently used go beyond the memory for it."""
        with self._lock:
            # Not what was withdrawn or erased while an older page still reads of it.
            state, now = self._state, self.settings.current_time()
            if state is not None and answers.version == self.version(key, now, state):
                self._read[key] = answers
                if piece is not None:
                    self._slices[key] = piece

    def let_go(self, key: Key) -> None:
        """Keep no snapshot of what is stored: its rows are tens of megabytes at ten years."""
        with self._lock:
            self._slices.pop(key, None)

    def let_go_stored(self) -> None:
        """The same for everybody, once their pages stand: what a page read is stored by then."""
        with self._lock:
            for key in [key for key in self._slices if key.stored is not None]:
                self._slices.pop(key)

    def prepare_files(self) -> None:
        """Bring both files up to this code's tables; make them where they are missing."""
        Journal(self.home, self.settings).prepare()
        Warehouse(self.home, self.settings).prepare()


def _only(scopes: Scopes, runner_id: str | None) -> Scopes:
    return {who: what for who, what in scopes.items() if runner_id in (None, who)}
