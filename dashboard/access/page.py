"""Reads of one page: all of one state of the files, whoever writes meanwhile."""

import time
from collections.abc import Callable, Generator, Hashable
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from dashboard.access.change_state import FileState, Look
from dashboard.access.keys import Key
from dashboard.access.policy import Scopes, Viewer
from dashboard.access.question.answer import Streamed, answer, refuse_to_change, stream
from dashboard.access.ranking_cache import RANKED
from dashboard.access.read_audit import kinds_of
from dashboard.access.snapshot import Slice, Where, asked
from dashboard.access.stored_views import EVERY_PAGE, RunnerRows
from dashboard.access.team import TeamState
from etl.errors import AccessDenied, DataError, UserError
from etl.journal.store import Journal
from etl.storage.duckdb_files import Connection
from etl.storage.row_versions import changes_of_this_thread
from etl.storage.samples import read_samples

if TYPE_CHECKING:
    from dashboard.access.gateway import Gateway

KINDS = frozenset({"training", "pain", "clinical"})
"""What a runner may grant."""
VersionOf = Callable[[FileState], Any]
"""What something rests on, told by a state: equal where it may be handed out again."""


class Outdated(UserError):
    """Somebody changed what a page has read, and it reads on: it has to begin again."""


class Page:
    """One run of one page, in one thread. What that thread writes itself is seen by its next read.

    Where somebody else writes what the page has not read yet, it goes on to the newer state;
    reads raise Outdated where that state differs in something the page has read.
    """

    def __init__(self, gateway: "Gateway") -> None:
        self._gateway = gateway
        self._names = set[str]()  # of stored views that it read
        self._begin()

    def load(
        self, viewer: Viewer, name: str, *, runner_id: str | None = None, **where: Where
    ) -> pl.DataFrame:
        """Rows of one view, as far as this viewer may see them, in the order the view gives.

        Others may read the same rows at the same time, but each has a frame of their own: what one
        thread does to a frame can make another wait (`etl.storage.materialized.packed`).

        `where` holds column = value, or column = several values. Raises AccessDenied for a view
        or column that is not there or not this viewer's to see.
        """
        self._gateway.read_at_s = time.monotonic()
        self._see_own_changes()
        if runner_id is None and not where and name in RANKED and self._scopes(viewer):
            board = self._gateway.board(self, viewer, name)
            self._note(viewer, self._scopes(viewer), kinds_of(name))
            return board.clone()
        conditions = dict(where) if runner_id is None else {"runner_id": runner_id, **where}
        key = self._gateway.key_of(viewer, name, runner_id, where)
        with self._gateway.alone(key):
            answers = self._gateway.answers(self, key)
            self._note(viewer, answers.scopes, kinds_of(name))
            known = answers.frames.get(asked(name, conditions))
            if known is None:
                known = self._gateway.read(self, key, answers, name, conditions)
        if key.stored == EVERY_PAGE:
            self._names.add(name)
        self.hand_out(key)
        return known.clone()

    def query(
        self,
        viewer: Viewer,
        sql: str,
        *,
        runner_id: str | None = None,
        most_rows: int | None = None,
    ) -> pl.DataFrame:
        """The answer to read-only SQL over a slice, or its first `most_rows` rows.

        Raises UserError as `answer`.
        """
        with self._asked(viewer, runner_id, sql) as connection:
            return answer(connection, sql, self._gateway.settings, most_rows=most_rows)

    @contextmanager
    def query_stream(
        self, viewer: Viewer, sql: str, *, runner_id: str | None = None
    ) -> Generator[Streamed]:
        """Likewise of any length, row by row. Raises UserError as `stream`."""
        with (
            self._asked(viewer, runner_id, sql) as connection,
            stream(connection, sql, self._gateway.settings) as streamed,
        ):
            yield streamed

    @contextmanager
    def _asked(self, viewer: Viewer, runner_id: str | None, sql: str) -> Generator[Connection]:
        """The slice that somebody asks in SQL, for as long as they do."""
        refuse_to_change(sql, self._gateway.settings)
        self._see_own_changes()
        key = Key(viewer, runner_id, None)
        with self._gateway.alone(key):
            self._note(viewer, self._gateway.answers(self, key).scopes, KINDS)
            piece = self._gateway.slice(self, key)
            self.hand_out(key)
            piece.open_to_sql(sql)
            self._gateway.keep(key, piece.answers, piece)  # anew: it has grown
            yield piece.connection

    def samples(
        self, viewer: Viewer, activity_id: str, *, runner_id: str | None = None
    ) -> pl.DataFrame | None:
        """The per-second stream of one activity the viewer may see; None where there is none.

        Raises AccessDenied when the activity is not there or not this viewer's to see, and
        DataError where the disk has damaged both the stream and what it was made of.
        """
        found = self.load(viewer, "core.activity", runner_id=runner_id, activity_id=activity_id)
        if found.is_empty():
            raise AccessDenied("There is no such run.")
        home, settings = self._gateway.home, self._gateway.settings
        try:
            return read_samples(home, activity_id)
        except DataError:  # made anew from its original, once for all
            from etl.operations.correct import read_again  # noqa: PLC0415  with all readers of files

            owner = Journal(home, settings).runner(found["runner_id"][0])
            read_again(home, settings, runner=owner, activity_id=activity_id)
            return read_samples(home, activity_id)

    def scopes(self, viewer: Viewer) -> Scopes:
        """What this viewer may see of whom, by runner: training, pain, clinical, own."""
        self._see_own_changes()
        key = ("scopes", viewer)
        self.hand_out(key)
        return self.version(key, lambda state: state.scopes(viewer, self.now))

    def team(self, today: date) -> TeamState:
        """People, groups and names of this installation, as the journal has them."""
        self._see_own_changes()
        return self._gateway.team_of(self, today)

    def store(self) -> None:
        """Leave what was worked out for whoever asks next; once nobody waits for the page."""
        self._gateway.read_together.note(frozenset(self._names))
        for key, piece in self.pieces.items():
            with self._gateway.alone(key):
                piece.store()

    def version(self, key: Hashable, version_of: VersionOf) -> Any:
        """What something rests on, worked out once a page."""
        if key not in self._versions:
            self._versions[key] = version_of(self.state), version_of
        return self._versions[key][0]

    def is_of_its_state(
        self, key: Hashable, version_of: VersionOf, look: Look | None = None
    ) -> bool:
        """Whether what was just made of the files is; else the page has gone on to a newer state.

        `look` is how they were then. Raises Outdated where it cannot, for what it has handed out.
        """
        if look == self.state.look:
            return True
        present = self._gateway.present()
        if present is self.state or version_of(present) == self.version(key, version_of):
            return True
        for version, told_by in (self._versions[used] for used in self._handed_out):
            if told_by(present) != version:
                raise Outdated("Somebody saved something just now. Load the page again.")
        self.state = present
        self.rows = {}
        self._versions = {used: self._versions[used] for used in self._handed_out}
        self.pieces = {used: piece for used, piece in self.pieces.items() if used in self._versions}
        return False

    def hand_out(self, key: Hashable) -> None:
        """From here on the page shows something that rests on this key's version."""
        self._handed_out.add(key)

    def _begin(self) -> None:
        self._changes = changes_of_this_thread()
        self.now = self._gateway.settings.current_time()
        self.state = self._gateway.present()
        self._versions: dict[Hashable, tuple[Any, VersionOf]] = {}
        self._handed_out: set[Hashable] = set()
        self.rows: dict[Key, RunnerRows] = {}  # what was stored as the page began
        self.pieces: dict[Key, Slice] = {}  # that answer to the end, whoever writes meanwhile

    def _see_own_changes(self) -> None:
        if self._changes != changes_of_this_thread():
            self._begin()

    def _scopes(self, viewer: Viewer) -> Scopes:
        return self.state.scopes(viewer, self.now)

    def _note(self, viewer: Viewer, scopes: Scopes, kinds: frozenset[str]) -> None:
        """Write down who is about to read what of whom, but for runners and owners themselves."""
        if viewer.is_owner:
            return
        for runner_id, granted in scopes.items():
            if "own" not in granted and kinds & granted:
                self._gateway.notes.note(viewer.viewer_id, [runner_id], kinds & granted)
