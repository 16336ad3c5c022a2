"""A process that reads for others: one piece of work at a time, within bounds of time and memory.

It may die of what it reads: in native code, of its memory, or because its time is up; whoever asked
then gets an exception, and nothing of this process is lost. Starting one takes as long as loading
all readers, so it waits for more work, and `begin` starts one before there is any.
"""

import atexit
import faulthandler
import gc
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Generator
from concurrent.futures import BrokenExecutor, Future, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol, TypeVar

from etl.errors import UserError
from etl.ingest import forked

T = TypeVar("T")
IDLE_S = 60  # how long a worker waits for more before it goes
START_S = 120  # the most that starting one may take: seconds, minutes where a machine is full
GRACE_S = 5  # a worker that ends itself does so within milliseconds
# One thread a process: several fill the cores, and sums keep their order.
ONE_THREAD = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1"}
_NO_WORKER = (
    "No process could be started that reads files: the machine has too little memory, or too much"
    " to do. End other programs, then try again. Nothing was changed."
)
_AT_ONCE = max(os.cpu_count() or 1, 2)  # whoever comes when so many work, waits for one of them


class _Kept(Protocol):
    """A process that works for this one."""

    def submit(self, work: Callable[..., T], /, *given: Any) -> Future[T]:
        """What the work returns or raises there; BrokenExecutor: the process has ended."""

    def shutdown(self, *, wait: bool, kill_workers: bool) -> None:
        """End the process."""


_free_by_process: defaultdict[int, list[_Kept]] = defaultdict(list)
"""Those that wait, by the process that started them: in a forked one they are another's."""
_places = threading.BoundedSemaphore(_AT_ONCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one file may take of a worker; `memory_mb` is beyond what it needs without a file."""

    seconds: float
    memory_mb: int


class WorkerStopped(Exception):
    """The worker died of its work, and not because its time was up."""


class NoWorker(UserError):
    """No process that reads could be started."""


class TimeIsUp(WorkerStopped):
    """The work took longer than its bounds allow, and was stopped."""


def begin(*, is_needed: bool = True) -> None:
    """Start a worker now, without waiting for it; none where so many work already.

    Where it may not be needed, only one that costs nothing until it is asked.
    """
    if not _free_by_process[os.getpid()] and forked.is_possible():
        copy = forked.Forked(idle_s=IDLE_S, env=ONE_THREAD)
        atexit.register(copy.shutdown)
        _free_by_process[os.getpid()].append(copy)
    if is_needed and _places.acquire(blocking=False):
        try:
            kept, _ = _begun()
            _free_by_process[os.getpid()].append(kept)
        finally:
            _places.release()


def in_worker(work: Callable[..., T], *given: Any, bounds: Bounds) -> T:
    """What `work(*given)` returns or raises, done by another process; all of it is pickled.

    Raises TimeIsUp, WorkerStopped, NoWorker; MemoryError where the work asks for more than it may.
    """
    with _places:
        kept, begun = _begun()
        if isinstance(kept, forked.Forked) and not _is_done(begun, START_S):
            kept.shutdown()  # it went since nobody had asked, or was ended
            kept, begun = _begun()
        try:
            if not _is_done(begun, START_S):
                raise NoWorker(_NO_WORKER)
            future = _done(kept, work, given, bounds)
        except BaseException:
            kept.shutdown(wait=False, kill_workers=True)
            raise
        _free_by_process[os.getpid()].append(kept)
        return future.result()


def _done(kept: _Kept, work: Callable[..., T], given: tuple[Any, ...], bounds: Bounds) -> Future[T]:
    with TemporaryDirectory(prefix="kneewise-") as folder:
        last_words = Path(folder) / "last"
        last_words.touch()
        future = kept.submit(_bounded, work, given, bounds, last_words)
        # The worker ends itself. One that cannot, stopped from outside, is ended from here.
        if _is_done(future, bounds.seconds + GRACE_S):
            return future
        raise TimeIsUp if not future.done() or last_words.stat().st_size else WorkerStopped


def _is_done(future: Future[Any], within_s: float) -> bool:
    """Whether it came to an end in time, a good or a bad one, and its worker lives."""
    wait([future], timeout=within_s)
    return future.done() and not isinstance(future.exception(), BrokenExecutor)


def _begun() -> tuple[_Kept, Future[None]]:
    """The worker that was free last, or a new one, and its word that it has begun."""
    free = _free_by_process[os.getpid()]
    with suppress(IndexError):  # none is left; another thread may take the last one meanwhile
        while True:
            kept = free.pop()
            with suppress(BrokenExecutor):  # it was ended while nothing was asked of it
                return kept, kept.submit(_nothing)
    from loky import ProcessPoolExecutor  # noqa: PLC0415  not where a copy reads

    fresh = ProcessPoolExecutor(max_workers=1, timeout=IDLE_S, env=ONE_THREAD)
    return fresh, fresh.submit(_nothing)


def _nothing() -> None:
    gc.disable()  # of what is loaded nothing is garbage
    # All that reading needs is loaded with the first work otherwise.
    import etl.ingest.read_file  # noqa: F401, PLC0415

    gc.freeze()
    gc.enable()


def _bounded(work: Callable[..., T], given: tuple[Any, ...], bounds: Bounds, last_words: Path) -> T:
    bound_memory(bounds.memory_mb)
    with ended_after(bounds.seconds, last_words):
        return work(*given)


@contextmanager
def ended_after(seconds: float, last_words: Path) -> Generator[None]:
    """End this process if what is inside takes longer, native code that holds the lock included.

    Only then something stands in the file: where it was.
    """
    with last_words.open("a") as file:
        faulthandler.dump_traceback_later(seconds, exit=True, file=file)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


@lru_cache(maxsize=1)
def bound_memory(memory_mb: int) -> None:
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
