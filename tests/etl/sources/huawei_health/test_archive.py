"""An archive of Huawei Health dropped whole: a row an activity, out of JSON that is none."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.etl.sources.archives import read_files
from tests.etl.sources.builders import START
from tests.etl.sources.huawei_health.builders import TABLE, activity, at_once, by_day

DAY = timedelta(days=1)


@pytest.mark.parametrize("layout", [by_day, at_once])
def test_each_activity_is_a_row(tmp_path: Path, layout: Callable[..., bytes]):
    """Of both layouts; keys without quotes are no hindrance, totals of the track come first."""
    data = layout(activity(4, START), activity(101, START + DAY, with_totals=False))
    with pytest.raises(json.JSONDecodeError):
        json.loads(data)
    told = read_files(tmp_path, {TABLE: data, "Health detail data & description/sleep.json": b"[]"})
    first, second = told.recordings
    assert (first.source, first.sport, first.started_at, first.time_zone) == (
        "huawei_health", "run", START, "UTC+02:00",
    )  # fmt: skip
    assert (first.distance_m, first.moving_s, first.heart_rate_bpm) == (5400.0, 1800.0, 149.0)
    assert (second.sport, second.is_treadmill, second.distance_m) == ("treadmill_run", True, 5300.0)
    assert ["not read" in why for why in told.reasons.values()] == [True]


@pytest.mark.parametrize(
    ("kind", "expected"), [(3, "ride"), (5, "walk"), (102, "swim"), (282, "hike"), (117, "other")]
)
def test_the_kind_of_an_activity(tmp_path: Path, kind: int, expected: str):
    """By Huawei's number; another is another sport."""
    (one,) = read_files(tmp_path, {TABLE: at_once(activity(kind, START))}).recordings
    assert one.sport == expected


def test_an_archive_that_breaks_off_gives_what_came_before(tmp_path: Path):
    """And says so."""
    data = at_once(activity(4, START), activity(4, START + DAY))
    told = read_files(tmp_path, {TABLE: data[:-40]})
    assert len(told.recordings) == 1
    assert "breaks off" in told.reasons[TABLE]


def test_no_place_is_kept(tmp_path: Path):
    """The track says where somebody lives; the row does not."""
    (run,) = read_files(tmp_path, {TABLE: at_once(activity(4, START))}).recordings
    assert "47.0" not in repr(run)
