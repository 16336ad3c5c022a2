"""What a database file says of itself before anybody opens it, and why one cannot be opened."""

import re
from pathlib import Path

_FORMAT = re.compile(
    r"file with version number (\d+), but we can only read versions?\D+(?:\d+ and )?(\d+)"
)
_NUMBER = slice(12, 20)  # bytes of a file's first header that tell its format
_WRITER = slice(52, 84)  # bytes that name the DuckDB which made it
_DAMAGED = re.compile(
    r"[Cc]orrupt|checksum|[Dd]eseriali[sz]|could not read|Could not read|not a valid DuckDB|"
    r"magic bytes|[Ff]ailed to (?:read|load|decompress)|replay",
)
_REFUSED = re.compile(
    r"No space left|[Cc]ould not (?:write|sync|create)|too large|quota|Read-only|Permission denied"
)


def format_of(path: Path) -> bytes:
    """The number of the format of a database file, eight bytes; none where there is no file."""
    return _header(path)[_NUMBER]


def why_closed(path: Path, error: Exception, *, here: str) -> str:
    """One sentence for a file that DuckDB of the version `here` does not open."""
    found = _FORMAT.search(str(error))
    if found is None or int(found[1]) < int(found[2]):
        return damaged(path)
    writer = _version_of_writer(path)
    return (
        f"{path.name} was written by {f'DuckDB {writer}' if writer else 'a newer DuckDB'}; here is "
        f"DuckDB {here}, which cannot read it. Nothing is damaged, and nothing was changed: update "
        f"Kneewise, or its DuckDB to {f'{writer} or later' if writer else 'the newest'}."
    )


def damaged(path: Path) -> str:
    """One sentence for a file of which a part cannot be read, with the way back."""
    if path.name.startswith("warehouse"):
        return (
            f"{path.name} is damaged: kneewise rebuild computes it anew. Nothing that people "
            "logged is in it."
        )
    if not path.name.startswith("journal"):
        return f"{path.name} is damaged, or no database file: nothing was changed."
    return (
        f"{path.name} is damaged, and nothing was changed: restore the newest backup into another "
        "folder (kneewise --home NEW restore FILE), and kneewise salvage reads from this one what "
        "can still be read."
    )


def is_damage(error: Exception) -> bool:
    """Whether DuckDB's words tell of a file that cannot be read, and not of a question.

    Nor of a disk that takes no more: then nothing is damaged.
    """
    words = str(error)
    return _DAMAGED.search(words) is not None and _REFUSED.search(words) is None


def _version_of_writer(path: Path) -> str | None:
    """As the file's first header says it; None where it does not."""
    found = re.match(rb"v(\d+\.\d+\.\d+)", _header(path)[_WRITER])
    return found[1].decode() if found else None


def _header(path: Path) -> bytes:
    """The first bytes of a file; none where there is none."""
    try:
        with path.open("rb") as file:
            return file.read(_WRITER.stop)
    except FileNotFoundError:
        return b""
