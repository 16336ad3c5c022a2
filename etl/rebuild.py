"""Everything that can be computed, computed anew from the originals and the journal."""

from collections.abc import Container
from dataclasses import dataclass, replace

from filelock import FileLock

from etl.database import replace_file
from etl.errors import BrokenFile, DataError
from etl.home import REBUILDING, Home
from etl.importing import Chunk, OnProgress, import_sources, read_chunks
from etl.journal import Journal, Runner
from etl.originals import Originals
from etl.settings import Settings
from etl.sync.loading import load_again
from etl.warehouse import TableChange, Warehouse, differences, formula_versions


@dataclass(frozen=True, slots=True)
class StoredOriginal:
    """A kept original, to be read again under the name it came with."""

    label: str
    sha256: str
    originals: Originals
    context: str | None = None

    def read(self) -> bytes:
        """The content as it came."""
        try:
            return self.originals.read(self.sha256)
        except DataError as error:
            raise BrokenFile(str(error)) from error


@dataclass(frozen=True, slots=True)
class RebuildResult:
    """What a rebuild found: files read, files that failed (label, reason), changes by table.

    `former_formulas`: the versions of the formulas that filled the former warehouse.
    """

    file_count: int
    failed: tuple[tuple[str, str], ...]
    changed: dict[str, TableChange]
    former_formulas: tuple[int, ...] = ()


def rebuild(
    home: Home, settings: Settings, *, on_progress: OnProgress | None = None
) -> RebuildResult:
    """Read every wanted original again into a new warehouse, then put it in the old one's place.

    The former warehouse serves readers until the last moment, and stays if this is interrupted.
    """
    # No sync, disconnection or sweep between reading what is held and putting it in place.
    with FileLock(home.create().sync_lock, mode=0o600):
        return _rebuild(home, settings, on_progress)


def _rebuild(home: Home, settings: Settings, on_progress: OnProgress | None) -> RebuildResult:
    journal = Journal(home, settings)
    fresh = replace(home, warehouse_name=REBUILDING)
    _remove_database(fresh)
    warehouse = Warehouse(fresh, settings)
    warehouse.prepare()
    done: set[tuple[str, str]] = set()
    failed: list[tuple[str, str]] = []
    # Once more for whatever was imported meanwhile, until nothing is left to catch up with.
    while left := [
        (runner, sources)
        for runner in journal.runners()
        if (sources := stored_originals(home, journal, runner, but=done))
    ]:
        for runner, sources in left:
            for chunk in read_chunks(
                fresh, settings, sources, runner=runner, known={}, on_progress=on_progress
            ):
                failed += _failures(chunk)
                warehouse.load(chunk.activities, runner=runner)
            done |= {(runner.runner_id, source.sha256) for source in sources}
    for runner in journal.runners():
        warehouse.refresh(runner)
        load_again(fresh, settings, runner.runner_id)
    changed = differences(home, fresh, settings)
    former = formula_versions(home, settings)
    replace_file(fresh.warehouse, home.warehouse, wait_s=settings.lock_wait_s)
    return RebuildResult(len(done), tuple(failed), changed, former)


def _failures(chunk: Chunk) -> list[tuple[str, str]]:
    return [(read.label, read.reason or "") for read in chunk.readings if read.status == "failed"]


def retry_failed(
    home: Home, settings: Settings, *, runner: Runner, on_progress: OnProgress | None = None
) -> int:
    """Read the kept originals of files that failed once more; return how many are in now."""
    failed = stored_originals(home, Journal(home, settings), runner, statuses=("failed",))
    result = import_sources(home, settings, failed, runner=runner, on_progress=on_progress)
    return result.count("imported")


def stored_originals(
    home: Home,
    journal: Journal,
    runner: Runner,
    *,
    statuses: tuple[str, ...] = ("imported", "duplicate", "failed"),
    but: Container[tuple[str, str]] = (),
) -> list[StoredOriginal]:
    """Originals of a runner that some import stands for, in the order they came.

    `but` leaves out those of these (runner_id, SHA-256).
    """
    ledger = journal.ledger(statuses=statuses)
    originals = Originals(home.originals)
    return [
        StoredOriginal(row["file"], row["original_sha256"], originals, row["context"])
        for row in ledger.to_dicts()
        if row["runner_id"] == runner.runner_id
        and (runner.runner_id, row["original_sha256"]) not in but
    ]


def _remove_database(home: Home) -> None:
    home.warehouse.unlink(missing_ok=True)
    home.warehouse.with_name(home.warehouse.name + ".wal").unlink(missing_ok=True)
