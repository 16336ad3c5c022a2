"""Homes to measure: one runner with 100 imported runs, and with the same over ten and more years.

An import of 10,000 files takes five minutes and of 100 ten seconds, so the first home is imported
and its rows are repeated in SQL, each time some months earlier.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from bench.archive import folder_of_files, start_import
from etl.home import Home
from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from etl.settings import Settings
from etl.storage.duckdb_files import Connection
from etl.warehouse.tables import Warehouse

IMPORTED = 100
SIZES = (IMPORTED, 3_000, 10_000)
RUNS_A_WEEK = 6  # so that 3,000 are ten years
PAIN_EVERY_DAYS = 5
_OF_A_RUN = (
    *("activity", "exposure", "split", "speed_band", "best_effort", "descent", "cadence_block"),
)
_MADE_FROM_NOTHING = (
    *("warehouse.duckdb", "journal.duckdb", "journal.ledger", "clock.txt", "address.token"),
    *("originals", "samples"),
)
"""What a home consists of before anything was worked out of it."""


def settings_of(home: Home) -> Settings:
    """Of a home whose clock stands still."""
    return Settings(home=home.root, time_zone="Europe/Berlin").at(home)


def make_homes(folder: Path, sizes: tuple[int, ...] = SIZES) -> Mapping[int, Path]:
    """The homes by their number of runs; one that is there already is used again."""
    first = folder / f"runs-{IMPORTED}"
    if not first.is_dir():
        _import(first)
    homes = {IMPORTED: first}
    for size in sizes:
        homes[size] = folder / f"runs-{size}"
        if not homes[size].is_dir():
            _repeat(first, homes[size], size // IMPORTED)
    return homes


def copy_bare(source: Path, to: Path) -> Home:
    """A copy with nothing stored that was worked out."""
    home = Home(to).create()
    for name in _MADE_FROM_NOTHING:
        _link_or_copy(source / name, to / name)
    return home


def copy_whole(source: Path, to: Path) -> Home:
    """A copy with all that lies in the home; recordings, which nobody changes, are linked."""
    home = Home(to).create()
    for path in source.iterdir():
        if not path.name.endswith(".lock"):
            _link_or_copy(path, to / path.name)
    return home


def _link_or_copy(source: Path, to: Path) -> None:
    if source.is_dir():
        linked = source.name in {"originals", "samples"}
        copy = os.link if linked else shutil.copy2
        shutil.copytree(source, to, dirs_exist_ok=True, copy_function=copy)
    elif source.is_file():
        shutil.copy2(source, to)


def _import(place: Path) -> None:
    made = place.with_suffix(".new")
    shutil.rmtree(made, ignore_errors=True)  # of a run that was stopped here
    with folder_of_files(IMPORTED, runs_a_week=RUNS_A_WEEK) as files:
        process = start_import(files, made)
        if process.wait() != 0:
            raise subprocess.CalledProcessError(process.returncode, "kneewise import")
    _hurt(Home(made))
    made.rename(place)


def _hurt(home: Home) -> None:
    """A knee that is felt now and then, logged on the days themselves."""
    settings = settings_of(home)
    journal = Journal(home, settings)
    runner = journal.ensure_runner("Archive")
    today = settings.current_time().date()
    days = range(1, 7 * IMPORTED // RUNS_A_WEEK, PAIN_EVERY_DAYS)
    journal.log_pains(
        [
            PainEntry(
                runner_id=runner.runner_id,
                local_date=today - timedelta(days=day),
                knee="left",
                pain_during_score=day % 3,
                pain_morning_score=day % 2,
            )
            for day in days
        ]
    )


def _repeat(source: Path, place: Path, times: int) -> None:
    made = Home(place.with_suffix(".new"))
    shutil.rmtree(made.root, ignore_errors=True)
    repeat_runs(source, made, settings_of(Home(source)), times=times)
    made.root.rename(place)


def repeat_runs(source: Path, to: Home, settings: Settings, *, times: int) -> None:
    """A home with the runs and pains of another so many times, back and back in the past."""
    copy_bare(source, to.root)
    with Warehouse(to, settings).writing() as connection:
        weeks = _weeks_between(connection)
        for table in _OF_A_RUN:
            _repeat_rows(connection, f"core.{table}", times, weeks)
    with Journal(to, settings).writing() as connection:
        _repeat_rows(connection, "journal.pain_entry", times, weeks)


def _weeks_between(connection: Connection) -> int:
    """Whole weeks, so that every weekday stays what it is."""
    row = connection.execute(
        "select 1 + (max(local_date) - min(local_date)) // 7 from core.activity"
    ).fetchall()[0]
    return int(row[0])


def _repeat_rows(connection: Connection, table: str, times: int, weeks: int) -> None:
    described = connection.execute(f"describe {table}").fetchall()
    earlier = f"to_days(({weeks * 7} * copy)::integer)"
    made = ", ".join(
        f"{name} || '-' || copy as {name}"
        if name in {"activity_id", "entry_id"}
        else f"({name} - {earlier})::{kind} as {name}"
        if name in {"started_at", "local_date"}
        else name
        for name, kind, *_ in described
    )
    connection.execute(
        f"insert into {table} select {made} from {table}, range(1, {times}) as made (copy)"  # noqa: S608  our own names
    )
