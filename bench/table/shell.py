"""Processor time of commands, imports of Python included, in a home of ten years."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.import_speed import children_s
from bench.table.figures import Row
from bench.table.homes import copy_bare
from bench.table.pages import stored

COMMANDS = {
    "--help": ("--help",),
    "log pain": ("log", "pain", "--knee", "left", "--during", "1"),
    "status": ("status", "--json"),
}
BARS = {"--help": "≤ 0.15 s", "status": "≤ 0.5 s"}


def shell_rows(size: int, home: Path, scratch: Path, *, goes: int) -> Iterator[Row]:
    """Each command as somebody types it, in turn, so that one load is as good as another."""
    place = stored(copy_bare(home, scratch / f"shell-{size}")).root
    runs = {name: [_run(place, words) for _ in range(goes)] for name, words in COMMANDS.items()}
    for name, taken in runs.items():
        what = f"kneewise {name}, {size:,} runs"
        yield Row(what, [cpu_s for cpu_s, _ in taken], bar=BARS.get(name, ""))
        yield Row(f"{what}: by the clock", [wall_s for _, wall_s in taken])


def _run(home: Path, words: tuple[str, ...]) -> tuple[float, float]:
    """Seconds of the processor and by the clock."""
    begun, before = time.perf_counter(), children_s()
    subprocess.run(
        [str(Path(sys.executable).with_name("kneewise")), "--home", str(home), *words],
        stdout=subprocess.DEVNULL,
        env=os.environ | {"KNEEWISE_TIME_ZONE": "Europe/Berlin"},
        check=True,
    )
    return children_s() - before, time.perf_counter() - begun
