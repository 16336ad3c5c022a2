"""What is dropped, mended or set aside before anything is counted."""

import numpy as np
import polars as pl
import pytest

from etl.analysis.clean import (
    clean,
    is_lone_burst,
    known_distance,
    moving_steps,
    without_altitude_jumps,
    without_position_errors,
    without_time_reversals,
)
from tests.etl.analysis.builders import samples

SECONDS = np.arange(601.0)
EVEN_M = 3.0 * SECONDS
ONE_SEGMENT = np.zeros(601, dtype=np.int32)


def test_records_that_go_back_in_time_are_dropped():
    """A clock that was set back for three records leaves a gap, not a loop."""
    frame = pl.DataFrame({"elapsed_s": [0.0, 1.0, 2.0, 1.5, 2.0, 3.0, None]})
    assert without_time_reversals(frame)["elapsed_s"].to_list() == [0.0, 1.0, 2.0, 3.0]


def test_missing_distances_lie_between_their_neighbours():
    """Distance known at both ends of a gap is shared out over the time of the gap."""
    distance = np.array([np.nan, 10.0, np.nan, np.nan, 40.0])
    found = known_distance(np.arange(5.0), np.zeros(5, np.int32), distance, np.full(5, np.nan))
    assert found is not None
    assert found.tolist() == [0.0, 0.0, 10.0, 20.0, 30.0]


def test_without_distance_speed_is_added_up_while_the_timer_runs():
    """Four seconds at 3 m/s and a stop between them are 9 m: the stop covers none."""
    segment = np.array([0, 0, 0, 1, 1], dtype=np.int32)
    elapsed = np.array([0.0, 1.0, 2.0, 100.0, 101.0])
    found = known_distance(elapsed, segment, np.full(5, np.nan), np.full(5, 3.0))
    assert found is not None
    assert found[-1] == 9.0


def test_without_distance_and_speed_there_is_no_track():
    """Heart rate alone makes no track."""
    assert clean(samples(distance_m=None, speed_mps=None)) is None


def test_a_jump_of_position_is_replaced_by_the_pace_around_it():
    """60 m in one second are 3 m at the pace before and after."""
    jumped = EVEN_M.copy()
    jumped[300:] += 57
    distance, is_repaired = without_position_errors(SECONDS, jumped)
    assert distance[-1] == pytest.approx(EVEN_M[-1])
    assert np.flatnonzero(is_repaired).tolist() == [300]


def test_a_receiver_that_catches_up_is_no_jump():
    """Ten seconds without news, then 30 m at once: the distance was run and stays."""
    stalled = EVEN_M.copy()
    stalled[300:310] = stalled[299]
    distance, is_repaired = without_position_errors(SECONDS, stalled)
    assert distance[-1] == EVEN_M[-1]
    assert not is_repaired.any()


def test_a_single_burst_is_an_error_and_a_sprint_is_not():
    """One second at 8 m/s among 3 m/s cannot be; twenty seconds at 6 m/s can."""
    burst = np.full(60, 3.0)
    burst[30] = 8.0
    sprint = np.full(60, 3.0)
    sprint[30:50] = 6.5
    assert np.flatnonzero(is_lone_burst(burst, np.ones(60), most=3.0)).tolist() == [30]
    assert not is_lone_burst(sprint, np.ones(60), most=3.0).any()


def test_a_leap_of_altitude_is_closed():
    """A barometer set right after a minute: 86 m down at once are no descent."""
    altitude = np.full(601, 20.0)
    altitude[:60] = 106.0
    levelled = without_altitude_jumps(EVEN_M, altitude)
    assert np.ptp(levelled) == 0
    assert levelled[-1] == 20.0


def test_a_steep_path_is_no_leap():
    """12 m down over 40 m between two far records is a steep path, and stays."""
    levelled = without_altitude_jumps(np.array([0.0, 40.0, 80.0]), np.array([50.0, 38.0, 26.0]))
    assert levelled.tolist() == [50.0, 38.0, 26.0]


def test_a_stopped_timer_does_not_move():
    """The step across a change of segment is elapsed time only."""
    segment = ONE_SEGMENT.copy()
    segment[300:] = 1
    is_moving = moving_steps(SECONDS, segment, EVEN_M)
    assert np.flatnonzero(~is_moving).tolist() == [300]


def test_a_long_silence_with_little_movement_is_a_pause():
    """A quarter of an hour between two records 20 m apart is not moving, 50 s with 150 m is."""
    elapsed = np.array([0.0, 10.0, 910.0, 920.0, 970.0])
    distance = np.array([0.0, 30.0, 50.0, 80.0, 230.0])
    is_moving = moving_steps(elapsed, np.zeros(5, np.int32), distance)
    assert is_moving[1:].tolist() == [True, False, True, True]


def test_standing_counts_as_a_pause_only_when_it_lasts():
    """Six seconds on the spot are a pause, two are the coarseness of the track."""
    steps = np.full(60, 3.0)
    steps[20:22] = 0.0
    steps[40:46] = 0.0
    is_moving = moving_steps(np.arange(60.0), np.zeros(60, np.int32), np.cumsum(steps))
    assert np.flatnonzero(~is_moving[1:]).tolist() == [39, 40, 41, 42, 43, 44]
