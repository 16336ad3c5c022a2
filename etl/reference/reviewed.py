"""Reviewed TOML as models: strict, frozen, and refused in a sentence that names file and place.

A validator of ours raises ValueError with the end of that sentence: it follows the name of the key,
or stands alone where it is about a whole table.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationError,
    ValidatorFunctionWrapHandler,
)
from pydantic_core import ErrorDetails, core_schema

from etl.errors import DataError

LONGEST_TEXT = 600
_MOST_FAULTS = 4
_LONGEST_FOUND = 60


class Reviewed(BaseModel):
    """One table of a reviewed file: exactly these keys, nothing turned into another type."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        validate_by_name=True,
        # Built when first asked: a command that reads two kinds of files builds those.
        defer_build=True,
    )


Kind = TypeVar("Kind", bound=BaseModel)
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Within:
    """Bounds of a number, both said where it is none or lies outside."""

    least: float
    most: float

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        bounded: Any = {**handler(source), "ge": self.least, "le": self.most}
        whole = "whole " if bounded["type"] == "int" else ""
        words = f"not a {whole}number from {self.least:g} to {self.most:g}"

        def bound(value: object, check: ValidatorFunctionWrapHandler) -> object:
            try:
                return check(value)
            except ValidationError as error:
                raise ValueError(f"is {spelled(value)}, {words}") from error

        return core_schema.no_info_wrap_validator_function(bound, bounded)


def _check_text(text: str) -> str:
    if text.isspace():
        raise ValueError("is no text: it is blank")
    return text


def _check_line(text: str) -> str:
    if text and (not text.strip() or not text.isprintable()):
        raise ValueError(f"is no text of one line with 1 to {LONGEST_TEXT} characters")
    return text


def given_twice(names: Sequence[str]) -> str:
    """The names that come again, by comma; empty where none does."""
    return ", ".join(sorted({name for name in names if names.count(name) > 1}))


def each_once(key: str) -> Callable[[tuple[Row, ...]], tuple[Row, ...]]:
    """For a validator: rows that each have another value under this key."""

    def refuse_twice(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        if twice := given_twice([getattr(row, key) for row in rows]):
            raise ValueError(f"has the same {key} given twice: {twice}")
        return rows

    return refuse_twice


def rows_by(key: str) -> Callable[[object], object]:
    """For a validator: tables by name as rows, each with its name under this key; rows as such."""

    def to_rows(tables: object) -> object:
        if isinstance(tables, tuple):
            return tables
        if not isinstance(tables, dict) or not all(isinstance(t, dict) for t in tables.values()):
            raise ValueError("holds no tables")
        again = [name for name, table in tables.items() if key in table]
        if again:
            raise ValueError(f"[{again[0]}] has the unknown key {key}")
        return [{key: name, **table} for name, table in tables.items()]

    return to_rows


Text = Annotated[str, Field(min_length=1), AfterValidator(_check_text)]
"""A text with something in it."""

Line = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_check_line)]
"""A text of one line and of a bearable length: what a clinic may write."""

MaybeLine = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_check_line)]
"""Such a text, or an empty one."""

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""Small letters, digits and _: what stored rows are found by."""

Grade = Literal["A", "B", "C", "D"]
"""How strong the evidence is, as in docs/evidence/index.md#grades."""

GRADES: tuple[str, ...] = get_args(Grade)

Rows = Annotated[tuple[Row, ...], Field(strict=False)]
"""A list, which may be empty."""

SomeRows = Annotated[tuple[Row, ...], Field(strict=False, min_length=1)]
"""A list with something in it."""


def check(
    kind: type[Kind],
    table: Mapping[str, Any],
    *,
    where: str,
    named: Mapping[str, str] | None = None,
    **context: object,
) -> Kind:
    """The table as this model; `named` are fields that its place gives it, and no keys of it.

    `context` is for validators. Raises DataError, which begins with `where` and says each fault.
    """
    named = named or {}
    try:
        if again := sorted(named.keys() & table.keys()):
            raise DataError(f"{where}: unknown keys {again}")
        return kind.model_validate({**named, **table}, context=context)
    except ValidationError as error:
        raise DataError(_sentence(where, faults(error, table))) from error


