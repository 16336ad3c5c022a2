"""A search for what must never lie about: every secret of the fake Strava contains this word."""

import gzip
import mmap
import zlib
from collections.abc import Iterator
from pathlib import Path

CANARY = b"CANARY"
"""In the fake's client secret and in every code and token that it gives."""

_UNPACKED_MOST = 4_000_000  # bytes; larger .gz files are watch files that tests made


def files_with(folder: Path, mark: bytes = CANARY) -> tuple[list[Path], int]:
    """The files below a folder that hold the mark, packed or not, and how many were searched."""
    searched = [path for path in _files(folder) if path.stat().st_size]
    return [path for path in searched if _holds(path, mark)], len(searched)


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield path


def _holds(path: Path, mark: bytes) -> bool:
    with (
        path.open("rb") as stream,
        mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        if content.find(mark) >= 0:
            return True
    return path.suffix == ".gz" and mark in _unpacked(path)


def _unpacked(path: Path) -> bytes:
    try:
        with gzip.open(path) as stream:
            return stream.read(_UNPACKED_MOST)
    except (OSError, EOFError, zlib.error):
        return b""  # a broken file of a test about broken files
