"""The knee load: weights of steps, their range, and weeks of it."""

from datetime import date, timedelta

import pytest

from tests.golden import GOLDEN
from tests.sql.load.test_exposure_views import MONDAY, weeks_of
from tests.sql.tables import assert_rows
from tests.sql.world import World


@pytest.mark.parametrize(
    ("column", "case_id", "key"),
    [
        ("knee_load", "E1.kli", "kli"),
        ("knee_load_flat", "E1.kli_kappa_range", "kappa0"),
        ("knee_load_steep", "E1.kli_kappa_range", "kappa073"),
    ],
)
def test_knee_load_weighs_steps_by_length_slope_and_walking(world: World, column, case_id, key):
    """Golden E1: a flat kilometre, half a kilometre at -8 %, a walk, with a known line."""
    case = GOLDEN[case_id]
    load_run(world, "a01", case["inputs"]["segments_d_dh_t_cad_walk"])
    found = world.one("metric.run", column, where="session_id = 'a01'")
    assert found == pytest.approx(case["expected"][key], abs=1e-5)


def test_the_range_of_the_knee_load_holds_both_weights(world: World):
    """By hand: exponents 1.6 and 2.8, descents from nothing to +73 % at 9 degrees."""
    segments = GOLDEN["E1.kli"]["inputs"]["segments_d_dh_t_cad_walk"]
    load_run(world, "a01", segments)
    ends = []
    for exponent in (1.6, 2.0, 2.8):
        for gain in (0.0, 0.73):
            load = 0.0
            for metres, rise, seconds, cadence, is_walking in segments:
                slope = min(-rise / metres, 0.20) if rise / metres <= -0.02 else 0
                expected = 144 + 8 * metres / seconds
                length = 0.9 / 5.2 if is_walking else (expected / cadence) ** exponent
                weight = 1 if is_walking else 1 + gain * slope / 0.15838444032453636
                load += seconds / 60 * cadence * length * weight
            ends.append(load / 1000)
    found = world.one(
        "metric.run", "[knee_load_low, knee_load, knee_load_high]", where="session_id = 'a01'"
    )
    assert found[0] == pytest.approx(min(ends), abs=1e-5)
    assert found[2] == pytest.approx(max(ends), abs=1e-5)
    assert found[0] < found[1] < found[2]


def test_a_week_of_knee_load_is_told_against_the_four_weeks_before(world: World):
    """The same run each Monday, twice in the fifth week, without cadence in the sixth."""
    world.today(MONDAY + timedelta(days=41))
    world.activities(weeks_of([6] * 6, column="km"))
    world.activities(f"day | km\n{MONDAY + timedelta(days=29)} | 6")
    world.cadence_block("a01", [(2.5 + 0.02 * i, 144 + 8 * (2.5 + 0.02 * i)) for i in range(50)])
    for name in ("a01", "a02", "a03", "a04", "a05", "a07"):
        bands(world, name, [(6000, 0, 2000, 168, False)])
    assert_rows(
        world.connection,
        "metric.knee_load",
        """
        week_start_date | knee_load | known_run_count | usual_knee_load | knee_load_ratio
        2024-05-06      | 5.6       | 1               | -               | -
        2024-05-13      | 5.6       | 1               | -               | -
        2024-05-20      | 5.6       | 1               | -               | -
        2024-05-27      | 5.6       | 1               | -               | -
        2024-06-03      | 11.2      | 2               | 5.6             | 2
        2024-06-10      | -         | 0               | 7               | -
        """,
    )


def test_slower_running_means_more_impulse_over_a_kilometre(world: World):
    """Golden E3: the power of speed that a study's two ends give."""
    found = world.one("page.knee_load_speed", "exponent")
    assert found == pytest.approx(GOLDEN["E3.petersen_beta"]["expected"]["beta"], abs=1e-6)
    assert world.one("page.knee_load_speed", "slower_impulse_share") == pytest.approx(
        0.9**-found - 1, abs=1e-6
    )


def test_quicker_steps_at_the_same_speed_lower_the_knee_load(world: World):
    """Golden E2: 5 km with 5 % more steps a minute."""
    case = GOLDEN["E2.kli_cadence"]
    metres, seconds = case["inputs"]["d"], case["inputs"]["t"]
    load_run(world, "a01", [(metres, 0, seconds, case["inputs"]["cad"], False)])
    quick = [(metres, 0, seconds, case["inputs"]["cad_plus5"], False)]
    bands(world, "a02", quick)
    plain, quicker = (
        world.one("metric.run", "knee_load", where=f"session_id = '{name}'")
        for name in ("a01", "a02")
    )
    assert 100 * (quicker / plain - 1) == pytest.approx(case["expected"]["change_pct"], abs=1e-3)


def test_without_cadence_the_knee_load_is_unknown(world: World):
    """A watch without cadence: null for the run, zero for a day off."""
    world.today(date(2024, 5, 19))
    world.activities("day | km\n2024-05-06 | 6\n2024-05-19 | 6")
    world.speed_band("activity_id | moving_s | distance_m | load_term\na01 | 2000 | 6000 | -")
    assert_rows(
        world.connection,
        "metric.runner_day",
        "local_date | knee_load\n2024-05-06 | -\n2024-05-07 | 0",
        where="local_date <= '2024-05-07'",
    )


def load_run(world: World, activity_id: str, segments: list) -> None:
    """A run of the worked case, and another one that fixes the line at 144 + 8 v."""
    world.today(date(2024, 5, 19))
    world.activities("day | km\n2024-05-06 | 6\n2024-05-08 | 6\n2024-05-10 | 6")
    world.cadence_block("a03", [(2.5 + 0.02 * i, 144 + 8 * (2.5 + 0.02 * i)) for i in range(50)])
    bands(world, activity_id, segments)


def bands(world: World, activity_id: str, segments: list) -> None:
    """Speed bands and walking steps of segments (metres, rise, seconds, cadence, walking)."""
    walking = sum(t / 60 * cadence for _, _, t, cadence, is_walking in segments if is_walking)
    world.exposure(f"activity_id | walking_step_count\n{activity_id} | {walking}")
    for metres, rise, seconds, cadence, is_walking in segments:
        if is_walking:
            continue
        steps = seconds / 60 * cadence
        slope = min(-rise / metres, 0.20) if rise / metres <= -0.02 else 0
        weight = slope / 0.15838444032453636
        row = {
            "activity_id": activity_id,
            "runner_id": "mara",
            "speed_band_index": int(metres / seconds * 10),
            "is_downhill": slope > 0,
            "moving_s": seconds,
            "distance_m": metres,
            "load_term": steps / cadence**2,
            "load_downhill_term": steps * weight / cadence**2,
            "load_low_term": steps / cadence**1.6,
            "load_downhill_low_term": steps * weight / cadence**1.6,
            "load_high_term": steps / cadence**2.8,
            "load_downhill_high_term": steps * weight / cadence**2.8,
        }
        world.insert("core.speed_band", [row])
