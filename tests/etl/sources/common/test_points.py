"""Points put in order: each step alone, on a handful of rows."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest

from etl.errors import BrokenFile
from etl.sources.common import points as steps
from etl.sources.common.points import POINT_SCHEMA

T = 1_777_791_600.0  # 2026-05-03


def given(**columns: Sequence[float | None]) -> pl.DataFrame:
    """Points with these columns; the segment is 0 and all else unknown."""
    height = len(next(iter(columns.values())))
    rows = {name: columns.get(name, [None] * height) for name in POINT_SCHEMA}
    rows["segment_index"] = columns.get("segment_index", [0] * height)
    return pl.DataFrame(rows, schema=POINT_SCHEMA)


def test_a_counter_that_restarts_goes_on_from_where_it_was():
    """Two parts of 200 and 150 metres are 350 metres, and the row says so."""
    points = given(time_s=[1, 2, 3, 4, 5], distance_m=[100, 200, 0, 50, 150])
    fixed, note = steps.with_never_falling_distance(points)
    assert fixed["distance_m"].to_list() == [100, 200, 200, 250, 350]
    assert note is not None


def test_a_single_zero_between_is_a_missing_value_not_a_restart():
    """A last or lone zero does not double the run."""
    points = given(time_s=[1, 2, 3, 4, 5], distance_m=[1000, 0, 1010, 1020, 0])
    fixed, note = steps.with_never_falling_distance(points)
    assert fixed["distance_m"].to_list() == [1000, None, 1010, 1020, None]
    assert note is None


def test_a_counter_that_slips_back_a_little_stands_still():
    """Distance never falls."""
    fixed, _ = steps.with_never_falling_distance(
        given(time_s=[1, 2, 3, 4], distance_m=[10, 20, 15, 22])
    )
    assert fixed["distance_m"].to_list() == [10, 20, 20, 22]


def test_distance_between_segments_is_not_run():
    """The way from where the device stopped to where it went on was not recorded."""
    points = given(
        time_s=[1, 2, 3, 4],
        segment_index=[0, 0, 1, 1],
        latitude_deg=[47.0, 47.001, 47.1, 47.101],
        longitude_deg=[8.0] * 4,
    )
    covered = steps.covered_m(points, resting=np.zeros(points.height, dtype=bool))
    assert covered.tolist() == pytest.approx([0, 111.2, 111.2, 222.4], abs=0.1)


def test_positions_known_in_some_records_only_still_give_the_way():
    """Between known positions the way is straight; unknown points stay unknown."""
    points = given(
        time_s=[1, 2, 3],
        latitude_deg=[47.0, None, 47.001],
        longitude_deg=[8.0, None, 8.0],
    )
    fixed, _ = steps.with_distance(points)
    assert fixed["distance_m"].to_list() == pytest.approx([0, None, 111.2], abs=0.1)


def test_the_file_s_own_distance_goes_before_positions():
    """A foot pod knows better than satellites."""
    points = given(
        time_s=[1, 2], distance_m=[0, 3], latitude_deg=[47.0, 47.1], longitude_deg=[8.0, 8.0]
    )
    fixed, _ = steps.with_distance(points)
    assert fixed["distance_m"].to_list() == [0, 3]


def test_speed_alone_adds_up_to_distance_and_says_so():
    """A treadmill that gives only speed gives distance too."""
    fixed, note = steps.with_distance(given(time_s=[1, 2, 3], speed_mps=[3, 3, 3]))
    assert fixed["distance_m"].to_list() == [0, 3, 6]
    assert note is not None


def test_a_long_silence_on_the_spot_is_a_pause_and_on_the_move_is_not():
    """Five minutes without a record: 10 metres are a pause, 900 metres a tunnel."""
    times = [0.0, 1, 2, 302, 303]
    standing, _ = steps.with_likely_pauses(given(time_s=times, distance_m=[0, 3, 6, 16, 19]))
    moving, _ = steps.with_likely_pauses(given(time_s=times, distance_m=[0, 3, 6, 906, 909]))
    assert standing["segment_index"].to_list() == [0, 0, 0, 1, 1]
    assert moving["segment_index"].to_list() == [0] * 5


def test_a_logger_that_writes_once_a_minute_is_not_paused_all_the_time():
    """What counts as silence follows the device's own rhythm."""
    times = [float(60 * minute) for minute in range(10)]
    fixed, _ = steps.with_likely_pauses(given(time_s=times, distance_m=[10.0 * m for m in range(10)]))  # fmt: skip # noqa: E501
    assert fixed["segment_index"].max() == 0


def test_values_no_body_has_are_unknown():
    """A heart rate of zero, a place in the sea at 0/0, a height of 20 km: null, not zero."""
    fixed, _ = steps.with_sane_values(
        given(time_s=[1], heart_rate_bpm=[0], latitude_deg=[0], longitude_deg=[0],
              altitude_m=[20_000], cadence=[0])
    )  # fmt: skip
    row = fixed.row(0, named=True)
    assert (row["heart_rate_bpm"], row["latitude_deg"], row["altitude_m"]) == (None, None, None)
    assert row["cadence"] == 0


def test_a_point_years_away_is_left_out():
    """One point of 2085 does not stretch the run over decades."""
    points, notes = steps.put_in_order(given(time_s=[T, T + 1, T + 2, T + 6e8]))
    assert points.height == 3
    assert notes == ("1 point had a time far from all others; left out.",)


def test_points_much_out_of_order_are_sorted():
    """A merged file with two halves swapped is put in order, and says so."""
    points, notes = steps.put_in_order(given(time_s=[T + 2, T + 3, T, T + 1]))
    assert points["time_s"].to_list() == [T, T + 1, T + 2, T + 3]
    assert "sorted" in notes[0]


def test_mostly_impossible_dates_refuse_the_file():
    """A clock in 1970 dates nothing."""
    with pytest.raises(BrokenFile, match="year 1970"):
        steps.put_in_order(given(time_s=[1.0, 2.0, 3.0]))
