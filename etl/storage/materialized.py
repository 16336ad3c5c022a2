"""Rows of views, worked out before somebody asks for them: in a file of their own.

They are copies of what warehouse and journal hold, so they may be thrown away at any time, and no
backup holds them. Each is found by whose rows it tells of, as which combination of grants shows
them, its view and the version of all it rests on; whoever asks for another version finds nothing.
"""

import io
import logging
import sqlite3
import zlib
from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from etl.home import Home
from etl.storage.disk.sqlite_files import sqlite_file, transaction

if TYPE_CHECKING:
    import polars as pl  # a command that only forgets rows loads none

_BUSY_S = 5.0
# Rows of another format would lie in a table of another name.
_MAKE = (
    """
create table if not exists stored_view (
    runner text not null,
    share text not null,
    view text not null,
    version text not null,
    made_from text not null,
    valid_until_s real,
    checksum integer not null,
    frame blob not null,
    primary key (runner, share, view)
)
""",
    "drop table if exists materialized",  # of another format
    "create table if not exists looked_at (file text primary key, look text, versions text)",
)
_log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Share:
    """One combination of what may be seen of one runner, whoever sees it.

    `scopes` are those granted; `with_lent` tells whether what a platform lent is among the rows.
    """

    runner_id: str
    scopes: frozenset[str]
    with_lent: bool

    @property
    def keys(self) -> tuple[str, str]:
        """The runner's and the combination's: no id stands in the file."""
        return digest(self.runner_id), digest(f"{sorted(self.scopes)} {self.with_lent}")


@dataclass(frozen=True, slots=True)
class Stored:
    """Rows of one view as they lie in the file.

    Its `version` tells the stored rows of the home that they rest on, `made_from` (empty where
    nobody noted it) the rows of those very tables and views that the view reads.
    """

    content: bytes
    valid_until_s: float | None  # seconds since 1970
    version: str = ""
    made_from: str = ""

    @property
    def valid_until(self) -> datetime | None:
        """When the first of them expires."""
        return (
            None if self.valid_until_s is None else datetime.fromtimestamp(self.valid_until_s, UTC)
        )

    def frame(self) -> "pl.DataFrame":
        """The rows."""
        import polars as pl  # noqa: PLC0415

        return pl.read_ipc_stream(io.BytesIO(self.content))


