"""Running time by speed: zones and knee load as sums over it, the worked cases among them."""

import math

import pytest

from tests.etl.analysis.golden import GOLDEN
from tests.sql.exposure.test_activity import segment


def test_zones_are_sums_of_bands_against_the_reference_speed(expose):
    """Golden C2: four paces against a critical speed, with the cut points of the rules."""
    case = GOLDEN["C2.zones"]
    splits = [
        {"distance_m": speed * seconds, "moving_s": float(seconds)}
        for speed, seconds in case["inputs"]["speed_s"]
    ]
    zones = expose(splits).execute(
        """
        select
            case
                when ratio >= parameter('speed_zone_sprint_ratio') then 'sprint'
                when ratio >= parameter('speed_zone_fast_ratio') then 'fast'
                when ratio >= parameter('speed_zone_moderate_ratio') then 'moderate'
                else 'easy'
            end as zone,
            sum(moving_s) as s,
            sum(distance_m) / 1000 as km,
        from (select *, distance_m / moving_s / $cs as ratio from core.speed_band)
        group by zone
        """,
        {"cs": case["inputs"]["cs"]},
    )
    assert {zone: {"s": s, "km": pytest.approx(km)} for zone, s, km in zones.fetchall()} == case[
        "expected"
    ]["zones"]


@pytest.mark.parametrize(
    ("gain", "case_id", "key"),
    [
        (0.37, "E1.kli", "kli"),
        (0.0, "E1.kli_kappa_range", "kappa0"),
        (0.73, "E1.kli_kappa_range", "kappa073"),
    ],
)
def test_knee_load_is_exact_from_the_load_terms(expose, gain, case_id, key):
    """Golden E1: the index of single steps comes out of sums over speed bands."""
    inputs = GOLDEN["E1.kli"]["inputs"]
    connection = expose([segment(*piece) for piece in inputs["segments_d_dh_t_cad_walk"]])
    found = connection.execute(
        """
        select
            sum(
                ($a + $b * distance_m / moving_s) ^ 2 * (load_term + $gain * load_downhill_term)
            ) / 1000
            + any_value(walking_step_count) * parameter('knee_load_walking_step_ratio') / 1000,
        from core.speed_band
        inner join core.exposure using (activity_id)
        """,
        {"a": inputs["cad_reg_a"], "b": inputs["cad_reg_b"], "gain": gain},
    ).fetchone()
    assert found is not None
    assert found[0] == pytest.approx(GOLDEN[case_id]["expected"][key], abs=1e-6)


def test_downhill_running_stands_apart_and_walking_is_left_out(expose):
    """One band of speed, two rows: level and downhill; the walk is in neither."""
    splits = [segment(50, 0, 16, 170), segment(50, -5, 16, 172), segment(50, 0, 40, 110, True)]
    rows = expose(splits).sql(
        "select speed_band_index, is_downhill, moving_s, step_count, load_downhill_term"
        " from core.speed_band order by is_downhill"
    )
    level, downhill = rows.fetchall()
    assert level == (31, False, 16, pytest.approx(16 * 170 / 60), 0)
    steps = 16 * 172 / 60
    load = steps * 0.10 / math.tan(math.radians(9)) / 172**2
    assert downhill == (31, True, 16, pytest.approx(steps), pytest.approx(load))


@pytest.mark.parametrize(("speed", "band"), [(3.0, 30), (2.9999, 29), (0.3 * 10, 30), (3.1, 31)])
def test_a_speed_on_the_edge_belongs_to_the_band_it_begins(expose, speed, band):
    """3.0 m/s begins band 30, whatever floating point makes of 3.0 / 0.1."""
    split = {"distance_m": 100 * speed, "moving_s": 100.0, "speed_mps": speed}
    rows = expose([split]).sql("select speed_band_index from core.speed_band").fetchall()
    assert rows == [(band,)]


def test_without_cadence_time_is_known_and_load_is_not(expose):
    """Speed needs no cadence; steps and load do."""
    rows = expose([{"distance_m": 50.0, "moving_s": 15.0}]).sql(
        "select moving_s, step_count, load_term, load_downhill_term from core.speed_band"
    )
    assert rows.fetchall() == [(15.0, None, None, None)]
