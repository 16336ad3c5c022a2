"""Exposure of one run from its splits, the worked cases of the evidence among them."""

import pytest

from etl.storage.duckdb_files import Connection
from tests.etl.analysis.golden import GOLDEN

BANDS = ("up_2_5", "up_5_10", "up_10", "flat", "down_2_5", "down_5_10", "down_10_15", "down_15")


def exposure(connection: Connection) -> dict:
    """The one row of core.exposure."""
    found = connection.sql("from core.exposure").pl().to_dicts()
    assert len(found) == 1
    return found[0]


def segment(distance_m, rise_m, moving_s, cadence_spm, is_walking=False) -> dict:
    """A split as the worked cases write one."""
    return {
        "distance_m": float(distance_m),
        "altitude_change_m": float(rise_m),
        "grade_ratio": rise_m / distance_m,
        "moving_s": float(moving_s),
        "cadence_spm": float(cadence_spm),
        "is_walking": is_walking,
    }


def test_downhill_metres_weigh_more_the_steeper_they_are(expose):
    """Golden B4: 0.65 km downhill in three pieces."""
    case = GOLDEN["B4.downhill_weighted"]
    row = exposure(expose([segment(*piece) for piece in case["inputs"]["segments_d_dh_t_cad"]]))
    expected = case["expected"]
    assert row["downhill_m"] / 1000 == pytest.approx(expected["dh_km"], abs=1e-6)
    assert row["downhill_weighted_m"] / 1000 == pytest.approx(expected["dh_weighted_km"], abs=1e-6)
    excess_m = row["downhill_weighted_m"] - row["downhill_m"]
    assert excess_m / 1000 == pytest.approx(expected["brake_excess_km"], abs=1e-6)


@pytest.mark.parametrize(("grade", "name"), [(-0.05, "w_at_-5pct"), (-0.15838444, "w_at_-9deg")])
def test_a_metre_at_the_laboratory_grade_weighs_as_measured(expose, grade, name):
    """Golden B4: the weight of one metre at -5 % and at -9 degrees."""
    row = exposure(expose([segment(1000, 1000 * grade, 300, 170)]))
    expected = GOLDEN["B4.downhill_weighted"]["expected"][name]
    assert row["downhill_weighted_m"] / 1000 == pytest.approx(expected, abs=1e-6)


def test_steps_are_counted_apart_for_running_and_walking(expose):
    """Golden E1: steps of a flat kilometre, a descent and a walk."""
    case = GOLDEN["E1.kli"]
    pieces = case["inputs"]["segments_d_dh_t_cad_walk"]
    row = exposure(expose([segment(*piece) for piece in pieces]))
    assert row["step_count"] + row["walking_step_count"] == pytest.approx(
        case["expected"]["steps"], abs=1e-6
    )
    assert row["walking_step_count"] == pytest.approx(230)
    assert (row["running_m"], row["walking_m"]) == (1500, 200)
    assert (row["running_s"], row["walking_s"]) == (493, 120)


@pytest.mark.parametrize(
    ("grade", "band"),
    [
        (0.10, "up_10"),
        (0.0999, "up_5_10"),
        (0.05, "up_5_10"),
        (0.02, "up_2_5"),
        (0.0199, "flat"),
        (-0.0199, "flat"),
        (-0.02, "down_2_5"),
        (-0.05, "down_5_10"),
        (-0.10, "down_10_15"),
        (-0.15, "down_15"),
        (-0.45, "down_15"),
    ],
)
def test_each_grade_falls_into_one_band(expose, grade, band):
    """The edges of the bands belong to the steeper side."""
    row = exposure(expose([segment(50, 50 * grade, 16, 170)]))
    assert {name: row[f"{name}_m"] for name in BANDS} == {
        name: (50.0 if name == band else 0.0) for name in BANDS
    }
    assert row[f"{band}_s"] == 16


def test_without_altitude_hills_are_unknown_and_not_zero(expose):
    """Null is unknown: a treadmill run has no metres downhill to speak of."""
    row = exposure(
        expose([{"distance_m": 50.0, "moving_s": 15.0, "grade_ratio": None, "cadence_spm": 170.0}])
    )
    assert row["running_m"] == 50
    assert all(row[f"{name}_m"] is None for name in BANDS)
    assert row["downhill_m"] is None
    assert row["downhill_weighted_m"] is None


def test_a_flat_run_has_zero_metres_downhill(expose):
    """Zero is none: with altitude and no slope the answer is 0."""
    row = exposure(expose([segment(50, 0, 15, 170)]))
    assert (row["downhill_m"], row["downhill_weighted_m"], row["flat_m"]) == (0, 0, 50)


def test_without_cadence_steps_are_unknown(expose):
    """No cadence, no steps; but nobody walked, so there are no walking steps."""
    row = exposure(expose([{"distance_m": 50.0, "moving_s": 15.0}]))
    assert row["step_count"] is None
    assert row["running_cadence_spm"] is None
    assert row["walking_step_count"] == 0


def test_a_gap_in_the_cadence_takes_the_mean_of_the_rest(expose):
    """Nine splits of ten at 160 steps a minute tell of all ten."""
    splits = [{"distance_m": 50.0, "moving_s": 15.0, "cadence_spm": 160.0} for _ in range(9)]
    row = exposure(expose([*splits, {"distance_m": 50.0, "moving_s": 15.0}]))
    assert row["step_count"] == pytest.approx(10 * 15 * 160 / 60)
    assert row["formula_version"] == 7
