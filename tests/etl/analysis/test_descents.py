"""Descents as stretches of a run."""

import numpy as np
import polars as pl
import pytest

from etl.analysis.altitude import profile_of
from etl.analysis.clean import clean
from etl.analysis.descents import DESCENT_SCHEMA, Course, descents, descents_of
from tests.etl.analysis.builders import samples
from tests.etl.analysis.golden import GOLDEN

METRES = 3.0 * np.arange(1201)  # of the even run of the builders: a record a second at 3 m/s


def found(altitude_m: np.ndarray, altitude_source: str = "barometric", **columns) -> pl.DataFrame:
    """The descents of an even run over these altitudes."""
    track = clean(samples(altitude_m=altitude_m, **columns))
    assert track is not None
    return descents(track, profile_of(track, altitude_source=altitude_source))


def falling(*stretches: tuple[float, float]) -> np.ndarray:
    """Altitudes from 200 m on, along (metres, grade) one after the other, then level."""
    edge_m = np.cumsum([0.0, *(metres for metres, _ in stretches)])
    height_m = 200 + np.cumsum([0.0, *(metres * grade for metres, grade in stretches)])
    return np.interp(METRES, edge_m, height_m)


def course(points: np.ndarray, *, steps: float) -> Course:
    """A course through points of (metres, altitude, speed), steps shared along the descent."""
    metres, altitude_m, speed_mps = points.T
    mean_mps = (speed_mps[1:] + speed_mps[:-1]) / 2
    moving_s = np.concatenate(([0.0], np.cumsum(np.diff(metres) / mean_mps)))
    grade = np.diff(altitude_m) / np.diff(metres)
    share = np.minimum(moving_s / moving_s[np.argmin(altitude_m)], 1)
    return Course(
        distance_m=metres,
        altitude_m=altitude_m,
        speed_mps=speed_mps,
        grade_ratio=grade,
        moving_s=moving_s,
        counted_s=moving_s,
        step_count=steps * share,
    )


def test_the_energy_of_a_descent_is_that_of_its_height_and_speed():
    """Golden B6: 25 m lost over 300 m, per kilogram, per metre and per step."""
    case = GOLDEN["B6.descent_dissipation"]
    points, expected = np.array(case["inputs"]["points_m_alt_v"]), case["expected"]
    row = descents_of(course(points, steps=case["inputs"]["steps_on_descent"])).row(0, named=True)
    assert (row["length_m"], row["loss_m"]) == (300, 25)
    assert row["energy_j_per_kg"] == pytest.approx(expected["J_per_kg"], abs=1e-6)
    per_metre = row["energy_j_per_kg"] / row["length_m"]
    assert per_metre == pytest.approx(expected["J_per_kg_per_m"], abs=1e-6)
    per_step = row["energy_j_per_kg"] / row["step_count"]
    assert per_step == pytest.approx(expected["J_per_kg_per_step"], abs=1e-6)


def test_a_long_slope_is_one_descent_with_its_numbers():
    """600 m at -8 % after a flat kilometre, at 3 m/s and 168 steps a minute."""
    rows = found(falling((1000, 0), (600, -0.08)))
    assert rows.schema == DESCENT_SCHEMA
    row = rows.row(0, named=True)
    assert rows.height == 1
    assert row["start_m"] == pytest.approx(1000, abs=40)
    assert row["length_m"] == pytest.approx(600, abs=60)
    assert row["loss_m"] == pytest.approx(48, abs=2.5)
    assert row["grade_band"] == "down_5_10"
    assert row["speed_mps"] == pytest.approx(3.0, abs=1e-6)
    assert row["step_length_m"] == pytest.approx(60 * 3 / 168, abs=1e-6)
    assert row["energy_j_per_kg"] == pytest.approx(9.81 * row["loss_m"], rel=0.01)
    assert row["step_count"] == pytest.approx(row["moving_s"] * 168 / 60, abs=1e-3)
    assert not row["is_walking"]


def test_a_short_flat_gap_is_bridged_and_a_long_one_ends_the_descent():
    """10 m of level ground on a slope against 200 m of it."""
    assert found(falling((500, 0), (300, -0.08), (10, 0), (300, -0.08))).height == 1
    assert found(falling((500, 0), (300, -0.08), (200, 0), (300, -0.08))).height == 2


@pytest.mark.parametrize(
    ("stretch", "count"), [((400, -0.01), 0), ((400, -0.04), 1), ((120, -0.03), 0)]
)
def test_gentle_or_shallow_slopes_are_no_descents(stretch: tuple[float, float], count: int):
    """4 m lost gently, 16 m lost at -4 %, and under 5 m lost at -3 %."""
    assert found(falling((500, 0), stretch)).height == count


def test_a_bump_of_less_than_sixty_metres_is_no_descent():
    """8 m down in 40 m is a flight of stairs, not a descent."""
    points = np.array([[0, 100, 3.0], [40, 92, 3.0], [400, 92, 3.0]])
    assert descents_of(course(points, steps=30)).is_empty()


def test_the_first_five_seconds_do_not_count_for_step_length():
    """Steps of half the rate at the beginning leave the step length as it is after them."""
    points = np.array([[0.0, 100, 3.0], [15, 99, 3.0], [300, 80, 3.0]])
    plain = course(points, steps=280.0)
    late = np.array([0.0, 7.0, 7.0 + 285 / 3 * 2.8])
    row = descents_of(
        Course(**{name: getattr(plain, name) for name in plain.__slots__} | {"step_count": late})
    ).row(0, named=True)
    assert row["step_length_m"] == pytest.approx(3 / 2.8, abs=1e-6)
    assert row["cadence_spm"] < 60 * 2.8


def test_without_cadence_steps_are_unknown_and_energy_is_not():
    """A watch that counts no steps still falls."""
    row = found(falling((500, 0), (400, -0.10)), cadence_spm=None).row(0, named=True)
    assert row["step_count"] is None
    assert row["step_length_m"] is None
    assert row["energy_j_per_kg"] > 300
    assert not row["is_walking"]


def test_a_walked_descent_says_so():
    """1.5 m/s at 110 steps a minute is no running."""
    rows = found(
        falling((500, 0), (800, -0.10)),
        distance_m=METRES / 2,
        speed_mps=np.full(1201, 1.5),
        cadence_spm=np.full(1201, 110.0),
    )
    assert rows["is_walking"].to_list() == [True]


def test_without_altitude_there_are_no_descents():
    """None found, and no error."""
    track = clean(samples())
    assert track is not None
    assert descents(track, None).is_empty()
    assert found(np.full(1201, 100.0)).is_empty()


def test_a_descent_with_unknown_altitude_in_it_spoils_no_other():
    """Two slopes with half a kilometre of lost altitude between them."""
    altitude_m = falling((500, 0), (500, -0.08), (500, -0.08), (500, -0.08))
    altitude_m[(METRES > 1100) & (METRES < 1450)] = np.nan
    rows = found(altitude_m)
    assert rows.height == 2
    assert rows["energy_j_per_kg"].to_list() == pytest.approx(
        [9.81 * loss for loss in rows["loss_m"]], rel=0.01
    )
