"""Disks that fail and processes that die, at the n-th step of a piece of work.

The work is done in a child forked from a small process that runs nothing else. A step is a commit
(of DuckDB, or of what syncs know), a sync or a rename: what survives changes at these alone.
"""

import errno
import os
import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

from etl.errors import KneewiseError
from etl.storage.disk.sqlite_files import transaction
from etl.storage.duckdb_files import _connected
from tests.builders import forking, saving
from tests.builders.killing import _Watched

Fault = Literal["kill", "EIO", "ENOSPC"]
Work = Callable[..., None]

forking.preload("tests.faults.disk", "tests.faults.works")

SAVED = "saved"
"""Line of what a child says once the work has answered."""


class _Step:
    """Counts steps, and lets the fault happen at one of them."""

    def __init__(self, at: int, fault: Fault) -> None:
        self._count = count(1)
        self._at = at
        self._fault = fault
        self.number = 0

    def __call__(self) -> None:
        self.number = next(self._count)
        if self.number != self._at:
            return
        if self._fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        number = getattr(errno, self._fault)
        raise OSError(number, os.strerror(number))


@contextmanager
def _watched(step: _Step) -> Generator[None]:
    """Every commit, sync and rename is a step, before it is done."""
    real_sync, real_replace, real_rename = os.fsync, os.replace, os.rename

    @contextmanager
    def in_memory() -> Generator[Any]:
        with _connected() as connection:
            # A disk that fails under DuckDB is DuckDB's own business: see the full disk.
            yield _Watched(connection, step if step._fault == "kill" else lambda: None)

    @contextmanager
    def in_sqlite(database: Any) -> Generator[None]:
        with transaction(database):
            yield
            if step._fault == "kill":
                step()

    def sync(handle: int) -> None:
        step()
        real_sync(handle)

    def replace(*given: Any, **named: Any) -> None:
        step()
        real_replace(*given, **named)

    def rename(*given: Any, **named: Any) -> None:
        step()
        real_rename(*given, **named)

    with (
        patch("etl.storage.duckdb_files._connected", in_memory),
        patch("etl.sync.ledger.file.transaction", in_sqlite),
        patch("os.fsync", sync),
        patch("os.replace", replace),
        patch("os.rename", rename),
    ):
        yield


def steps_of(work: Work, folder: Path, said: Path) -> int:
    """How many steps the work has; it is done."""
    child = forking.begin(_do, work, folder, said, 0, "kill")
    assert saving.ended(child) == 0, said.read_text() if said.exists() else "died"
    return int(said.read_text().splitlines()[-1])


def done_with_fault(work: Work, folder: Path, said: Path, *, at: int, fault: Fault) -> str:
    """What the work answered: SAVED, the sentence of an error of ours, or nothing (it was killed).

    Fails for an error that is not ours: nobody can do anything with its words.
    """
    said.unlink(missing_ok=True)
    child = forking.begin(_do, work, folder, said, at, fault)
    code = saving.ended(child)
    assert code in (0, -signal.SIGKILL), (code, said.read_text() if said.exists() else "")
    return said.read_text().splitlines()[0] if code == 0 else ""


def _do(work: Work, folder: Path, said: Path, at: int, fault: Fault) -> None:
    step = _Step(at, fault)
    try:
        with _watched(step):
            work(folder)
        answer = SAVED
    except (KneewiseError, OSError) as error:
        answer = str(error)
    said.write_text(f"{answer}\n{step.number}\n", "utf-8")
