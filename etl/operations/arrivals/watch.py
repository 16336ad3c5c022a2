"""Watching a folder until somebody says stop: a change there, or a minute, makes it be looked at.

What the system tells of changes only wakes: what is there is found by looking. So nothing is missed
where it tells nothing, as on many network folders, and a folder that vanishes is waited for.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from watchfiles import watch

from etl.errors import KneewiseError
from etl.home import Home
from etl.machine_refusals import words_of
from etl.operations.arrivals.round import FolderWatch, Stopped
from etl.operations.arrivals.whose import OwnFolder
from etl.operations.import_files import ImportResult
from etl.settings import Settings

LOOK_EVERY_S = 60.0
"""So long at most until a change is seen of which the system says nothing."""
POLL_EVERY_S = 1.0
AGAIN_S = 15.0
"""So long until what could not come in, as while another process works, is tried again."""

_PAUSE_S = 0.25  # between two looks at files that are not still yet
_GROUPED_MS, _QUIET_MS = 200, 50  # changes that come so close together are one


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told what: results as they come, and sentences about what stands in the way."""

    result: Callable[[ImportResult], None]
    trouble: Callable[[str], None]


@dataclass(slots=True)
class Watcher:
    """Watches `root` for what `folders` says is in it."""

    home: Home
    settings: Settings
    root: Path
    folders: Callable[[], tuple[Sequence[OwnFolder], Sequence[Path]]]
    telling: Telling
    stop: Event
    _watched: dict[tuple[Path, str], FolderWatch] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)
    _again_at: float = 0.0

    def run(self) -> None:
        """Until `stop` is set; what is under way then is left, and read at the next start."""
        try:
            while not self.stop.is_set():
                self._watch_while_there()
        except Stopped:
            return

    def _watch_while_there(self) -> None:
        try:
            identity = _identity(self.root)
            self._told.clear()
            looked_at = 0.0
            for changes in self._wakes():
                now = time.monotonic()
                is_due = bool(changes) or self._is_waiting() or now - looked_at >= LOOK_EVERY_S
                if is_due and now >= self._again_at:
                    looked_at = now
                    self._look()
                if _identity(self.root) != identity:
                    return
        except OSError as error:
            self._wait_for_it(error)

    def _wakes(self) -> Iterator[set]:
        return watch(
            self.root,
            watch_filter=None,
            debounce=_GROUPED_MS,
            step=_QUIET_MS,
            stop_event=self.stop,
            rust_timeout=int(_PAUSE_S * 1000),
            yield_on_timeout=True,
            force_polling=self.settings.watch_polling or None,
            poll_delay_ms=int(POLL_EVERY_S * 1000),
            ignore_permission_denied=True,
        )

    def _is_waiting(self) -> bool:
        return any(one.is_waiting for one in self._watched.values())

    def _look(self) -> None:
        """At each folder; one that nothing can be done for now leaves the others alone."""
        try:
            own, nobodys = self.folders()
        except KneewiseError as error:
            self._later(error)
            return
        for folder in nobodys:
            self._tell_once(f"{folder} is called after no runner here: nothing in it is read.")
        keys = {(one.path, one.key): one for one in own}
        self._watched = {key: self._watched.get(key) or self._fresh(keys[key]) for key in keys}
        for one in self._watched.values():
            try:
                for result in one.look():
                    self.telling.result(result)
            except Stopped:
                raise
            except Exception as error:
                if isinstance(error, OSError) and not one.folder.is_dir():
                    continue  # it is gone, and is asked for again at the next look
                if not isinstance(error, KneewiseError) and words_of(error) is None:
                    raise
                self._later(error)

    def _fresh(self, own: OwnFolder) -> FolderWatch:
        is_stopped = self.stop.is_set
        return FolderWatch(self.home, self.settings, own.path, own.runner, is_stopped)

    def _later(self, error: Exception) -> None:
        self._again_at = time.monotonic() + AGAIN_S
        self._tell_once(words_of(error) or str(error))

    def _wait_for_it(self, error: OSError) -> None:
        if self.root.is_dir():
            sentence = words_of(error) or f"{self.root} cannot be watched now; it is tried again."
        else:
            sentence = f"{self.root} is not there. What arrives is read once it is back."
        self._tell_once(sentence)
        self._watched.clear()
        self.stop.wait(POLL_EVERY_S)

    def _tell_once(self, sentence: str) -> None:
        """The same trouble is told once, until the folder has been away."""
        if sentence not in self._told:
            self._told.add(sentence)
            self.telling.trouble(sentence)


def _identity(folder: Path) -> tuple[int, int]:
    """Of the folder itself: another one in its place is another, and has to be watched anew."""
    status = folder.stat()
    return status.st_dev, status.st_ino
