"""Which files of watched folders were looked at, so that a restart reads none of them again.

Paths are kept as hashes. The file may be thrown away: what is in already is then known by its
content, and said to be here.
"""

import hashlib
import os
import sqlite3
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from etl.home import Home
from etl.ingest.import_log import known_originals
from etl.journal.store import Journal
from etl.operations.arrivals.folder import Seen
from etl.settings import Settings
from etl.storage.disk.sqlite_files import sqlite_file, transaction
from etl.warehouse.tables import Warehouse

_BUSY_S = 10.0
_MAKE = """
create table if not exists looked_at (
    runner_id text not null,
    path_sha256 text not null,
    size_bytes integer not null,
    modified_ns integer not null,
    content_sha256 text not null,
    primary key (runner_id, path_sha256)
) without rowid
"""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What one home remembers of the files of one runner's folder."""

    home: Home
    runner_id: str
    folder: Path

    def files(self) -> dict[str, tuple[int, int]]:
        """By hash of the path: size and time of each file when it was looked at."""
        rows = self._asked("select path_sha256, size_bytes, modified_ns from looked_at")
        return {path: (size, modified) for path, size, modified in rows}

    def contents(self) -> frozenset[str]:
        """SHA-256 of each file that was looked at."""
        return frozenset(row[0] for row in self._asked("select content_sha256 from looked_at"))

    def note(self, files: Iterable[tuple[Seen, str]]) -> None:
        """Remember files, each with the SHA-256 of its content, empty where it was not read."""
        rows = [
            (self.runner_id, self.key(one), one.size_bytes, one.modified_ns, sha256)
            for one, sha256 in files
        ]
        with _file(self.home) as file:
            file.executemany("insert or replace into looked_at values (?, ?, ?, ?, ?)", rows)

    def key(self, seen: Seen) -> str:
        """The hash of its whole path."""
        return hashlib.sha256(os.fsencode(self.folder / seen.path)).hexdigest()

    def _asked(self, query: str) -> list[tuple]:
        if not self.home.looked_at.is_file():
            return []
        with _file(self.home) as file:
            return file.execute(f"{query} where runner_id = ?", [self.runner_id]).fetchall()


def known_contents(home: Home, settings: Settings, looked_at: LookedAt) -> frozenset[str]:
    """SHA-256 of what need not be read again: looked at before, or brought in another way."""
    warehouse = Warehouse(home, settings)
    warehouse.prepare()
    told = known_originals(Journal(home, settings), runner_id=looked_at.runner_id)
    return looked_at.contents() | told | frozenset(warehouse.activity_ids(looked_at.runner_id))


def forget_looked_at(home: Home, runner_id: str) -> None:
    """Remove what is remembered of a runner's folders."""
    if home.looked_at.is_file():
        with _file(home) as file:
            file.execute("delete from looked_at where runner_id = ?", [runner_id])


@contextmanager
def _file(home: Home) -> Generator[sqlite3.Connection]:
    """The file in one transaction; one that is damaged is thrown away."""
    try:
        with sqlite_file(home.looked_at, busy_s=_BUSY_S) as connection, transaction(connection):
            connection.execute(_MAKE)
            yield connection
    except sqlite3.DatabaseError as error:
        if type(error) is sqlite3.DatabaseError:  # no database, or one that is malformed
            home.looked_at.unlink(missing_ok=True)
        raise
