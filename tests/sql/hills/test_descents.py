"""Descents against the runner's own: pace, steps and energy."""

from datetime import date, timedelta

import pytest

from tests.golden import GOLDEN
from tests.sql.tables import assert_rows
from tests.sql.world import World

FIRST = date(2024, 5, 6)
RUNS = 6


def runs_with_descents(world: World, each: int = 4, **details) -> None:
    """A run a day with descents at 1.08 of the flat speed of 3 m/s, then one at 2.9 m/s."""
    case = GOLDEN["B7.descent_control_index"]["inputs"]
    flat, usual = case["v_flat_mps"], case["r_exp_own_band"]
    days = [FIRST + timedelta(days=index) for index in range(RUNS)]
    world.activities("\n".join(["day | km", *(f"{day} | 10" for day in days)]), **details)
    names = [f"a{index:02}" for index in range(1, RUNS + 1)]
    world.exposure(
        "\n".join(["activity_id | flat_speed_mps", *(f"{name} | {flat}" for name in names)])
    )
    rows = [f"{name} | {flat * usual}" for name in names[:-1] for _ in range(each)]
    rows.append(f"{names[-1]} | {case['v_desc_mps']}")
    world.descent("\n".join(["activity_id | speed_mps", *rows]))


def test_a_descent_slower_than_the_own_usual_says_by_how_much(world: World):
    """Golden B7: 2.9 m/s down and 3.0 on the flat, where 1.08 of it is usual."""
    runs_with_descents(world)
    expected = GOLDEN["B7.descent_control_index"]["expected"]
    last = "session_id = 'a06'"
    assert world.one("metric.descent", "speed_ratio", where=last) == pytest.approx(
        expected["r_obs"], abs=1e-6
    )
    slower = world.one("metric.descent", "slower_than_usual_share", where=last)
    assert 100 * slower == pytest.approx(expected["dci_speed_pct"], abs=1e-4)
    assert world.one("metric.run_descent", "reason", where=last) is None


def test_with_fewer_than_twenty_descents_nothing_is_usual(world: World):
    """Nineteen earlier ones are too few: null with a reason."""
    runs_with_descents(world)
    world.connection.execute("delete from core.descent where descent_index = 0")
    assert_rows(
        world.connection,
        "metric.descent",
        "usual_speed_ratio | slower_than_usual_share | reason\n- | - | few_descents",
        where="session_id = 'a06'",
    )


def test_twenty_descents_of_four_runs_are_too_few_runs(world: World):
    """One hilly day repeated makes no usual."""
    runs_with_descents(world, each=5)
    world.connection.execute("delete from core.descent where activity_id = 'a05'")
    assert world.one("metric.descent", "reason", where="session_id = 'a06'") == "few_descents"


def test_descents_of_the_same_run_are_not_its_usual(world: World):
    """Only earlier runs count: the first has nothing to be compared with."""
    runs_with_descents(world, each=30)
    found = world.connection.execute(
        "select distinct usual_speed_ratio from metric.descent where session_id = 'a01'"
    ).fetchall()
    assert found == [(None,)]


def test_another_steepness_has_its_own_usual(world: World):
    """Twenty gentle descents say nothing of a steep one."""
    runs_with_descents(world)
    world.connection.execute(
        "update core.descent set grade_band = 'down_15' where activity_id = 'a06'"
    )
    assert world.one("metric.descent", "reason", where="session_id = 'a06'") == "few_descents"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("update core.activity set altitude_source = 'gps'", "gps_altitude"),
        ("update core.descent set is_walking = true", "walked"),
        ("update core.exposure set flat_speed_mps = null", "no_flat_speed"),
    ],
)
def test_what_cannot_be_known_of_a_descent_has_its_reason(world: World, change: str, reason: str):
    """GPS altitude, a walk, a run without flat ground."""
    runs_with_descents(world)
    world.connection.execute(change)
    assert_rows(
        world.connection,
        "metric.run_descent",
        f"slower_than_usual_share | reason\n- | {reason}",
        where="session_id = 'a06'",
    )


def steps_and_energy(world: World, **details) -> None:
    """A runner whose line is 144 + 8 v, and a descent at 3 m/s with steps of 1.1 m."""
    world.activities("day | km\n2024-06-10 | 10\n2024-06-11 | 10", **details)
    world.cadence_block("a01", [(2.5 + 0.02 * i, 144 + 8 * (2.5 + 0.02 * i)) for i in range(50)])
    world.descent(
        """
        activity_id | speed_mps | steady_speed_mps | step_length_m | step_count | energy_j_per_kg
        a02         | 3.0       | 3.0              | 1.1           | 260.869565 | 245.25
        """
    )


def test_step_length_is_told_against_the_own_line(world: World):
    """At 3 m/s the line expects 168 steps a minute, 1.071 m each: 1.1 m is 2.7 % longer."""
    steps_and_energy(world)
    for view in ("metric.descent", "metric.run_descent", "page.hills_descent"):
        assert world.one(view, "step_length_ratio") == pytest.approx(1.1 * 168 / 180, abs=1e-5)


def test_energy_is_shared_among_the_steps(world: World):
    """Golden B6 per metre and per step; with 5 % quicker steps each takes up less."""
    steps_and_energy(world)
    expected = GOLDEN["B6.descent_dissipation"]["expected"]
    per_step = expected["J_per_kg_per_step"]
    assert_rows(
        world.connection,
        "page.hills_descent",
        f"""
        energy_per_m_j_per_kg | energy_per_step_j_per_kg | quicker_energy_per_step_j_per_kg
        {expected["J_per_kg_per_m"]} | {per_step} | {per_step / 1.05}
        """,
    )
    assert world.one("page.hills_lever", "quicker_energy_per_step_j_per_kg") == pytest.approx(
        per_step / 1.05, abs=1e-6
    )


def test_altitude_by_gps_alone_tells_neither_steps_nor_energy(world: World):
    """Metres lost stay, to be shown in grey; what needs a slope is null."""
    steps_and_energy(world, altitude_source="gps")
    assert_rows(
        world.connection,
        "metric.run_descent",
        """
        loss_m | step_length_m | step_length_ratio | energy_per_step_j_per_kg | reason
        24     | -             | -                 | -                        | gps_altitude
        """,
    )
    assert world.count("page.hills_lever") == 0


def test_an_excluded_run_has_no_descents(world: World):
    """What the runner left out does not come back through them."""
    steps_and_energy(world, is_excluded=True)
    assert world.count("metric.descent") == 0
