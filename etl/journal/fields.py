"""What a field of an entry may hold, told once beside its type: its check and its form read it.

An entry is a dataclass whose fields are annotated, `sleep_h: Annotated[float, Between(...)]`; the
journal checks every one before it writes. What concerns several fields is the entry's own `check`.
"""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any, get_args, get_type_hints

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
    """A number from `least` to `most`, both allowed; {name} in the refusal is the field's."""

    least: float
    most: float
    refusal: str

    def check(self, name: str, value: Any) -> None:
        """Raises UserError with the refusal for a number outside, or none at all."""
        if not self.least <= value <= self.most:
            raise UserError(self.refusal.format(name=name.replace("_", " ").capitalize()))


@dataclass(frozen=True, slots=True)
class Text:
    """Words that are no blanks alone, and of at most so many characters."""

    most: int
    refusal: str

    def check(self, _name: str, value: Any) -> None:
        """Raises UserError with the refusal for none or too many."""
        if not value.strip() or len(value) > self.most:
            raise UserError(self.refusal)


Told = OneOf | Between | Text

Score = Between(0, 10, "{name} goes from 0 (none) to 10 (worst).")
"""Pain as everywhere here."""


def check_fields(entry: Any) -> None:
    """Raises UserError for a field that holds what it cannot; what is not known is null."""
    for name, (told, may_be_null) in _told_of(type(entry)).items():
        value = getattr(entry, name)
        if value is not None or not may_be_null:
            told.check(name, value)


def bounds(kind: type[Any], name: str) -> Between:
    """From what to what a number may go, for a form that asks for it."""
    told, _ = _told_of(kind)[name]
    if not isinstance(told, Between):
        raise TypeError(f"{kind.__name__}.{name} is no number with bounds")
    return told


def check_word(what: str, word: str, known: tuple[str, ...]) -> None:
    """Raises UserError unless the word is one of those known."""
    if word not in known:
        raise UserError(f"{word!r} is no {what} we know: choose {', '.join(known)}.")


@cache
def _told_of(kind: type[Any]) -> dict[str, tuple[Told, bool]]:
    """By field: what it may hold, and whether that may be nothing."""
    hints = get_type_hints(kind, include_extras=True)
    found = {}
    for column in fields(kind):
        for told in getattr(hints[column.name], "__metadata__", ()):
            if isinstance(told, Told):
                accepted = get_args(hints[column.name])[0]
                found[column.name] = told, type(None) in get_args(accepted)
    return found
