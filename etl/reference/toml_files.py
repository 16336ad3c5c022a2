"""TOML files of our own folders: read, and refused by name where something is missing."""

import tomllib
from importlib.resources.abc import Traversable

from etl.errors import DataError

_NOT_TEXT = {"value", "threshold", "holds_days", "next_review_on", "views", "signals", "parameters"}


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


def check_keys(file: str, table: dict, expected: set[str]) -> None:
    """Raises DataError unless the keys are exactly these."""
    missing = sorted(expected - table.keys())
    unknown = sorted(table.keys() - expected)
    if missing or unknown:
        raise DataError(f"{file}: missing keys {missing}, unknown keys {unknown}")


def check_choice(file: str, key: str, value: object, choices: tuple[str, ...]) -> None:
    """Raises DataError unless the value is one of the choices."""
    if value not in choices:
        raise DataError(f"{file}: {key} is {value!r}, not one of {', '.join(choices)}")


def check_texts(file: str, table: dict, *, may_be_empty: set[str]) -> None:
    """Raises DataError unless every value that should be text is, and is not empty."""
    for key, value in table.items():
        if key in _NOT_TEXT:
            continue
        if not isinstance(value, str) or (not value and key not in may_be_empty):
            raise DataError(f"{file}: {key} is no text")


def to_number(file: str, key: str, value: object) -> float:
    """The value as a number. Raises DataError where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DataError(f"{file}: {key} is {value!r}, not a number")
    return float(value)


def refuse_twice(names: list[str], *, what: str) -> None:
    """Raises DataError where a name is given twice."""
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise DataError(f"sql/rules: {what} given twice: {', '.join(twice)}")
