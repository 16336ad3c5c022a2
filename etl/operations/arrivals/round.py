"""One look at a runner's folder: what is new and whole comes in, what is not yet is waited for."""

import logging
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from etl.errors import Busy, KneewiseError
from etl.home import Home
from etl.ingest import worker
from etl.ingest.chunks import Progress
from etl.ingest.import_log import WATCHED
from etl.journal.entries import Runner
from etl.machine_refusals import words_of
from etl.operations.arrivals.bring_in import bring_in
from etl.operations.arrivals.folder import (
    PATIENCE_S,
    STILL_S,
    Changed,
    Copied,
    Seen,
    copy,
    look,
    looks_whole,
)
from etl.operations.arrivals.looked_at import LookedAt, known_contents
from etl.operations.import_files import ImportResult, import_sources
from etl.settings import Settings
from etl.sources.discover import FoundFile
from etl.storage.under_way import scratch_folder

LINK = "A link is not followed: put the file itself into the folder."
CLOSED = "The file cannot be opened. Check that you may read it."
UNFORESEEN = "Bringing this file in failed in a way nobody foresaw. Export it again."

_MOST_AT_ONCE = 128  # files of one batch: what is copied and read before the first is there to see
_LOCK = "arriving.lock"
_log = logging.getLogger(__name__)
_BUSY = "Another process brings files in just now; what has arrived waits for it."


class Stopped(Exception):
    """Whoever watches was asked to end; what is not in yet is read when it begins again."""


@dataclass(slots=True)
class FolderWatch:
    """What is known of one runner's folder from one look to the next.

    `runner` is asked for once there is something to bring in.
    """

    home: Home
    settings: Settings
    folder: Path
    runner: Callable[[], Runner]
    is_stopped: Callable[[], bool] = lambda: False
    clock: Callable[[], float] = time.monotonic
    _still_since: dict[Seen, float] = field(default_factory=dict)
    _done: set[Seen] = field(default_factory=set)

    @property
    def is_waiting(self) -> bool:
        """A file is there that does not lie still yet, or is not whole."""
        return bool(self._still_since)

    def look(self) -> Iterator[ImportResult]:
        """Bring in what is ready, a batch at a time; each is in when it is told.

        Raises Stopped, KneewiseError where nothing can come in now, OSError where the folder is
        gone.
        """
        ready = self._ready(look(self.folder))
        if not ready:
            return
        runner = self.runner()
        for first in range(0, len(ready), _MOST_AT_ONCE):
            with self._alone():
                yield from self._bring_each(ready[first : first + _MOST_AT_ONCE], runner)

    def _ready(self, seen: Sequence[Seen]) -> list[Seen]:
        now = self.clock()
        self._done &= set(seen)  # one that comes back under the same name is looked at again
        fresh = [one for one in seen if one not in self._done]
        if fresh and not self._still_since:
            worker.begin()  # it loads what reads while the files come to rest
        self._still_since = {one: self._still_since.get(one, now) for one in fresh}
        return [one for one, since in self._still_since.items() if self._is_ready(one, now - since)]

    def _is_ready(self, seen: Seen, still_s: float) -> bool:
        is_whole = still_s >= STILL_S and looks_whole(self.folder, seen)
        return is_whole or still_s >= PATIENCE_S

    def _bring_each(self, files: Sequence[Seen], runner: Runner) -> Iterator[ImportResult]:
        """As one batch; where that fails in a way nobody foresaw, each by itself.

        The one that it fails for is named and left, and all others come in.
        """
        try:
            result = self._bring(files, runner)
        except (KneewiseError, Stopped):
            raise
        except Exception as error:
            if isinstance(error, OSError) or words_of(error):  # of the machine, not of a file
                raise
            _log.error("watched files, not foreseen: %s", type(error).__name__)
            if len(files) > 1:
                for one in files:
                    yield from self._bring_each([one], runner)
                return
            result = self._pass_over(files[0], runner)
        if result is not None:
            yield result

    def _pass_over(self, seen: Seen, runner: Runner) -> ImportResult:
        LookedAt(self.home, runner.runner_id, self.folder).note([(seen, "")])
        del self._still_since[seen]
        self._done.add(seen)
        named = FoundFile(seen.label, reason=UNFORESEEN, is_broken=True)
        return import_sources(self.home, self.settings, [named], runner=runner, brought_by=WATCHED)

    def _bring(self, files: Sequence[Seen], runner: Runner) -> ImportResult | None:
        """These files as one batch; None where all of them were looked at before."""
        looked_at = LookedAt(self.home, runner.runner_id, self.folder)
        before = looked_at.files()
        fresh = [
            one
            for one in files
            if before.get(looked_at.key(one)) != (one.size_bytes, one.modified_ns)
        ]
        result, looked = self._import(fresh, runner, looked_at) if fresh else (None, [])
        looked_at.note(looked)
        changed = {*fresh} - {one for one, _ in looked}
        self._still_since |= dict.fromkeys(changed, self.clock())
        for one in {*files} - changed:
            del self._still_since[one]
            self._done.add(one)
        return result

    def _import(
        self, files: Sequence[Seen], runner: Runner, looked_at: LookedAt
    ) -> tuple[ImportResult | None, list[tuple[Seen, str]]]:
        """What came in, and which files were looked at, each with the hash of its content."""
        known = known_contents(self.home, self.settings, looked_at)
        with scratch_folder(self.home, "upload-") as scratch:
            arrived, inside = scratch / "arrived", scratch / "unpacked"
            arrived.mkdir()
            inside.mkdir()
            copied, refused = self._copied(files, arrived)
            looked = [(one.seen, one.sha256) for one in copied] + [(one, "") for one in refused]
            fresh = [one for one in copied if one.sha256 not in known]
            for one in {*copied}.difference(fresh):
                (arrived / one.seen.path).unlink()
            named = [FoundFile(one.label, reason=why) for one, why in refused.items()]
            if not fresh and not named:
                return None, looked
            result = bring_in(
                self.home,
                self.settings,
                arrived,
                runner=runner,
                brought_by=WATCHED,
                scratch=inside,
                refused=named,
                on_progress=self._go_on,
            )
        return result, looked

    def _copied(self, files: Sequence[Seen], to: Path) -> tuple[list[Copied], dict[Seen, str]]:
        """Copies of the files, and the reason of each that is refused; changed ones are neither."""
        copied: list[Copied] = []
        refused: dict[Seen, str] = {}
        for one in files:
            self._go_on()
            place = to / one.path
            if one.is_link:
                refused[one] = LINK
                continue
            try:
                copied.append(copy(self.folder, one, place))
            except Changed:
                place.unlink(missing_ok=True)
            except OSError as error:
                place.unlink(missing_ok=True)
                if words_of(error) and not isinstance(error, PermissionError):
                    raise  # of the disk that it is copied to
                refused[one] = CLOSED
        return copied, refused

    def _go_on(self, _progress: Progress | None = None) -> None:
        if self.is_stopped():
            raise Stopped

    @contextmanager
    def _alone(self) -> Generator[None]:
        """Of two that watch the same folder, one after the other looks at what is there."""
        place = self.home.create().root / _LOCK
        try:
            with FileLock(place, timeout=self.settings.lock_wait_s, mode=0o600):
                yield
        except Timeout:
            raise Busy(_BUSY) from None
