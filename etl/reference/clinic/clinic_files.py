"""Facts in TOML that a clinic may change: its own files in the home, checked when they are read.

A wrong file is passed over with one sentence that says what is wrong, and what was there without it
stays in use.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Generic, TypeVar

from etl.errors import DataError
from etl.reference.toml_files import read_toml, toml_files

Facts = TypeVar("Facts")

_MOST_BYTES = 200_000
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class ClinicFiles(Generic[Facts]):
    """What each file of a clinic says, by the file's name, and a sentence for each passed over."""

    by_name: dict[str, Facts]
    problems: tuple[str, ...]


def read_clinic_files(
    folder: Path, to_facts: Callable[[str, dict[str, Any]], Facts], *, what: str
) -> ClinicFiles[Facts]:
    """Every TOML file of a folder, which may be absent; `what` is what one is called."""
    found: dict[str, Facts] = {}
    problems = []
    for path in toml_files(folder) if folder.is_dir() else ():
        try:
            found[path.name] = read_file(path, to_facts, what=what)
        except (DataError, OSError, UnicodeDecodeError) as error:
            problems.append(problem(path.name, error, what=what))
    return ClinicFiles(found, tuple(problems))


def read_file(
    path: Traversable, to_facts: Callable[[str, dict[str, Any]], Facts], *, what: str
) -> Facts:
    """One file. Raises DataError, naming it, where it is wrong or too large."""
    if isinstance(path, Path) and path.stat().st_size > _MOST_BYTES:
        raise DataError(f"{path.name}: is larger than a {what} is")
    return to_facts(path.name, read_toml(path))


def problem(file: str, error: Exception, *, what: str) -> str:
    """One sentence; what a file's reader said is cut to its first line."""
    is_ours = isinstance(error, DataError)
    reason = str(error).splitlines()[0] if is_ours else f"{file}: cannot be read as text"
    return f"The {what} {reason}. It is passed over; the one used without it stays in use."


def files_signature(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes whenever one of a clinic's files may have changed."""
    if not folder.is_dir():
        return ()
    files = sorted(folder.glob("*.toml"))
    return tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files)


def id_of_file(file: str) -> str:
    """A file's name without its ending. Raises DataError where that is no id."""
    name = file.removesuffix(".toml")
    if not _ID.fullmatch(name):
        raise DataError(f"{file}: a file's name has small letters, digits and _ only")
    return name
