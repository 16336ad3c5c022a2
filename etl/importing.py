"""Imports that can be trusted: parallel, safe to repeat, safe to kill, safe to take back.

Worker processes read and analyse; this process alone writes, a chunk of files a transaction. An
activity's id comes from its bytes, so running an import again after any interruption ends in the
same tables.
"""

import os
import pickle
import uuid
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from loky import ProcessPoolExecutor, get_reusable_executor
from loky.process_executor import BrokenProcessPool

from etl.errors import UserError
from etl.home import Home
from etl.journal import ImportItem, Journal, Runner
from etl.originals import Originals
from etl.reading import FileReading, Readable, ReadActivity, ReadingTask, read_one
from etl.samples import samples_path
from etl.settings import Settings
from etl.sources.files.archive import walk
from etl.storage.under_way import importing, refuse_marked, scratch_folder
from etl.sync.giving_way import give_way
from etl.sync.ledger import Ledger
from etl.warehouse import Warehouse

_CHUNK = 128  # files a transaction: a kill costs at most the reading of so many, 2 s on two cores
_INLINE = 4  # up to so many files are read in this process: starting workers takes a second
_IDLE_S = 10  # how long workers wait for another import before they go
_AHEAD = 4  # files read ahead for each worker: bounds memory while the writer is busy
# One thread a process: the processes already fill the cores, and sums keep their order.
_ONE_THREAD = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1"}


STATUSES = ("imported", "duplicate", "skipped", "failed", "set_aside")
"""How a file ends; what was set aside is in, and counts once its runner says so."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is. `files_per_s` and `remaining_s` are None until something was read."""

    done: int
    total: int
    imported: int
    failed: int
    files_per_s: float | None
    remaining_s: float | None


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


OnProgress = Callable[[Progress], None]


def import_paths(
    home: Home,
    settings: Settings,
    paths: Sequence[Path],
    *,
    runner_name: str | None = None,
    on_progress: OnProgress | None = None,
) -> ImportResult:
    """Bring in files, folders, ZIPs and Strava exports as one batch of one runner.

    Raises UserError when a path does not exist or the runner is not clear.
    """
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise UserError(f"There is no {missing[0]}. Check the path and try again.")
    runner = Journal(home, settings).ensure_runner(runner_name)
    with scratch_folder(home, "unpacked-") as scratch:
        found = list(walk(paths, scratch=scratch))
        return import_sources(home, settings, found, runner=runner, on_progress=on_progress)


def import_sources(
    home: Home,
    settings: Settings,
    sources: Sequence[Readable],
    *,
    runner: Runner,
    on_progress: OnProgress | None = None,
) -> ImportResult:
    """Bring in what was found, chunk by chunk; whatever was committed stands if this is killed."""
    with importing(home, runner.runner_id, wait_s=settings.lock_wait_s):
        return _import_sources(home, settings, sources, runner, on_progress)


