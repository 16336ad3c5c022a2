"""Imports that can be trusted: parallel, safe to repeat, safe to kill, safe to take back.

Worker processes read and analyse; this process alone writes, a chunk of files a transaction. An
activity's id comes from its bytes, so running an import again after any interruption ends in the
same tables.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

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
    NewBatch,
    begin_batch,
    finish_batch,
    item_of,
    keep_items,
    new_batch,
    untold_originals_in,
)
from etl.ingest.readings import Readable
from etl.ingest.seen_files import Seen, keep_seen, seen_in
from etl.journal.entries import Runner
from etl.journal.in_use.choices import (
    Choices,
    came_with_in,
    choices_in,
    words_of_reading_in,
)
from etl.journal.in_use.runners import is_profile_unset, runners_in, save_runner_in
from etl.journal.store import Journal
from etl.machine_refusals import require_room
from etl.settings import Settings
from etl.storage.commits.journal_file import OpenJournal
from etl.storage.duckdb_files import Connection, alone
from etl.storage.under_way import has_uncarried, importing, refuse_marked, scratch_folder
from etl.warehouse.loading import activity_ids_in, load_into, refuse_if_erased, verdicts_in
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
        if has_uncarried(home, runner.runner_id):
            from etl.operations.correct import carry_uncarried  # noqa: PLC0415  with its readers

            carry_uncarried(home, settings, runner)
        batch = new_batch(runner_id=runner.runner_id, brought_by=brought_by)
        return _imported(home, settings, sources, runner, on_progress, batch=batch)


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
    return _imported(home, settings, sources, runner, on_progress, batch=None)


def _imported(
    home: Home,
    settings: Settings,
    sources: Sequence[Readable],
    runner: Runner,
    on_progress: OnProgress | None,
    *,
    batch: NewBatch | None,
) -> ImportResult:
    to_do = _Import(home, settings, runner, batch)
    for chunk in _missing_chunks(home, settings, sources, runner, on_progress):
        to_do.store(chunk)
    if not sources:  # also a runner without a file is known from here on
        to_do.store(Chunk([], is_last=True))
    return ImportResult(batch.batch_id if batch else "", runner.runner_id, tuple(to_do.items))


@dataclass(slots=True)
class _Import:
    """One import as it is stored: what was read goes into journal and warehouse, in this order.

    Each chunk takes one transaction of either, so that no row stands for which the journal has no
    word; with the last one a second of the journal says that all is in.
    """

    home: Home
    settings: Settings
    runner: Runner
    batch: NewBatch | None  # None: the journal knows the imports already
    items: list[ImportItem] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    is_begun: bool = False

    def store(self, chunk: Chunk) -> None:
        """Write what became of some files; with the last ones, what follows for all of them."""
        refuse_marked(self.home, self.runner.runner_id)
        found = [item_of(reading) for reading in chunk.readings]
        journal = Journal(self.home, self.settings)
        warehouse = Warehouse(self.home, self.settings)
        with (
            alone(self.home.warehouse, wait_s=self.settings.lock_wait_s),
            journal.opened() as opened,
        ):
            with opened.transaction() as connection:
                has_news = self._is_told(connection, chunk, found)
                known = _known(connection, self.runner) if has_news else None
            self.items += found
            self.seen += chunk.seen
            if known is None:
                return
            stored = _load(warehouse, chunk, self.runner, known, items=self.items, seen=self.seen)
            self._give_way(stored.replaced)
            if chunk.is_last:
                self._finish(opened, stored)

    def _is_told(self, connection: Connection, chunk: Chunk, found: Sequence[ImportItem]) -> bool:
        """Tell the journal of some files; whether the warehouse has to hear of them, too.

        Not of an import of files alone that lie as they lay, unless by now a recording came with
        something else: then all has been told with this.
        """
        is_old = not self.is_begun and chunk.is_last and chunk.is_old
        if self.batch is None or not is_old:
            self._tell(connection, found)
            return bool(chunk.activities) or chunk.is_last
        before = came_with_in(connection, self.runner.runner_id)
        self._tell(connection, found)
        if came_with_in(connection, self.runner.runner_id) != before:
            return True
        finish_batch(connection, self.batch)
        return False

    def _give_way(self, replaced: Sequence[str]) -> None:
        """Let go of what came from a platform, where a file's own recording took its place."""
        if replaced:
            from etl.sync.superseded import give_way  # noqa: PLC0415  loads what speaks to platforms

            give_way(self.home, self.runner.runner_id, replaced)

    def _tell(self, connection: Connection, found: Sequence[ImportItem]) -> None:
        if self.batch is None:
            return
        if not self.is_begun:
            begin_batch(connection, self.batch)
        keep_items(connection, found, batch=self.batch)
        self.is_begun = True

    def _finish(self, opened: OpenJournal, stored: "_Stored") -> None:
        """Say of each file what became of all its activities, and that the import has ended."""
        told = stored.told(self.items)
        if self.batch is not None:
            same = [new for new, old in zip(told, self.items, strict=True) if new != old]
            with opened.transaction() as connection:
                if stored.runner != self.runner:
                    save_runner_in(connection, stored.runner)
                finish_batch(connection, self.batch, same_runs=same)
        self.items = told


