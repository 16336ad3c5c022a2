"""Imports that can be trusted: parallel, safe to repeat, safe to kill, safe to take back.

Worker processes read and analyse; this process alone writes, a chunk of files a transaction. An
activity's id comes from its bytes, so running an import again after any interruption ends in the
same tables.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from etl.analysis.plausible import doubt_words
from etl.errors import UserError
from etl.home import Home
from etl.ingest.bounded import find_files, packed_bytes
from etl.ingest.chunks import (
    Chunk,
    OnProgress,
    Progress,  # noqa: F401  for whoever shows an import
    read_chunks,
)
from etl.ingest.import_log import (
    ImportItem,
    begin_batch,
    finish_batch,
    import_ledger,
    keep_items,
    mark_undone,
    told_of,
    undoable,
    wanted_originals,
)
from etl.ingest.read_file import FileReading, Readable
from etl.ingest.stored_originals import stored_originals
from etl.journal.entries import Runner
from etl.journal.store import Journal
from etl.machine_refusals import require_room
from etl.settings import Settings
from etl.storage.originals import Originals
from etl.storage.samples import samples_path
from etl.storage.under_way import importing, refuse_marked, scratch_folder
from etl.sync.ledger.store import Ledger
from etl.sync.superseded import give_way
from etl.warehouse.tables import Warehouse

_GROWTH = 3  # a home takes 2.6 times what its originals do when they are packed
_READ = ("imported", "duplicate", "set_aside")
STATUSES = ("imported", "duplicate", "skipped", "failed", "set_aside")
"""How a file ends; what was set aside is in, and counts once its runner says so."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of every file of one import."""

    batch_id: str  # empty: the journal knew the imports already
    runner_id: str
    items: tuple[ImportItem, ...]
    entry_count: int = 0  # of an export: what was logged elsewhere and is new here

    def count(self, status: str) -> int:
        """How many files ended so."""
        return sum(item.status == status for item in self.items)

    @property
    def is_nothing_read(self) -> bool:
        """No file held an activity, new or known, and no entry came either."""
        read = self.count("imported") + self.count("duplicate")
        return not read and not self.entry_count

    def as_json(self) -> dict[str, Any]:
        """The object `kneewise import --json` prints."""
        counts = {name: self.count(name) for name in STATUSES}
        items = [
            {
                "file": item.file,
                "status": item.status,
                "reason": item.reason,
                "activity_ids": list(item.activity_ids),
            }
            for item in self.items
        ]
        return {
            **counts,
            "items": items,
            "entries": self.entry_count,
            "batch_id": self.batch_id,
            "runner_id": self.runner_id,
        }


def together(results: Sequence[ImportResult]) -> ImportResult:
    """One answer to several imports; batch and runner are those of the last."""
    return replace(
        results[-1],
        items=tuple(item for result in results for item in result.items),
        entry_count=sum(result.entry_count for result in results),
    )


def import_paths(
    home: Home,
    settings: Settings,
    paths: Sequence[Path],
    *,
    runner_name: str | None = None,
    on_progress: OnProgress | None = None,
) -> ImportResult:
    """Bring in files, folders, ZIPs and platforms' archives as one batch of one runner.

    Raises UserError when a path does not exist or the runner is not clear.
    """
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise UserError(f"There is no {missing[0]}. Check the path and try again.")
    runner = Journal(home, settings).ensure_runner(runner_name)
    with scratch_folder(home, "unpacked-") as scratch:
        found = list(find_files(paths, scratch=scratch, settings=settings))
        return import_sources(home, settings, found, runner=runner, on_progress=on_progress)


def import_sources(
    home: Home,
    settings: Settings,
    sources: Sequence[Readable],
    *,
    runner: Runner,
    brought_by: str | None = None,
    on_progress: OnProgress | None = None,
) -> ImportResult:
    """Bring in what was found, chunk by chunk; whatever was committed stands if this is killed.

    `brought_by` says what brought it where no person did (`etl.ingest.import_log`). Raises Refused,
    before anything is done, where there is no room for it.
    """
    require_room(home.root, _GROWTH * sum(map(packed_bytes, sources)), what="This import")
    with importing(home, runner.runner_id, wait_s=settings.lock_wait_s):
        Warehouse(home, settings).prepare()
        batch_id = begin_batch(
            Journal(home, settings), runner_id=runner.runner_id, brought_by=brought_by
        )
        chunks = _missing_chunks(home, settings, sources, runner, on_progress)
        return _import_chunks(home, settings, chunks, runner, batch_id)


def _import_chunks(
    home: Home, settings: Settings, chunks: Iterator[Chunk], runner: Runner, batch_id: str
) -> ImportResult:
    journal, warehouse = Journal(home, settings), Warehouse(home, settings)
    items: list[ImportItem] = []
    for chunk in chunks:
        refuse_marked(home, runner.runner_id)
        found = [_to_item(reading) for reading in chunk.readings]
        keep_items(journal, found, batch_id=batch_id, runner_id=runner.runner_id)
        _load(home, warehouse, chunk, runner)
        items += found
    runner = journal.adopt_time_zone(runner, warehouse.zone_of_files(runner.runner_id))
    told = _settled(items, warehouse, runner)  # also a runner without a file is known from here on
    same = [new for new, old in zip(told, items, strict=True) if new != old]
    finish_batch(journal, batch_id, same_runs=same)
    return ImportResult(batch_id, runner.runner_id, told)


