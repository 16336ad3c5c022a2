"""Fitbit in a Google takeout dropped whole: a row an exercise, in either file."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.etl.sources.archives import imported, put, read_files
from tests.etl.sources.builders import START
from tests.etl.sources.fitbit.builders import (
    FILE,
    TABLE,
    exercise,
    exercise_file,
    row,
    table,
)

DAY = timedelta(days=1)


def test_an_exercise_in_both_files_counts_once(tmp_path: Path):
    """The table has the zone; a walk of the file alone comes in too, the rest in a line a kind."""
    walk = exercise(2, START + DAY, name="Walk", type_id=90013)
    files = {
        FILE: exercise_file(exercise(1, START), walk),
        TABLE: table(row(1, START)),
        "Takeout/Fitbit/Global Export Data/steps-2026-05-03.json": b'[{"dateTime": "x"}]',
        "Takeout/Fitbit/Sleep/sleep-2026-05-03.json": b"[]",
        "Takeout/archive_browser.html": b"<html></html>",
    }
    home = imported(tmp_path, put(tmp_path / "takeout", files))
    assert [(sport, day, metres) for _, sport, day, metres in home.counted] == [
        ("run", "2026-05-03", 5400.0),
        ("walk", "2026-05-04", 5400.0),
    ]
    reasons = [str(item.reason) for item in home.result.items if item.status == "skipped"]
    assert sorted(reason.partition(" ")[0] for reason in reasons) == ["2", "A"]


def test_a_row_of_the_file(tmp_path: Path):
    """Milliseconds, kilometres or miles, steps of both feet; UTC, and no zone."""
    mile = exercise(1, START, distance=2.0, distanceUnit="Mile")
    (run,) = read_files(tmp_path, {FILE: exercise_file(mile)}).recordings
    assert (run.source, run.started_at, run.time_zone) == ("fitbit", START, None)
    assert (run.distance_m, run.moving_s, run.elapsed_s) == (3218.688, 1800.0, 1860.0)
    assert (run.cadence_spm, run.heart_rate_bpm, run.ascent_m) == (168.0, 149.0, 15.24)


def test_a_row_of_the_table(tmp_path: Path):
    """Millimetres; what was typed in stands for what the tracker counted."""
    rows = table(row(1, START), row(2, START + DAY, name="Treadmill", typed_mm="6000000"))
    first, second = read_files(tmp_path, {TABLE: rows}).recordings
    assert (first.sport, first.started_at, first.time_zone) == ("run", START, "UTC+02:00")
    assert (first.distance_m, first.elapsed_s, first.cadence_spm) == (5400.0, 1800.0, 168.0)
    assert (second.sport, second.distance_m) == ("treadmill_run", 6000.0)


@pytest.mark.parametrize(
    ("name", "type_id", "expected"),
    [
        ("Run", 90009, "run"),
        ("Laufen", 90009, "run"),
        ("Lopen", 90009, "run"),
        ("Treadmill", 20049, "treadmill_run"),
        ("Outdoor Bike", 1071, "ride"),
        ("Weights", 2131, "strength"),
        ("Sport", 15000, "other"),
    ],
)
def test_the_kind_of_an_exercise(tmp_path: Path, name: str, type_id: int, expected: str):
    """By its name in any language we know, else by its number."""
    data = exercise_file(exercise(1, START, name=name, type_id=type_id))
    (activity,) = read_files(tmp_path, {FILE: data}).recordings
    assert activity.sport == expected


def test_a_distance_without_its_unit_is_unknown(tmp_path: Path):
    """And a file that breaks off gives what came before."""
    data = exercise_file(exercise(1, START, distanceUnit="Steps"), exercise(2, START + DAY))
    told = read_files(tmp_path, {FILE: data[:-30]})
    (run,) = told.recordings
    assert run.distance_m is None
    assert "breaks off" in told.reasons[FILE]
