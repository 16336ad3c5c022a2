"""Activities of Nike Run Club: a recording each."""

import json
from pathlib import Path

import pytest

from etl.errors import BrokenFile, SkippedFile
from etl.sources.detect import read_file
from tests.etl.sources.archives import read_archive, read_files
from tests.etl.sources.builders import START
from tests.etl.sources.nike.builders import activity, activity_file


def test_a_folder_of_activities_is_read(tmp_path: Path):
    """A run outside, one on a treadmill, and a list that is none."""
    files = {
        "activities/1.json": activity_file(activity()),
        "activities/2.json": activity_file(activity(location="indoors")),
        "activities/list.json": b'{"activities": []}',
    }
    told = read_files(tmp_path, files)
    assert [(run.source, run.sport) for run in told.recordings] == [
        ("nike", "run"),
        ("nike", "treadmill_run"),
    ]
    assert list(told.reasons) == ["activities/list.json"]


def test_parts_of_the_way_are_summed_up():
    """Kilometres of each part, to its end; totals are Nike's, steps those of both feet."""
    (run,) = read_file("1.json", activity_file(activity()))
    assert (run.started_at, run.time_zone, run.distance_m) == (START, "Europe/Zurich", 1800.0)
    assert (run.moving_s, run.elapsed_s) == (600.0, 630.0)
    assert (run.cadence_spm, run.heart_rate_bpm) == (168.0, 150.0)
    assert run.samples is not None
    assert run.samples["distance_m"].max() == pytest.approx(1800.0)
    assert run.samples["altitude_m"].drop_nulls().to_list()[:2] == [400.0, 400.0]


def test_an_activity_cut_off_anywhere_or_odd_is_one_of_two_errors():
    """Nothing else comes of it."""
    whole = activity(seconds=30)
    data = activity_file(whole)
    for length in range(0, len(data) - 1, 29):
        with pytest.raises((BrokenFile, SkippedFile)):
            read_file("1.json", data[:length])
    for name in whole:
        for value in (None, "x", [], -1):
            try:
                read_file("1.json", json.dumps(whole | {name: value}).encode())
            except (BrokenFile, SkippedFile) as reason:
                assert str(reason).endswith(".")


def test_a_real_activity(shared_data: Path, tmp_path: Path):
    """3.37 km as Nike counted them; another with a damaged latitude is read all the same."""
    told = read_archive(shared_data / "other_platforms" / "nike", tmp_path / "scratch")
    assert len(told.recordings) + len(told.reasons) == 2
    run = told.recordings[-1]
    assert (run.sport, run.distance_m, run.moving_s) == ("run", 3371.298, 1365.166)
    assert run.samples is not None
    assert run.samples["distance_m"].max() == pytest.approx(3371.298, rel=0.01)
