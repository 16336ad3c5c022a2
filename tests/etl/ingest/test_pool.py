"""What one file may take of a worker: it is named with its reason, and all others come in."""

import os
import re
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from etl.ingest.read_file import Readable
from etl.journal.store import Journal
from etl.operations.import_files import import_sources
from etl.settings import Settings
from tests.builders import a_home, a_run, an_upload

DAYS = [f"2026-03-{day:02}" for day in range(2, 14, 2)]


@dataclass(frozen=True)
class _Sleeping:
    """A file on a disk that never answers."""

    label: str = "sleeping.fit"
    context: None = None

    def read(self) -> bytes:
        time.sleep(600)
        return b""


@dataclass(frozen=True)
class _Busy:
    """A parser in native code that never lets go, not even to be interrupted."""

    label: str = "busy.fit"
    context: None = None

    def read(self) -> bytes:
        re.match(r"(a+)+$", "a" * 60 + "b")
        return b""


@dataclass(frozen=True)
class _Hungry:
    """A file that unfolds beyond all measure."""

    label: str = "hungry.fit"
    context: None = None

    def read(self) -> bytes:
        return bytes(bytearray(3 * 2**30))


@dataclass(frozen=True)
class _LargeAndSlow:
    """A large file over which a worker, not who made it, would sit for ever."""

    label: str = "large.gpx"
    context: None = None
    made_in: int = field(default_factory=os.getpid)

    def read(self) -> bytes:
        if os.getpid() != self.made_in:
            time.sleep(600)
        return b"<gpx>" + b" " * 9 * 2**20


def imported(folder: Path, *odd: Readable, **bounds: float) -> dict[str, tuple[str, str | None]]:
    """How each file of an import ended, six runs and some odd ones, in order."""
    home, _ = a_home(folder)
    settings = Settings.model_validate(
        {"home": folder, "time_zone": "Europe/Berlin", "workers": 2, **bounds}
    )
    runs: list[Readable] = [an_upload(a_run(day, km=5), f"{day}.fit") for day in DAYS]
    sources = [*runs[:3], *odd, *runs[3:]]
    runner = Journal(home, settings).ensure_runner()
    result = import_sources(home, settings, sources, runner=runner)
    assert [item.file for item in result.items] == [source.label for source in sources]
    return {item.file: (item.status, item.reason) for item in result.items}


@pytest.mark.parametrize("odd", [_Sleeping(), _Busy()], ids=["sleeping", "busy"])
def test_a_file_that_is_never_done_is_stopped_and_named(tmp_path: Path, odd: Readable) -> None:
    """Its time is up; the files beside it, whose worker was stopped too, are read again."""
    ended = imported(tmp_path, odd, reading_s=3)
    status, reason = ended.pop(odd.label)
    assert status == "failed"
    assert reason is not None
    assert "took longer than 3 seconds" in reason
    assert {status for status, _ in ended.values()} == {"imported"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's own memory")
def test_a_file_that_takes_too_much_memory_is_named(tmp_path: Path) -> None:
    """It is refused the memory, and the worker goes on with the others."""
    ended = imported(tmp_path, _Hungry(), reading_memory_mb=256)
    status, reason = ended.pop("hungry.fit")
    assert status == "failed"
    assert reason is not None
    assert "more memory than an import may use" in reason
    assert {status for status, _ in ended.values()} == {"imported"}


def test_of_a_few_files_a_large_one_is_bounded_too(tmp_path: Path) -> None:
    """Small ones are read where the import runs; a large one is a worker's, which is stopped."""
    home, _ = a_home(tmp_path)
    settings = Settings.model_validate(
        {"home": tmp_path, "time_zone": "Europe/Berlin", "workers": 2, "reading_s": 3}
    )
    runs = [an_upload(a_run(day, km=5), f"{day}.fit") for day in DAYS[:2]]
    runner = Journal(home, settings).ensure_runner()
    result = import_sources(home, settings, [runs[0], _LargeAndSlow(), runs[1]], runner=runner)
    assert [item.status for item in result.items] == ["imported", "failed", "imported"]
    assert "took longer than 3 seconds" in (result.items[1].reason or "")
