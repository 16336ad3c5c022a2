"""Rows of page views for what words or draws them; a misspelt column is refused."""

import inspect
from importlib import import_module
from pathlib import Path
from typing import Any

from dashboard import rows
from dashboard.rows import Row


def a_row_of(kind: type[Row], /, **values: Any) -> Row:
    """A row with these values; what is not named is None. Raises KeyError for no column of it."""
    columns = kind.__annotations__
    if unknown := values.keys() - columns.keys():
        raise KeyError(f"{kind.__name__} has no {sorted(unknown)}")
    return kind(**dict.fromkeys(columns, None) | values)


def row_types() -> list[Any]:
    """Every type of a row that `make rows` has written."""
    found: list[Any] = []
    for path in sorted(Path(rows.__path__[0]).glob("*.py")):
        module = import_module(f"dashboard.rows.{path.stem}")
        kinds = [kind for _, kind in inspect.getmembers(module, inspect.isclass)]
        found += [kind for kind in kinds if kind.__module__ == module.__name__]
    return found
