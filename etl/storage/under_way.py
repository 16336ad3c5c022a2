"""Work that leaves files before it leaves rows: who is at it, and what a killed one left.

An import writes originals and samples first and says so in the journal a moment later. Whoever
removes files that no row stands for has to know that nobody is in between. A correction is in the
journal a moment before it is in the tables. A lock that is still
held says that its holder lives; the system lets go of it when a process ends, however it does.
"""

import shutil
import time
import uuid
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from etl import clock
from etl.errors import Busy, Erasing
from etl.home import Home
from etl.storage.erasures import ERASING_WORDS, erasing, file_key

_FOLDER = "importing"
_CORRECTING = ".correcting"
_GATE = "importing.lock"
_SCRATCH_LOCK = ".in-use"
_SCRATCH = ("upload-", "export-", "unpacked-")
_BEGINS_S = 60.0  # a folder younger than this may not have its lock yet
_IMPORT_WORDS = (
    "An import is under way. What is left of the erasing is done as soon as it has ended."
)


@contextmanager
def importing(home: Home, runner_id: str, *, wait_s: float) -> Generator[None]:
    """Say that files of this runner are being brought in. Raises Erasing for who is being erased.

    Where the block fails or is killed, a note stays that files without rows may be there.
    """
    note = _note(home.create(), runner_id, ending=".lock")
    with _gate(home, wait_s=wait_s):
        refuse_marked(home, runner_id)
        _leave(note)
    with _left_unless_done(note):
        yield


@contextmanager
def correcting(home: Home, runner_id: str, *, after: int) -> Generator[None]:
    """Say that a word of this runner is written into the journal and carried into the tables.

    Where the block fails or is killed, a note stays that words saved `after` that number of the
    journal (`saved_order`) may not be carried yet.
    """
    note = _note(home, runner_id, ending=f"-{after}{_CORRECTING}")
    _leave(note)
    with _left_unless_done(note):
        yield


def _note(home: Home, runner_id: str, *, ending: str) -> FileLock:
    name = f"{file_key(runner_id)}-{uuid.uuid4().hex}{ending}"
    return FileLock(home.root / _FOLDER / name, mode=0o600, thread_local=False)


def _leave(note: FileLock) -> None:
    Path(note.lock_file).parent.mkdir(exist_ok=True, mode=0o700)
    note.acquire(timeout=0)


@contextmanager
def _left_unless_done(note: FileLock) -> Generator[None]:
    """The note is held while the block runs; it stays, held by nobody, where the block fails."""
    try:
        yield
    except BaseException:
        note.release()
        raise
    note.release()
    Path(note.lock_file).unlink(missing_ok=True)


def has_uncarried(home: Home, runner_id: str) -> bool:
    """Whether a correction of this runner was killed, or somebody is at one."""
    return any(_corrections(home, runner_id))


@contextmanager
def left_uncarried(home: Home, runner_id: str) -> Generator[int | None]:
    """After which number words of this runner may be in the journal alone; None: all are carried.

    Told of what was killed, not of what somebody is at. The block carries them, and the notes go.
    """
    with ExitStack() as held:
        notes = [path for path in _corrections(home, runner_id) if _is_taken(held, path)]
        yield min((int(path.stem.rpartition("-")[2]) for path in notes), default=None)
    for path in notes:
        path.unlink(missing_ok=True)


def _corrections(home: Home, runner_id: str) -> Iterator[Path]:
    return (home.root / _FOLDER).glob(f"{file_key(runner_id)}-*{_CORRECTING}")


def _is_taken(held: ExitStack, path: Path) -> bool:
    try:
        held.enter_context(FileLock(path, mode=0o600, timeout=0))
    except Timeout:
        return False
    return True


def refuse_marked(home: Home, runner_id: str) -> None:
    """Raises Erasing where the runner is being erased."""
    if runner_id in erasing(home):
        raise Erasing(ERASING_WORDS)


@contextmanager
def no_import(home: Home, *, wait_s: float) -> Generator[None]:
    """No import is under way, and none begins while the block runs.

    Raises Busy where one does not end within `wait_s` seconds.
    """
    deadline = time.monotonic() + wait_s
    with _gate(home, wait_s=wait_s):
        for path in (home.root / _FOLDER).glob("*.lock"):
            try:
                with FileLock(path, mode=0o600, timeout=max(deadline - time.monotonic(), 0)):
                    pass
            except Timeout:
                raise Busy(_IMPORT_WORDS) from None
        yield


def interrupted_since(home: Home, runner_id: str) -> float | None:
    """When the first import of this runner began that did not end well (seconds since 1970)."""
    notes = (home.root / _FOLDER).glob(f"{file_key(runner_id)}-*.lock")
    return min((path.stat().st_mtime for path in notes), default=None)


def forget_interrupted(home: Home, runner_id: str) -> None:
    """What interrupted imports of this runner left has been looked after; none is under way."""
    folder = home.root / _FOLDER
    for ending in (".lock", _CORRECTING):
        for path in folder.glob(f"{file_key(runner_id)}-*{ending}"):
            path.unlink(missing_ok=True)


@contextmanager
def scratch_folder(home: Home, prefix: str) -> Generator[Path]:
    """A folder in the home for as long as the block runs; one of a killed process is swept."""
    folder = home.create().root / f"{prefix}{uuid.uuid4().hex}"
    folder.mkdir(mode=0o700)
    try:
        with FileLock(folder / _SCRATCH_LOCK, mode=0o600, thread_local=False):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def abandoned(home: Home) -> list[Path]:
    """Scratch folders that nobody uses any more."""
    return [
        folder
        for prefix in _SCRATCH
        for folder in home.root.glob(f"{prefix}*")
        if folder.is_dir() and not _is_in_use(folder)
    ]


def _is_in_use(folder: Path) -> bool:
    lock = folder / _SCRATCH_LOCK
    try:
        if not lock.exists():
            return clock.read().timestamp() - folder.stat().st_mtime < _BEGINS_S
        with FileLock(lock, mode=0o600, timeout=0):
            return False
    except Timeout:
        return True
    except FileNotFoundError:
        return True  # it is being removed by its owner


@contextmanager
def _gate(home: Home, *, wait_s: float) -> Generator[None]:
    try:
        with FileLock(home.create().root / _GATE, mode=0o600, timeout=wait_s):
            yield
    except Timeout:
        raise Busy("A runner is being erased here: try again in a minute.") from None
