"""Homes with given files in them, made through the ordinary import."""

import atexit
import os
import pickle
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import FunctionType
from typing import Any
from unittest.mock import patch

from filelock import FileLock

from dashboard.access.gateway import Gateway
from etl.home import Home
from etl.journal.store import Journal, PainEntry
from etl.operations.import_files import import_sources
from etl.settings import Settings
from etl.storage.migrations import note_up_to_date
from etl.warehouse.tables import Warehouse

NOW = datetime(2026, 5, 3, 7, 0, tzinfo=UTC)
HOMES = "KNEEWISE_TEST_HOMES"
"""Names the folder, shared by all processes of a run, of homes that others are copies of."""
_OPENS_PAGES = re.compile(r"tests/(browser|dashboard(?!/(access|cli|server)/))/")


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that is held in memory."""

    label: str
    content: bytes
    context: str | None = None
    archive: str | None = None

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

    Pains are the fields of a `PainEntry` without the runner. A home that was asked for before is
    copied, and so is one with the same files to which pains are added: an import of one file costs
    a second, most of it whatever the file holds.
    """
    settings = Settings(home=folder, time_zone="Europe/Berlin", now=now, workers=1)
    named = dict(files) if isinstance(files, Mapping) else numbered(files)
    if not named or Home(folder).journal.exists() or HOMES not in os.environ:
        _import(settings, named, runner_name)
        _log(settings, runner_name, pains)
        return Home(folder), settings
    held = [(label, sha256(content).digest()) for label, content in named.items()]
    template = _template(
        (held, runner_name, now), settings, lambda own: _import(own, named, runner_name)
    )
    if pains:
        runs_alone = template

        def with_pains(own: Settings) -> None:
            shutil.copytree(runs_alone, own.home)
            _log(own, runner_name, pains)

        template = _template((template.name, pains), settings, with_pains)
    _copy(template, settings)
    return Home(folder), settings


def a_copy_of(make: FunctionType, folder: Path, *given: Any) -> tuple[Home, Settings]:
    """A home as `make(folder, *given)` fills it: once of all tests of the run, and copied since.

    `make` is a function of a module, and what it is given tells by its `repr` what it makes.
    """
    if HOMES not in os.environ:
        return make(folder, *given)

    def fill(own: Settings) -> None:
        _, settings = make(own.home, *given)
        own.home.with_suffix(".settings").write_bytes(pickle.dumps(settings))

    key = (make.__module__, make.__qualname__, given)
    template = _template(key, Settings(home=folder), fill)
    settings: Settings = pickle.loads(template.with_suffix(".settings").read_bytes())
    settings = settings.model_copy(update={"home": folder})
    _copy(template, settings)
    return Home(folder), settings


def _copy(template: Path, settings: Settings) -> None:
    """The template's files in the home of the settings.

    Where pages are tested, from its second copy on they lie there worked out, as a server leaves
    them: a page of which nothing is stored takes a second. Tests of `access` hold both to the same
    rows.
    """
    used, worked_out = template.with_suffix(".used"), template.with_suffix(".pages")
    place = template
    if _OPENS_PAGES.match(os.environ.get("PYTEST_CURRENT_TEST", "")):
        with FileLock(f"{template}.lock"):
            if used.exists() and not worked_out.is_dir():
                _work_out_pages(template, settings, worked_out)
            used.touch()
        place = worked_out if worked_out.is_dir() else template
    shutil.copytree(place, settings.home, dirs_exist_ok=True)
    note_made_by_this_code(Home(settings.home))


def note_made_by_this_code(home: Home) -> None:
    """Of the very files that were copied: to ask each for the steps it has seen takes 6 ms."""
    for path in (home.warehouse, home.journal):
        if path.exists():
            note_up_to_date(path)


def _work_out_pages(template: Path, settings: Settings, worked_out: Path) -> None:
    place = template.with_suffix(".working")
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(template, place)
    gateway = Gateway(Home(place), settings.model_copy(update={"home": place}))
    while gateway.ahead.work_out_next():
        pass
    place.rename(worked_out)


def _template(key: object, settings: Settings, fill: Callable[[Settings], None]) -> Path:
    """The home of that key, filled by whoever asks first of all processes of the run."""
    template = Path(os.environ[HOMES]) / sha256(repr(key).encode()).hexdigest()
    with FileLock(f"{template}.lock"):
        if not template.is_dir():
            place = template.with_suffix(".new")
            shutil.rmtree(place, ignore_errors=True)  # of a test that failed here
            fill(settings.model_copy(update={"home": place}))
            place.rename(template)
    return template


def _import(settings: Settings, files: Mapping[str, bytes], runner_name: str) -> None:
    home = a_new_home(settings.home)
    runner = Journal(home, settings).ensure_runner(runner_name)
    sources = [UploadedFile(label, content) for label, content in files.items()]
    if sources:
        # What a home holds is read in this process: starting a worker takes longer than all of it.
        with patch("etl.ingest.pool._FEW", len(sources)):
            import_sources(home, settings, sources, runner=runner)


def _log(settings: Settings, runner_name: str, pains: Sequence[Mapping[str, Any]]) -> None:
    if not pains:
        return
    journal = Journal(Home(settings.home), settings)
    runner = journal.ensure_runner(runner_name)
    for pain in pains:
        journal.log_pain(PainEntry(runner_id=runner.runner_id, **pain))


def a_new_home(folder: Path) -> Home:
    """An empty home whose two databases are there already, copied: building one takes a second."""
    home = Home(folder)
    if not home.warehouse.exists() and not home.journal.exists():
        home.create()
        for name in ("warehouse.duckdb", "journal.duckdb", "journal.ledger"):
            shutil.copyfile(_prepared() / name, folder / name)
        note_made_by_this_code(home)
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
