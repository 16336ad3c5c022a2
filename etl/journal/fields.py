"""What a field of an entry may hold, told once beside its type.

An entry is a dataclass whose fields are annotated, `sleep_h: Annotated[float, Between(...)]`; the
journal checks every one before it writes, and its form and its command ask within the same. What
concerns several fields is the entry's own `check`.
"""

from dataclasses import MISSING, dataclass, fields
from datetime import date, timedelta
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from etl.errors import UserError


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some words, or several of them where the field is a tuple; `what` they name."""

    what: str
    words: tuple[str, ...]

    def check(self, _name: str, value: Any) -> None:
        """Raises UserError, naming the words there are, for another one."""
        for word in value if isinstance(value, tuple) else (value,):
            check_word(self.what, word, self.words)


@dataclass(frozen=True, slots=True)
class Between:
    """A number from `least` to `most`, both allowed; {name} in the refusal is the field's.

    With `is_above` it is more than the least.
    """

    least: float
    most: float
    refusal: str
    is_above: bool = False

    def check(self, name: str, value: Any) -> None:
        """Raises UserError with the refusal for a number outside, or none at all."""
        if not self.least <= value <= self.most or (self.is_above and value == self.least):
            raise UserError(self.refused(name))

    def refused(self, name: str) -> str:
        """The sentence for another number in that field."""
        return self.refusal.format(name=name.replace("_", " ").capitalize())


@dataclass(frozen=True, slots=True)
class Text:
    """Words of at most so many characters, kept without the blanks around them.

    `none` is the refusal where there are none; without it, it is the same. What `is_one_line` has
    no breaks and nothing that cannot be seen.
    """

    most: int
    refusal: str
    none: str | None = None
    is_one_line: bool = False

    def check(self, _name: str, value: Any) -> None:
        """Raises UserError with the refusal for none or too many."""
        if not value:
            raise UserError(self.none or self.refusal)
        if len(value) > self.most or (self.is_one_line and not value.isprintable()):
            raise UserError(self.refusal)


@dataclass(frozen=True, slots=True)
class Until:
    """A day that lies at most so far ahead; what has no such mark cannot lie ahead at all."""

    ahead: timedelta
    refusal: str

    def check(self, _name: str, value: Any) -> None:
        """Needs to know which day it is: `check_on`."""

    def check_on(self, value: date, today: date) -> None:
        """Raises UserError with the refusal for a day beyond."""
        if value > today + self.ahead:
            raise UserError(self.refusal)


Told = OneOf | Between | Text | Until

Score = Between(0, 10, "{name} goes from 0 (none) to 10 (worst).")
"""Pain as everywhere here."""


def note_of(most: int) -> Text:
    """Words that may be left out."""
    return Text(most, f"A note has at most {most:,} letters: shorten it.")


@dataclass(frozen=True, slots=True)
class Column:
    """A field of an entry: its type without null, what it may hold, and what it can do without."""

    type: type[Any]
    told: Told | None
    may_be_null: bool
    is_needed: bool

    def kept(self, value: Any) -> Any:
        """The value as it is written: words without blanks around them, and none as null."""
        if isinstance(self.told, Text) and isinstance(value, str):
            return value.strip() or (None if self.may_be_null else "")
        return value

    def check(self, name: str, value: Any, *, today: date) -> None:
        """Raises UserError where it cannot be that; what is not known is null."""
        if isinstance(self.told, Until):
            self.told.check_on(value, today)
        elif self.told is not None and (value is not None or not self.may_be_null):
            self.told.check(name, value)


def checked(entry: Any, *, today: date) -> dict[str, Any]:
    """By column what is kept of an entry. Raises UserError for what a field cannot hold."""
    row = {}
    for name, column in columns_of(type(entry)).items():
        row[name] = column.kept(getattr(entry, name))
        column.check(name, row[name], today=today)
    return row


def bounds(kind: type[Any], name: str) -> Between:
    """From what to what a number may go, for a form that asks for it."""
    told = columns_of(kind)[name].told
    if not isinstance(told, Between):
        raise TypeError(f"{kind.__name__}.{name} is no number with bounds")
    return told


def check_word(what: str, word: str, known: tuple[str, ...]) -> None:
    """Raises UserError unless the word is one of those known."""
    if word not in known:
        raise UserError(f"{word!r} is no {what} we know: choose {', '.join(known)}.")


@cache
def columns_of(kind: type[Any]) -> dict[str, Column]:
    """Every field of a kind of entry, in its order."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        field.name: _column(
            hints[field.name],
            is_needed=field.default is MISSING and field.default_factory is MISSING,
        )
        for field in fields(kind)
    }


def _column(hint: Any, *, is_needed: bool) -> Column:
    marks = getattr(hint, "__metadata__", ())
    accepted = get_args(hint)[0] if marks else hint
    is_union = get_origin(accepted) in {Union, UnionType}
    types = get_args(accepted) if is_union else (accepted,)
    first = next(each for each in types if each is not type(None))
    return Column(
        type=get_origin(first) or first,
        told=next((mark for mark in marks if isinstance(mark, Told)), None),
        may_be_null=type(None) in types,
        is_needed=is_needed,
    )
