"""One writer a database file among all processes, also while another file takes its place.

DuckDB's own lock ends with the file that was opened: between a copy and the rename that puts it in
place, somebody else would write into a file that is about to go. This lock is a file of its own
beside the database, so it outlasts the rename. Readers need none: they see the former file or the
new one.
"""

import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from etl.errors import Busy, UserError

_POLL_S = 0.005
_REMEMBERED = 8  # locks that are not made anew each time, which costs half a millisecond
_LONGEST_NAME = 80  # of who holds the lock, as it stands in the file


@dataclass(slots=True)
class _Held:
    lock: FileLock
    depth: int = field(default=0)


_held: dict[str, _Held] = {}
"""By path, for the one thread that may open files: threads are kept apart by the caller."""


def lock_path(path: Path) -> Path:
    """The lock of a database file; it stays, since removing it would split who waits for it."""
    return path.with_name(path.name + ".lock")


@contextmanager
def write_lock(path: Path, *, wait_s: float) -> Generator[bool]:
    """No other process writes or replaces the file while the block runs; yields whether new.

    The same thread may ask again inside; it yields False there. The caller keeps threads apart.
    Raises Busy where another process has the lock longer than `wait_s` seconds, and says which;
    UserError where the folder cannot be written.
    """
    name = os.path.abspath(path)  # noqa: PTH100  resolve() asks the disk
    held = _held.get(name) or _held.setdefault(name, _Held(_new_lock(path)))
    if held.depth == 0:
        _acquire(held.lock, path, wait_s=wait_s)
    held.depth += 1
    try:
        yield held.depth == 1
    finally:
        held.depth -= 1
        if held.depth == 0:
            held.lock.release()
            if len(_held) > _REMEMBERED:
                _held.pop(name)


def in_use(path: Path, holder: str, wait_s: float) -> str:
    """One sentence for who waited in vain."""
    return (
        f"{path.name} has been in use by {holder} for more than {wait_s:.0f} seconds. "
        "Wait for it to finish, or close it, and try again."
    )


def _new_lock(path: Path) -> FileLock:
    # Not a thread's own: which thread asks is the caller's business.
    return FileLock(lock_path(path), mode=0o600, thread_local=False, poll_interval=_POLL_S)


def _acquire(lock: FileLock, path: Path, *, wait_s: float) -> None:
    began = time.monotonic()
    try:
        lock.acquire(timeout=max(wait_s, 0))
    except Timeout as error:
        waited = max(wait_s, time.monotonic() - began)
        raise Busy(in_use(path, _holder(path), waited)) from error
    except OSError as error:
        raise UserError(
            f"The folder of {path.name} cannot be written ({error.strerror}): change its "
            "permissions, or make room."
        ) from error
    _sign(path)


def _sign(path: Path) -> None:
    """Leave word of who holds the lock, for whoever waits in vain."""
    words = f"{Path(sys.argv[0]).name or 'python'} (process {os.getpid()})"
    with suppress(OSError), lock_path(path).open("r+b") as file:
        file.write(words.encode()[:_LONGEST_NAME].ljust(_LONGEST_NAME))


def _holder(path: Path) -> str:
    try:
        words = lock_path(path).read_bytes()[:_LONGEST_NAME].decode(errors="ignore").strip()
    except OSError:
        words = ""
    return words or "another program"
