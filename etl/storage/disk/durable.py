"""Files whose name promises their bytes: whole, and on disk before anybody is told of them."""

import os
import tempfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

_WRITING = ".writing-"


def write_whole(path: Path, content: bytes, *, to_disk: bool = True) -> None:
    """Write so that a reader sees the whole file or none, whatever happens meanwhile.

    Content and name outlive a power cut, which takes milliseconds; without `to_disk` they may not:
    for what is worked out again where it cannot be read.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=_WRITING)
    except FileNotFoundError:  # the first one of its folder
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=_WRITING)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        put_in_place(Path(name), path, to_disk=to_disk)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def put_in_place(written: Path, path: Path, *, to_disk: bool = True) -> None:
    """Give a file that was written, in the same folder or on the same disk, its name."""
    if to_disk:
        sync(written)
    written.replace(path)
    if to_disk:
        sync(path.parent)


def append(path: Path, content: bytes, *, at: int) -> None:
    """More of a file after so many bytes, on disk when this returns.

    Whatever stood behind `at` is gone: half a line of a writer who was killed. The file is readable
    by its owner only.
    """
    is_new = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.truncate(at)
        stream.seek(at)
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    if is_new:
        sync(path.parent)


def sync_all(paths: Collection[Path]) -> None:
    """Contents and names of files written without `to_disk` outlive a power cut from here on.

    All are on their way before the first is waited for, so that the disk is asked once for many:
    a sixth of the processor's time that each takes by itself, and a tenth of the wait. What
    somebody has removed meanwhile is left aside.
    """
    folders = dict.fromkeys(path.parent for path in paths)
    for step, places in ((_begin_sync, paths), (sync, paths), (sync, folders)):
        for place in places:
            with suppress(FileNotFoundError):
                step(place)


def _begin_sync(path: Path) -> None:
    """Have the system write a file while others are looked at; where it cannot, `sync` does."""
    if not hasattr(os, "posix_fadvise"):
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def sync(path: Path) -> None:
    """A file's content, or a folder's names, outlive a power cut; Windows syncs no folder."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
