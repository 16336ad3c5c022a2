"""Worker processes that read files, each file within bounds of time and memory.

A worker may die of a file: in native code, of its memory, or because its time is up. The file is
then named with its reason, and all others come in. Results keep the order of the sources.
"""

import faulthandler
import os
import pickle
import sys
import time
import uuid
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from loky import ProcessPoolExecutor, get_reusable_executor
from loky.process_executor import BrokenProcessPool

from etl.errors import SourceError
from etl.ingest.read_file import FileReading, Readable, ReadingTask, read_one

_INLINE = 4  # up to so many files are read in this process: starting workers takes a second
_LARGE_BYTES = 8 * 2**20  # ten hours of TCX, a hundred of FIT: a larger file is always a worker's
_IDLE_S = 10  # how long workers wait for another import before they go
_AHEAD = 4  # files read ahead for each worker: bounds memory while the writer is busy
# One thread a process: the processes already fill the cores, and sums keep their order.
_ONE_THREAD = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1"}
_NOTE = ".reading"
_STOPPED = "Reading this file stopped the reader; export it again in another format."


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one file may take of a worker; `memory_mb` is beyond what it needs without a file."""

    seconds: float
    memory_mb: int


@dataclass(frozen=True, slots=True)
class _Ticket:
    """Where workers find the task, and where they note which file they are at."""

    path: Path
    bounds: Bounds

    @contextmanager
    def noted(self, index: int) -> Generator[None]:
        """For as long as it is open, a note says which file this process reads."""
        note = self.path.parent / f"{os.getpid()}{_NOTE}"
        note.write_text(f"{index} {time.monotonic()}", "ascii")
        try:
            yield
        finally:
            note.unlink()

    def take_notes(self) -> dict[int, float]:
        """The files at which workers ended, each with the seconds since it was begun."""
        found = {}
        for note in self.path.parent.glob(f"*{_NOTE}"):
            index, _, begun_s = note.read_text("ascii").partition(" ")
            if begun_s:  # else it ended before it began to read
                found[int(index)] = time.monotonic() - float(begun_s)
            note.unlink()
        return found


def read_all(
    sources: Sequence[Readable], task: ReadingTask, *, workers: int, bounds: Bounds
) -> Iterator[FileReading]:
    """Readings in the order of the sources, read here or by worker processes.

    Bounds hold for what workers read. Without `workers` all is read here; of a few files, those
    that are too small to take long.
    """
    if not workers:
        yield from (read_one(source, task) for source in sources)
        return
    if len(sources) <= _INLINE:
        yield from _read_few(sources, task, bounds)
        return
    with _for_workers(task, bounds) as ticket:
        found: dict[int, FileReading] = {}  # read or judged before their turn
        done = 0
        while done < len(sources):
            for reading in _read_parallel(sources, done, found, ticket, workers=workers):
                done += 1
                yield reading
            if done < len(sources):
                found |= _judge(sources, done, ticket)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file whose content is here already."""

    label: str
    context: str | None
    content: bytes

    def read(self) -> bytes:
        """The content."""
        return self.content


def _read_few(
    sources: Sequence[Readable], task: ReadingTask, bounds: Bounds
) -> Iterator[FileReading]:
    """Small files here, each large one in a process of its own, within bounds."""
    with _for_workers(task, bounds) as ticket:
        for index, source in enumerate(sources):
            opened = _opened(source)
            if isinstance(opened, _Opened) and len(opened.content) > _LARGE_BYTES:
                yield _read_alone(sources, index, ticket)
            else:
                yield read_one(opened, task)


def _opened(source: Readable) -> Readable:
    """The file with its content; itself where that cannot be had, so that its reading says why."""
    try:
        return _Opened(source.label, source.context, source.read())
    except (SourceError, OSError, MemoryError):
        return source