@dataclass(frozen=True, slots=True)
class _Known:
    """What the journal says that a load has to know."""

    choices: Choices
    runner_ids: frozenset[str]
    is_profile_unset: bool


def _known(connection: Connection, runner: Runner) -> _Known:
    return _Known(
        choices=choices_in(connection, runner.runner_id),
        runner_ids=_ids_in(connection),
        is_profile_unset=is_profile_unset(connection, runner.runner_id),
    )


def _ids_in(connection: Connection) -> frozenset[str]:
    return frozenset(one.runner_id for one in runners_in(connection))


@dataclass(frozen=True, slots=True)
class _Stored:
    """What came of a load: the runner, in the zone of their files where nobody has said another,
    recordings that gave way, and activities that do not count, with the run they are or the reason.
    """

    runner: Runner
    replaced: list[str]
    linked: dict[str, str]
    doubted: dict[str, str]

    def told(self, items: Sequence[ImportItem]) -> list[ImportItem]:
        """The files with what became of their activities."""
        by_id = {activity_id: item.file for item in items for activity_id in item.activity_ids}
        return [_set_aside(_marked(item, self.linked, by_id), self.doubted) for item in items]


def _load(
    warehouse: Warehouse,
    chunk: Chunk,
    runner: Runner,
    known: _Known,
    *,
    items: Sequence[ImportItem],
    seen: Sequence[Seen],
) -> _Stored:
    """Bring a chunk into the warehouse; with the last one, tell what became of all items."""
    ids = [name for item in items for name in item.activity_ids] if chunk.is_last else []
    with warehouse.writing() as connection:
        loaded = load_into(
            connection,
            warehouse.home,
            chunk.activities,
            runner=runner,
            choices=known.choices,
            here=known.runner_ids,
            adopts_zone=chunk.is_last and known.is_profile_unset,
        )
        linked, doubted = verdicts_in(connection, ids)
        if chunk.is_last:
            keep_seen(connection, seen, runner_id=runner.runner_id)
    return _Stored(loaded.runner, loaded.replaced, linked, doubted)


def _missing_chunks(
    home: Home,
    settings: Settings,
    sources: Sequence[Readable],
    runner: Runner,
    on_progress: OnProgress | None,
) -> Iterator[Chunk]:
    """What is read of these files; of those that are in already, only that they are."""
    with Warehouse(home, settings).reading() as connection:
        known = activity_ids_in(connection, runner.runner_id)
        seen = seen_in(connection, runner.runner_id)
    with Journal(home, settings).reading() as connection:
        refuse_if_erased(home, runner, _ids_in(connection))  # before an original of theirs is kept
        words = words_of_reading_in(connection, runner.runner_id)
        bare = (
            untold_originals_in(connection, statuses=_READ, runner_id=runner.runner_id)
            if known
            else frozenset()
        )
    return read_chunks(
        home,
        settings,
        sources,
        runner=runner,
        known=known,
        bare=bare,
        seen=seen,
        words=words,
        on_progress=on_progress,
    )


def _set_aside(item: ImportItem, doubted: dict[str, str]) -> ImportItem:
    if item.status != "imported" or not item.activity_ids:
        return item
    if not all(activity_id in doubted for activity_id in item.activity_ids):
        return item
    from etl.analysis.plausible import doubt_words  # noqa: PLC0415  with all of the analysis

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
