"""The share of lines that the tests reached, by folder, the least reached ones first.

python -m bench.line_coverage [DATA]

DATA is what `make coverage` left behind. A line that was run is not a line that was tested: what
this shows is where nobody has been.
"""

import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from coverage import Coverage

from bench.archive import print_table

REPOSITORY = Path(__file__).resolve().parent.parent
DATA = REPOSITORY / "build" / "coverage" / "data"
DEPTH = 2  # dashboard/pain, etl/sources
LEAST = 15  # files that are named


@dataclass(slots=True)
class Lines:
    """Lines that can be run, and those among them that were."""

    count: int = 0
    reached: int = 0

    @property
    def share(self) -> float:
        """0–1."""
        return self.reached / self.count if self.count else 1.0

    def row(self, name: str) -> tuple[str, str, str]:
        """As it is printed."""
        return name, f"{self.reached:,} of {self.count:,}", f"{self.share:.1%}"

    def add(self, other: "Lines") -> None:
        """Those of another file, too."""
        self.count += other.count
        self.reached += other.reached


def main(data: Path) -> None:
    """Print both tables."""
    by_file = lines_by_file(data)
    by_folder: dict[str, Lines] = defaultdict(Lines)
    total = Lines()
    for path, lines in by_file.items():
        folder = Path(*path.parent.parts[:DEPTH])
        by_folder[str(folder)].add(lines)
        total.add(lines)
    folders = sorted(by_folder.items(), key=lambda item: (item[1].share, item[0]))
    print_table([("folder", "lines reached", "share"), *(one.row(name) for name, one in folders)])
    print_table([total.row("all")])
    files = sorted(by_file.items(), key=lambda item: item[1].reached - item[1].count)[:LEAST]
    print("\nmost lines where nobody has been:")
    print_table([one.row(str(path)) for path, one in files])


def lines_by_file(data: Path) -> dict[Path, Lines]:
    """Of every file of the code, also of those that no test has loaded."""
    coverage = Coverage(data_file=str(data), config_file=str(REPOSITORY / "pyproject.toml"))
    coverage.load()
    found: dict[Path, Lines] = {}
    for path in sorted(one for room in ("etl", "dashboard", "sql") for one in _files(room)):
        _, lines, _, missing, _ = coverage.analysis2(str(path))
        reached = len(lines) - len(missing)
        found[path.relative_to(REPOSITORY)] = Lines(len(lines), reached)
    return found


def _files(room: str) -> list[Path]:
    return list((REPOSITORY / room).rglob("*.py"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
