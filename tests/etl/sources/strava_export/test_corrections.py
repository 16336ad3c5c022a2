"""What an athlete put right on Strava wins over the file that was sent there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from etl.analysis import analyse
from etl.sources.detect import read_file
from etl.sources.strava_export.mapping import row_to_json
from etl.sources.strava_export.reader import ExportRow
from tests.etl.sources.builders import START
from tests.etl.sources.fit_bytes import fit_file, records, session
from tests.etl.sources.test_trouble import track

ROW = ExportRow(source_activity_id="1", started_at=START, sport="Run", file="activities/1.fit")
SPEEDS = [1.4] * 60 + [3.0] * 180 + [14.0] * 120  # walked, ran, drove: ten seconds each


def made(speeds: list[float]) -> tuple[list[float], list[int]]:
    """Metres and seconds along stretches of ten seconds."""
    way, clock = [0.0], [0]
    for speed in speeds:
        way.append(way[-1] + 10 * speed)
        clock.append(clock[-1] + 10)
    return way, clock


@pytest.mark.parametrize("format_", ["fit", "gpx"])
@pytest.mark.parametrize(
    ("speeds", "begins_s"),
    [(SPEEDS[60:], 0), (SPEEDS[:240], 600), (SPEEDS, 600)],
    ids=["end", "start", "both"],
)
def test_a_cropped_run_is_the_part_that_was_kept(format_, speeds, begins_s):
    """The car, the walk there, or both were cut off on Strava; the file still holds them."""
    way, clock = made(speeds)
    row = replace(ROW, elapsed_s=1800.0, moving_s=1800.0, distance_m=5400.0)
    if format_ == "fit":
        total = session(elapsed_s=clock[-1], timer_s=clock[-1], distance_m=way[-1])
        data = fit_file(records(clock, way), total)
    else:
        data = track(way, clock)
    (run,) = read_file(f"run.{format_}", data, context=row_to_json(row))
    found = analyse(run)
    assert (found.distance_m, found.moving_s, found.elapsed_s) == (5400, 1800, 1800)
    assert run.started_at == START + timedelta(seconds=begins_s)
    assert found.splits["distance_m"].sum() == pytest.approx(5400)
    assert found.splits["speed_mps"].max() == pytest.approx(3.0, rel=0.05)
    assert "Cropped as on Strava." in found.notes


def test_a_crop_that_fits_nowhere_keeps_strava_s_totals():
    """The table's numbers stand; nothing in detail is made up."""
    way, clock = made([3.0] * 200)
    row = replace(ROW, elapsed_s=900.0, moving_s=900.0, distance_m=9000.0)
    (run,) = read_file("run.gpx", track(way, clock), context=row_to_json(row))
    found = analyse(run)
    assert (found.distance_m, found.moving_s) == (9000, 900)
    assert found.splits.is_empty()
    assert any("not to be found" in note for note in found.notes)


@pytest.mark.parametrize(
    ("table_m", "sub_sport", "expected_m"),
    [(6200.0, "Treadmill", 6200), (5500.0, "Run", 5400), (5900.0, "Run", 5900), (0.0, "Run", 5400)],
)
def test_a_corrected_distance_wins_and_a_platform_s_reckoning_does_not(
    table_m, sub_sport, expected_m
):
    """Kilometres put right by hand count; two in a hundred are another way to measure."""
    way, clock = made([3.0] * 180)
    row = replace(ROW, sport=sub_sport, elapsed_s=1800.0, moving_s=1800.0, distance_m=table_m)
    total = session(elapsed_s=1800, timer_s=1800, distance_m=5400)
    (run,) = read_file("run.fit", fit_file(records(clock, way), total), context=row_to_json(row))
    assert analyse(run).distance_m == expected_m


def test_zeros_of_the_table_are_unknown():
    """A run typed in by hand: 45 minutes, nothing else; no climb was measured."""
    row = replace(ROW, file=None, elapsed_s=2700.0, distance_m=0.0, ascent_m=0.0, moving_s=0.0)
    (run,) = read_file("activities.csv#1", row_to_json(row).encode())
    found = analyse(run)
    assert (found.distance_m, found.ascent_m, found.descent_m) == (None, None, None)
    assert (found.moving_s, found.elapsed_s) == (None, 2700)
    assert found.altitude_source == "none"
