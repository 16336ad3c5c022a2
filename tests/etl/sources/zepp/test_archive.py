"""An archive of Zepp dropped whole: a row a workout, and no kind guessed."""

from pathlib import Path

import pytest

from tests.etl.sources.archives import imported, put, read_files
from tests.etl.sources.builders import START, fit
from tests.etl.sources.zepp.builders import TABLE, row, table

MORNING = "2026-05-03 07:00:00+0000"


def test_each_workout_is_a_row_where_the_runner_was(tmp_path: Path):
    """Times are UTC without a zone: the day is that of the runner's other recordings."""
    files = {
        TABLE: table(row(MORNING, "1"), row("2026-05-03 23:30:00+0000", "1", metres="5000.0")),
        "HEARTRATE/HEARTRATE_1.csv": b"time,heartRate\n2026-05-03 07:00:00+0000,60\n",
        "BODY/BODY_1.csv": b"time,weight\n2026-05-03 07:00:00+0000,70\n",
    }
    home = imported(tmp_path, put(tmp_path / "zepp", files))
    assert home.counted == [
        ("zepp", "run", "2026-05-03", 7534.0),
        ("zepp", "run", "2026-05-04", 5000.0),
    ]
    assert home.result.count("skipped") == 1


def test_a_row_whose_recording_came_too_counts_once(tmp_path: Path):
    """The same run from a watch's own file."""
    files = {
        TABLE: table(row(MORNING, "1", metres="1797.0", seconds="600")),
        "a.fit": fit(seconds=600),
    }
    home = imported(tmp_path, put(tmp_path / "zepp", files))
    assert [source for source, *_ in home.counted] == ["fit"]


@pytest.mark.parametrize(
    ("kind", "expected", "is_known"),
    [("1", "run", True), ("52", "strength", True), ("16", "other", True), ("8", "other", False)],
)
def test_a_number_that_nobody_agrees_on_is_no_kind(
    tmp_path: Path, kind: str, expected: str, is_known: bool
):
    """8 is no run because a track type of another platform is; the note says that nobody knows."""
    (workout,) = read_files(tmp_path, {TABLE: table(row(MORNING, kind))}).recordings
    assert workout.sport == expected
    assert any("not one we know" in note for note in workout.notes) != is_known


def test_what_was_not_measured_is_unknown(tmp_path: Path):
    """-1.0 and null are no distances."""
    rows = [row(MORNING, "1", metres="-1.0"), row("2026-05-04 07:00:00+0000", "1", metres="null")]
    told = read_files(tmp_path, {TABLE: table(*rows)})
    assert [(run.distance_m, run.moving_s) for run in told.recordings] == [(None, 2539.0)] * 2
    assert told.recordings[0].started_at == START
