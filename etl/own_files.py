"""A clinic's own TOML files beside or in place of ours: read, checked, passed over where wrong."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from etl.errors import DataError
from etl.toml_files import read_toml, toml_files

Read = TypeVar("Read")

LONGEST_TEXT = 600
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MOST_BYTES = 200_000


def read_beside(
    ours: Iterable[Read],
    folder: Path,
    *,
    what: str,
    key: Callable[[Read], str],
    to_value: Callable[[str, dict[str, Any]], Read],
) -> tuple[tuple[Read, ...], tuple[str, ...]]:
    """Ours, with the folder's in their place or beside them, and a sentence for each wrong file.

    The folder may be absent. `to_value` makes one from its file's name and TOML.
    """
    found = {key(value): value for value in ours}
    problems = []
    for path in toml_files(folder) if folder.is_dir() else ():
        try:
            value = to_value(path.name, _read_small(path))
        except (DataError, OSError, UnicodeDecodeError) as error:
            problems.append(_problem(path.name, error, what=what))
        else:
            found[key(value)] = value
    return tuple(found.values()), tuple(problems)


def files_signature(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes whenever one of the folder's files may have changed."""
    if not folder.is_dir():
        return ()
    files = sorted(folder.glob("*.toml"))
    return tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files)


def file_id(file: str) -> str:
    """The id that a file's name gives. Raises DataError for a name that is none."""
    found = file.removesuffix(".toml")
    if not _ID.fullmatch(found):
        raise DataError(f"{file}: a file's name has small letters, digits and _ only")
    return found


def check_id(where: str, value: object) -> None:
    """Raises DataError unless the value can be an id."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise DataError(f"{where}: an id has small letters, digits and _ only")


def check_number(
    where: str, key: str, value: object, *, least: float, most: float, is_whole: bool
) -> None:
    """Raises DataError unless the value is a number within reason."""
    kinds = (int,) if is_whole else (int, float)
    is_number = isinstance(value, kinds) and not isinstance(value, bool)
    if not is_number or not least <= value <= most:
        raise DataError(f"{where}: {key} is {value!r}, not a number from {least} to {most}")


def check_text(where: str, key: str, value: object) -> None:
    """Raises DataError unless the value is a text of a sentence or a few."""
    if not is_text(value):
        raise DataError(f"{where}: {key} is no text of at most {LONGEST_TEXT} characters")


def check_flag(where: str, key: str, value: object) -> None:
    """Raises DataError unless the value is true or false."""
    if not isinstance(value, bool):
        raise DataError(f"{where}: {key} is neither true nor false")


def is_text(value: object) -> bool:
    """A printable text that is neither empty nor endless."""
    is_kept = isinstance(value, str) and value.isprintable()
    return is_kept and 0 < len(value.strip()) <= LONGEST_TEXT


def refuse_twice(file: str, ids: list[str]) -> None:
    """Raises DataError where an id is given twice."""
    twice = sorted({each for each in ids if ids.count(each) > 1})
    if twice:
        raise DataError(f"{file}: given twice: {', '.join(twice)}")


def rows_in(file: str, table: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The tables under a key. Raises DataError where there are none."""
    rows = table[key]
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise DataError(f"{file}: {key} is no list of [[{key}]]")
    return rows


def _read_small(path: Any) -> dict[str, Any]:
    if path.stat().st_size > _MOST_BYTES:
        raise DataError(f"{path.name}: is too large for one")
    return read_toml(path)


def _problem(file: str, error: Exception, *, what: str) -> str:
    """One sentence; what a file's reader said is cut to its first line."""
    is_ours = isinstance(error, DataError)
    reason = str(error).splitlines()[0] if is_ours else f"{file}: cannot be read as text"
    return f"The {what} {reason}. It is passed over; the one used without it stays in use."
