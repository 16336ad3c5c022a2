"""How altitude behaves along a run: hills against noise."""

from dataclasses import asdict

import numpy as np
import pytest

from etl.analysis import analyse
from etl.analysis.clean import clean
from etl.analysis.parameters import ROUGHNESS
from etl.analysis.roughness import Roughness, roughness_of
from etl.reference.rules import parameter_value
from tests.builders.altitudes import SECONDS, honest_hills, wandering
from tests.etl.analysis.builders import recording, samples

SEEDS = (1, 2, 3)


def rough(**columns) -> Roughness:
    """The roughness of a run with these samples."""
    track = clean(samples(SECONDS, **columns))
    assert track is not None
    return roughness_of(track)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("memory_s", "spread_m"), [(1, 5.0), (30, 4.0), (200, 6.0)])
def test_wandering_turns_back_and_the_pace_takes_no_notice(seed, memory_s, spread_m):
    """Noise, drift of half a minute and drift of minutes, each on a level run of uneven pace."""
    found = rough(**wandering(seed, memory_s=memory_s, spread_m=spread_m))
    assert found.roughness_m_per_km is not None and found.roughness_m_per_km > 25
    assert found.jaggedness_ratio is not None and found.pace_answer_ratio is not None
    assert found.jaggedness_ratio > parameter_value("doubt_jaggedness_ratio")
    assert found.pace_answer_ratio < parameter_value("doubt_pace_answer_ratio")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("hill_m", "length_m"), [(20.0, 400), (80.0, 2000), (400.0, 8000)])
def test_hills_are_smooth_and_slow_the_runner_down(seed, hill_m, length_m):
    """Short ramps, hills and one mountain, run as people run them."""
    found = rough(**honest_hills(seed, hill_m=hill_m, length_m=length_m))
    assert found.roughness_m_per_km is not None and found.roughness_m_per_km > 25
    assert found.pace_answer_ratio is not None
    assert found.pace_answer_ratio > parameter_value("doubt_pace_answer_ratio")


def test_a_ramp_has_the_roughness_of_its_climb():
    """100 m a kilometre, straight up at an even pace: all way and no turn, no answer to find."""
    even = rough(altitude_m=100 + 0.3 * np.arange(SECONDS + 1.0))
    assert even.roughness_m_per_km == pytest.approx(100, abs=2)
    assert even.jaggedness_ratio == pytest.approx(0, abs=0.02)


def test_a_saw_of_100_m_turns_at_every_piece():
    """Up 5 m in one piece, down 5 m in the next: 100 m a kilometre, all of it undone at once."""
    piece = (3.0 * np.arange(SECONDS + 1.0) // ROUGHNESS.rough_piece_m) % 2
    saw = rough(altitude_m=100 + 5 * piece)
    assert saw.roughness_m_per_km == pytest.approx(100, abs=2)
    assert saw.jaggedness_ratio == pytest.approx(2, abs=0.03)


@pytest.mark.parametrize(
    "altitude_m", [np.full(SECONDS + 1, np.nan), np.where(np.arange(SECONDS + 1) < 1800, 9, np.nan)]
)
def test_nothing_is_said_of_altitude_that_is_mostly_unknown(altitude_m):
    """None, or half a run's."""
    assert rough(altitude_m=altitude_m) == Roughness()


def test_nothing_is_said_of_a_short_run():
    """2.9 km, and at 3.1 km something is."""
    short, long = (clean(samples(seconds)) for seconds in (967, 1034))
    assert short is not None and long is not None
    assert roughness_of(short) == Roughness()
    assert roughness_of(long) == Roughness(roughness_m_per_km=0.0)  # level: nothing to turn


def test_a_treadmill_and_a_file_without_altitude_have_none():
    """There is no profile whose behaviour could be looked at, and no total to hold against it."""
    for details in ({"is_treadmill": True}, {"altitude_source": "none"}):
        found = analyse(recording(samples(2000), ascent_m=20.0, **details))
        assert set(asdict(found.roughness).values()) == {None}
        assert found.told_ascent_m is None


@pytest.mark.parametrize(
    ("device_m", "table_m", "told_m"),
    [
        (458.0, 22.0, 22.0),
        (458.0, None, 458.0),
        (None, 22.0, 22.0),
        (0.0, 22.0, 22.0),
        (0.0, 0.0, None),
    ],
)
def test_the_least_climb_that_anybody_tells(device_m, table_m, told_m):
    """Zero is a table's and a watch's way of saying nothing."""
    found = analyse(recording(samples(2000), ascent_m=device_m, table_ascent_m=table_m))
    assert found.told_ascent_m == told_m
