"""A Polar archive dropped whole: each session is a recording, in either layout."""

import json
from pathlib import Path

import pytest

from etl.errors import BrokenFile, SkippedFile
from etl.sources.detect import read_file
from tests.etl.sources.archives import imported, zipped
from tests.etl.sources.builders import START
from tests.etl.sources.polar.builders import WALL, by_name, by_type, session_file

FOLDER = "polar-user-data-export_1/"


def read(session: dict):
    """The recordings of one session."""
    return read_file("training-session-1.json", session_file(session))


def test_an_archive_counts_each_session_once(tmp_path: Path):
    """Two runs with all that was recorded, a treadmill run of totals alone; the rest in a line."""
    bare = by_name(sport="TREADMILL_RUNNING", began=WALL.replace(day=5), samples={})
    files = {
        f"{FOLDER}training-session-2026-05-03-1-a.json": session_file(by_name()),
        f"{FOLDER}training-session-2026-05-05-3-c.json": session_file(bare),
        f"{FOLDER}activity-2026-05-03-a.json": b'{"exportVersion": "1.6", "date": "2026-05-03"}',
        f"{FOLDER}sleep_result_1.json": b"[]",
        f"{FOLDER}training-target-2026-05-03.json": b'{"exercises": [], "name": "x"}',
    }
    path = tmp_path / "polar.zip"
    path.write_bytes(zipped(files))
    home = imported(tmp_path, path)
    assert home.counted == [
        ("polar", "run", "2026-05-03", 1797.0),
        ("polar", "treadmill_run", "2026-05-05", 1797.0),
    ]
    (beside,) = [item for item in home.result.items if item.status != "imported"]
    assert "3 files with daily activity" in str(beside.reason)


@pytest.mark.parametrize("session", [by_name(), by_type()])
def test_both_layouts_are_the_same_recording(session: dict):
    """Local clock and shift give the instant; streams lie on one clock, positions go no further."""
    (run,) = read(session)
    assert (run.source, run.sport, run.is_run) == ("polar", "run", True)
    assert (run.started_at, run.time_zone) == (START, "Europe/Zurich")
    assert run.distance_m == 1797.0
    samples = run.samples
    assert samples is not None
    assert samples.height == 600
    assert samples["distance_m"].to_list()[:3] == [0.0, 3.0, 6.0]
    assert samples["heart_rate_bpm"].null_count() == 60
    assert "latitude_deg" not in samples.columns


def test_cadence_is_of_both_feet_and_totals_are_told():
    """Polar counts one leg; duration leaves pauses out."""
    (run,) = read(by_name())
    assert run.samples is not None
    assert run.samples["cadence_spm"][0] == 168.0
    assert run.cadence_rule == "polar_strides_x2"
    assert (run.moving_s, run.elapsed_s, run.heart_rate_bpm) == (600.5, 630.0, 150.0)
    (run,) = read(by_type())
    assert (run.moving_s, run.heart_rate_bpm, run.device) == (600.0, 149.0, "Polar Vantage V2")


def test_a_session_without_its_zone_keeps_day_and_hour():
    """Where it was would move the clock, so it is not asked."""
    (run,) = read(by_name(timezoneOffset=None))
    assert (run.started_at.hour, run.time_zone) == (9, "UTC+00:00")
    assert any("without its zone" in note for note in run.notes)
    assert run.distance_m == 1797.0


def test_each_exercise_of_a_session_is_an_activity():
    """A swim, a ride and a run of one session keep their own kind."""
    session = by_name()
    other = by_name(sport="OPEN_WATER_SWIMMING", began=WALL.replace(hour=8))
    session["exercises"] = [*other["exercises"], *session["exercises"]]
    assert [(part.part_index, part.sport) for part in read(session)] == [(0, "swim"), (1, "run")]


@pytest.mark.parametrize(
    ("sport", "expected"),
    [
        ("TRAIL_RUNNING", "trail_run"),
        ("JOGGING", "run"),
        ("ROAD_RUNNING", "run"),
        ("TRACK_AND_FIELD_RUNNING", "track_run"),
        ("WALKING", "walk"),
        ("ROAD_BIKING", "ride"),
        ("STRENGTH_TRAINING", "strength"),
    ],
)
def test_the_kind_of_a_session(sport: str, expected: str):
    """By the word in capitals."""
    (activity,) = read(by_name(sport=sport))
    assert activity.sport == expected


def test_a_session_cut_off_anywhere_is_broken_or_no_session():
    """Nothing but the two errors comes of it."""
    data = session_file(by_name(seconds=5))
    for length in range(0, len(data) - 1, 29):
        with pytest.raises((BrokenFile, SkippedFile)):
            read_file("training-session-1.json", data[:length])


@pytest.mark.parametrize("value", [None, "x", [], -1])
def test_odd_values_are_no_trouble_of_ours(value: object):
    """Whatever stands in a field, it is read, skipped or broken."""
    for session in (by_name(seconds=2), by_type(seconds=2)):
        for name in session["exercises"][0]:
            odd = json.loads(json.dumps(session))
            odd["exercises"][0][name] = value
            try:
                assert read(odd)
            except (BrokenFile, SkippedFile) as reason:
                assert str(reason).endswith(".")
