"""What was read of files, a transaction's worth at a time, and how far that is."""

import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING

from etl.home import Home
from etl.ingest.bounded import bounds_of
from etl.ingest.pool import read_all
from etl.ingest.readings import FileReading, Readable, ReadActivity, ReadingTask
from etl.ingest.seen_files import Look, Seen, here_already, in_turn, look_at
from etl.journal.store import Journal, Runner
from etl.settings import Settings
from etl.storage.originals import Originals

if TYPE_CHECKING:
    from etl.analysis.parts import Words

_TOLD_MORE = "This file is here already; what the table tells of it is new, and was added."
_REPEAT = {"status": "duplicate", "reason": "The same file stands in this import twice."}
_LONGEST_CHUNK = 4096  # of files that are here already, which cost a row of the journal each
_CHUNK = 384  # files a transaction: a kill costs at most reading so many and those read ahead
_LARGEST_CHUNK = 512  # of files that have to be read
_FORCED_TOGETHER = 64  # originals: the disk takes hardly longer for them than for one
_HERE_A_FILE = 50  # what is settled with each transaction looks at all that is here


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is. `files_per_s` and `remaining_s` are None until something was read."""

    done: int
    total: int
    imported: int
    failed: int
    files_per_s: float | None
    remaining_s: float | None


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some files as they were read, in order: what one transaction stores."""

    readings: list[FileReading]
    is_last: bool = False
    seen: tuple[Seen, ...] = ()  # files of it as they lay when they were read

    @property
    def activities(self) -> list[ReadActivity]:
        """Every activity of the chunk."""
        return [read for reading in self.readings for read in reading.activities]

    @property
    def is_old(self) -> bool:
        """Whether it is of files that are here already, all as they lay when they were read."""
        are_here = all(reading.status == "duplicate" for reading in self.readings)
        return bool(self.readings) and are_here and not self.seen and not self.activities


def read_chunks(
    home: Home,
    settings: Settings,
    sources: Sequence[Readable],
    *,
    runner: Runner,
    known: dict[str, list[str]],
    bare: frozenset[str] = frozenset(),
    seen: Mapping[Look, Seen] | None = None,
    words: "Words | None" = None,
    is_lent: bool = False,
    on_progress: OnProgress | None = None,
) -> Iterator[Chunk]:
    """Read files in parallel, in the order given; the same bytes twice are read once.

    `known` maps originals (SHA-256) that are in already to their activities; of those in `bare` no
    table of an archive has told anything yet, so that one that does is read again with it. Files
    that lie as they were when they were `seen` are not read. `words` are the runner's own on what
    is read, asked of the journal where they are not given. What a platform lent (`is_lent`) is not
    kept among the originals, and is read here: it comes in at the pace of a network, and starting
    workers takes longer than it does.
    """
    if words is None:
        words = Journal(home, settings).choices(runner.runner_id).of_reading()
    task = ReadingTask(
        home=home.root,
        runner_id=runner.runner_id,
        runner_time_zone=runner.time_zone,
        known=known,
        bare=bare,
        choices=words,
        keeps_originals=not is_lent,
    )
    meter = _Meter(total=len(sources), on_progress=on_progress)
    workers = 0 if is_lent else settings.workers or os.cpu_count() or 1
    looks = [None if seen is None else look_at(source) for source in sources]
    originals = Originals(home.originals)
    here = here_already(sources, looks, seen or {}, known=known, bare=bare, originals=originals)
    unread = [source for index, source in enumerate(sources) if index not in here]
    read = read_all(unread, task, workers=workers, bounds=bounds_of(settings))
    so_far = _SoFar(dict(known), set(bare))
    done = 0
    with ThreadPoolExecutor(max_workers=1) as thread:
        to_disk = _ToDisk(originals, known, thread)
        read = map(to_disk.pass_on, read)
        readings = map(meter.count, in_turn(len(sources), here, read))
        for chunk in _chunks(enumerate(readings), here, files_a_chunk(len(known))):
            place, done = done, done + len(chunk)
            to_disk.wait()  # before anybody is told of what was read
            yield Chunk(
                so_far.without_repeats(chunk),
                is_last=done == len(sources),
                seen=tuple(_seen(chunk, looks[place:done], here, place)),
            )


