"""Files read by worker processes, in the order given; a worker that dies takes one file with it."""

import pickle
import uuid
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from loky import ProcessPoolExecutor, get_reusable_executor
from loky.process_executor import BrokenProcessPool

from etl.reading import FileReading, Readable, ReadingTask, read_one

_INLINE = 4  # up to so many files are read in this process: starting workers takes a second


_IDLE_S = 10  # how long workers wait for another import before they go


_AHEAD = 4  # files read ahead for each worker: bounds memory while the writer is busy


# One thread a process: the processes already fill the cores, and sums keep their order.
_ONE_THREAD = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1"}


def read_all(
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
