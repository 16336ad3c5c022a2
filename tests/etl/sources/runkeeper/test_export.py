"""A Runkeeper export dropped whole: its table knows the kind, its GPX the way."""

from pathlib import Path

import pytest

from tests.etl.sources.archives import imported, put, read_archive, read_files, zipped
from tests.etl.sources.builders import START
from tests.etl.sources.runkeeper.builders import (
    KILOMETRES,
    MILES,
    TABLE,
    in_kilometres,
    in_miles,
    route_file,
)


def whole() -> dict[str, bytes]:
    """A run and a ride with files, a treadmill run without, gymnastics; a file that is missing."""
    table = MILES + "".join(
        (
            in_miles("2026-05-03 09:00:00", "Running", "3.40", "30:00", file="2026-05-03-0900.gpx"),
            in_miles("2026-05-04 09:00:00", "Cycling", "3.40", "30:00", file="2026-05-04-0900.gpx"),
            in_miles("2026-05-05 23:30:00", "Running", "6.20", "1:06:06", notes='a ""b"",\nc'),
            in_miles("2026-05-06 18:00:00", "Strength Training", "0.00", "45:00"),
            in_miles("2026-05-07 18:00:00", "Running", "2.00", "20:00", file="gone.gpx"),
        )
    )
    return {
        TABLE: table.encode(),
        "measurements.csv": b"Date,Weight\n2026-05-03,70\n",
        "2026-05-03-0900.gpx": route_file(),
        "2026-05-04-0900.gpx": route_file(began=START.replace(day=4)),
    }


def test_an_export_counts_each_activity_once(tmp_path: Path):
    """Two by their files, with the kind of the table, three by their rows, on the day as told."""
    path = tmp_path / "01-runkeeper-data-export.zip"
    path.write_bytes(zipped(whole()))
    home = imported(tmp_path, path)
    assert home.counted == [
        ("gpx", "run", "2026-05-03", 5472.0),
        ("gpx", "ride", "2026-05-04", 5472.0),
        ("runkeeper", "run", "2026-05-05", 9978.0),
        ("runkeeper", "strength", "2026-05-06", None),
        ("runkeeper", "run", "2026-05-07", 3219.0),
    ]
    (beside,) = [item for item in home.result.items if item.status == "skipped"]
    assert beside.file.endswith("measurements.csv")


def test_a_row_in_either_unit(tmp_path: Path):
    """Miles and feet, kilometres and metres; the clock is the one on the wall."""
    row = in_kilometres("a1", "2026-05-05 21:00:00", "Running", "10.50", "1:00:30", bpm="151.5")
    told = read_files(tmp_path, {TABLE: (KILOMETRES + row).encode()})
    (run,) = told.recordings
    assert (run.distance_m, run.moving_s, run.ascent_m) == (10_500.0, 3630.0, 42.5)
    assert (run.heart_rate_bpm, run.time_zone) == (151.5, "UTC+00:00")
    assert "local time without its zone" in run.notes[-1]
    row = in_miles("2026-05-05 21:00:00", "Running", "3.02", "26:42")
    (run,) = read_files(tmp_path, {TABLE: (MILES + row).encode()}).recordings
    assert (run.distance_m, run.moving_s, run.ascent_m) == (4860.219, 1602.0, 21.683)


def test_the_same_run_with_its_zone_counts_once(tmp_path: Path):
    """A watch's file says 09:00 in Berlin, the row 09:00 without a zone: one run."""
    table = MILES + in_miles("2026-05-03 09:00:00", "Running", "3.3554", "30:00")
    folder = put(tmp_path / "files", {TABLE: table.encode(), "watch.gpx": route_file()})
    typed = (folder / "watch.gpx").read_bytes().replace(b"<trkseg>", b"<type>run</type><trkseg>")
    (folder / "watch.gpx").write_bytes(typed)
    assert [source for source, *_ in imported(tmp_path, folder).counted] == ["gpx"]


@pytest.mark.parametrize(
    ("date", "reason"), [("soon", "cannot be placed"), ("2026-05-03 09:00:00", "neither distance")]
)
def test_a_row_that_tells_nothing_says_so(tmp_path: Path, date: str, reason: str):
    """No date, or nothing to count."""
    duration = "30:00" if date == "soon" else "--"
    table = MILES + in_miles(date, "Running", "0.00", duration)
    told = read_files(tmp_path, {TABLE: table.encode()})
    assert not told.recordings
    assert [reason in why for why in told.reasons.values()] == [True]


def test_a_real_table(shared_data: Path, tmp_path: Path):
    """178 runs of a year; their files are not here."""
    told = read_archive(shared_data / "other_platforms" / "runkeeper", tmp_path / "scratch")
    assert (len(told.recordings), told.reasons) == (178, {})
    assert {recording.sport for recording in told.recordings} == {"run"}
    first = told.recordings[0]
    assert (first.distance_m, first.moving_s, first.ascent_m) == (4860.219, 1602.0, 21.683)
