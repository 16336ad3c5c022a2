"""Homes with given files in them, made through the ordinary import."""

import atexit
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from etl.home import Home
from etl.journal.store import Journal, PainEntry
from etl.operations.import_files import import_sources
from etl.settings import Settings
from etl.warehouse.tables import Warehouse

NOW = datetime(2026, 5, 3, 7, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that is held in memory."""

    label: str
    content: bytes
    context: str | None = None
    context: None = None

    def read(self) -> bytes:
        """The content as it was given."""
        return self.content


def an_upload(content: bytes, label: str = "run.fit") -> UploadedFile:
    """A file as a browser would hand it over."""
    return UploadedFile(label, content)


def a_home(
    folder: Path,
    files: Mapping[str, bytes] | Sequence[bytes] = (),
    *,
    runner_name: str = "Runner",
    pains: Sequence[Mapping[str, Any]] = (),
    now: datetime = NOW,
) -> tuple[Home, Settings]:
    """A home with these files imported and these pains logged, and the settings to open it.

    Pains are the fields of a `PainEntry` without the runner.
    """
    home = a_new_home(folder)
    settings = Settings(home=folder, time_zone="Europe/Berlin", now=now, workers=1)
    journal = Journal(home, settings)
    runner = journal.ensure_runner(runner_name)
    named = files if isinstance(files, Mapping) else numbered(files)
    sources = [UploadedFile(label, content) for label, content in named.items()]
    if sources:
        import_sources(home, settings, sources, runner=runner)
    for pain in pains:
        journal.log_pain(PainEntry(runner_id=runner.runner_id, **pain))
    return home, settings


def a_new_home(folder: Path) -> Home:
    """An empty home whose two databases are there already, copied: building one takes a second."""
    home = Home(folder)
    if not home.warehouse.exists() and not home.journal.exists():
        home.create()
        for name in ("warehouse.duckdb", "journal.duckdb"):
            shutil.copyfile(_prepared() / name, folder / name)
    return home


@cache
def _prepared() -> Path:
    """The databases of an empty home, made once a process."""
    folder = tempfile.TemporaryDirectory(prefix="kneewise-tests-")
    atexit.register(folder.cleanup)
    home = Home(Path(folder.name))
    settings = Settings(home=home.root, workers=1)
    Journal(home, settings).prepare()
    Warehouse(home, settings).prepare()
    return home.root


def numbered(files: Sequence[bytes]) -> dict[str, bytes]:
    """Files that nobody cared to name."""
    return {f"run_{index:03}.fit": content for index, content in enumerate(files)}
