"""Originals that a platform handed over, as the runner's own files: on the way of every import.

Fetched bytes wait among the documents, named in the ledger, until an import has kept them; one that
is killed in between is done again, and the same bytes twice are one file.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

from etl.errors import DataError
from etl.home import Home
from etl.ingest.read_file import Readable
from etl.journal.store import Journal, Runner
from etl.settings import Settings
from etl.sources.discover import FoundFile, walk
from etl.storage.erasures import erasing
from etl.storage.originals import Originals
from etl.storage.under_way import scratch_folder
from etl.sync.ledger.records import Held
from etl.sync.ledger.store import Ledger


class BringIn(Protocol):
    """The import of files, which stands above and is handed in."""

    def __call__(
        self, home: Home, settings: Settings, sources: Sequence[Readable], *, runner: Runner
    ) -> Any:
        """Bring in what was found as one batch of a runner."""
        ...


def load_own(home: Home, settings: Settings, provider: str, *, bring_in: BringIn) -> int:
    """Import what was fetched of a platform, one batch a runner; return how many files."""
    ledger, hidden = Ledger(home), erasing(home)
    rows = [row for row in ledger.unloaded(provider) if row.runner_id not in hidden]
    for runner_id, of_runner in groupby(sorted(rows, key=_runner), key=_runner):
        held, runner = list(of_runner), Journal(home, settings).runner(runner_id)
        with scratch_folder(home, "unpacked-") as scratch:
            folder = scratch / "files"
            folder.mkdir()
            there = [row for row in held if _is_written(home, ledger, row, folder)]
            found = [_named(file, folder, provider) for file in walk([folder], scratch=scratch)]
            if found:
                bring_in(home, settings, found, runner=runner)
        ledger.mark_loaded(there)
        for row in there:
            Originals(home.documents).forget(row.original_sha256 or "")
    return len(rows)


def _is_written(home: Home, ledger: Ledger, held: Held, folder: Path) -> bool:
    try:
        data = Originals(home.documents).read(held.original_sha256 or "")
    except DataError:  # damaged on disk, or gone: fetched once more
        ledger.want_streams(held)
        return False
    (folder / f"{held.source_activity_id}{_ending(data)}").write_bytes(data)
    return True


def _ending(data: bytes) -> str:
    """A name for what the bytes are; what they hold is read of them, not of the name."""
    if data.startswith(b"PK"):
        return ".zip"
    if data[8:12] == b".FIT":
        return ".fit"
    return ".tcx" if b"<TrainingCenterDatabase" in data[:2000] else ".gpx"


def _named(file: FoundFile, folder: Path, provider: str) -> FoundFile:
    """Labelled by the platform's own id, not by the folder it lay in for a moment."""
    label = file.label.replace(str(folder), provider, 1)
    return replace(file, label=label, archive=provider)


def _runner(held: Held) -> str:
    return held.runner_id
