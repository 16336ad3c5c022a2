"""Empty databases that were made once and are copied: making one takes a second of processor time.

A template holds what every home of this version begins with and nobody's rows. It lies in the
user's cache, named by all that it is made of; without a cache a database is made where it stands.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from platformdirs import user_cache_path

from etl.errors import KneewiseError
from etl.storage.disk.durable import write_whole
from etl.storage.duckdb_files import (
    ENGINE_VERSION,
    Connection,
    DatabaseError,
    alone,
    log_path,
    open_to_write,
)
from sql import ROOT

_KEPT = 6  # of earlier versions, and of other environments of this user
_MADE_OF = (".py", ".sql", ".toml", ".json")

Fill = Callable[[Connection], object]


def begin(path: Path, *, kind: str, fill: Fill, wait_s: float) -> bool:
    """Lay an empty database, as `fill` leaves one, at a path where there is none; whether it did.

    What is there already stays as it is. Raises Busy where another process has the file longer
    than `wait_s` seconds. Where no template can be had nothing happens: `fill` is for the caller.
    """
    if _is_there(path):
        return False
    content = _template(kind, fill)
    if content is None:
        return False
    with alone(path, wait_s=wait_s):
        if _is_there(path):
            return False
        write_whole(path, content)
        return True


def cache_folder() -> Path:
    """Where templates lie; it may be emptied at any time."""
    return user_cache_path("kneewise", appauthor=False) / "templates"


def present_version() -> str:
    """Of the code and the rules that run here."""
    return version(ROOT)


@cache
def version(sql: Path) -> str:
    """Of all that a database is made by: our SQL, rules and code, and DuckDB."""
    digest = hashlib.sha256(ENGINE_VERSION.encode())
    for folder in (sql, Path(__file__).parents[1]):
        for name, content in contents(folder, _MADE_OF):
            digest.update(name.encode() + b"\0")
            digest.update(content + b"\0")
    return digest.hexdigest()[:32]


def contents(folder: Path, endings: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Files below a folder whose names end so, by their paths in it; some hundred in 10 ms."""
    # Every command that opens a file of a home asks: as paths they would take three times as long.
    found = [
        f"{place}{os.sep}{name}"
        for place, _, names in os.walk(folder)
        for name in names
        if name.endswith(endings)
    ]
    for path in sorted(found):
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  likewise
            yield path[len(str(folder)) + 1 :], file.readall()


def _is_there(path: Path) -> bool:
    return path.exists() or log_path(path).exists()


def _template(kind: str, fill: Fill) -> bytes | None:
    """The template's bytes, made if nobody has yet; None where the cache cannot be used."""
    beginning = f"{kind}-{version(ROOT)}-"
    try:
        folder = cache_folder()
        for known in _sound(folder, beginning):
            return known
        content = _make(folder, fill)
        write_whole(folder / f"{beginning}{_named(content)}.duckdb", content, to_disk=False)
        _remove_old(folder, kind)
    except (OSError, KneewiseError, DatabaseError):  # full, read-only: what is wrong shows in place
        return None
    return content


def _sound(folder: Path, beginning: str) -> Iterator[bytes]:
    """Templates of that name as they were written, by this user."""
    for path in sorted(folder.glob(f"{beginning}*.duckdb")):
        if _is_own(path):
            content = path.read_bytes()
            if path.stem == f"{beginning}{_named(content)}":
                yield content


def _is_own(path: Path) -> bool:
    """Nobody else can have put it there or changed it."""
    if os.name != "posix":
        return True  # the cache of a user is theirs alone
    status = path.lstat()
    others = stat.S_IWGRP | stat.S_IWOTH
    is_file = stat.S_ISREG(status.st_mode)
    return is_file and status.st_uid == os.geteuid() and not status.st_mode & others


def _make(folder: Path, fill: Fill) -> bytes:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with TemporaryDirectory(dir=folder, prefix="making-") as name:
        path = Path(name) / "empty.duckdb"
        with open_to_write(path, wait_s=0) as connection:
            fill(connection)
        return path.read_bytes()


def _remove_old(folder: Path, kind: str) -> None:
    """All but the newest few of a kind."""
    known = sorted(folder.glob(f"{kind}-*.duckdb"), key=lambda path: path.stat().st_mtime)
    for path in known[:-_KEPT]:
        with suppress(OSError):  # another process was quicker, or is reading it
            path.unlink()


def _named(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
