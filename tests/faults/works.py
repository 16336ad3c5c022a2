"""Pieces of work on a home that faults fall into, each in a process of its own."""

import os
import signal
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from etl.errors import KneewiseError
from etl.home import Home
from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from etl.operations.backup.nightly import back_up_into
from etl.operations.backup.read import restore
from etl.operations.erase_runner import erase_runner
from etl.operations.import_files import import_sources
from etl.operations.rebuild import rebuild
from etl.settings import Settings
from etl.storage.duckdb_files import Connection, DatabaseError, _connected, attached, open_in_memory
from tests.builders import an_upload
from tests.builders.homes import NOW

DAY = date(2026, 5, 1)
RUN, BACKUPS = "arriving.fit", "kept"


def settings_of(folder: Path) -> Settings:
    """Those of every process here."""
    return Settings(home=folder / "home", time_zone="UTC", now=NOW, workers=1, lock_wait_s=30)


def home_of(folder: Path) -> Home:
    """The home that the work is done on."""
    return Home(folder / "home")


def log(folder: Path) -> None:
    """One entry of pain."""
    journal = Journal(home_of(folder), settings_of(folder))
    runner = journal.runners()[0]
    journal.log_pain(
        PainEntry(runner_id=runner.runner_id, local_date=DAY, knee="left", pain_during_score=7)
    )


def import_a_run(folder: Path) -> None:
    """One file that lies beside the home."""
    home, settings = home_of(folder), settings_of(folder)
    runner = Journal(home, settings).runners()[0]
    files = [an_upload((folder / RUN).read_bytes())]
    import_sources(home, settings, files, runner=runner)


def build_again(folder: Path) -> None:
    """The warehouse, from originals."""
    rebuild(home_of(folder), settings_of(folder))


def back_up(folder: Path) -> None:
    """One more of the nightly ones."""
    back_up_into(home_of(folder), settings_of(folder), folder / BACKUPS, keep=2)


def bring_back(folder: Path) -> None:
    """The newest backup, into another home."""
    newest = max((folder / BACKUPS).glob("*.zip"))
    restore(Home(folder / "again"), settings_of(folder), newest)


def erase(folder: Path) -> None:
    """The second runner."""
    home, settings = home_of(folder), settings_of(folder)
    gone = [one for one in Journal(home, settings).runners() if one.display_name == "Zed"]
    if gone:
        erase_runner(home, settings, runner_id=gone[0].runner_id)


def migrate(folder: Path) -> None:
    """A journal of the version before, opened by this one."""
    Journal(home_of(folder), settings_of(folder)).prepare()


def log_without_room(folder: Path, said: Path, most_bytes: int, count: int) -> None:
    """So many entries where no file can grow beyond a size; `said` gets the id of each saved one.

    What an error says is no matter here: whoever was not told "saved" knows.
    """
    import resource

    journal = Journal(home_of(folder), settings_of(folder))
    runner_id = journal.runners()[0].runner_id
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails instead
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, resource.RLIM_INFINITY))
    entry = PainEntry(runner_id=runner_id, local_date=DAY, knee="left", pain_during_score=7)
    for _ in range(count):
        with suppress(KneewiseError, DatabaseError, OSError):
            entry_id = journal.log_pain(entry)
            with said.open("a", encoding="utf-8") as lines:
                lines.write(f"{entry_id}\n")


def rows_of(folder: Path, name: str = "home") -> dict[str, tuple[object, ...]]:
    """Every entry of pain, by its id."""
    journal = Home(folder / name).journal
    with (
        open_in_memory() as connection,
        attached(connection, {"told": journal}, wait_s=30),
    ):
        rows = connection.execute("from told.journal.pain_entry").fetchall()
        names = [column[0] for column in connection.description or ()]
    return {row[names.index("entry_id")]: row for row in rows}


def leave_a_log(folder: Path, count: int) -> None:
    """Entries that stand in DuckDB's log alone: their writer is killed with the file open."""
    journal = Journal(home_of(folder), settings_of(folder))
    runner = journal.runners()[0]
    with ExitStack() as stack:
        staying = _Staying(stack.enter_context(_connected()))

        @contextmanager
        def always_the_same() -> Generator[Any]:
            yield staying

        with patch("etl.storage.duckdb_files._connected", always_the_same):
            for score in range(count):
                entry = PainEntry(
                    runner_id=runner.runner_id,
                    local_date=DAY,
                    knee="left",
                    pain_during_score=score % 11,
                )
                journal.log_pain(entry)
        os.kill(os.getpid(), signal.SIGKILL)


class _Staying:
    """A connection that opens its file once and does not close it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._is_open = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, sql: str, *given: Any) -> Any:
        if sql.startswith("detach") or (sql.startswith("attach") and self._is_open):
            return self._connection
        self._is_open = self._is_open or sql.startswith("attach")
        return self._connection.execute(sql, *given)
