"""A database file of a DuckDB that is newer than ours."""

from pathlib import Path

VERSION = "2.0.1"
# Its first header, as that version wrote it; what follows is not looked at once this is refused.
_HEADER = bytes.fromhex("c0df9b5c7bfe15464455434be703") + bytes(38) + b"v2.0.1"
_HEADER = _HEADER.ljust(84, b"\0") + b"8d78114e90"
_HEADER = _HEADER.ljust(124, b"\0") + bytes.fromhex("a52d535d0bc015c2d1c3fee0ed2305a9")


def a_newer_file(path: Path) -> Path:
    """A file in a format that DuckDB 1.5 cannot read."""
    path.write_bytes(_HEADER.ljust(12_288, b"\0"))
    return path
