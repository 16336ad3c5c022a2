"""What a runner says of one recording, as the journal keeps it: text under the name of a field.

`trim` is "0-2880" or "600-", seconds after the recording's first record; `split_at_s` "2880" or
"2880,4200", seconds likewise, one for each cut; `keeps_ride` "true".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from etl.errors import UserError

TRIM, SPLIT, KEEPS_RIDE = "trim", "split_at_s", "keeps_ride"

_TRIM = re.compile(r"(\d{1,7})-(\d{1,7})?")
_CUTS = re.compile(r"\d{1,7}(,\d{1,7})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """The part of a recording that stays, seconds after its first record; `until_s` None: its end.

    `from_s` is 0 or more, `until_s` beyond it.
    """

    from_s: int
    until_s: int | None = None

    def as_value(self) -> str:
        """As the journal keeps it."""
        return f"{self.from_s}-{'' if self.until_s is None else self.until_s}"


def to_trim(value: str | None) -> Trim:
    """A trim as it was written down. Raises UserError where it is none or leaves nothing."""
    found = _TRIM.fullmatch(value or "")
    if found is None:
        raise UserError("A trim is said as from-until, in seconds, such as 0-2880.")
    trim = Trim(from_s=int(found[1]), until_s=int(found[2]) if found[2] else None)
    if trim.until_s is not None and trim.until_s <= trim.from_s:
        raise UserError("That leaves nothing: the end has to come after the start.")
    return trim


def to_cuts(value: str | None) -> tuple[int, ...]:
    """Where a recording is cut, in order. Raises UserError where the text says something else."""
    if _CUTS.fullmatch(value or "") is None:
        raise UserError("A split is said as seconds after the start, such as 2880.")
    return tuple(sorted({int(text) for text in (value or "").split(",")}))


def cuts_as_value(cuts: Iterable[int]) -> str | None:
    """As the journal keeps them; None where there is no cut."""
    return ",".join(map(str, sorted(set(cuts)))) or None


def check_correction(field: str, value: str | None) -> None:
    """Raises UserError for a value that its field cannot have."""
    if field == TRIM:
        to_trim(value)
    elif field == SPLIT:
        to_cuts(value)
    elif field == KEEPS_RIDE and value != "true":
        raise UserError("A ride is kept or not: the value is true, or the word is taken back.")


def clock(seconds: float) -> str:
    """Seconds as on a watch: 48:00, 1:02:30."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
