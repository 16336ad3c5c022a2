"""Files a second and CPU seconds of importing an archive, beside another state of the project.

Each import is followed by the same once more, which reads nothing.

python -m bench.import_speed [FOLDER] [--against CHECKOUT] [--times N]

FOLDER holds the files; without it, real ones where they are found, else made ones. CHECKOUT is a
folder with another state, run by the same Python, in turn with this one. CPU seconds are those of
the import and of all its workers; on a machine that others use they alone compare.
"""

import argparse
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.archive import command, folder_of_files, print_table

HERE = Path(__file__).resolve().parent.parent
REAL = HERE.parent / "shared" / "data" / "archive_coros_2023_2026"
MADE_COUNT = 500
MOST_RATIO = 1.05


@dataclass(frozen=True, slots=True)
class Run:
    """One import: its seconds by the clock, those of all its processes, and of the same again."""

    wall_s: float
    cpu_s: float
    again_wall_s: float
    again_cpu_s: float


def main() -> None:
    """Import in turn, print the table; exit with 1 where this state takes over 5 % more CPU."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args()
    states = {"this": HERE} | ({"against": asked.against} if asked.against else {})
    with _files(asked.folder) as folder:
        count = sum(path.is_file() for path in folder.rglob("*"))
        runs = {name: list[Run]() for name in states}
        for _ in range(asked.times):
            for name, checkout in states.items():
                runs[name].append(import_once(folder, checkout))
    cpu_s = {name: median(run.cpu_s for run in of_state) for name, of_state in runs.items()}
    print_table([("import", "this", "against"), *_rows(count, runs)])
    if asked.against and cpu_s["this"] > MOST_RATIO * cpu_s["against"]:
        raise SystemExit(1)


@contextmanager
def _files(folder: Path | None) -> Generator[Path]:
    if folder is not None or REAL.is_dir():
        yield folder or REAL
        return
    with folder_of_files(MADE_COUNT) as made:
        yield made


def import_once(folder: Path, checkout: Path) -> Run:
    """Import a folder into a new home, as a user would, with the code of that checkout; twice."""
    with tempfile.TemporaryDirectory(prefix="kneewise-bench-") as name:
        home = Path(name) / "home"
        return Run(*_import(folder, checkout, home), *_import(folder, checkout, home))


def _import(folder: Path, checkout: Path, home: Path) -> tuple[float, float]:
    begun, before = time.perf_counter(), children_s()
    subprocess.run(
        [*command(home), "import", str(folder), "--runner", "Archive", "--json"],
        stdout=subprocess.DEVNULL,
        cwd=checkout,
        env=os.environ | {"KNEEWISE_TIME_ZONE": "Europe/Berlin", "PYTHONPATH": str(checkout)},
        check=True,
    )
    return time.perf_counter() - begun, children_s() - before


def children_s() -> float:
    """CPU seconds of every process that ended under this one."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _rows(count: int, runs: dict[str, list[Run]]) -> list[tuple[str, str, str]]:
    def row(what: str, cells: list[str]) -> tuple[str, str, str]:
        return what, cells[0], cells[1] if len(cells) > 1 else ""

    of_states = list(runs.values())
    return [
        row("files", [str(count)] * len(of_states)),
        row("CPU, each", [" ".join(f"{run.cpu_s:.1f}" for run in each) for each in of_states]),
        row("CPU, median", [f"{median(run.cpu_s for run in each):.1f} s" for each in of_states]),
        row("wall, each", [" ".join(f"{run.wall_s:.1f}" for run in each) for each in of_states]),
        row(
            "again, CPU", [" ".join(f"{run.again_cpu_s:.1f}" for run in each) for each in of_states]
        ),
        row(
            "again, wall",
            [" ".join(f"{run.again_wall_s:.1f}" for run in each) for each in of_states],
        ),
        row("rate, best", [f"{_rate(count, each):.0f} files/s" for each in of_states]),
        row("a CPU second", [f"{_cpu_rate(count, each):.1f} files" for each in of_states]),
    ]


def _rate(count: int, runs: list[Run]) -> float:
    return count / min(run.wall_s for run in runs)


def _cpu_rate(count: int, runs: list[Run]) -> float:
    return count / median(run.cpu_s for run in runs)


if __name__ == "__main__":
    main()
