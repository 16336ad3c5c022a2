"""What is dropped, mended or set aside before anything is counted."""

import numpy as np
import polars as pl
import pytest

from etl.analysis.clean import (
    clean,
    is_lone_burst,
    known_distance,
    moving_steps,
    without_position_errors,
    without_time_reversals,
)
from tests.etl.analysis.builders import samples

SECONDS = np.arange(601.0)
EVEN_M = 3.0 * SECONDS
UNKNOWN = np.full(601, np.nan)
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


@pytest.mark.parametrize("drift_m", [0.0, 0.4])
def test_a_receiver_that_catches_up_is_no_jump(drift_m):
    """Ten seconds of hardly any way, then 30 m at once: the distance was run and stays."""
    lagging = EVEN_M.copy()
    lagging[300:310] = lagging[299] + drift_m * np.arange(1, 11)
    distance, is_repaired = without_position_errors(SECONDS, lagging)
    assert distance[-1] == EVEN_M[-1]
    assert not is_repaired.any()


def test_a_stall_that_is_given_back_in_two_parts_is_no_jump():
    """The first leap gives back a part and stands again; the second gives back the rest."""
    seconds = np.arange(0.0, 2400.0, 10.0)
    run = np.arange(0.0, 7200.0, 30.0)
    halting = run.copy()
    halting[88:100] = run[88]
    halting[100:110] = run[96]
    distance, is_repaired = without_position_errors(seconds, halting)
    assert distance[-1] == run[-1]
    assert not is_repaired.any()


def test_a_single_burst_is_an_error_and_a_sprint_is_not():
    """One second at 8 m/s among 3 m/s cannot be; twenty seconds at 6 m/s can."""
    burst = np.full(60, 3.0)
    burst[30] = 8.0
    sprint = np.full(60, 3.0)
    sprint[30:50] = 6.5
    assert np.flatnonzero(is_lone_burst(burst, np.ones(60), most=3.0)).tolist() == [30]
    assert not is_lone_burst(sprint, np.ones(60), most=3.0).any()


def levelled(**columns) -> np.ndarray:
    """The altitude that cleaning leaves of an even run of ten minutes."""
    track = clean(samples(600, **columns))
    assert track is not None
    return track.altitude_m


def test_a_leap_of_altitude_is_closed():
    """A barometer set right after a minute: 86 m down at once are no descent."""
    altitude = levelled(altitude_m=np.where(np.arange(601) < 60, 106.0, 20.0))
    assert np.ptp(altitude) == 0
    assert altitude[-1] == 20.0


def test_a_steep_path_is_no_leap():
    """12 m down over 45 m between two far records is a steep path, and stays."""
    far_apart = np.full(601, np.nan)
    far_apart[::15] = 500 - 12.0 * np.arange(41)
    assert np.nanmin(levelled(altitude_m=far_apart)) == 20


@pytest.mark.parametrize(("pause_s", "left_m"), [(137, 35.0), (30, 0.0)])
def test_someone_may_walk_on_while_the_timer_stands(pause_s, left_m):
    """35 m lower after two minutes' pause can be walked; after half a minute it is a lift."""
    is_after = np.arange(601) > 300
    altitude = levelled(
        altitude_m=np.where(is_after, 65.0, 100.0),
        elapsed_s=np.arange(601.0) + np.where(is_after, pause_s, 0),
        segment_index=is_after.astype(np.int32),
    )
    assert np.ptp(altitude) == left_m


def test_a_stopped_timer_does_not_move():
    """The step across a change of segment is elapsed time only."""
    segment = ONE_SEGMENT.copy()
    segment[300:] = 1
    is_moving = moving_steps(SECONDS, segment, EVEN_M, UNKNOWN[:601])
    assert np.flatnonzero(~is_moving).tolist() == [300]


def test_a_long_silence_with_little_movement_is_a_pause():
    """A quarter of an hour between two records 20 m apart is not moving, 50 s with 150 m is."""
    elapsed = np.array([0.0, 10.0, 910.0, 920.0, 970.0])
    distance = np.array([0.0, 30.0, 50.0, 80.0, 230.0])
    is_moving = moving_steps(elapsed, np.zeros(5, np.int32), distance, UNKNOWN[:5])
    assert is_moving[1:].tolist() == [True, False, True, True]


def test_standing_counts_as_a_pause_only_when_it_lasts():
    """Six seconds on the spot are a pause, two are the coarseness of the track."""
    steps = np.full(60, 3.0)
    steps[20:22] = 0.0
    steps[40:46] = 0.0
    distance = np.cumsum(steps)
    is_moving = moving_steps(SECONDS[:60], ONE_SEGMENT[:60], distance, UNKNOWN[:60])
    assert np.flatnonzero(~is_moving[1:]).tolist() == [39, 40, 41, 42, 43, 44]


def test_a_distance_that_freezes_at_running_speed_is_no_pause():
    """The watch says 3 m/s while its distance stands for ten seconds: the receiver lags."""
    distance = np.cumsum(np.where((SECONDS > 300) & (SECONDS <= 310), 0.0, 3.0))
    assert moving_steps(SECONDS, ONE_SEGMENT, distance, np.full(601, 3.0))[1:].all()
    assert not moving_steps(SECONDS, ONE_SEGMENT, distance, np.zeros(601))[301:311].any()
