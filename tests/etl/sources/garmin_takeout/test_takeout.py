"""A Garmin takeout dropped whole: recordings, rows without one, and copies once."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from etl.operations.held import brought, troubles
from etl.sources.archives import look_through
from etl.sources.discover import walk
from tests.etl.sources.archives import imported, put, read_archive, read_files, zipped
from tests.etl.sources.builders import START, fit
from tests.etl.sources.garmin_takeout.builders import (
    FITNESS,
    monitoring,
    summary,
    table,
    takeout,
)

DAY = timedelta(days=1)


def whole() -> dict[str, bytes]:
    """Two runs and a ride with files, two runs and a walk without, a triathlon, a day of steps."""
    summaries = [
        summary(1, START, metres=1797.0, seconds=600.0),
        summary(2, START + DAY, metres=1797.0, seconds=600.0),
        summary(3, START + 2 * DAY, kind="cycling", sport="CYCLING", metres=1797, seconds=600),
        summary(4, START + 3 * DAY, kind="treadmill_running", avgDoubleCadence=171.5, avgHr=149.0),
        summary(5, START + 4 * DAY, kind="trail_running", metres=12_000, seconds=5000),
        summary(6, START + 5 * DAY, kind="walking", sport="STEPS", metres=3000.0),
        summary(7, START + 6 * DAY, kind="multi_sport", sport="INVALID", parent=True),
        summary(8, START + 6 * DAY, kind="open_water_swimming", sport="SWIMMING", metres=750.0),
    ]
    files = {
        "runner@example.org_901.fit": fit(seconds=600),
        "runner@example.org_902.fit": fit(seconds=600, started_at=START + DAY),
        "runner@example.org_903.fit": fit(
            seconds=600, started_at=START + 2 * DAY, sport="cycling", cadence_spm=None
        ),
        "runner@example.org_904.fit": monitoring(START),
        "runner@example.org_905.fit": monitoring(START + DAY),
        "runner@example.org_906.fit": monitoring(START + 2 * DAY),
    }
    return takeout(summaries, files)


def test_a_takeout_counts_each_activity_once(tmp_path: Path):
    """Three by their files, four by their rows; copies of the three are kept and not counted."""
    path = tmp_path / "takeout.zip"
    path.write_bytes(zipped(whole()))
    home = imported(tmp_path, path)
    assert home.counted == [
        ("fit", "run", "2026-05-03", 1797.0),
        ("fit", "run", "2026-05-04", 1797.0),
        ("fit", "ride", "2026-05-05", 1797.0),
        ("garmin_takeout", "treadmill_run", "2026-05-06", 5400.0),
        ("garmin_takeout", "trail_run", "2026-05-07", 12_000.0),
        ("garmin_takeout", "walk", "2026-05-08", 3000.0),
        ("garmin_takeout", "swim", "2026-05-09", 750.0),
    ]
    kinds = {(kind.archive, kind.format): kind.counts for kind in brought(home.result.items)}
    assert kinds == {
        ("takeout.zip", "fit"): {"imported": 3},
        ("takeout.zip", "garmin_takeout"): {"imported": 4, "duplicate": 3},
    }
    found = {kind.reason: kind.count for kind in troubles(home.result.items)}
    days = [reason for reason in found if "monitoring" in reason]
    assert days == [
        "The file holds all-day monitoring, not an activity.",
        "2 FIT files hold all-day monitoring, not activities, so they are not read.",
    ]
    assert not [item for item in home.result.items if item.original_sha256 and item.reason in days]
    assert [count for reason, count in found.items() if "daily values" in reason] == [1, 1]
    assert any("Multisport activities as a whole, 1 in number" in reason for reason in found)
    assert len(home.result.items) == 7 + 3 + 5  # nothing else, and nothing silent


def test_a_takeout_twice_and_unpacked_brings_nothing_new(tmp_path: Path):
    """The same rows and files have the same content, wherever they lie."""
    path = tmp_path / "takeout.zip"
    path.write_bytes(zipped(whole()))
    unpacked = put(tmp_path / "unpacked", whole())
    home = imported(tmp_path, path, unpacked)
    assert len(home.counted) == 7
    assert home.result.count("imported") == 0


def test_a_row_is_in_metres_seconds_and_steps_of_both_feet(tmp_path: Path):
    """Garmin writes centimetres, milliseconds and the strides of one leg."""
    row = summary(
        1, START, avgRunCadence=85.0, avgHr=150.0, elevationGain=4444.5, elevationLoss=0.0,
        offset_h=-4.0,
    )  # fmt: skip
    (run,) = read_files(tmp_path, {FITNESS: table(row)}).recordings
    assert (run.distance_m, run.moving_s, run.elapsed_s) == (5400.0, 1800.0, 1860.0)
    assert (run.cadence_spm, run.heart_rate_bpm, run.ascent_m, run.descent_m) == (
        170.0, 150.0, 44.445, None,
    )  # fmt: skip
    assert (run.started_at, run.time_zone, run.samples) == (START, "UTC-04:00", None)


@pytest.mark.parametrize(
    ("kind", "sport", "expected"),
    [
        ("running", "RUNNING", "run"),
        ("street_running", "RUNNING", "run"),
        ("ultra_run", "RUNNING", "run"),
        ("virtual_run", "RUNNING", "virtual_run"),
        ("indoor_running", "RUNNING", "treadmill_run"),
        ("track_running", "RUNNING", "track_run"),
        ({"typeKey": "trail_running"}, "RUNNING", "trail_run"),
        ("a_new_kind_of_run", "RUNNING", "run"),
        ("casual_walking", "STEPS", "walk"),
        ("gravel_cycling", "CYCLING", "ride"),
        ("surfing_v2", "SWIMMING", "other"),
        ("transition_v2", "TRANSITION", "transition"),
        ("strength_training", "TRAINING", "strength"),
        ("breathwork", "INVALID", "other"),
    ],
)
def test_the_kind_of_a_row(tmp_path: Path, kind: object, sport: str, expected: str):
    """The finer word decides; where nobody knows it, the coarser one."""
    row = summary(1, START, sport=sport) | {"activityType": kind}
    (activity,) = read_files(tmp_path, {FITNESS: table(row)}).recordings
    assert activity.sport == expected


def test_what_is_not_told_is_unknown_and_said(tmp_path: Path):
    """No distance, no date, neither distance nor time: each with its sentence."""
    bare = {"activityType": "running", "activityId": 3}
    told = read_files(
        tmp_path,
        {
            FITNESS: table(
                summary(1, START, metres=0.0),
                {"activityId": 2, "distance": 5e5, "duration": 1.8e6, "activityType": "running"},
                {**bare, "beginTimestamp": START.timestamp() * 1000},
            )
        },
    )
    (run,) = told.recordings
    assert run.distance_m is None
    assert "The archive gives no distance; it is unknown." in run.notes
    assert "cannot be placed" in told.reasons[f"{FITNESS}#2"]
    assert "neither distance nor time" in told.reasons[f"{FITNESS}#3"]


def test_a_table_that_breaks_off_gives_what_came_before(tmp_path: Path):
    """A download that broke off loses its end alone, and says so."""
    data = table(*(summary(number, START + number * DAY) for number in range(1, 5)))
    told = read_files(tmp_path, {FITNESS: data[: len(data) * 6 // 10]})
    assert len(told.recordings) == 2
    assert "breaks off" in told.reasons[FITNESS]


def test_a_table_larger_than_memory_is_read_row_by_row():
    """What is held is a piece of the table, however many rows it has."""

    class Table:
        path = name = label = "x_summarizedactivities.json"
        is_packed = False
        asked = 0

        def head(self) -> bytes:
            return next(self.pieces())

        def pieces(self):
            row = json.dumps(summary(1, START)).encode()
            yield b'\xef\xbb\xbf[{"summarizedActivitiesExport" : ['
            for _ in range(3):
                yield row[:100]
                yield row[100:] + b" ,\n"
            yield row + b"]}]"

    (archive,) = look_through([Table()])
    assert len(archive.rows[Table.path]) == 4


def test_no_name_and_no_place_is_kept(tmp_path: Path):
    """A row keeps what is counted: not what it was called, nor where it was."""
    files = {FITNESS: table(summary(1, START, startLatitude=47.1))}
    (found,) = walk([put(tmp_path / "takeout", files)])
    text = found.read().decode()
    assert "Home" not in text
    assert "Somewhere" not in text
    assert "47" not in text


def test_a_real_table_of_a_takeout(shared_data: Path, tmp_path: Path):
    """186 activities of one person, none of them a run; totals as the file has them."""
    told = read_archive(shared_data / "other_platforms" / "garmin_export", tmp_path / "scratch")
    assert not told.reasons
    sports = sorted({recording.sport for recording in told.recordings})
    assert (len(told.recordings), sports) == (186, ["hike", "other", "ride", "swim", "walk"])
    assert all(recording.time_zone == "UTC+08:00" for recording in told.recordings[:20])
    first = told.recordings[0]
    assert first.started_at == datetime(2023, 12, 17, 9, 2, 27, tzinfo=UTC)
    assert first.distance_m == 1174.54