def _read_parallel(
    sources: Sequence[Readable],
    first: int,
    found: dict[int, FileReading],
    ticket: _Ticket,
    *,
    workers: int,
) -> Iterator[FileReading]:
    """Read from `first` on until all is done or a worker dies; what was `found` is not read again.

    What others had read by then is added to `found`.
    """
    pool = get_reusable_executor(max_workers=workers, timeout=_IDLE_S, env=_ONE_THREAD)
    unread = iter([index for index in range(first, len(sources)) if index not in found])
    running = {
        index: pool.submit(_work, sources[index], index, ticket)
        for index in islice(unread, workers * _AHEAD)
    }
    for index in range(first, len(sources)):
        if index in found:
            yield found.pop(index)
            continue
        try:
            reading = running.pop(index).result()
        except BrokenProcessPool:
            ended = {at: future for at, future in running.items() if future.done()}
            found |= {at: one.result() for at, one in ended.items() if one.exception() is None}
            return
        for later in islice(unread, 1):
            running[later] = pool.submit(_work, sources[later], later, ticket)
        yield reading


def _judge(sources: Sequence[Readable], first: int, ticket: _Ticket) -> dict[int, FileReading]:
    """What is to be said of the files at which workers died; `first` is the first in line.

    Whose time was up is named. Else all that were being read are suspects, and each is read alone.
    """
    noted = ticket.take_notes()
    late = [index for index, seconds in noted.items() if seconds >= ticket.bounds.seconds]
    if late:
        return {index: _too_long(sources[index], ticket.bounds) for index in late}
    return {index: _read_alone(sources, index, ticket) for index in sorted(noted) or [first]}


def _read_alone(sources: Sequence[Readable], index: int, ticket: _Ticket) -> FileReading:
    """Read one file in a process of its own; name it if that dies too."""
    with ProcessPoolExecutor(max_workers=1, env=_ONE_THREAD) as pool:
        try:
            return pool.submit(_work, sources[index], index, ticket).result()
        except BrokenProcessPool:
            seconds = ticket.take_notes().get(index, 0.0)
    if seconds >= ticket.bounds.seconds:
        return _too_long(sources[index], ticket.bounds)
    return FileReading(label=sources[index].label, status="failed", reason=_STOPPED)


def _too_long(source: Readable, bounds: Bounds) -> FileReading:
    reason = (
        f"Reading this file took longer than {bounds.seconds:.0f} seconds and was stopped;"
        " export it again in another format."
    )
    return FileReading(label=source.label, status="failed", reason=reason)


@contextmanager
def _for_workers(task: ReadingTask, bounds: Bounds) -> Generator[_Ticket]:
    """The task as a file for as long as workers may ask for it.

    Workers outlive an import, and what is known already may be long: it is sent once a worker,
    not once a file.
    """
    with TemporaryDirectory(prefix="kneewise-") as folder:
        path = Path(folder) / uuid.uuid4().hex
        path.write_bytes(pickle.dumps(task))
        yield _Ticket(path, bounds)


@lru_cache(maxsize=1)
def _task_of(path: Path) -> ReadingTask:
    return pickle.loads(path.read_bytes())


def _work(source: Readable, index: int, ticket: _Ticket) -> FileReading:
    _bound_memory(ticket.bounds.memory_mb)
    with ticket.noted(index), _ended_after(ticket.bounds.seconds):
        return read_one(source, _task_of(ticket.path))


@contextmanager
def _ended_after(seconds: float) -> Generator[None]:
    """End this process if what is inside takes longer, native code that holds the lock included."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere())
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


@cache
def _nowhere() -> IO[str]:
    return Path(os.devnull).open("w")


@lru_cache(maxsize=1)
def _bound_memory(memory_mb: int) -> None:
    """Refuse this process more private memory than it has now and so much; on Linux only.

    Not all of its address space: what is only reserved, or mapped from files, costs nothing.
    """
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415  not there on Windows

    pages = int(Path("/proc/self/statm").read_text("ascii").split()[5])
    most_bytes = pages * resource.getpagesize() + memory_mb * 2**20
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    if hard == resource.RLIM_INFINITY or most_bytes < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, hard))
