"""Worked cases of ramps, of the plain numbers beside a spike, and of flares."""

from datetime import date, timedelta

import pytest

from tests.golden import GOLDEN
from tests.sql.world import World

MONDAY = date(2024, 5, 6)


@pytest.mark.parametrize("case_id", ["A2.ramp_floor", "A2.ramp_gt30"])
def test_a_week_over_a_short_week_has_no_ramp_and_over_thirty_is_a_band(world: World, case_id: str):
    """Golden A2: no ratio over a week under 10 km; +36.7 % is over 30."""
    case = GOLDEN[case_id]
    inputs, expected = case["inputs"], case["expected"]
    lines = [f"{MONDAY} | {inputs['w1']}", f"{MONDAY + timedelta(days=7)} | {inputs['w0']}"]
    lines.append(f"{MONDAY + timedelta(days=14)} | 5")
    world.activities("\n".join(["day | km", *lines]))
    week = f"week_start_date = '{MONDAY + timedelta(days=7)}'"
    ratio = world.one("metric.weekly_ramp", "ramp_ratio", where=week)
    band = world.one("metric.weekly_ramp", "ramp_band", where=week)
    if expected["ramp_pct"] is None:
        assert (ratio, band) == (None, None)
    else:
        assert 100 * (ratio - 1) == pytest.approx(expected["ramp_pct"], abs=1e-4)
        assert (expected["nielsen_band"], band) == ("gt30", "over_30")


def test_the_plain_numbers_beside_a_spike_are_those_of_the_study(world: World):
    """Golden A8: 0.22 % of ordinary runs, 0.37, 0.34 and 0.51 % of spikes."""
    case = GOLDEN["A8.absolute_risk"]["expected"]
    found = dict(
        world.connection.execute(
            "select spike_band, (100 * injury_share, extra_1000_count, extra_knee_1000_count)"
            " from page.spike_study"
        ).fetchall()
    )
    assert found["reference"][0] == pytest.approx(case["base_overuse_pct"], abs=1e-6)
    for band in ("small", "moderate", "large"):
        assert found[band][0] == pytest.approx(case[f"{band}_pct"], abs=1e-6)
    assert found["small"][1] == pytest.approx(case["extra_overuse_per_1000_small"], abs=1e-6)
    assert found["large"][1] == pytest.approx(case["extra_overuse_per_1000_large"], abs=1e-6)
    assert found["large"][2] == pytest.approx(case["extra_knee_per_1000_large"], abs=1e-6)


def test_two_points_above_the_median_of_four_weeks_is_a_flare(world: World):
    """Golden F8, and one point below it is none; the first day logged has no median."""
    case = GOLDEN["F8.flare"]["inputs"]
    usual, today = case["median28"], case["today"]
    scores = [usual, usual, usual, today - 1, today]
    lines = [f"{MONDAY + timedelta(days=n)} | {score}" for n, score in enumerate(scores)]
    world.pain("\n".join(["day | during", *lines]))
    found = world.connection.execute(
        "select is_flare from metric.pain_flare order by local_date"
    ).fetchall()
    assert [flare for (flare,) in found] == [None, False, False, False, True]
    assert GOLDEN["F8.flare"]["expected"] == {"flare": True}


def test_days_without_a_log_and_days_before_four_weeks_say_nothing_of_a_flare(world: World):
    """28 days before counts, 29 does not, and silence is no zero."""
    days = [(29, 0), (28, 3), (0, 4)]
    lines = [f"{MONDAY - timedelta(days=before)} | {score}" for before, score in days]
    world.pain("\n".join(["day | during", *lines]))
    where = f"local_date = '{MONDAY}'"
    assert world.one("metric.pain_flare", "pain_median_28d_score", where=where) == 3
    assert world.one("metric.pain_flare", "logged_28d_count", where=where) == 1
