"""What fails is told and named, and the rest is measured."""

import traceback
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager

from bench.compare.results import LeftOut, Table
from bench.compare.turns import without_places

Found = tuple[list[Table], list[LeftOut]]


@contextmanager
def told(failures: list[LeftOut], who: str) -> Generator[None]:
    """Add whoever fails inside, with the reason in one line; the whole is printed.

    A sentence that a measurement ends itself with is a failure; an exit by a signal is none.
    """
    try:
        yield
    except SystemExit as ended:
        if not isinstance(ended.code, str):
            raise
        failures.append(LeftOut(who=who, why=without_places(ended.code)))
    except Exception as error:  # noqa: BLE001  whatever it is, the others stand
        traceback.print_exc()
        why = without_places(f"failed here, {type(error).__name__}: {error}".splitlines()[0])
        failures.append(LeftOut(who=who, why=why))


def tables_of(made: Iterable[tuple[str, Callable[[], Table]]]) -> Found:
    """Those that could be measured, and the titles of those that could not."""
    tables: list[Table] = []
    failures: list[LeftOut] = []
    for title, make in made:
        with told(failures, title):
            tables.append(make())
    return tables, failures
