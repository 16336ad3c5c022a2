"""DuckDB without pandas, in a process that draws nothing.

DuckDB asks pandas what its missing values are before it takes the first parameter of a statement.
Where pandas is installed, as it is with Streamlit, that loads all of it, which takes longer than a
short command; where it is not, DuckDB goes on without.
"""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from types import ModuleType
from typing import cast

_NAME = "pandas"


@contextmanager
def left_out() -> Generator[None]:
    """`import pandas` fails while the block runs, as if it were not installed; once loaded, not."""
    _loaded().setdefault(_NAME, None)  # what Python's manual names to keep a module from loading
    try:
        yield
    finally:
        let_in()


def let_in() -> None:
    """What is about to be loaded works with pandas."""
    if _loaded().get(_NAME, sys) is None:
        del sys.modules[_NAME]


def _loaded() -> dict[str, ModuleType | None]:
    return cast("dict[str, ModuleType | None]", sys.modules)
