"""Mean cadence, and the blocks in which cadence is compared with speed."""

import numpy as np
import polars as pl
import pytest

from etl.analysis.altitude import profile_of
from etl.analysis.cadence import (
    BLOCK_SCHEMA,
    block_sums,
    cadence_blocks,
    mean_cadence_spm,
    run_cadence,
)
from etl.analysis.clean import Track, clean
from etl.sources.common.to_recording import to_cadence
from tests.etl.analysis.builders import samples
from tests.etl.analysis.golden import GOLDEN


def track_of(**columns) -> Track:
    """The track of an even run with these columns replaced."""
    track = clean(samples(**columns))
    assert track is not None
    return track


def blocks(is_treadmill: bool = False, altitude_source: str = "barometric", **columns) -> dict:
    """The one row of block sums of an even run; empty if no block qualifies."""
    track = track_of(**columns)
    profile = profile_of(track, altitude_source=altitude_source)
    found = cadence_blocks(track, profile, is_treadmill=is_treadmill)
    assert found.schema == BLOCK_SCHEMA
    return found.row(0, named=True) if found.height else {}


@pytest.mark.parametrize(
    ("stored", "source", "key"),
    [(84.5, "strava_export", "strava_spm"), (79.5, "fit", "fit_spm"), (180.0, "gpx", "ble_spm")],
)
def test_stored_cadence_becomes_steps_of_both_feet(stored, source, key):
    """Golden D1: strides of one leg are doubled, steps stay."""
    rule = to_cadence(pl.Series([stored]), average=None, source=source)
    assert rule is not None
    assert stored * rule.factor == GOLDEN["D1.convert"]["expected"][key]


def test_mean_cadence_leaves_out_the_zeros():
    """A tenth of the records saying 0 steps does not lower the mean of the others."""
    cadence = np.full(1201, 170.0)
    cadence[1::10] = 0
    assert mean_cadence_spm(track_of(cadence_spm=cadence)) == 170


def test_mean_cadence_of_a_silent_sensor_is_unknown():
    """All zeros are no cadence."""
    assert mean_cadence_spm(track_of(cadence_spm=np.zeros(1201))) is None
    assert mean_cadence_spm(track_of(cadence_spm=None)) is None


def test_an_even_level_run_is_all_blocks_but_its_first_minute():
    """20 minutes are 38 blocks of 30 s after the first 60 s."""
    found = blocks()
    assert found["block_count"] == 38
    assert found["sum_cadence_spm"] == pytest.approx(38 * 168)
    assert found["sum_speed_cadence"] == pytest.approx(38 * 3 * 168)
    assert (found["median_speed_mps"], found["median_cadence_spm"]) == (3, 168)


@pytest.mark.parametrize(
    "spoiled",
    [
        {"altitude_m": 100 + 0.03 * 3.0 * np.arange(1201)},
        {"cadence_spm": np.where(np.arange(1201) % 15 == 0, 230.0, 168.0)},
        {"cadence_spm": np.where(np.arange(1201) % 15 == 0, np.nan, 168.0)},
        {"speed_mps": 3 + 0.5 * (np.arange(1201) % 2)},
        {"altitude_m": None},
        {"distance_m": 1.5 * np.arange(1201), "speed_mps": np.full(1201, 1.5)},
    ],
    ids=["hill", "sensor error", "gaps", "uneven", "unknown grade", "walking"],
)
def test_a_block_must_be_flat_even_counted_and_run(spoiled):
    """Each of these spoils every block."""
    assert blocks(**spoiled) == {}


def test_a_treadmill_is_level():
    """No altitude on a treadmill is no reason to leave its blocks out."""
    assert blocks(is_treadmill=True, altitude_source="none")["block_count"] == 38


def test_standing_spoils_only_the_block_it_falls_in():
    """Ten seconds at a crossing cost one block of 38."""
    elapsed = np.arange(1201.0)
    metres = np.where((elapsed > 605) & (elapsed <= 615), 0.0, 3.0)
    found = blocks(distance_m=np.cumsum(metres), speed_mps=metres)
    assert found["block_count"] == 37


def test_without_the_devices_speed_blocks_come_from_smoothed_distance():
    """Whole metres of distance are no reason to see uneven speed."""
    whole_metres = np.floor(3.3 * np.arange(1201))
    found = blocks(speed_mps=None, distance_m=whole_metres)
    assert found["block_count"] == 38
    assert found["median_speed_mps"] == pytest.approx(3.3, abs=0.05)


def test_the_sums_give_the_exact_line_of_cadence_over_speed():
    """Golden D3: slope and intercept from sums alone."""
    case = GOLDEN["D3.regression"]
    even = pl.DataFrame({"speed_mps": case["inputs"]["v"], "cadence_spm": case["inputs"]["cad"]})
    sums = block_sums(even).row(0, named=True)
    count = sums["block_count"]
    spread = count * sums["sum_speed_squared"] - sums["sum_speed_mps"] ** 2
    covary = count * sums["sum_speed_cadence"] - sums["sum_speed_mps"] * sums["sum_cadence_spm"]
    slope = covary / spread
    assert slope == pytest.approx(case["expected"]["b"], abs=1e-6)
    intercept = (sums["sum_cadence_spm"] - slope * sums["sum_speed_mps"]) / count
    assert intercept == pytest.approx(case["expected"]["a"], abs=1e-5)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (168.0, (168.0, "fit_strides_x2")),
        (120.0, (120.0, "fit_strides_x2")),
        (220.0, (220.0, "fit_strides_x2")),
        (119.9, (None, "outside_range")),
        (220.1, (None, "outside_range")),
        (0.0, (None, "not_recorded")),
        (None, (None, "not_recorded")),
    ],
)
def test_a_mean_cadence_that_no_runner_has_is_unknown_and_says_why(given, expected):
    """A walk recorded as a run has steps, but no running cadence."""
    assert run_cadence(given, "fit_strides_x2") == expected
