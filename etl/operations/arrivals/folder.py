"""What lies in a watched folder, and which of it is whole and lies still.

A program writes a file over seconds, a network brings one over minutes. One whose size and time
have not changed for a second is read, unless its own format says that its end is missing: then it
has a minute more, after which the reader says what is wrong with it.
"""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from etl.sources.discover import shown

STILL_S = 1.0
"""So long size and time of a file have to stay as they are."""
PATIENCE_S = 60.0
"""So long a file that looks cut off may stay still before it is read all the same."""

_TAIL_BYTES = 66_000  # a ZIP's end record stands before its comment, which has 65,535 at most
_PIECE_BYTES = 2**20
_END_OF_ZIP, _END_OF_ZIP_BYTES = b"PK\x05\x06", 22
_ENDS_OF_XML = {".gpx": b"</gpx>", ".tcx": b"</TrainingCenterDatabase>"}
_FIT_CRC_BYTES = 2
# Of browsers, of Syncthing, of copying programs and of editors, until they rename the file.
_TEMPORARY_ENDINGS = (
    *(".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download"),
    *(".swp", ".swx", ".!sync", ".bts", ".lock", "~"),
)
_TEMPORARY_BEGINNINGS = (".", "~$", "~syncthing~", "#")
_NOT_OURS = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
_UNFOLLOWED = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Changed(Exception):
    """The file is not what it was when it was looked at, or is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A file as the folder shows it; `path` is below the folder, with slashes."""

    path: str
    size_bytes: int
    modified_ns: int
    is_link: bool = False

    @property
    def label(self) -> str:
        """Its path for people."""
        return shown(Path(self.path)).replace(os.sep, "/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A file of which a copy was made: its content cannot change any more."""

    seen: Seen
    sha256: str


def look(folder: Path) -> list[Seen]:
    """Every file below a folder but temporary ones, in order; links are named and not followed.

    What vanishes meanwhile is left out, and so is a folder that cannot be opened. Raises OSError
    where the folder itself is gone.
    """
    found: list[Seen] = []
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(folder / inside) as entries:
                for entry in entries:
                    if is_temporary(entry.name):
                        continue
                    path = f"{inside}/{entry.name}" if inside else entry.name
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(path)
                    else:
                        found += _seen(entry, path)
        except OSError:
            if not inside:
                raise
    return sorted(found, key=lambda one: one.path)


def _seen(entry: "os.DirEntry[str]", path: str) -> list[Seen]:
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return []
    is_link = stat.S_ISLNK(status.st_mode)
    if not is_link and not stat.S_ISREG(status.st_mode):  # a pipe or a device holds no activity
        return []
    size, modified = status.st_size, status.st_mtime_ns
    return [Seen(path=path, size_bytes=size, modified_ns=modified, is_link=is_link)]


def is_temporary(name: str) -> bool:
    """Whether a program is not done with a file of that name, or it is a system's own."""
    folded = name.lower()
    is_unfinished = folded.startswith(_TEMPORARY_BEGINNINGS) or folded.endswith(_TEMPORARY_ENDINGS)
    return is_unfinished or folded in _NOT_OURS


def looks_whole(folder: Path, seen: Seen) -> bool:
    """Whether its own format does not say that the end is missing; True where it says nothing."""
    ending = PurePosixPath(seen.path).suffix.lower()
    if ending not in {".fit", ".zip", *_ENDS_OF_XML} or seen.is_link:
        return True
    if seen.size_bytes == 0:
        return False
    try:
        with os.fdopen(_opened(folder, seen.path), "rb") as file:
            head = file.read(14)
            file.seek(max(seen.size_bytes - _TAIL_BYTES, 0))
            tail = file.read(_TAIL_BYTES)
    except OSError:
        return True  # whoever reads it says why it cannot be
    if ending == ".fit":
        return len(head) >= 12 and seen.size_bytes >= _fit_bytes(head)
    if ending == ".zip":
        return 0 <= tail.rfind(_END_OF_ZIP) <= len(tail) - _END_OF_ZIP_BYTES
    return _ENDS_OF_XML[ending] in tail


def _fit_bytes(head: bytes) -> int:
    """How long a FIT file says it is: header (its length is its first byte), records, checksum."""
    if head[8:12] != b".FIT":
        return 0
    return head[0] + int.from_bytes(head[4:8], "little") + _FIT_CRC_BYTES


def copy(folder: Path, seen: Seen, to: Path) -> Copied:
    """Copy a file to that place, whatever happens to its name meanwhile; no link is followed.

    Raises Changed where it is not what was seen, OSError where it cannot be opened.
    """
    try:
        handle = _opened(folder, seen.path)
    except FileNotFoundError as error:
        raise Changed from error
    hashed = hashlib.sha256()
    with os.fdopen(handle, "rb") as file:
        _require_same(file.fileno(), seen)
        to.parent.mkdir(parents=True, exist_ok=True)
        with to.open("xb") as copied:
            while piece := file.read(_PIECE_BYTES):
                hashed.update(piece)
                copied.write(piece)
        _require_same(file.fileno(), seen)
    return Copied(seen=seen, sha256=hashed.hexdigest())


def _require_same(handle: int, seen: Seen) -> None:
    status = os.fstat(handle)
    is_same = (status.st_size, status.st_mtime_ns) == (seen.size_bytes, seen.modified_ns)
    if not is_same or not stat.S_ISREG(status.st_mode):
        raise Changed


def _opened(folder: Path, path: str) -> int:
    """Open a file below a folder step by step, so that no step is a link that leads elsewhere.

    A name that was a file when it was looked at may be a link a moment later.
    """
    if os.open not in os.supports_dir_fd:  # Windows, where making a link takes special leave
        place = folder / path
        if place.resolve() != folder.resolve() / path:
            raise PermissionError(path)
        return os.open(place, _UNFOLLOWED | getattr(os, "O_BINARY", 0))
    *steps, name = path.split("/")
    at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for step in steps:
            below = os.open(step, _UNFOLLOWED | os.O_DIRECTORY, dir_fd=at)
            os.close(at)
            at = below
        return os.open(name, _UNFOLLOWED, dir_fd=at)
    finally:
        os.close(at)
