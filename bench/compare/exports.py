"""Exports as platforms give them, one ZIP each, of the hours that `inputs` makes."""

import csv
import gzip
import io
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from bench.compare.inputs import hour
from etl.demo.fit_writer import Track, encode_fit
from tests.etl.sources.garmin_takeout.builders import summary, takeout

_COLUMNS = (
    *("Activity ID", "Activity Date", "Activity Name", "Activity Type"),
    *("Elapsed Time", "Distance", "Filename", "Moving Time", "Perceived Exertion"),
)


def write_strava_export(path: Path, count: int) -> Path:
    """A table of all activities, and each as a FIT file of its own, packed."""
    tracks = list(map(hour, range(count)))
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(_COLUMNS)
    rows.writerows(_row(number, track) for number, track in enumerate(tracks))
    files = {
        _name(number): gzip.compress(encode_fit(track), mtime=0)
        for number, track in enumerate(tracks)
    }
    return _zipped(path, {"activities.csv": table.getvalue().encode(), **files})


def _row(number: int, track: Track) -> tuple[object, ...]:
    began = track.started_at.astimezone(UTC)
    at = f"{began:%b} {began.day}, {began:%Y}, {began.hour % 12 or 12}:{began:%M:%S %p}"
    seconds, metres = int(track.clock_s[-1]), float(track.distance_m[-1])
    own = (10_000 + number, at, "Run", "Run", seconds, f"{metres / 1000:.2f}")
    return (*own, _name(number), seconds, track.perceived_exertion_score)


def _name(number: int) -> str:
    return f"activities/{10_000 + number}.fit.gz"


def write_garmin_takeout(path: Path, count: int) -> Path:
    """A table of all activities, and their FIT files in ZIPs inside the ZIP."""
    tracks = {10_000 + number: hour(number) for number in range(count)}
    summaries = [
        summary(
            number,
            track.started_at,
            metres=float(track.distance_m[-1]),
            seconds=float(track.clock_s[-1]),
            offset_h=track.utc_offset.total_seconds() / 3600,
        )
        for number, track in tracks.items()
    ]
    files = {f"runner_{number}.fit": encode_fit(track) for number, track in tracks.items()}
    return _zipped(path, takeout(summaries, files))


def _zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path
