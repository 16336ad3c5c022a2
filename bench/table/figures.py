"""Figures of the table: several goes of one measurement, a row, the machine they were taken on."""

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from statistics import median

from bench.archive import print_table

VERSIONS_OF = ("duckdb", "polars", "pandas", "streamlit", "plotly", "numpy")


@dataclass(frozen=True, slots=True)
class Unit:
    """How a number is written: `digits` after the point, then the word."""

    word: str
    digits: int
    factor: float = 1.0

    def text(self, value: float) -> str:
        """The number with its unit."""
        return f"{self.bare(value)} {self.word}".strip()

    def bare(self, value: float) -> str:
        """The number alone."""
        return f"{value * self.factor:.{self.digits}f}"


SECONDS = Unit("s", 2)
MILLISECONDS = Unit("ms", 0, 1000)
MEGABYTES = Unit("MB", 1, 1e-6)
TIMES = Unit("×", 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what, how much in several goes, what is promised.

    `load` is the machine's load average over the last minute when the last go was done.
    """

    what: str
    goes: Sequence[float] | str
    unit: Unit = SECONDS
    bar: str = ""
    load: float = field(default_factory=lambda: os.getloadavg()[0])

    @property
    def measured(self) -> str:
        """The median, and the lowest and highest of several goes."""
        if isinstance(self.goes, str):
            return self.goes
        middle = self.unit.text(median(self.goes))
        if len(self.goes) < 2:
            return f"{middle} (one go)"
        spread = f"{self.unit.bare(min(self.goes))}–{self.unit.bare(max(self.goes))}"
        return f"{middle} ({spread}, {len(self.goes)} goes)"

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The row as it is printed."""
        return self.what, self.measured, self.bar, f"{self.load:.1f}"


HEADER = ("what", "measured", "bar", "load")


def machine() -> str:
    """Cores, processor, Python and what the times rest on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    libraries = ", ".join(f"{name} {version(name)}" for name in VERSIONS_OF)
    return (
        f"{cores} cores ({_processor()}), {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {libraries}"
    )


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123  not on every system
            names = [line.split(":", 1)[1].strip() for line in file if "model name" in line]
    except OSError:
        names = []
    return names[0] if names else platform.processor() or "unknown"


def show(rows: Iterable[Row]) -> None:
    """Print the rows under the header."""
    print_table([HEADER, *(row.cells for row in rows)])


def as_markdown(rows: Iterable[Row]) -> str:
    """The table to keep, with the machine under it."""
    lines = [HEADER, ("---", "---", "---", "---:"), *(row.cells for row in rows)]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return (
        f"{table}\n\nMedian (lowest–highest). Processor time where no other is named. "
        f"{machine()}.\n"
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of them lies; nan without any."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")