def import_stored(
    home: Home,
    settings: Settings,
    sources: Sequence[Readable],
    *,
    runner: Runner,
    on_progress: OnProgress | None = None,
) -> ImportResult:
    """Bring in kept originals of which the journal knows already; it gets no batch of its own.

    The caller says with `importing` that it is at it.
    """
    warehouse = Warehouse(home, settings)
    warehouse.prepare()
    items: list[ImportItem] = []
    for chunk in _missing_chunks(home, settings, sources, runner, on_progress):
        refuse_marked(home, runner.runner_id)
        _load(home, warehouse, chunk, runner)
        items += [_to_item(reading) for reading in chunk.readings]
    return ImportResult("", runner.runner_id, _settled(items, warehouse, runner))


def _missing_chunks(
    home: Home,
    settings: Settings,
    sources: Sequence[Readable],
    runner: Runner,
    on_progress: OnProgress | None,
) -> Iterator[Chunk]:
    """What is read of these files; of those that are in already, only that they are."""
    known = Warehouse(home, settings).activity_ids(runner.runner_id)
    return read_chunks(
        home,
        settings,
        sources,
        runner=runner,
        known=known,
        bare=_untold(Journal(home, settings), runner) if known else frozenset(),
        on_progress=on_progress,
    )


def _untold(journal: Journal, runner: Runner) -> frozenset[str]:
    """Originals (SHA-256) that came by themselves only: no table told anything of them."""
    ledger = import_ledger(journal, statuses=_READ)
    of_runner = (pl.col("runner_id") == runner.runner_id) & pl.col("context").is_null()
    return frozenset(ledger.filter(of_runner)["original_sha256"])


def _load(home: Home, warehouse: Warehouse, chunk: Chunk, runner: Runner) -> None:
    if not chunk.activities:  # what follows from the runs that are here is settled at the end
        return
    replaced = warehouse.load(chunk.activities, runner=runner)
    give_way(home, runner.runner_id, replaced)


def undo_batch(home: Home, settings: Settings, batch_id: str) -> int:
    """Take one import back, to the exact former state; return how many activities went.

    What another import brought as well stays. Raises UserError if it was taken back before.
    """
    journal, warehouse = Journal(home, settings), Warehouse(home, settings)
    batch = journal.batch(batch_id)
    if batch.undone_at is not None:
        raise UserError("That import was taken back already.")
    runner = journal.runner(batch.runner_id)
    only_here = undoable(journal, batch_id)
    activity_ids = [name for names in only_here["activity_ids"].to_list() for name in names]
    parts = warehouse.parts(batch.runner_id)  # cut since: they go with their recordings
    activity_ids = [name for name in dict.fromkeys(activity_ids) if name not in parts]
    _take_out(home, warehouse, activity_ids, runner)
    kept = wanted_originals(journal, but=batch_id)
    for sha256 in only_here["original_sha256"].to_list():
        if sha256 not in kept:
            Originals(home.originals).forget(sha256)
    Ledger(home).uncover(runner.runner_id)  # what these files had replaced counts again
    _forget_told(home, settings, batch_id, runner)
    # Last, so that an undo that was killed can be repeated and leaves nothing behind.
    mark_undone(journal, batch_id)
    # A rebuild that was under way may have brought them back, before it could know.
    back = {name for names in warehouse.activity_ids(runner.runner_id).values() for name in names}
    _take_out(home, warehouse, [name for name in activity_ids if name in back], runner)
    warehouse.refresh(runner)  # what stays came with one archive less
    return len(activity_ids)


def _forget_told(home: Home, settings: Settings, batch_id: str, runner: Runner) -> None:
    """Read files that stay without what this batch's tables told of them."""
    journal, warehouse = Journal(home, settings), Warehouse(home, settings)
    told = told_of(journal, batch_id)
    staying = stored_originals(home, journal, runner, but_batch=batch_id)
    changed = [one for one in staying if told.get(one.sha256, one.context) != one.context]
    for chunk in read_chunks(home, settings, changed, runner=runner, known={}):
        warehouse.load(chunk.activities, runner=runner)


def _take_out(
    home: Home, warehouse: Warehouse, activity_ids: Sequence[str], runner: Runner
) -> None:
    if activity_ids:
        warehouse.remove(activity_ids, runner=runner)
    for activity_id in activity_ids:
        samples_path(home, activity_id).unlink(missing_ok=True)


def _to_item(reading: FileReading) -> ImportItem:
    return ImportItem(
        file=reading.label,
        status=reading.status,
        original_sha256=reading.original_sha256,
        format=reading.format,
        reason=reading.reason,
        activity_ids=reading.activity_ids,
        context=reading.context,
        archive=reading.archive,
    )


def _settled(
    items: Sequence[ImportItem], warehouse: Warehouse, runner: Runner
) -> tuple[ImportItem, ...]:
    """Say of a file what became of all its activities: the same run as another's, or set aside."""
    ids = [activity_id for item in items for activity_id in item.activity_ids]
    linked, doubted = warehouse.settle(ids, runner=runner)
    by_id = {activity_id: item.file for item in items for activity_id in item.activity_ids}
    return tuple(_set_aside(_marked(item, linked, by_id), doubted) for item in items)


def _set_aside(item: ImportItem, doubted: dict[str, str]) -> ImportItem:
    if item.status != "imported" or not item.activity_ids:
        return item
    if not all(activity_id in doubted for activity_id in item.activity_ids):
        return item
    why = doubt_words(doubted[item.activity_ids[0]])
    return replace(
        item, status="set_aside", reason=f"{why} It does not count until you say so on Data."
    )


def _marked(item: ImportItem, linked: dict[str, str], by_id: dict[str, str]) -> ImportItem:
    if item.status != "imported" or not item.activity_ids:
        return item
    if not all(activity_id in linked for activity_id in item.activity_ids):
        return item
    other = by_id.get(linked[item.activity_ids[0]], "a recording imported before")
    return replace(
        item,
        status="duplicate",
        reason=f"The same activity as {other}: both are kept, it counts once.",
    )
