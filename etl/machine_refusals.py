"""What the machine refuses: room, leave to write, memory. One sentence each, said at the rim.

Wherever it happens it goes up as it is: what is written is written whole or not at all, so nothing
has to be put right on the way.
"""

import errno
import re
import shutil
from pathlib import Path

from etl.errors import UserError

_SAFE = "What was saved before is safe; what was under way is not saved."
_FULL = f"The disk is full. {_SAFE} Make room, then do it again."
_READ_ONLY = (
    f"The disk can only be read just now. {_SAFE} A failing disk is often switched to reading: "
    "have it looked at, or name a folder on another with --home."
)
_NO_LEAVE = f"A file or folder may not be written or read by you. {_SAFE} Change its permissions."
_TOO_LARGE = (
    f"A file would grow larger than this machine lets it. {_SAFE} Raise that limit (ulimit -f), or "
    "name a folder on another disk with --home."
)
_FAILS = (
    f"The disk failed to read or to write. {_SAFE} Copy the folder to another disk before anything "
    "else."
)
_MEMORY = (
    f"There is not enough memory for that. {_SAFE} End other programs, or ask for less, then do it "
    "again."
)
_MANY_OPEN = f"Too many files are open on this machine. {_SAFE} End other programs, then try again."

_BY_NUMBER = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _NO_LEAVE,
    errno.EPERM: _NO_LEAVE,
    errno.EFBIG: _TOO_LARGE,
    errno.EIO: _FAILS,
    errno.ENOMEM: _MEMORY,
    errno.EMFILE: _MANY_OPEN,
    errno.ENFILE: _MANY_OPEN,
}
# Libraries in native code tell a number of the system in words only.
_BY_WORDS = {
    re.compile(pattern, re.IGNORECASE): words
    for pattern, words in {
        r"no space left|disk is full|quota exceeded|enough (disk )?space": _FULL,
        r"read-only file system|readonly database": _READ_ONLY,
        r"permission denied|access is denied|not permitted": _NO_LEAVE,
        r"file too large": _TOO_LARGE,
        r"input/output error|disk i/o error": _FAILS,
        r"out of memory|cannot allocate|failed to allocate": _MEMORY,
        r"too many open files": _MANY_OPEN,
    }.items()
}
_OF_LIBRARIES = ("duckdb", "_duckdb", "sqlite3", "polars")
_SPARE_BYTES = 50_000_000  # what a home goes on writing meanwhile


class Refused(UserError):
    """The machine had no room, gave no leave or had no memory."""


def words_of(error: BaseException) -> str | None:
    """What the machine refused, and what to do; None where the error is another."""
    if isinstance(error, MemoryError):
        return _MEMORY
    if isinstance(error, OSError) and error.errno in _BY_NUMBER:
        return _BY_NUMBER[error.errno]
    if isinstance(error, OSError) or type(error).__module__.partition(".")[0] in _OF_LIBRARIES:
        return next((told for words, told in _BY_WORDS.items() if words.search(str(error))), None)
    return None


def require_room(folder: Path, needed_bytes: float, *, what: str) -> None:
    """Raises Refused where a disk would be full before this is done; nothing is begun then.

    `what` begins the sentence. The folder, or the first above it that is there, tells the disk.
    """
    place = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    free = shutil.disk_usage(place).free
    if free < needed_bytes + _SPARE_BYTES:
        raise Refused(
            f"{what} needs about {(needed_bytes + _SPARE_BYTES) / 1e6:,.0f} MB, and "
            f"{free / 1e6:,.0f} MB are free in {place}. Nothing was begun: make room there first."
        )
