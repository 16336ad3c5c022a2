"""What is read is on disk before anybody is told of it, and the disk is asked once for many."""

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from etl.home import Home
from etl.ingest import chunks
from etl.ingest.readings import Readable
from etl.journal.store import Journal
from etl.storage.originals import Originals
from tests.builders import a_home, a_run, an_upload

DAYS = [f"2026-03-{day:02}" for day in range(2, 12, 2)]


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> Generator[list[int]]:
    """Numbers (inodes) of what was forced to disk by this process."""
    numbers: list[int] = []
    real = os.fsync

    def noted(handle: int) -> None:
        numbers.append(os.fstat(handle).st_ino)
        real(handle)

    monkeypatch.setattr(os, "fsync", noted)
    yield numbers


@pytest.fixture
def read(tmp_path: Path) -> Callable[[Sequence[Readable]], Iterator[chunks.Chunk]]:
    """Reads files for a runner of whom nothing is here."""
    home, settings = a_home(tmp_path)
    runner = Journal(home, settings).ensure_runner("Runner")

    def chunks_of(sources: Sequence[Readable]) -> Iterator[chunks.Chunk]:
        yield from chunks.read_chunks(home, settings, sources, runner=runner, known={})

    return chunks_of


def _runs() -> list[Readable]:
    return [an_upload(a_run(day, km=2), f"{day}.fit") for day in DAYS]


def _named(content: bytes) -> str:
    return sha256(content).hexdigest()


def test_originals_are_on_disk_before_a_chunk_is_handed_on(
    read: Callable[[Sequence[Readable]], Iterator[chunks.Chunk]],
    synced: list[int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each with its name and its folders, also one that another file had kept by then."""
    monkeypatch.setattr(chunks, "_CHUNK", 2)
    same = an_upload(a_run(DAYS[1], km=2), "again.fit")
    originals = Originals(Home(tmp_path).originals)
    originals.keep_for_now(same.content, sha256=_named(same.content))
    count = 0
    for chunk in read([*_runs(), same]):
        count += 1
        for reading in chunk.readings:
            assert reading.original_sha256 is not None
            path = originals.path(reading.original_sha256)
            assert {at.stat().st_ino for at in (path, path.parent, path.parent.parent)} <= {*synced}
    assert count == 3


def test_the_disk_is_asked_once_a_folder_for_all_of_a_chunk(
    read: Callable[[Sequence[Readable]], Iterator[chunks.Chunk]],
    synced: list[int],
    tmp_path: Path,
) -> None:
    """Not in the midst of reading, where each is waited for."""
    (chunk,) = read(_runs())
    folder = Home(tmp_path).originals
    folders = {path for path in folder.rglob("*") if path.is_dir()}
    assert len(synced) == len(chunk.readings) + len(folders) + 1


def test_an_original_that_somebody_took_away_meanwhile_stops_nothing(
    tmp_path: Path, synced: list[int]
) -> None:
    """Whoever is erased during an import is refused where rows are stored."""
    originals = Originals(tmp_path)
    for content in (b"one", b"other"):
        originals.keep_for_now(content, sha256=_named(content))
    originals.forget(_named(b"one"))
    originals.to_disk(map(_named, (b"one", b"other")))
    assert originals.path(_named(b"other")).stat().st_ino in synced
