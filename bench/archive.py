"""An archive of 3,000 invented watch files, and a home filled with it."""

import os
import subprocess
import sys
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.demo import DEMO_NOW, InventedFile
from etl.demo.building import invented_file
from etl.demo.plan import planned_runs
from etl.demo.runners import Phase
from etl.demo.stories.mara import MARA
from etl.home import Home

RUN_COUNT = 3000
WEEKS = 680  # thirteen years, five runs a week less the missed ones
RUNS_A_WEEK = 5


def invented_files(count: int = RUN_COUNT, *, runs_a_week: int = RUNS_A_WEEK) -> list[InventedFile]:
    """The files of the last `count` runs of one runner's many years; nothing is written yet."""
    person = replace(
        MARA,
        name="Archive",
        first_monday=(DEMO_NOW - timedelta(weeks=WEEKS - 1)).date() - timedelta(days=6),
        phases=(
            Phase(weeks=WEEKS, weekly_km=(38, 46), runs=runs_a_week, fast=("tempo", "intervals")),
        ),
        exact_runs=(),
    )
    runs = planned_runs(person, until=DEMO_NOW)[-count:]
    return [invented_file(person, run) for run in runs]


@contextmanager
def folder_of_files(count: int = RUN_COUNT, *, runs_a_week: int = RUNS_A_WEEK) -> Generator[Path]:
    """A folder with the archive in it, gone afterwards."""
    with TemporaryDirectory(prefix="kneewise-bench-") as name:
        folder = Path(name) / "files"
        folder.mkdir()
        files = invented_files(count, runs_a_week=runs_a_week)
        with ProcessPoolExecutor() as pool:
            chunks = [(folder, files[start : start + 100]) for start in range(0, len(files), 100)]
            list(pool.map(_write, chunks))
        yield folder


def _write(job: tuple[Path, list[InventedFile]]) -> None:
    folder, files = job
    for file in files:
        (folder / file.label).write_bytes(file.read())


def start_import(folder: Path, home: Path) -> subprocess.Popen[bytes]:
    """The import as a user would start it, in its own process."""
    Home(home).create().clock.write_text(DEMO_NOW.isoformat(), "utf-8")
    return subprocess.Popen(
        [*command(home), "import", str(folder), "--runner", "Archive", "--json"],
        stdout=subprocess.DEVNULL,
        env=os.environ | {"KNEEWISE_TIME_ZONE": "Europe/Berlin"},
    )


def command(home: Path) -> list[str]:
    """`kneewise` of this environment, on that home."""
    call = (
        "try: from dashboard.cli.main import main\n"
        "except ModuleNotFoundError: from dashboard.command_line import main  # before the move\n"
        "main()"
    )
    return [sys.executable, "-c", call, "--home", str(home)]


def print_table(rows: Sequence[tuple[str, ...]]) -> None:
    """Columns beside each other, the first row above them."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
