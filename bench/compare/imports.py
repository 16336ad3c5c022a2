"""Importing a folder, the same again, one more run beside many; and the memory of it."""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.archive import folder_of_files, start_import
from bench.compare.attempts import Found, tables_of
from bench.compare.exports import write_garmin_takeout, write_strava_export
from bench.compare.inputs import write_hours
from bench.compare.results import Line, Table
from bench.import_memory import PROMISED_MIB, watch
from bench.import_speed import children_s
from bench.table.figures import MEGABYTES, SECONDS, Unit
from bench.table.homes import copy_whole
from etl.home import Home

PEAK = Unit("MiB at the peak", 0, 1 / 2**20)
FILES_A_SECOND = Unit("files/s by the clock", 0)
BY_THE_CLOCK = Unit("s by the clock", 2)  # a unit of its own: no ratio to the processor's


@dataclass(frozen=True, slots=True)
class Import:
    """One import by the command: of it and its workers."""

    cpu_s: float
    wall_s: float
    peak_bytes: int


def import_once(folder: Path, home: Path) -> Import:
    """Into a home that may hold runs already."""
    begun, before = time.perf_counter(), children_s()
    process = start_import(folder, home)
    peak_bytes = watch(process)
    if process.returncode != 0:
        raise SystemExit(f"The import ended with {process.returncode}.")
    return Import(children_s() - before, time.perf_counter() - begun, peak_bytes)


def imports(place: Path, homes: Mapping[int, Path], *, goes: int, count: int, large: int) -> Found:
    """`count` files as often as there are goes, an export of half as many, `large` many once."""
    return tables_of(
        [
            ("The same folder again", partial(_again, place, goes=goes, count=count)),
            ("An export as it comes", partial(_exports, place, goes=goes, count=count // 2)),
            ("One more run by the command", partial(_one_more, place, homes, goes=goes)),
            (f"{large:,} files at once", partial(_large, place, count=large)),
        ]
    )


def _again(place: Path, *, goes: int, count: int) -> Table:
    taken: dict[str, list[Import]] = defaultdict(list)
    first, again = "for the first time", "the same folder again"
    with folder_of_files(count) as folder:
        for go in range(goes):
            home = place / f"again-{go}"
            taken[first].append(import_once(folder, home))
            # What was changed within two seconds of a look is read again.
            taken[again].append(import_once(folder, home))
    lines = [
        line
        for what, each in taken.items()
        for line in (
            Line(what=what, goes=[one.cpu_s for one in each]),
            Line(what=what, goes=[one.wall_s for one in each], unit=BY_THE_CLOCK),
        )
    ]
    return Table(
        title="The same folder again",
        about=f"`kneewise import` of {count:,} FIT files, its start included, {goes} goes.",
        lines=lines,
        bases=[first],
    )


def _exports(place: Path, *, goes: int, count: int) -> Table:
    """The same hours in three wrappings, in turn."""
    write_hours(place / "loose", count)
    wrapped = {
        "a folder of FIT files": place / "loose",
        "Strava's export, a ZIP": write_strava_export(place / "strava.zip", count),
        "Garmin's takeout, ZIPs in a ZIP": write_garmin_takeout(place / "takeout.zip", count),
    }
    taken: dict[str, list[Import]] = defaultdict(list)
    for go in range(goes):
        for number, (what, path) in enumerate(wrapped.items()):
            taken[what].append(import_once(path, place / f"export-{number}-{go}"))
    return Table(
        title="An export as it comes",
        about=(
            f"The same {count:,} hours in three wrappings, into a new home each, the start "
            f"included. {goes} goes."
        ),
        lines=[Line(what=what, goes=[one.cpu_s for one in each]) for what, each in taken.items()],
        bases=[next(iter(wrapped))],
    )


def _one_more(place: Path, homes: Mapping[int, Path], *, goes: int) -> Table:
    """Homes take turns; each go has a copy, and a run of its own that no home holds."""
    files = write_hours(place / "one", goes)
    taken: dict[int, list[Import]] = defaultdict(list)
    for go, file in enumerate(files):
        for size in (0, *sorted(homes)):
            home = place / f"one-more-{size}-{go}"
            if size:
                copy_whole(homes[size], home)
            taken[size].append(import_once(file, home))
    return Table(
        title="One more run by the command",
        about=(
            "`kneewise import` of one FIT file of an hour into a home that holds so many runs of "
            "one runner: 0 makes the home, 100 were imported, the others are those 100 repeated "
            f"over many years. {goes} goes, each into a copy."
        ),
        lines=[line for size, each in taken.items() for line in _of_size(size, each)],
        bases=[_stored(min(homes))],
    )


def _of_size(size: int, each: Sequence[Import]) -> list[Line]:
    return [
        Line(what=_stored(size), goes=[one.cpu_s for one in each]),
        Line(what=_stored(size), goes=[one.wall_s for one in each], unit=BY_THE_CLOCK),
        Line(
            what=_stored(size),
            goes=[float(one.peak_bytes) for one in each],
            unit=PEAK,
        ),
    ]


def _stored(size: int) -> str:
    return f"{size:,} runs stored"


def _large(place: Path, *, count: int) -> Table:
    home = Home(place / "large")
    with folder_of_files(count) as folder:
        size = sum(path.stat().st_size for path in folder.iterdir())
        done = import_once(folder, home.root)
    stored = sum(path.stat().st_size for path in home.root.rglob("*") if path.is_file())
    rate = count / done.wall_s
    return Table(
        title=f"{count:,} files at once",
        about=(
            f"`kneewise import` of {count:,} FIT files ({size / 1e6:.0f} MB), once. "
            "Memory is the highest sum over the command and its workers, shared pages shared out, "
            "looked at ten times a second."
        ),
        lines=[
            Line(what="processor time", goes=[done.cpu_s], unit=SECONDS),
            Line(what="time", goes=[done.wall_s], unit=BY_THE_CLOCK),
            Line(what="rate", goes=[rate], unit=FILES_A_SECOND),
            Line(
                what="memory",
                goes=[float(done.peak_bytes)],
                unit=PEAK,
                promised=f"under {PROMISED_MIB} MiB",
            ),
            Line(what="the home on disk", goes=[float(stored)], unit=MEGABYTES),
        ],
    )