def _import_sources(
    home: Home,
    settings: Settings,
    sources: Sequence[Readable],
    runner: Runner,
    on_progress: OnProgress | None,
) -> ImportResult:
    journal, warehouse = Journal(home, settings), Warehouse(home, settings)
    warehouse.prepare()
    batch_id = journal.begin_batch(runner_id=runner.runner_id)
    items: list[ImportItem] = []
    for chunk in _missing_chunks(home, settings, sources, runner, on_progress):
        refuse_marked(home, runner.runner_id)
        found = [_to_item(reading) for reading in chunk.readings]
        journal.keep_items(found, batch_id=batch_id, runner_id=runner.runner_id)
        _load(home, warehouse, chunk, runner)
        items += found
    runner = journal.adopt_time_zone(runner, warehouse.zone_of_files(runner.runner_id))
    warehouse.refresh(runner)  # also a runner without a file is known from here on
    told = _same_run_marked(items, warehouse)
    same = [new for new, old in zip(told, items, strict=True) if new != old]
    journal.mark_same_runs(same, batch_id=batch_id)
    journal.finish_batch(batch_id)
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
    warehouse.refresh(runner)
    return ImportResult("", runner.runner_id, _same_run_marked(items, warehouse))


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some files as they were read, in order: what one transaction stores."""

    readings: list[FileReading]

    @property
    def activities(self) -> list[ReadActivity]:
        """Every activity of the chunk."""
        return [read for reading in self.readings for read in reading.activities]


def read_chunks(
    home: Home,
    settings: Settings,
    sources: Sequence[Readable],
    *,
    runner: Runner,
    known: dict[str, list[str]],
    is_lent: bool = False,
    on_progress: OnProgress | None = None,
) -> Iterator[Chunk]:
    """Read files in parallel, in the order given; the same bytes twice are read once.

    `known` maps originals (SHA-256) that are in already to their activities. What a platform lent
    (`is_lent`) is not kept among the originals, and is read here: it comes in at the pace of a
    network, and starting workers takes longer than it does.
    """
    task = ReadingTask(
        home=home.root,
        runner_id=runner.runner_id,
        runner_time_zone=runner.time_zone,
        known=known,
        choices=Journal(home, settings).choices(runner.runner_id).sport_choices(),
        keeps_originals=not is_lent,
    )
    meter = _Meter(total=len(sources), on_progress=on_progress)
    workers = 0 if is_lent else settings.workers or os.cpu_count() or 1
    readings = _read_all(sources, task, workers=workers)
    seen = dict(known)
    for chunk in _chunks(map(meter.count, readings), _CHUNK):
        yield Chunk(_without_repeats(chunk, seen))


def _missing_chunks(
    home: Home,
    settings: Settings,
    sources: Sequence[Readable],
    runner: Runner,
    on_progress: OnProgress | None,
) -> Iterator[Chunk]:
    """What is read of these files; of those that are in already, only that they are."""
    known = Warehouse(home, settings).activity_ids(runner.runner_id)
    return read_chunks(home, settings, sources, runner=runner, known=known, on_progress=on_progress)


def _load(home: Home, warehouse: Warehouse, chunk: Chunk, runner: Runner) -> None:
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
    only_here = journal.undoable(batch_id)
    activity_ids = [name for names in only_here["activity_ids"].to_list() for name in names]
    _take_out(home, warehouse, activity_ids, runner)
    kept = journal.wanted_originals(but=batch_id)
    for sha256 in only_here["original_sha256"].to_list():
        if sha256 not in kept:
            Originals(home.originals).forget(sha256)
    Ledger(home).uncover(runner.runner_id)  # what these files had replaced counts again
    # Last, so that an undo that was killed can be repeated and leaves nothing behind.
    journal.mark_undone(batch_id)
    # A rebuild that was under way may have brought them back, before it could know.
    back = {name for names in warehouse.activity_ids(runner.runner_id).values() for name in names}
    _take_out(home, warehouse, [name for name in activity_ids if name in back], runner)
    return len(activity_ids)


def _take_out(
    home: Home, warehouse: Warehouse, activity_ids: Sequence[str], runner: Runner
) -> None:
    if activity_ids:
        warehouse.remove(activity_ids, runner=runner)
    for activity_id in activity_ids:
        samples_path(home, activity_id).unlink(missing_ok=True)


def _read_all(
    sources: Sequence[Readable], task: ReadingTask, *, workers: int
) -> Iterator[FileReading]:
    """Readings in the order of the sources, read here or by worker processes."""
    if len(sources) <= _INLINE or not workers:
        yield from (read_one(source, task) for source in sources)
        return
    waiting = deque(sources)
    while waiting:
        yield from _read_parallel(waiting, task, workers=workers)
        if waiting:
            yield _read_suspect(waiting.popleft(), task)


def _read_parallel(
    waiting: deque[Readable], task: ReadingTask, *, workers: int
) -> Iterator[FileReading]:
    """Read from the left until all is done or a worker dies; what is unread stays in `waiting`."""
    pool = get_reusable_executor(max_workers=workers, timeout=_IDLE_S, env=_ONE_THREAD)
    with _for_workers(task) as ticket:
        running = deque(
            pool.submit(_work, source, ticket) for source in islice(waiting, workers * _AHEAD)
        )
        while running:
            try:
                reading = running[0].result()
            except BrokenProcessPool:
                return
            running.popleft()
            waiting.popleft()
            if len(waiting) > len(running):
                running.append(pool.submit(_work, waiting[len(running)], ticket))
            yield reading


def _read_suspect(source: Readable, task: ReadingTask) -> FileReading:
    """Read alone the file that was first in line when a worker died; name it if it dies again."""
    with (
        _for_workers(task) as ticket,
        ProcessPoolExecutor(max_workers=1, env=_ONE_THREAD) as pool,
    ):
        try:
            return pool.submit(_work, source, ticket).result()
        except BrokenProcessPool:
            return FileReading(
                label=source.label,
                status="failed",
                reason="Reading this file stopped the reader; export it again in another format.",
            )


@contextmanager
def _for_workers(task: ReadingTask) -> Generator[Path]:
    """The task as a file for as long as workers may ask for it.

    Workers outlive an import, and what is known already may be long: it is sent once a worker,
    not once a file.
    """
    with TemporaryDirectory(prefix="kneewise-") as folder:
        ticket = Path(folder) / uuid.uuid4().hex
        ticket.write_bytes(pickle.dumps(task))
        yield ticket


@lru_cache(maxsize=1)
def _task_of(ticket: Path) -> ReadingTask:
    return pickle.loads(ticket.read_bytes())


def _work(source: Readable, ticket: Path) -> FileReading:
    return read_one(source, _task_of(ticket))


def _chunks(readings: Iterable[FileReading], size: int) -> Iterator[list[FileReading]]:
    iterator = iter(readings)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _without_repeats(chunk: Sequence[FileReading], seen: dict[str, list[str]]) -> list[FileReading]:
    """The same bytes twice in one import count once; `seen` grows by what is new."""
    fresh = []
    for reading in chunk:
        if reading.status == "imported" and reading.original_sha256 in seen:
            fresh.append(_as_repeat(reading))
            continue
        if reading.status == "imported" and reading.original_sha256 is not None:
            seen[reading.original_sha256] = list(reading.activity_ids)
        fresh.append(reading)
    return fresh


def _as_repeat(reading: FileReading) -> FileReading:
    return replace(
        reading,
        status="duplicate",
        reason="The same file stands in this import twice.",
        activities=(),
    )


def _to_item(reading: FileReading) -> ImportItem:
    return ImportItem(
        file=reading.label,
        status=reading.status,
        original_sha256=reading.original_sha256,
        format=reading.format,
        reason=reading.reason,
        activity_ids=reading.activity_ids,
        context=reading.context,
    )


def _same_run_marked(items: Sequence[ImportItem], warehouse: Warehouse) -> tuple[ImportItem, ...]:
    """Say of a file what became of all its activities: the same run as another's, or set aside."""
    ids = [activity_id for item in items for activity_id in item.activity_ids]
    linked, doubted = warehouse.duplicates(ids), warehouse.set_aside(ids)
    by_id = {activity_id: item.file for item in items for activity_id in item.activity_ids}
    return tuple(_set_aside(_marked(item, linked, by_id), doubted) for item in items)


def _set_aside(item: ImportItem, doubted: dict[str, str]) -> ImportItem:
    if item.status != "imported" or not item.activity_ids:
        return item
    if not all(activity_id in doubted for activity_id in item.activity_ids):
        return item
    why = doubted[item.activity_ids[0]]
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


class _Meter:
    """Turns finished files into progress with a rate and the time left."""

    def __init__(self, *, total: int, on_progress: OnProgress | None) -> None:
        self._began = monotonic()
        self._total = total
        self._on_progress = on_progress
        self._done = self._imported = self._failed = 0
        self._tell()

    def count(self, reading: FileReading) -> FileReading:
        """Count one finished file, tell whoever watches, and hand the file on."""
        self._done += 1
        self._imported += reading.status == "imported"
        self._failed += reading.status == "failed"
        self._tell()
        return reading

    def _tell(self) -> None:
        if self._on_progress is None:
            return
        rate = self._done / max(monotonic() - self._began, 1e-3) if self._done else None
        left = (self._total - self._done) / rate if rate else None
        self._on_progress(
            Progress(self._done, self._total, self._imported, self._failed, rate, left)
        )
