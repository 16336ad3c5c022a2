"""What else is read of strangers' files, within the bounds that hold for reading an activity.

A ZIP's list of members, the table of an export, a diary and a route take memory and time by what is
in them, not by how large they are.
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from etl.errors import UserError
from etl.ingest import worker
from etl.ingest.readings import Readable
from etl.settings import Settings
from etl.sources.discover import FoundFile, holds_recordings_only, shown, walk
from etl.sources.unpack import ZipPlace

if TYPE_CHECKING:  # a worker loads what reads, whoever asks it need not
    from etl.analysis.route import RouteMeasure
    from etl.ingest.diary.sheet import Sheet
    from etl.recording import Recording

T = TypeVar("T")
_LOOKED_INTO = (".zip", ".csv")
_FINDING = 10  # times the bound of one file: a folder of 100,000 files, and a ZIP inside a ZIP
_TOO_LONG = "Looking through it takes too long. Unpack it, or import its parts one by one."
_TOO_MUCH = "What it lists takes more memory than an import may use. Unpack it and import that."
_STOPPED = "Looking into it stopped the reader. Unpack it, or download it again."


def bounds_of(settings: Settings, *, times: int = 1) -> worker.Bounds:
    """Of one file; `times` as much time for what holds many."""
    return worker.Bounds(seconds=times * settings.reading_s, memory_mb=settings.reading_memory_mb)


def find_files(paths: Iterable[Path], *, scratch: Path, settings: Settings) -> Iterator[FoundFile]:
    """As `walk`. A path that cannot be looked through within bounds is named with the reason."""
    bounds = bounds_of(settings, times=_FINDING)
    for path in paths:
        is_looked_into = path.suffix.lower() in _LOOKED_INTO
        if holds_recordings_only(path) if path.is_dir() else not is_looked_into:
            yield from walk([path], scratch=scratch)
            continue
        try:
            yield from worker.in_worker(_walked, path, scratch, bounds=bounds)
        except (worker.WorkerStopped, MemoryError) as error:
            yield FoundFile(shown(path), reason=_why(error), is_broken=True)


def packed_bytes(source: Readable) -> int:
    """How large a file is where it lies; 0 where that is not known beforehand."""
    place = source.place if isinstance(source, FoundFile) else None
    if isinstance(place, ZipPlace):
        return place.packed_bytes
    with suppress(OSError):
        return Path(place.path).stat().st_size if place else 0
    return 0


def is_export_file(path: Path, settings: Settings) -> bool:
    """As `is_export`; of what cannot be told within bounds, looking through it says why."""
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    try:
        return worker.in_worker(_is_export, path, bounds=bounds_of(settings))
    except (worker.WorkerStopped, MemoryError, OSError, zipfile.BadZipFile):
        return False


def measure_route_file(data: bytes, settings: Settings) -> "RouteMeasure":
    """What a route's way is like. Raises as `read_route`, UserError where it takes too much."""
    return _or_user_error(_measured, data, settings=settings)


def recording_within(source: Readable, settings: Settings, **which: object) -> "Recording | None":
    """As `recording_of`. Raises UserError where it takes too much."""
    return _or_user_error(partial(_recording, **which), source, settings=settings)


def read_diary_sheet(content: bytes, settings: Settings) -> "Sheet":
    """The table of a diary. Raises UserError where there is none, or it takes too much."""
    return _or_user_error(_sheet, content, settings=settings)


def _or_user_error(work: Callable[..., T], given: object, *, settings: Settings) -> T:
    try:
        return worker.in_worker(work, given, bounds=bounds_of(settings))
    except (worker.WorkerStopped, MemoryError) as error:
        raise UserError(
            "Reading this file took longer, or more memory, than one file may take."
            " Export it again in another format or with fewer points."
        ) from error


def _walked(path: Path, scratch: Path) -> list[FoundFile]:
    return list(walk([path], scratch=scratch))


def _is_export(path: Path) -> bool:
    from etl.storage.runner_archive import is_export  # noqa: PLC0415

    return is_export(path)


def _measured(data: bytes) -> "RouteMeasure":
    from etl.analysis.route import measure_route  # noqa: PLC0415
    from etl.sources.route import read_route  # noqa: PLC0415

    return measure_route(read_route(data))


def _recording(source: Readable, **which: Any) -> "Recording | None":
    from etl.ingest.read_file import recording_of  # noqa: PLC0415

    return recording_of(source, **which)


def _sheet(content: bytes) -> "Sheet":
    from etl.ingest.diary.sheet import read_sheet  # noqa: PLC0415

    return read_sheet(content)


def _why(error: Exception) -> str:
    if isinstance(error, worker.TimeIsUp):
        return _TOO_LONG
    return _TOO_MUCH if isinstance(error, MemoryError) else _STOPPED
