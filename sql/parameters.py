"""Numbers with a meaning as `sql/rules/parameters` has them: each file parsed once for all."""

import tomllib
from dataclasses import Field, fields
from functools import cache
from typing import Any, ClassVar, Protocol, TypeVar

from sql import ROOT


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Numbers = TypeVar("Numbers", bound=_Dataclass)


@cache
def parameter_tables(file: str) -> dict[str, dict[str, Any]]:
    """The tables of one file, by name, for nobody to change. Raises ValueError, naming it."""
    try:
        return tomllib.loads((ROOT / "rules" / "parameters" / file).read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"parameters/{file}: {error}") from error


def number_of(name: str, *, file: str) -> float:
    """One of them. `etl.reference.rules` checks their files; what reads recordings need not."""
    return float(parameter_tables(file)[name]["value"])


def numbers_of(kind: type[Numbers], *, file: str) -> Numbers:
    """A dataclass with the numbers that a file gives under the names of its fields."""
    return kind(**{field.name: number_of(field.name, file=file) for field in fields(kind)})
