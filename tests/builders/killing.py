"""Imports that are killed at a chosen commit: in a forked process, by a real signal."""

import os
import signal
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from etl.home import Home
from etl.operations.import_files import import_paths
from etl.settings import Settings
from etl.storage.duckdb_files import Connection, _connected
from tests.builders import forking, saving


def _here(work: Callable[..., Any], *given: Any, bounds: Any) -> Any:
    return work(*given)


class _Watched:
    """A connection that tells of each commit before it is made."""

    def __init__(self, connection: Connection, on_commit: Callable[[], None]) -> None:
        self._connection = connection
        self._on_commit = on_commit

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def commit(self) -> None:
        """As DuckDB's own."""
        self._on_commit()
        self._connection.commit()


def commits_of_import(
    home: Home, settings: Settings, paths: Sequence[Path], *, files_a_chunk: int
) -> int:
    """Import without a disturbance; how often something was committed."""
    commits = count()
    _import(home, settings, paths, files_a_chunk, lambda: next(commits))
    return next(commits)


def import_killed(
    home: Home, settings: Settings, paths: Sequence[Path], *, files_a_chunk: int, at: Sequence[int]
) -> int:
    """Import, killed before the first of these commits, then the second by whoever goes on.

    Whatever was written beside the databases up to then is there, what was to be committed is not.
    At last the import gets through. Returns how often it was killed.
    """
    kills = 0
    for deadly in (*at, 0):
        child = forking.begin(_import_until, home, settings, paths, files_a_chunk, deadly)
        code = saving.ended(child)
        assert code in ({0, -signal.SIGKILL} if deadly else {0})
        kills += code != 0
    return kills


def killed_at_commit(work: Callable[..., Any], *given: Any, at: int) -> None:
    """Do some work in a process that is killed before that commit, the first being 1."""
    child = forking.begin(_until, work, given, at)
    assert saving.ended(child) == -signal.SIGKILL


def _until(work: Callable[..., Any], given: Sequence[Any], deadly: int) -> None:
    commits = count(1)

    def on_commit() -> None:
        if next(commits) == deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    with _watching(on_commit):
        work(*given)


def _import_until(
    home: Home, settings: Settings, paths: Sequence[Path], files_a_chunk: int, deadly: int
) -> None:
    commits = count(1)

    def on_commit() -> None:
        if next(commits) == deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    _import(home, settings, paths, files_a_chunk, on_commit)


def _import(
    home: Home,
    settings: Settings,
    paths: Sequence[Path],
    files_a_chunk: int,
    on_commit: Callable[[], Any],
) -> None:
    with _watching(on_commit), patch("etl.ingest.chunks._CHUNK", files_a_chunk):
        import_paths(home, settings, paths)


@contextmanager
def _watching(on_commit: Callable[[], Any]) -> Generator[None]:
    @contextmanager
    def in_memory() -> Generator[Any]:
        with _connected() as connection:
            yield _Watched(connection, on_commit)

    with (
        patch("etl.storage.duckdb_files._connected", in_memory),
        patch("etl.ingest.pool._FEW", 10_000),
        patch("etl.ingest.worker.in_worker", _here),  # a worker would outlive the kill
    ):
        yield
