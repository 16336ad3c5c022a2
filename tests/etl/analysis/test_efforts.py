"""The best of a run."""

import numpy as np
import pytest

from etl.analysis.altitude import profile_of
from etl.analysis.clean import clean
from etl.analysis.efforts import best_efforts, fastest_s
from tests.etl.analysis.builders import samples

NO_BREAK = np.zeros(1201, dtype=bool)


def efforts(altitude_source: str = "barometric", seconds: int = 1800, **columns) -> dict:
    """Every effort of an even run with these columns replaced: name to (metres, seconds)."""
    track = clean(samples(seconds, **columns))
    assert track is not None
    found = best_efforts(track, profile_of(track, altitude_source=altitude_source))
    return {name: (metres, duration) for name, metres, duration in found.rows()}


def test_an_even_level_run_has_the_same_pace_in_every_effort():
    """5.4 km at 3 m/s: every distance, 20 minutes and 30 seconds; raw and adjusted agree."""
    found = efforts()
    assert found["raw_400_m"] == (400, pytest.approx(400 / 3, abs=1e-3))
    assert found["grade_adjusted_5000_m"] == (5000, pytest.approx(5000 / 3, abs=1e-3))
    assert found["grade_adjusted_1200_s"] == (pytest.approx(3600), 1200)
    assert found["raw_30_s_p95"] == (pytest.approx(90), 30)
    assert len(found) == 14


def test_the_fastest_stretch_is_found_between_records():
    """400 m in 80 s inside a slow run, beginning at no record."""
    elapsed = np.arange(1201.0)
    speed = np.where((elapsed > 500) & (elapsed <= 600), 5.0, 2.5)
    distance = np.concatenate(([0.0], np.cumsum(speed[1:])))
    assert fastest_s(elapsed, distance, NO_BREAK, length_m=400) == pytest.approx(80)
    assert fastest_s(elapsed, distance, NO_BREAK, length_m=499) == pytest.approx(99.8)


def test_a_distance_longer_than_the_run_has_no_effort():
    """1.2 km know a best 1,000 m and no 1,500 m, and no best 20 minutes."""
    found = efforts(seconds=400)
    assert "raw_1000_m" in found
    assert "raw_1500_m" not in found
    assert "grade_adjusted_1200_s" not in found


def test_an_effort_holds_no_long_pause():
    """A timer stopped for six seconds in the middle leaves only what lies on either side."""
    elapsed = np.arange(1801.0) + np.where(np.arange(1801) < 600, 0, 6)
    segment = np.where(np.arange(1801) < 600, 0, 1).astype(np.int32)
    found = efforts(elapsed_s=elapsed, segment_index=segment)
    assert found["raw_3000_m"][1] == pytest.approx(1000, abs=1e-3)
    assert "raw_5000_m" not in found


def test_an_effort_may_hold_a_short_stop():
    """Two seconds to cross a road count as time of the effort."""
    elapsed = np.arange(1801.0) + np.where(np.arange(1801) < 900, 0, 2)
    segment = np.where(np.arange(1801) < 900, 0, 1).astype(np.int32)
    found = efforts(elapsed_s=elapsed, segment_index=segment)
    assert found["raw_5000_m"][1] == pytest.approx(5000 / 3 + 2, abs=0.01)


def test_an_effort_holds_no_position_error():
    """A jump in the middle of 4.2 km leaves no best 3,000 m across it."""
    jumped = 3.0 * np.arange(1401) + np.where(np.arange(1401) < 700, 0, 400)
    found = efforts(seconds=1400, distance_m=jumped)
    assert found["raw_1500_m"][1] == pytest.approx(500, abs=0.01)
    assert "raw_3000_m" not in found


def test_uphill_metres_count_for_more():
    """At 3 m/s up 5 % the adjusted 1,000 m take 1/1.30 of the raw time."""
    climbing = efforts(altitude_m=100 + 0.05 * 3.0 * np.arange(1801))
    raw_s, adjusted_s = climbing["raw_1000_m"][1], climbing["grade_adjusted_1000_m"][1]
    assert raw_s / adjusted_s == pytest.approx(1.301443, abs=2e-3)


def test_without_altitude_nothing_is_grade_adjusted():
    """A treadmill gives raw bests only."""
    assert all(name.startswith("raw") for name in efforts("none"))
