"""Samsung Health's personal data dropped whole: a row an exercise."""

from pathlib import Path

import pytest

from tests.etl.sources.archives import put, read_archive, read_files
from tests.etl.sources.builders import START
from tests.etl.sources.samsung_health.builders import TABLE, row, table

MORNING = "2026-05-03 07:00:00.000"


@pytest.mark.parametrize("with_metadata", [True, False])
def test_each_exercise_is_a_row(tmp_path: Path, with_metadata: bool):
    """Milliseconds, metres, UTC with the zone beside it; what else is there is one line a kind."""
    folder = TABLE.rpartition("/")[0]
    files = {
        TABLE: table(row(MORNING, "1002"), with_metadata=with_metadata),
        f"{folder}/com.samsung.shealth.exercise.weather.1.csv": b"x,6\nstart_time,datauuid\n",
        f"{folder}/com.samsung.shealth.sleep.1.csv": b"x,6,7\nstart_time\n1\n",
        f"{folder}/jsons/com.samsung.shealth.exercise/u/u.live_data.json": b"[]",
    }
    told = read_archive(put(tmp_path / "samsung", files), tmp_path / "scratch")
    (run,) = told.recordings
    assert (run.source, run.sport, run.started_at, run.time_zone) == (
        "samsung_health", "run", START, "UTC+02:00",
    )  # fmt: skip
    assert (run.distance_m, run.moving_s, run.elapsed_s) == (5400.25, 1800.0, 1860.0)
    assert run.heart_rate_bpm == 148.5
    assert [reason.partition(" with ")[0] for reason in told.reasons.values()] == [
        "2 files", "1 file",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("1001", "walk"),
        ("11007", "ride"),
        ("13001", "hike"),
        ("14001", "swim"),
        ("15005", "treadmill_run"),
        ("running", "run"),
        ("0", "other"),
        ("99999", "other"),
    ],
)
def test_the_kind_of_an_exercise(tmp_path: Path, kind: str, expected: str):
    """By Samsung's number or word; another number is another sport, and says so."""
    (activity,) = read_files(tmp_path, {TABLE: table(row(MORNING, kind))}).recordings
    assert activity.sport == expected
    assert (len(activity.notes) == 2) == (expected == "other")


def test_nothing_measured_is_unknown(tmp_path: Path):
    """No distance, no date; another has neither distance nor time."""
    told = read_files(
        tmp_path,
        {
            TABLE: table(
                row(MORNING, "1002", metres=""),
                row("never", "1002"),
                row("2026-05-04 07:00:00", "1002", metres="0.0", seconds=0),
            )
        },
    )
    assert [run.distance_m for run in told.recordings] == [None]
    assert ["cannot be placed" in why or "neither" in why for why in told.reasons.values()] == [
        True, True,
    ]  # fmt: skip
