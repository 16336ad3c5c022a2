"""TOML files of a folder: found, and read."""

import tomllib
from importlib.resources.abc import Traversable

from etl.errors import DataError


def toml_files(folder: Traversable) -> list[Traversable]:
    """The TOML files of a folder, by name."""
    files = [path for path in folder.iterdir() if path.name.endswith(".toml")]
    return sorted(files, key=lambda path: path.name)


def read_toml(path: Traversable) -> dict:
    """The tables of one file. Raises DataError, naming it, where it cannot be read."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path.name}: {error}") from error


def refuse_twice(names: list[str], *, what: str) -> None:
    """Raises DataError where a name is given twice."""
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise DataError(f"sql/rules: {what} given twice: {', '.join(twice)}")
