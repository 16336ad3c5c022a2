"""A run cut every 50 m."""

import numpy as np
import pytest

from etl.analysis.altitude import profile_of
from etl.analysis.clean import Track, clean
from etl.analysis.splits import SPLIT_SCHEMA, cut, is_running
from tests.etl.analysis.builders import samples


def track_of(seconds: int = 1200, **columns) -> Track:
    """The track of an even run with these columns replaced."""
    track = clean(samples(seconds, **columns))
    assert track is not None
    return track


def test_splits_are_50_m_and_the_last_one_is_shorter():
    """3.6 km and 30 m: 72 whole splits, one of 30 m."""
    splits = cut(track_of(1210), None)
    assert splits.schema == SPLIT_SCHEMA
    assert splits["split_index"].to_list() == list(range(73))
    assert splits["distance_m"].to_list() == [50.0] * 72 + [30.0]


def test_splits_add_up_to_the_run():
    """Distance, moving and elapsed time of the whole are those of its parts."""
    segment = np.where(np.arange(1201) < 700, 0, 1).astype(np.int32)
    elapsed = np.arange(1201.0) + np.where(np.arange(1201) < 700, 0, 240)
    track = track_of(segment_index=segment, elapsed_s=elapsed)
    splits = cut(track, None)
    assert splits["distance_m"].sum() == pytest.approx(3600)
    assert splits["elapsed_s"].sum() == pytest.approx(1440, abs=0.05)
    assert splits["moving_s"].sum() == pytest.approx(1199, abs=0.05)


def test_a_pause_is_in_the_elapsed_time_of_one_split_only():
    """Standing four minutes at 2.1 km slows no split down."""
    segment = np.where(np.arange(1201) < 700, 0, 1).astype(np.int32)
    elapsed = np.arange(1201.0) + np.where(np.arange(1201) < 700, 0, 240)
    splits = cut(track_of(segment_index=segment, elapsed_s=elapsed), None)
    waited = splits["elapsed_s"] - splits["moving_s"]
    assert (waited > 1).sum() == 1
    assert splits["speed_mps"].min() == pytest.approx(3.0, abs=1e-6)


def test_standing_before_the_start_belongs_to_the_first_split():
    """A minute on the line with the watch running is not lost."""
    distance = np.maximum(np.arange(1201.0) - 60, 0) * 3
    splits = cut(track_of(distance_m=distance, speed_mps=None), None)
    assert splits["elapsed_s"][0] == pytest.approx(60 + 50 / 3, abs=0.01)
    assert splits["moving_s"][0] == pytest.approx(50 / 3, abs=0.01)


def test_a_run_without_positions_or_altitude_has_splits_without_grade():
    """A treadmill's distance is enough; its grade is unknown and not zero."""
    splits = cut(track_of(altitude_m=None), None)
    assert splits["speed_mps"].null_count() == 0
    assert splits["grade_ratio"].null_count() == splits.height
    assert splits["altitude_change_m"].null_count() == splits.height


def test_the_falls_of_the_splits_add_up_to_the_descent():
    """A kilometre of 5 % down then level: 50 m, all in splits at -5 %."""
    metres = 3.0 * np.arange(1201)
    track = track_of(altitude_m=100 - np.minimum(metres, 1000) * 0.05)
    profile = profile_of(track, altitude_source="barometric")
    splits = cut(track, profile)
    assert profile is not None
    assert -splits["altitude_change_m"].sum() == pytest.approx(profile.descent_m, abs=0.01)
    assert splits["grade_ratio"][5] == pytest.approx(-0.05, abs=1e-3)
    assert splits["grade_ratio"][-1] == 0


def test_cadence_of_a_split_leaves_out_the_zeros():
    """A watch that says 0 while it counts is not slowing the runner's steps down."""
    cadence = np.full(1201, 170.0)
    cadence[::10] = 0
    assert cut(track_of(cadence_spm=cadence), None)["cadence_spm"].to_list() == [170.0] * 72


def test_cadence_of_a_mostly_silent_split_is_unknown():
    """One reading in a split does not speak for it."""
    cadence = np.full(1201, np.nan)
    cadence[5] = 170
    assert cut(track_of(cadence_spm=cadence), None)["cadence_spm"].null_count() == 72


@pytest.mark.parametrize(
    ("speed", "cadence", "runs"),
    [
        (1.8, 140, True),
        (1.79, 170, False),
        (1.8, 139, False),
        (1.8, np.nan, True),
        (1.2, np.nan, False),
        (2.5, 130, True),
        (np.nan, 170, False),
    ],
)
def test_running_is_told_from_walking(speed, cadence, runs):
    """By speed and cadence; by speed alone where cadence is unknown or speed leaves no doubt."""
    assert is_running(np.array([speed]), np.array([float(cadence)])).tolist() == [runs]