@dataclass(frozen=True, slots=True)
class Materialized:
    """The stored rows of one home.

    Nothing here fails for what the disk does: what cannot be read is not there, what cannot be
    written is not stored, and a file that is damaged is thrown away.
    """

    home: Home

    def versions(self, share: Share, *, now_s: float) -> dict[str, str]:
        """By view the version that is stored and has not expired (`now_s`: seconds since 1970)."""
        rows = self._asked(
            "select view, version from stored_view where runner = ? and share = ?"
            " and coalesce(valid_until_s > ?, 1)",
            (*share.keys, now_s),
        )
        return dict(rows)

    def take(self, share: Share, views: Collection[str], *, now_s: float) -> dict[str, Stored]:
        """Those of the views that are stored, in whichever version, all as of one moment.

        Rows that are not what was stored under their name are none.
        """
        asked = ", ".join("?" * len(views))
        rows = self._asked(
            "select view, version, made_from, valid_until_s, checksum, frame from stored_view"  # noqa: S608  question marks
            f" where runner = ? and share = ? and view in ({asked})"
            " and coalesce(valid_until_s > ?, 1)",
            (*share.keys, *views, now_s),
        )
        return {
            view: Stored(content, valid_until_s, version, made_from)
            for view, version, made_from, valid_until_s, checksum, content in rows
            if checksum == _checksum(_name(share, view, version, made_from), content)
        }

    def write(self, share: Share, views: Mapping[str, Stored]) -> None:
        """Store rows by view in place of what was there."""
        rows = [
            (
                *(*share.keys, view, made.version, made.made_from, made.valid_until_s),
                _checksum(_name(share, view, made.version, made.made_from), made.content),
                made.content,
            )
            for view, made in views.items()
        ]
        statement = "insert or replace into stored_view values (?, ?, ?, ?, ?, ?, ?, ?)"
        self._in_file(lambda connection: connection.executemany(statement, rows))

    def confirm(self, files: Mapping[str, tuple[str, str]]) -> None:
        """Throw all away where a file is another one though its rows have the versions they had.

        Then somebody wrote into it by hand, while nobody looked. `files` holds the look and the
        versions of each, by its name.
        """
        rows = self._asked("select file, look, versions from looked_at", ())
        known = {file: (look, versions) for file, look, versions in rows}
        if known == dict(files):
            return
        if any(
            file in known and known[file][1] == versions and known[file][0] != look
            for file, (look, versions) in files.items()
        ):
            remove(self.home.materialized)
        told = [(file, *look_and_versions) for file, look_and_versions in files.items()]
        statement = "insert or replace into looked_at values (?, ?, ?)"
        self._in_file(lambda connection: connection.executemany(statement, told))

    def forget(self, runner_ids: Iterable[str]) -> None:
        """Nothing of these runners stays, in the file or in its log."""
        keys = [(digest(runner_id),) for runner_id in runner_ids]
        if not keys or not self.home.materialized.exists():
            return
        statement = "delete from stored_view where runner = ?"
        self._in_file(lambda connection: connection.executemany(statement, keys))
        self._write_log_back()

    def forget_but(self, share: Share, views: Collection[str]) -> None:
        """Of a combination only these views stay."""
        held = self._asked(
            "select view from stored_view where runner = ? and share = ?", share.keys
        )
        gone = [(*share.keys, view) for (view,) in held if view not in views]
        if gone:
            statement = "delete from stored_view where runner = ? and share = ? and view = ?"
            self._in_file(lambda connection: connection.executemany(statement, gone))

    def keep_only(self, shares: Iterable[Share], *, now_s: float) -> None:
        """Only rows of these combinations stay, and of them none that has expired."""
        if not self.home.materialized.exists():
            return
        kept = {share.keys for share in shares}
        rows = self._asked("select distinct runner, share from stored_view", ())
        gone = [keys for keys in rows if keys not in kept]
        expired = self._asked(
            "select 1 from stored_view where valid_until_s <= ? limit 1", (now_s,)
        )
        if not gone and not expired:
            return

        def remove(connection: sqlite3.Connection) -> None:
            statement = "delete from stored_view where runner = ? and share = ?"
            connection.executemany(statement, gone)
            connection.execute("delete from stored_view where valid_until_s <= ?", (now_s,))

        self._in_file(remove)
        self._write_log_back()

    def _asked(self, sql: str, values: tuple[object, ...]) -> list[tuple]:
        if not self.home.materialized.exists():
            return []
        try:
            with closing(sqlite3.connect(self.home.materialized, timeout=_BUSY_S)) as connection:
                return connection.execute(sql, values).fetchall()
        except sqlite3.OperationalError:  # busy for longer than we wait, or of another format
            return []
        except sqlite3.DatabaseError:
            remove(self.home.materialized)
            return []

    def _in_file(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """What comes of some work in one transaction; None where the file is of no use."""
        try:
            with (
                _opened(self.home.materialized) as connection,
                transaction(connection, writes=False),
            ):
                return work(connection)
        except sqlite3.OperationalError as error:  # full, read-only, or busy for too long
            _log.warning("rows not stored: %s", error)  # SQLite's words, which quote no row
            return None
        except sqlite3.DatabaseError:  # damaged: other processes begin a new one, too
            remove(self.home.materialized)
            return None

    def _write_log_back(self) -> None:
        """What was deleted stands in the log, too, until it is written back and cut off."""
        try:
            with _opened(self.home.materialized) as connection:
                connection.execute("pragma wal_checkpoint(truncate)").fetchall()
        except sqlite3.DatabaseError:
            remove(self.home.materialized)


def packed(rows: "pl.DataFrame") -> bytes:
    """Rows as they are stored.

    Polars locks the frame that it writes and then waits for the interpreter; another thread that
    has the interpreter and asks the same frame for its columns waits for that lock, and no thread
    of the process ever goes on. So what is written is a frame that nobody else has.
    """
    held = io.BytesIO()
    own = rows.clone()
    own.write_ipc_stream(held, compression="lz4")  # as a file: ten times the work
    return held.getvalue()


def digest_of(content: bytes) -> str:
    """A short name for what is stored: the same for the same rows in the same order."""
    return blake2b(content, digest_size=16).hexdigest()


def digest(text: str) -> str:
    """A short name for a text, the same in every process."""
    return blake2b(text.encode(), digest_size=12).hexdigest()


def remove(path: Path) -> None:
    """The file with its log, also where there is none."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


@contextmanager
def _opened(path: Path) -> Generator[sqlite3.Connection]:
    with sqlite_file(path, busy_s=_BUSY_S, has_log=True) as connection:
        # A power cut may cost what is stored: a checksum tells, and it is worked out again.
        connection.execute("pragma synchronous = off")
        for statement in _MAKE:
            connection.execute(statement)
        yield connection


def _name(share: Share, view: str, version: str, made_from: str) -> str:
    return " ".join((*share.keys, view, version, made_from))


def _checksum(name: str, content: bytes) -> int:
    return zlib.crc32(content, zlib.crc32(name.encode()))
