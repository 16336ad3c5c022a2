"""Worker processes that read files, each file within bounds of time and memory.

A worker may die of a file: in native code, of its memory, or because its time is up. The file is
then named with its reason, and all others come in. Results keep the order of the sources.
"""

import gc
import os
import pickle
import signal
import time
import uuid
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from etl.ingest import worker
from etl.ingest.readings import TOO_LARGE, FileReading, Readable, ReadingTask
from etl.ingest.worker import (
    ONE_THREAD,
    Bounds,
    TimeIsUp,
    WorkerStopped,
    bound_memory,
    ended_after,
)

_FEW = 4  # up to so many files one worker reads, which others may have started
_IDLE_S = 60  # how long workers wait for more: longer than a chunk is stored on a busy machine
_AHEAD = 64  # files read ahead for each worker: bounds memory, and lasts while a chunk is stored
_NOTE = ".reading"
_LOOK_EVERY_S = 1.0
_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # on Windows the latter ends at once
STOPPED = "Reading this file stopped the reader; export it again in another format."


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

    def end_late(self) -> None:
        """End workers that are long past their time: stopped from outside, they end nothing."""
        for note in self.path.parent.glob(f"*{_NOTE}"):
            _, _, begun_s = _text(note).partition(" ")
            if begun_s and time.monotonic() - float(begun_s) > self.bounds.seconds + worker.GRACE_S:
                with suppress(ProcessLookupError):
                    os.kill(int(note.name.removesuffix(_NOTE)), _KILL)

    def take_notes(self) -> dict[int, float]:
        """The files at which workers ended, each with the seconds since it was begun."""
        found = {}
        for note in self.path.parent.glob(f"*{_NOTE}"):
            index, _, begun_s = note.read_text("ascii").partition(" ")
            if begun_s:  # else it ended before it began to read
                found[int(index)] = time.monotonic() - float(begun_s)
            note.unlink()
        return found


def _text(note: Path) -> str:
    try:
        return note.read_text("ascii")
    except FileNotFoundError:  # its file has just been read
        return ""


def read_all(
    sources: Sequence[Readable], task: ReadingTask, *, workers: int, bounds: Bounds
) -> Iterator[FileReading]:
    """Readings in the order of the sources, read here or by worker processes.

    Bounds hold for what workers read. Without `workers` all is read here; a few files are read by
    one worker that is there already or stays for the next.
    """
    if not workers:
        yield from (_read(source, task) for source in sources)
        return
    if not sources:
        return
    if len(sources) <= _FEW:
        # What they come back in, while this process would only wait for the first.
        Thread(target=import_module, args=("polars",)).start()
        yield from (read_within(source, task, bounds=bounds) for source in sources)
        return
    with _for_workers(task, bounds) as ticket:
        found: dict[int, FileReading] = {}  # read or judged before their turn
        done = 0
        while done < len(sources):
            for reading in _read_parallel(sources, done, found, ticket, workers=workers):
                done += 1
                yield reading
            if done < len(sources):
                found |= _judge(sources, task, done, ticket)


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
    from loky import get_reusable_executor  # noqa: PLC0415  not for a few files

    pool = get_reusable_executor(max_workers=workers, timeout=_IDLE_S, env=ONE_THREAD)
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
            reading = _result(running.pop(index), ticket)
        except BrokenExecutor:
            break
        yield reading
        try:
            for later in islice(unread, 1):
                running[later] = pool.submit(_work, sources[later], later, ticket)
        except BrokenExecutor:  # of a file further on, while what was read was being written
            break
    ended = {at: future for at, future in running.items() if future.done()}
    found |= {at: one.result() for at, one in ended.items() if one.exception() is None}


def _result(future: Future[FileReading], ticket: _Ticket) -> FileReading:
    """What a worker gives; one that has not ended itself when its time was up is ended."""
    while True:
        try:
            return future.result(timeout=_LOOK_EVERY_S)
        except TimeoutError:
            ticket.end_late()


def _judge(
    sources: Sequence[Readable], task: ReadingTask, first: int, ticket: _Ticket
) -> dict[int, FileReading]:
    """What is to be said of the files at which workers died; `first` is the first in line.

    Whose time was up is named. Else all that were being read are suspects, and each is read alone.
    """
    noted = ticket.take_notes()
    late = [index for index, seconds in noted.items() if seconds >= ticket.bounds.seconds]
    if late:
        return {index: _too_long(sources[index], ticket.bounds) for index in late}
    return {
        index: read_within(sources[index], task, bounds=ticket.bounds)
        for index in sorted(noted) or [first]
    }


def read_within(source: Readable, task: ReadingTask, *, bounds: Bounds) -> FileReading:
    """Read one file in a process of its own, and name it if that dies of it."""
    try:
        return worker.in_worker(_read, source, task, bounds=bounds)
    except TimeIsUp:
        return _too_long(source, bounds)
    except MemoryError:  # of what was read, on its way back
        return FileReading(label=source.label, status="failed", reason=TOO_LARGE)
    except WorkerStopped:
        return FileReading(label=source.label, status="failed", reason=STOPPED)


def _too_long(source: Readable, bounds: Bounds) -> FileReading:
    reason = (
        f"Reading this file took longer than {bounds.seconds:.0f} seconds and was stopped;"
        " export it again in another format."
    )
    return FileReading(label=source.label, status="failed", reason=reason)


def _read(source: Readable, task: ReadingTask) -> FileReading:
    """As `read_one`, which whoever only asks for it need not load."""
    from etl.ingest.read_file import read_one  # noqa: PLC0415

    return read_one(source, task)


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
def _settle() -> None:
    """What is loaded stays: nobody need look through it again for what is garbage."""
    import etl.ingest.read_file  # noqa: F401, PLC0415

    gc.collect()
    gc.freeze()


@lru_cache(maxsize=1)
def _task_of(path: Path) -> ReadingTask:
    return pickle.loads(path.read_bytes())


def _work(source: Readable, index: int, ticket: _Ticket) -> FileReading:
    _settle()
    bound_memory(ticket.bounds.memory_mb)
    with ticket.noted(index), ended_after(ticket.bounds.seconds, Path(os.devnull)):
        return _read(source, _task_of(ticket.path))
