"""Metres up and down that can be believed."""

import numpy as np
import pytest

from etl.analysis.altitude import (
    Profile,
    confirmed_indices,
    median_filtered,
    profile_of,
    rises_and_falls,
)
from etl.analysis.clean import clean
from etl.analysis.grade import (
    cost_factor,
    dissipated_j_per_kg,
    grade_adjusted_m,
    grade_at,
    running_cost,
)
from tests.etl.analysis.builders import samples
from tests.etl.analysis.golden import GOLDEN

METRES = 3.0 * np.arange(1201.0)


def profile(altitude_m, altitude_source: str = "barometric") -> Profile | None:
    """The profile of an even run with this altitude."""
    track = clean(samples(altitude_m=altitude_m))
    assert track is not None
    return profile_of(track, altitude_source=altitude_source)


@pytest.mark.parametrize("case_id", ["B1.hysteresis_3m", "B1.naive"])
def test_altitude_counts_once_it_has_moved_far_enough(case_id):
    """Golden B1: the same fourteen altitudes with a threshold of 3 m and without one."""
    case = GOLDEN[case_id]
    altitude_m = np.array(case["inputs"]["alt_m"])
    confirmed = altitude_m[confirmed_indices(altitude_m, threshold_m=case["inputs"]["T"])]
    expected = case["expected"]
    assert rises_and_falls(confirmed) == pytest.approx((expected["gain_m"], expected["loss_m"]))


def test_the_cost_of_a_slope_follows_the_published_polynomial():
    """Golden B2: cost and factor at eight grades."""
    case = GOLDEN["B2.minetti"]
    grades = np.array(case["inputs"]["grades"])
    assert running_cost(grades) == pytest.approx(case["expected"]["cost"], abs=1e-6)
    assert cost_factor(grades) == pytest.approx(case["expected"]["factor"], abs=1e-6)


def test_grade_adjusted_speed_is_costed_metres_over_time():
    """Golden B5: six segments up, down and level."""
    case = GOLDEN["B5.gap"]
    metres, rise_m, moving_s, _ = np.array(case["inputs"]["segments_d_dh_t_cad"]).T
    speed = (metres * cost_factor(rise_m / metres)).sum() / moving_s.sum()
    assert speed == pytest.approx(case["expected"]["gap_mps"], abs=1e-6)


def test_a_descent_gives_up_height_and_speed():
    """Golden B6: 25 m lost over 300 m, per kilogram, per metre and per step."""
    case = GOLDEN["B6.descent_dissipation"]
    metres, altitude_m, speed_mps = np.array(case["inputs"]["points_m_alt_v"]).T
    energy = dissipated_j_per_kg(altitude_m, speed_mps, metres)
    expected = case["expected"]
    assert energy.sum() == pytest.approx(expected["J_per_kg"], abs=1e-6)
    descent_m = np.diff(metres)[energy > 0].sum()
    assert energy.sum() / descent_m == pytest.approx(expected["J_per_kg_per_m"], abs=1e-6)
    per_step = energy.sum() / case["inputs"]["steps_on_descent"]
    assert per_step == pytest.approx(expected["J_per_kg_per_step"], abs=1e-6)


def test_a_median_forgets_a_single_wrong_altitude():
    """One spike among equals is gone; the ends keep their values."""
    spiked = np.array([1.0, 1, 1, 9, 1, 1, 2])
    assert median_filtered(spiked, count=5).tolist() == [1, 1, 1, 1, 1, 1.5, 1]


def test_a_hill_counts_in_full():
    """60 m up and down again within 5 m."""
    hill = profile(100 + 60 * (1 - np.abs(METRES - 1800) / 1800))
    assert hill is not None
    assert hill.ascent_m == pytest.approx(60, abs=5)
    assert hill.descent_m == pytest.approx(60, abs=5)


def test_a_barometer_that_ticks_by_a_metre_makes_no_hill():
    """A flat run whose altitude hops between 100 and 101 m climbs nothing and is level."""
    ticking = profile(100 + (np.sin(METRES / 40) > 0).astype(float))
    assert ticking is not None
    assert (ticking.ascent_m, ticking.descent_m) == (0, 0)
    assert np.all(grade_at(ticking, np.arange(0.0, 3600, 10)) == 0)


def test_satellite_altitude_must_move_further():
    """Swings of 5 m are a hill to a barometer and noise to a satellite."""
    swinging = 100 + 5 * np.sin(METRES / 100)
    by_barometer, by_satellite = profile(swinging), profile(swinging, "gps")
    assert by_barometer is not None and by_satellite is not None
    assert by_barometer.descent_m > 50
    assert by_satellite.descent_m < 15


@pytest.mark.parametrize("altitude_m", [None, np.zeros(1201), np.full(1201, np.nan)])
def test_no_altitude_or_zero_all_along_is_unknown(altitude_m):
    """A file that writes 0 for every altitude has none."""
    assert profile(altitude_m) is None


def test_a_source_of_none_is_believed():
    """Altitude that its source calls none is not used."""
    assert profile(np.linspace(0, 50, 1201), "none") is None


def test_scattered_altitude_is_bridged_and_a_long_gap_is_not():
    """Two altitudes in five are enough when no gap is long; half a run without any is not."""
    slope = np.linspace(0, 90, 1201)
    scattered = np.where(np.arange(1201) % 5 < 2, slope, np.nan)
    bridged = profile(scattered)
    assert bridged is not None
    assert bridged.ascent_m == pytest.approx(90, abs=3)
    assert profile(np.where(np.arange(1201) < 600, slope, np.nan)) is None


def test_the_profile_adds_up_to_its_totals():
    """What the splits will sum is what the run reports."""
    rolling = profile(100 + 20 * np.sin(METRES / 300) + 0.4 * np.sin(METRES / 7))
    assert rolling is not None
    assert rises_and_falls(rolling.altitude_m) == pytest.approx(
        (rolling.ascent_m, rolling.descent_m)
    )


def test_grade_is_cut_at_the_limit_and_unknown_on_too_short_a_run():
    """A wall is 45 %; 20 m tell no grade."""
    cliff = Profile(
        distance_m=np.array([0.0, 10, 100]),
        altitude_m=np.array([0.0, 100, 100]),
        ascent_m=100,
        descent_m=0,
    )
    assert grade_at(cliff, np.array([5.0])).tolist() == [0.45]
    short = Profile(distance_m=np.array([0.0, 20]), altitude_m=np.zeros(2), ascent_m=0, descent_m=0)
    assert np.isnan(grade_at(short, np.array([10.0]))).all()


def test_a_steep_descent_is_not_costed_below_its_floor():
    """On 10 % down the polynomial says 0.60 of a level metre; 0.75 is as low as we go."""
    steep = Profile(
        distance_m=np.array([0.0, 500, 1000]),
        altitude_m=np.array([100.0, 50, 0]),
        ascent_m=0,
        descent_m=100,
    )
    assert grade_adjusted_m(steep, np.array([1000.0])) == pytest.approx(750)


@pytest.mark.parametrize(("told_m", "descent_m"), [(None, 0.0), (4.0, 0.0), (30.0, 10.0)])
def test_a_wobble_of_two_metres_makes_no_hills_of_a_flat_run(told_m, descent_m):
    """Five times two metres up and down on 3 km: flat, unless the watch itself counted hills."""
    wobble_m = 100 + 2 * (np.floor(METRES / 300) % 2)
    track = clean(samples(altitude_m=wobble_m))
    assert track is not None
    found = profile_of(track, altitude_source="barometric", told_m=told_m)
    assert found is not None
    assert found.descent_m == pytest.approx(descent_m)