def files_a_chunk(here_count: int) -> int:
    """Of files that have to be read, by how many originals are here already."""
    return min(max(_CHUNK, here_count // _HERE_A_FILE), max(_CHUNK, _LARGEST_CHUNK))


def _chunks(
    readings: Iterable[tuple[int, FileReading]], here: Container[int], size: int
) -> Iterator[list[FileReading]]:
    """As many as hold a transaction's worth of files that had to be read."""
    chunk: list[FileReading] = []
    read_count = 0
    for index, reading in readings:
        chunk.append(reading)
        read_count += index not in here
        if read_count == size or len(chunk) == _LONGEST_CHUNK:
            yield chunk
            chunk, read_count = [], 0
    if chunk:
        yield chunk


@dataclass(slots=True)
class _ToDisk:
    """Originals on their way to the disk, some dozens at a time, while others are read.

    All that were kept and of which nothing has been told yet, not only those written now: another
    file with the same bytes, further on, may have been quicker.
    """

    originals: Originals
    known: Container[str]
    thread: Executor  # of its own, which has none before there is something to do
    sha256s: list[str] = field(default_factory=list)
    begun: list[Future[None]] = field(default_factory=list)

    def pass_on(self, reading: FileReading) -> FileReading:
        """Note the original of a file that was read, and hand that on."""
        sha256 = reading.original_sha256
        if sha256 is not None and sha256 not in self.known and reading.original_crc32 is not None:
            self.sha256s.append(sha256)
        if len(self.sha256s) == _FORCED_TOGETHER:
            sha256s, self.sha256s = self.sha256s, []
            self.begun.append(self.thread.submit(self.originals.to_disk, sha256s))
        return reading

    def wait(self) -> None:
        """Until all that were noted are on disk. Raises OSError where one cannot be."""
        begun, self.begun = self.begun, []
        sha256s, self.sha256s = self.sha256s, []
        for future in begun:
            future.result()
        self.originals.to_disk(sha256s)


def _seen(
    chunk: Sequence[FileReading], looks: Sequence[Look | None], here: Container[int], place: int
) -> Iterator[Seen]:
    """What was read, as it lay before that; what failed or was skipped is looked at each time."""
    for index, (reading, look) in enumerate(zip(chunk, looks, strict=True), start=place):
        if index in here or look is None or reading.status not in ("imported", "duplicate"):
            continue
        if reading.original_sha256 is not None and reading.original_crc32 is not None:
            yield Seen(look, reading.original_sha256, reading.original_crc32)


@dataclass(slots=True)
class _SoFar:
    """What was read so far: originals with their activities, and those that no table told of."""

    activity_ids: dict[str, list[str]]
    bare: set[str]

    def without_repeats(self, chunk: Sequence[FileReading]) -> list[FileReading]:
        """The same bytes twice count once, with what a table tells of either."""
        fresh: list[FileReading] = []
        for reading in chunk:
            sha256 = reading.original_sha256
            if reading.status != "imported" or sha256 is None:
                fresh.append(reading)
                continue
            is_told = reading.context is not None
            if sha256 not in self.activity_ids:
                self.activity_ids[sha256] = list(reading.activity_ids)
                fresh.append(reading)
                if not is_told:
                    self.bare.add(sha256)
            elif is_told and sha256 in self.bare:
                self.bare.discard(sha256)
                fresh = [_without_rows(one, of=sha256) for one in fresh]
                fresh.append(replace(reading, status="duplicate", reason=_TOLD_MORE))
            else:
                fresh.append(replace(_without_rows(reading, of=sha256), **_REPEAT))
        return fresh


def _without_rows(reading: FileReading, *, of: str) -> FileReading:
    """Its rows come from another reading of the same bytes."""
    return replace(reading, activities=()) if reading.original_sha256 == of else reading


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
