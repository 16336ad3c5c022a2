"""What a part of the comparison found, and the file it is kept in until it is run again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median

from pydantic import TypeAdapter

from bench.table.figures import SECONDS, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One contender, or one thing that was measured: its goes, in the unit's base.

    Without any number `goes` is a sentence. `points` were found by whoever counts them. `promised`
    is what this project asks of itself.
    """

    what: str
    goes: list[float] | str
    unit: Unit = SECONDS
    does: str = ""
    version: str = ""
    points: int | None = None
    promised: str = ""

    @property
    def middle(self) -> float | None:
        """The median; None without a number."""
        return None if isinstance(self.goes, str) or not self.goes else median(self.goes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Lines under one title; `bases` name those that all others are divided by."""

    title: str
    about: str
    lines: list[Line]
    bases: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Who was not measured, and why, in one line."""

    who: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """When, where and of what a part was measured; loads are averages of a minute."""

    begun_at: datetime  # aware
    took_s: float
    commit: str
    machine: str
    load_before: float
    load_after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the comparison, which can be run alone."""

    name: str
    run: Run
    tables: list[Table]
    left_out: list[LeftOut]


_PART = TypeAdapter(Part)


def keep(part: Part, folder: Path) -> None:
    """In the place of what an earlier run of that part found."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{part.name}.json").write_bytes(_PART.dump_json(part, indent=1))


def kept(names: Sequence[str], folder: Path) -> Iterator[Part]:
    """Those that have been run, in this order."""
    for name in names:
        path = folder / f"{name}.json"
        if path.is_file():
            yield _PART.validate_json(path.read_bytes())


def ratio(line: Line, base: Line) -> float | None:
    """How many times the base's median; None where one has no number, or the units differ."""
    if line.middle is None or not base.middle or line.unit.word != base.unit.word:
        return None
    return line.middle / base.middle


def finds_others(line: Line, table: Table) -> bool:
    """Whether it counted other points than the first of the bases that counts any."""
    counted = [one.points for one in table.lines if one.what in table.bases and one.points]
    return line.points is not None and bool(counted) and line.points != counted[0]
