"""What one file may take of a worker: it is named with its reason, and all others come in."""

import os
import re
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from etl.errors import BrokenFile
from etl.ingest import worker
from etl.ingest.bounded import find_files, measure_route_file
from etl.ingest.readings import Readable
from etl.journal.store import Journal
from etl.operations.import_files import import_sources
from etl.settings import Settings
from etl.sources.discover import FoundFile
from tests.builders import a_home, a_run, an_upload

DAYS = [f"2026-03-{day:02}" for day in range(2, 14, 2)]


@dataclass(frozen=True)
class _Sleeping:
    """A file on a disk that never answers."""

    label: str = "sleeping.fit"
    context: None = None
    archive: None = None

    def read(self) -> bytes:
        time.sleep(600)
        return b""


@dataclass(frozen=True)
class _Busy:
    """A parser in native code that never lets go, not even to be interrupted."""

    label: str = "busy.fit"
    context: None = None
    archive: None = None

    def read(self) -> bytes:
        re.match(r"(a+)+$", "a" * 60 + "b")
        return b""


@dataclass(frozen=True)
class _Hungry:
    """A file that unfolds beyond all measure."""

    label: str = "hungry.fit"
    context: None = None
    archive: None = None

    def read(self) -> bytes:
        return bytes(bytearray(3 * 2**30))


@dataclass(frozen=True)
class _Deadly:
    """A file over which native code falls."""

    label: str = "deadly.fit"
    context: None = None
    archive: None = None

    def read(self) -> bytes:
        os.kill(os.getpid(), signal.SIGSEGV)
        return b""


@dataclass(frozen=True)
class _Frozen:
    """A file over which a worker stands still so that it cannot even end itself."""

    label: str = "frozen.fit"
    context: None = None
    archive: None = None

    def read(self) -> bytes:
        os.kill(os.getpid(), signal.SIGSTOP)
        return b""


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
    ended = imported(tmp_path, odd, reading_s=2)
    status, reason = ended.pop(odd.label)
    assert status == "failed"
    assert reason is not None
    assert "took longer than 2 seconds" in reason
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


@pytest.mark.skipif(os.name != "posix", reason="stops a process by a signal")
def test_a_worker_that_cannot_end_itself_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No import waits for ever, whatever became of the process that reads for it."""
    monkeypatch.setattr("etl.ingest.worker.GRACE_S", 0.5)
    ended = imported(tmp_path, _Frozen(), reading_s=2)
    assert "took longer than 2 seconds" in (ended.pop("frozen.fit")[1] or "")
    assert {status for status, _ in ended.values()} == {"imported"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's own memory")
def test_of_few_files_each_is_bounded(tmp_path: Path, real_worker: None) -> None:
    """However small they are: the odd ones get one true note each, their neighbour comes in."""
    home, _ = a_home(tmp_path)
    settings = Settings(home=tmp_path, time_zone="UTC", reading_s=2, reading_memory_mb=256)
    sources = [_Deadly(), _Hungry(), _Busy(), an_upload(a_run(DAYS[0], km=5))]
    runner = Journal(home, settings).ensure_runner()
    result = import_sources(home, settings, sources, runner=runner)
    assert [item.status for item in result.items] == [*["failed"] * 3, "imported"]
    words = ("stopped the reader", "more memory than an import may use", "longer than 2 seconds")
    for item, told in zip(result.items, words, strict=False):
        assert told in (item.reason or "")


@pytest.mark.skipif(os.name != "posix", reason="stops a process by a signal")
def test_a_kept_worker_that_stands_still_is_ended(
    real_worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounds = worker.Bounds(seconds=1, memory_mb=512)
    monkeypatch.setattr("etl.ingest.worker.GRACE_S", 0.5)
    with pytest.raises(worker.TimeIsUp):
        worker.in_worker(_Frozen().read, bounds=bounds)


def test_one_worker_reads_for_one_import_after_another(real_worker: None) -> None:
    """It is started once; whoever comes while it works gets one of their own."""
    bounds = worker.Bounds(seconds=60, memory_mb=512)
    first, again = (worker.in_worker(os.getpid, bounds=bounds) for _ in range(2))
    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(worker.in_worker, _pid_later, bounds=bounds) for _ in range(2)]
    assert first == again != os.getpid()
    assert len({one.result() for one in both}) == 2


def _pid_later() -> int:
    time.sleep(1)
    return os.getpid()


def test_what_the_work_raises_is_raised_and_costs_no_worker(real_worker: None) -> None:
    bounds = worker.Bounds(seconds=60, memory_mb=512)
    before = worker.in_worker(os.getpid, bounds=bounds)
    with pytest.raises(BrokenFile, match="empty"):
        measure_route_file(b"", Settings(home=Path("nowhere")))
    assert worker.in_worker(os.getpid, bounds=bounds) == before


def test_a_zip_that_cannot_be_looked_through_is_named(
    tmp_path: Path, real_worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its neighbours are found; nobody waits for it longer than its bounds."""
    monkeypatch.setattr("etl.ingest.bounded._walked", _never)
    (tmp_path / "run.fit").write_bytes(b"x")
    (tmp_path / "odd.zip").write_bytes(b"x")
    settings = Settings(home=tmp_path, reading_s=0.2)
    paths = [tmp_path / "odd.zip", tmp_path / "run.fit"]
    odd, run = find_files(paths, scratch=tmp_path, settings=settings)
    with pytest.raises(BrokenFile, match="takes too long"):
        odd.read()
    assert run.read() == b"x"


def _never(path: Path, scratch: Path) -> list[FoundFile]:
    time.sleep(600)
    return []


class _TakenMeanwhile(list[object]):
    """Somebody else takes the last one between a look and the grasp."""

    def __bool__(self) -> bool:
        return True


def test_two_who_want_the_last_free_worker_both_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes second starts another."""
    begun: list[dict[str, object]] = []

    class Started:
        def __init__(self, **given: object) -> None:
            begun.append(given)

        def submit(self, _work: object) -> str:
            return "begins"

    monkeypatch.setattr("loky.ProcessPoolExecutor", Started)
    monkeypatch.setitem(worker._free_by_process, os.getpid(), _TakenMeanwhile())
    assert worker._begun()[1] == "begins"
    assert len(begun) == 1
