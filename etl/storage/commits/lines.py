"""One line of the ledger a commit, each with the hash of the line before it."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

Sums = Mapping[str, tuple[int, int]]
"""By table: a number of rows and a sum over their hashes, as they are or as they grew."""

SAVED = "saved"
BEGUN, MIGRATED, ERASED = "begun", "migrated", "erased"
RESTORED, ACCEPTED = "restored", "accepted"
LEDGER_LOST, SHORTENED = "ledger lost", "shortened"
WHATEVER_IS_THERE = frozenset({RESTORED, ACCEPTED})
"""Why a chain begins with the journal as it is, without a look at the ledger there was."""
LINE_KEY = "ledger"
"""Stands for a table where a journal keeps its newest line, among the versions of its rows."""
_START = b'{"number"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One commit. `before` is the hash of the line before, empty where there is none.

    `sums` is by how much the tables grew; where the chain begins (`why` is not SAVED) it is all
    that they hold. No line names anybody.
    """

    number: int
    before: str
    at: str
    why: str
    sums: Sums

    @property
    def is_beginning(self) -> bool:
        """Whether it tells all that is in the journal, and nothing before it has to be known."""
        return self.why != SAVED

    @property
    def text(self) -> str:
        """As it stands in both files; the hash is over all that stands before it."""
        told = self._told()
        return f'{told[:-1]}, "hash": "{_hash(told)}"}}'

    @property
    def hash(self) -> str:
        """What the next line holds of this one."""
        return _hash(self._told())

    def _told(self) -> str:
        return json.dumps(
            {
                "number": self.number,
                "before": self.before,
                "at": self.at,
                "why": self.why,
                "sums": {name: list(self.sums[name]) for name in sorted(self.sums)},
            }
        )


@dataclass(frozen=True, slots=True)
class Tail:
    """What can be read of a ledger: its sound lines, and whole lines behind them that are not.

    `end` is the byte behind the last whole line: what stands there was being written.
    """

    lines: tuple[Line, ...]
    broken_count: int
    end: int

    @property
    def is_there(self) -> bool:
        """Whether there is a ledger at all, whatever can be read of it."""
        return bool(self.lines or self.broken_count)

    @property
    def last(self) -> Line | None:
        """The newest sound line."""
        return self.lines[-1] if self.lines else None


def read_line(text: str | bytes) -> Line | None:
    """A line again; None where it is not what was written."""
    try:
        told = json.loads(text)
        found = told.pop("hash")
        sums = {name: (rows, added) for name, (rows, added) in told.pop("sums").items()}
        line = Line(**told, sums=sums)
        return line if line.hash == found else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def read_tail(content: bytes, *, begins_at: int = 0) -> Tail:
    """The end of a ledger; where it begins inside a line, that one is left out."""
    end = content.rfind(b"\n") + 1
    pieces = content[:end].split(b"\n")[:-1]
    if begins_at:
        pieces = pieces[1:]
    found = [(read_line(piece), piece) for piece in pieces]
    sound = [index for index, (line, _) in enumerate(found) if line is not None]
    behind = found[sound[-1] + 1 :] if sound else found
    return Tail(
        lines=tuple(line for line, _ in found if line is not None),
        # A broken bit that reads as an end of line makes two pieces of one line.
        broken_count=sum(piece.startswith(_START) for _, piece in behind),
        end=begins_at + end,
    )


def at_text(moment: datetime) -> str:
    """When a line is written, as it stands in it."""
    return moment.isoformat(timespec="seconds")


def added_up(lines: Iterable[Line]) -> dict[str, tuple[int, int]]:
    """What the tables hold after these lines, from the last beginning among them on."""
    held: dict[str, tuple[int, int]] = {}
    for line in lines:
        if line.is_beginning:
            held = dict(line.sums)
            continue
        for name, (rows, added) in line.sums.items():
            there = held.get(name, (0, 0))
            held[name] = (there[0] + rows, there[1] + added)
    return {name: told for name, told in held.items() if told != (0, 0)}


def first_broken(lines: Sequence[Line]) -> int | None:
    """The number of the first line that does not follow from the one before it."""
    for former, line in pairwise(lines):
        if line.number != former.number + 1 or line.before != former.hash:
            return former.number + 1
    return None if not lines or lines[0].is_beginning else lines[0].number


def _hash(told: str) -> str:
    return hashlib.sha256(told.encode()).hexdigest()
