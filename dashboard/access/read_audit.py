"""Reads of somebody else's data, noted as they happen: once a viewer, runner, kind and hour.

The first read of an hour is on disk before the page is; how often it was repeated is counted in
memory and written when the reads join their chains, which is every ten minutes and at the end.
"""

import threading
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from functools import cache

from dashboard.access.access_files import read_access_files
from dashboard.access.policy import needed_tables
from etl.home import Home
from etl.people.access_log import a_read, keep_reads, note_reads
from etl.settings import Settings

_Key = tuple[str, str, str, datetime]


class ReadNotes:
    """What one door has let out, to whom."""

    def __init__(self, home: Home, settings: Settings) -> None:
        self._home, self._settings = home, settings
        self._lock = threading.Lock()
        self._repeats: Counter[_Key] = Counter()

    def note(self, viewer_id: str, runner_ids: Iterable[str], kinds: Iterable[str]) -> None:
        """Write down that somebody reads these kinds of these runners' data now."""
        hour = self._settings.current_time().replace(minute=0, second=0, microsecond=0)
        keys = [(viewer_id, runner_id, kind, hour) for runner_id in runner_ids for kind in kinds]
        with self._lock:
            fresh = [key for key in keys if key not in self._repeats]
            self._repeats.update({key: 0 for key in fresh})
            self._repeats.update(key for key in keys if key not in fresh)
            if fresh:
                now = self._settings.current_time()
                note_reads(self._home, [_as_read(key, read_at=now) for key in fresh])

    def keep(self) -> int:
        """Let what was noted join its chains; return how many rows that made."""
        with self._lock:
            repeated = [(key, count) for key, count in self._repeats.items() if count]
            hour = self._settings.current_time().replace(minute=0, second=0, microsecond=0)
            self._repeats = Counter({key: 0 for key in self._repeats if key[3] == hour})
            if repeated:
                note_reads(
                    self._home,
                    [_as_read(key, read_at=key[3], read_count=count) for key, count in repeated],
                )
        return keep_reads(self._home, self._settings)


@cache
def kinds_of(name: str) -> frozenset[str]:
    """Scopes that the rows of a view or table rest on, by the access files of its tables."""
    files = read_access_files()
    return frozenset(
        kind for table in needed_tables(name) if table in files for kind in files[table].kinds
    )


def _as_read(key: _Key, *, read_at: datetime, read_count: int = 1):
    viewer_id, runner_id, kind, _ = key
    return a_read(
        viewer_id=viewer_id, runner_id=runner_id, what=kind, read_at=read_at, read_count=read_count
    )
