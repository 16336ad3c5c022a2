"""Kneewise beside other programs, part by part, and `bench/RESULTS.md` of all that was found.

python -m bench.compare [--only PART …] [--quick] [--goes N] [--homes FOLDER] [--page]

Each part leaves its results in build/bench/PART.json as soon as it is done; the page is written of
all that lie there. --quick takes fewer and smaller goes, and leaves all of it in build/bench/quick.
--page writes the page and measures nothing. The homes are made in a folder that is gone afterwards,
or in FOLDER, where they are used again.
"""

import argparse
import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.compare.attempts import Found, told
from bench.compare.imports import imports
from bench.compare.page import as_page
from bench.compare.reading import reading, systems
from bench.compare.results import LeftOut, Part, Run, keep, kept
from bench.compare.screens import pages, promises, views
from bench.compare.turns import HERE, LOGS
from bench.table.figures import machine
from bench.table.homes import make_homes

PAGE = HERE / "bench" / "RESULTS.md"
MEASURED = ("bench", "dashboard", "etl", "sql", f":!{PAGE.relative_to(HERE)}")


@dataclass(frozen=True, slots=True)
class Bench:
    """What was asked for, and a folder to work in."""

    is_quick: bool
    goes: int
    scratch: Path
    homes_folder: Path

    def homes(self, *sizes: int) -> Mapping[int, Path]:
        """Made when they are first asked for; 100 and 3,000 runs where it is to be quick."""
        wanted = tuple(size for size in sizes if size <= 3_000 or not self.is_quick)
        return make_homes(self.homes_folder, wanted)

    def place(self, name: str) -> Path:
        """A folder of a part's own."""
        made = self.scratch / name
        made.mkdir()
        return made


PARTS: dict[str, Callable[[Bench], Found]] = {
    "reading": lambda bench: reading(bench.place("reading"), goes=bench.goes),
    "systems": lambda bench: systems(
        bench.place("systems"), goes=min(bench.goes, 3), count=30 if bench.is_quick else 300
    ),
    "views": lambda bench: views(bench.place("views"), goes=bench.goes),
    "imports": lambda bench: imports(
        bench.place("imports"),
        bench.homes(100, 3_000, 10_000, 20_000),
        goes=min(bench.goes, 3),
        count=100 if bench.is_quick else 600,
        large=300 if bench.is_quick else 3_000,
    ),
    "pages": lambda bench: pages(bench.place("pages"), bench.homes(3_000), goes=bench.goes),
    "promises": lambda bench: promises(
        bench.place("promises"), bench.homes(100, 3_000, 10_000), goes=bench.goes
    ),
}


def main(asked: argparse.Namespace) -> None:
    """Part by part; one that fails is told and the rest goes on. Exits with 1 where one failed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # with its servers
    folder = LOGS / "quick" if asked.quick else LOGS
    page = folder / PAGE.name if asked.quick else PAGE
    failed: list[LeftOut] = []
    with TemporaryDirectory(prefix="kneewise-compare-") as name:
        scratch = Path(name)
        bench = Bench(asked.quick, asked.goes, scratch, asked.homes or scratch / "homes")
        for part in [] if asked.page else asked.only or PARTS:
            with told(failed, part):
                keep(measured(part, bench), folder)
            write(page, folder)
            gc.collect()
    write(page, folder)
    print(page.read_text("utf-8"))
    if failed:
        names = "; ".join(f"{one.who}, {one.why}" for one in failed)
        raise SystemExit(f"Failed: {names}. What an earlier run found stays.")


def measured(name: str, bench: Bench) -> Part:
    """One part with the conditions it was measured under."""
    print(f"{name} …", flush=True)
    begun_at, begun, before = datetime.now(UTC), time.monotonic(), os.getloadavg()[0]
    of = commit()
    tables, left_out = PARTS[name](bench)
    conditions = Run(
        begun_at=begun_at,
        took_s=time.monotonic() - begun,
        commit=of,
        machine=machine(),
        load_before=before,
        load_after=os.getloadavg()[0],
    )
    return Part(name=name, run=conditions, tables=tables, left_out=left_out)


def write(page: Path, folder: Path) -> None:
    """The page of all parts that have results in that folder."""
    parts = list(kept([*PARTS], folder))
    missing = [name for name in PARTS if name not in {part.name for part in parts}]
    page.write_text(as_page(parts, missing=missing), "utf-8")


def commit() -> str:
    """The short name of what is checked out, and whether what is measured differs from it."""

    def git(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["git", *words], cwd=HERE, capture_output=True, text=True)  # noqa: PLW1510

    name = git("rev-parse", "--short", "HEAD").stdout.strip() or "unknown"
    differs = git("diff", "--quiet", "HEAD", "--", *MEASURED).returncode
    return f"{name} with changes" if differs else name


def arguments() -> argparse.Namespace:
    """Which parts, how often, where."""
    parser = argparse.ArgumentParser(prog="python -m bench.compare", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--only", nargs="+", choices=[*PARTS], metavar="PART", help=" ".join(PARTS))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--goes", type=int)
    parser.add_argument("--homes", type=Path)
    parser.add_argument("--page", action="store_true")
    asked = parser.parse_args()
    asked.goes = asked.goes or (2 if asked.quick else 5)
    return asked


if __name__ == "__main__":
    main(arguments())