def faults(error: ValidationError, table: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is wrong with a table: the place in it, as TOML names it, and the words."""
    keys: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    found: list[tuple[str, str]] = []
    for detail in error.errors(include_url=False):
        if detail["type"] in _KEYS:
            *path, name = detail["loc"]
            keys[_place(table, path)[0]][_KEYS[detail["type"]]].append(str(name))
        else:
            place, key = _place(table, detail["loc"])
            if detail["type"] == "too_short" and detail["input"]:
                continue  # its rows are there, and said to be wrong themselves
            found.append((place, f"{key} {_words(detail)}".strip()))
    told = [
        (place, ", ".join(f"{kind} keys {sorted(names[kind])}" for kind in sorted(names)))
        for place, names in keys.items()
    ]
    return [*told, *found]


def told(where: str, fault: tuple[str, str]) -> str:
    """`x.toml [[phases]] 'calm': title is no text`."""
    place, words = fault
    return f"{where} {place}: {words}" if place else f"{where}: {words}"


def _sentence(where: str, found: Sequence[tuple[str, str]]) -> str:
    """The first few faults; only the first has the name of the file."""
    first, *others = found
    rest = [told("", fault).strip(": ") for fault in others[: _MOST_FAULTS - 1]]
    more = [f"and {len(found) - _MOST_FAULTS} more"] if len(found) > _MOST_FAULTS else []
    return "; ".join([told(where, first), *rest, *more])


def _place(table: object, path: Sequence[int | str]) -> tuple[str, str]:
    """Where a fault is: the table as TOML writes it, and the key in it, or neither."""
    place: list[str] = []
    key, here = "", table
    for index, step in enumerate(path):
        part = list(here)[step] if isinstance(here, dict) and isinstance(step, int) else step
        if isinstance(here, dict) and part in here:
            key, here = str(part), here[part]
            if isinstance(here, dict):
                place, key = _below(place, key), ""
        elif isinstance(here, list) and isinstance(part, int):
            here = here[part]
            if isinstance(here, dict):
                name = here.get("id", here.get("code", part + 1))
                place, key = [*place, f"{f'[[{key}]]' if not place else key} {spelled(name)}"], ""
            else:
                key = f"{key} {part + 1}"
        elif index == len(path) - 1 and part != "[key]":  # else it is the kind that a union chose
            key = str(part)
    return " ".join(place), key


def _below(place: list[str], name: str) -> list[str]:
    """A table below another: `[levels]`, then `[levels.watch]`."""
    if place and place[-1].startswith("[") and place[-1].endswith("]"):
        return [*place[:-1], f"{place[-1][:-1]}.{name}]"]
    return [*place, f"[{name}]"]


def spelled(value: object) -> str:
    """A value as it stands in the file, or nearly so."""
    if isinstance(value, bool):
        return str(value).lower()
    words = str(value) if isinstance(value, date) else repr(value)
    return words if len(words) <= _LONGEST_FOUND else f"{words[: _LONGEST_FOUND - 1]}…"


_KEYS = {"missing": "missing", "extra_forbidden": "unknown"}
_WORDS = {
    "string_type": "is no text, but {found}",
    "string_too_short": "is no text: it is empty",
    "string_too_long": "is no text of at most {max_length} characters",
    "string_pattern_mismatch": "is {found}: an id has small letters, digits and _ only",
    "bool_type": "is neither true nor false, but {found}",
    "int_type": "is {found}, not a whole number",
    "float_type": "is {found}, not a number",
    "finite_number": "is {found}, not a number",
    "greater_than_equal": "is {found}, less than {ge}",
    "date_type": "is {found}, no date such as 2027-05-01",
    "too_short": "is an empty list",
    "tuple_type": "is no list",
    "dict_type": "is no table",
    "model_type": "is no table",
}


def _words(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    if detail["type"] == "value_error":
        return str(context["error"])
    if detail["type"] == "literal_error":
        known = context["expected"].replace("''", "empty").replace(" or ", ", ").replace("'", "")
        return f"is {spelled(detail['input'])}, not one of {known}"
    if detail["type"] in {"union_tag_invalid", "union_tag_not_found"}:
        key = context["discriminator"].strip("'")
        known = context.get("expected_tags", "those there are").replace("'", "")
        return f"{key} is {spelled(context.get('tag'))}, not one of {known}"
    told = _WORDS.get(detail["type"])
    return told.format(found=spelled(detail["input"]), **context) if told else detail["msg"]
