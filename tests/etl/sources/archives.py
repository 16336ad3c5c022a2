"""Archives as ZIPs, and what becomes of one that is brought in, without workers."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

from etl.errors import BrokenFile, SkippedFile
from etl.operations.import_files import ImportResult, import_paths
from etl.recording import Recording
from etl.settings import Settings
from etl.sources.detect import read_file
from etl.sources.discover import walk
from etl.storage.duckdb_files import open_to_read
from tests.builders.homes import NOW, a_new_home

Files = Mapping[str, bytes]


def zipped(files: Files) -> bytes:
    """A deflated ZIP of the files."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def put(folder: Path, files: Files) -> Path:
    """The files under a folder, as an unpacked archive has them."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@dataclass(frozen=True, slots=True)
class Read:
    """What an archive holds: recordings, and why each other thing is none, by its label."""

    recordings: list[Recording]
    reasons: dict[str, str]


def read_archive(place: Path, scratch: Path) -> Read:
    """Everything that is found at a place, read."""
    scratch.mkdir(exist_ok=True)
    read = Read([], {})
    for found in walk([place], scratch=scratch):
        label = found.label.removeprefix(str(place)).lstrip("!/")
        try:
            read.recordings.extend(read_file(found.label, found.read(), context=found.context))
        except (BrokenFile, SkippedFile) as reason:
            read.reasons[label] = str(reason)
    return read


def read_files(folder: Path, files: Files) -> Read:
    """The same of an archive with these files."""
    path = folder / "archive.zip"
    path.write_bytes(zipped(files))
    return read_archive(path, folder / "scratch")


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import, and the activities that count: (source, sport, date, metres)."""

    result: ImportResult
    counted: list[tuple[str, str, str, float | None]]


def imported(folder: Path, *paths: Path) -> Imported:
    """A home into which these were imported, one after the other."""
    home = a_new_home(folder / "home")
    settings = Settings(home=home.root, time_zone="Europe/Berlin", now=NOW, workers=1)
    with patch("etl.ingest.pool._FEW", 1_000):
        results = [import_paths(home, settings, [path], runner_name="Runner") for path in paths]
    with open_to_read(home.warehouse, wait_s=5) as connection:
        counted = connection.execute(
            "select source, sport, local_date::varchar, round(distance_m) from core.activity"
            " where duplicate_of is null order by started_at, source"
        ).fetchall()
    return Imported(results[-1], counted)
