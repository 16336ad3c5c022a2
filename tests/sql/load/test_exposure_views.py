"""Hills, speed, cadence and knee load, week by week."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.etl.analysis.golden import GOLDEN
from tests.sql.tables import assert_rows
from tests.sql.world import World

MONDAY = date(2024, 5, 6)


def weeks_of(values: list[float | None], *, column: str) -> str:
    """One run a week on Mondays with this column."""
    lines = [
        f"{MONDAY + timedelta(days=7 * index)} | {'-' if value is None else value}"
        for index, value in enumerate(values)
    ]
    return "\n".join([f"day | {column}", *lines])


def test_downhill_of_a_week_is_the_sum_of_its_runs_by_band(world: World):
    """Golden B4 as one run, a flat one, and a short one of unknown hills: known for five sixths."""
    weighted_km = GOLDEN["B4.downhill_weighted"]["expected"]["dh_weighted_km"]
    world.today(date(2024, 5, 12))
    world.activities(
        "day | km | min | descent_m\n"
        "2024-05-06 | 1.6 | 50 | 58\n2024-05-08 | 5 | 50 | 0\n2024-05-12 | 5 | 20 | 0"
    )
    world.exposure(
        f"""
        activity_id | down_2_5_m | down_10_15_m | down_15_m | downhill_m | downhill_weighted_km
        a01         | 300        | 200          | 150       | 650        | {weighted_km}
        a02         | 0          | 0            | 0         | 0          | 0
        """
    )
    assert_rows(
        world.connection,
        "metric.hill_exposure",
        f"""
        down_2_5_m | down_15_m | downhill_weighted_km | altitude_share | hills_known_share
        300        | 150       | {weighted_km}        | 0.568966       | 0.833333
        """,
    )


def test_descent_is_compared_with_four_known_weeks_of_some_descent(world: World):
    """400 m after four weeks of 200 m is twice; after weeks of 40 m nothing is said."""
    world.today(date(2024, 6, 30))
    world.activities(weeks_of([200, 200, 200, 200, 400, 0, 400, 100], column="descent_m"))
    assert_rows(
        world.connection,
        "metric.hill_exposure",
        """
        week_start_date | descent_m | descent_28d_ratio | most_6w_descent_m
        2024-05-06      | 200       | -                 | -
        2024-05-13      | 200       | -                 | -
        2024-05-20      | 200       | -                 | -
        2024-05-27      | 200       | -                 | -
        2024-06-03      | 400       | 2                 | -
        2024-06-10      | 0         | 0                 | -
        2024-06-17      | 400       | 2                 | 400
        2024-06-24      | 100       | 0.4               | 400
        """,
    )


def test_a_week_without_altitude_is_unknown_a_week_off_is_flat(world: World):
    """Null is unknown, zero is none."""
    world.today(date(2024, 5, 26))
    world.activities(
        """
        day        | km | descent_m | altitude_source
        2024-05-07 | 10 | -         | none
        2024-05-20 | 10 | 50        | gps
        """
    )
    world.exposure("activity_id | down_2_5_m | downhill_m\na02 | 900 | 900")
    assert_rows(
        world.connection,
        "metric.hill_exposure",
        """
        week_start_date | descent_m | down_2_5_m | altitude_share | barometric_share
        2024-05-06      | -         | -          | 0              | 0
        2024-05-13      | 0         | 0          | -              | -
        2024-05-20      | 50        | 900        | 1              | 0
        """,
    )


def test_critical_speed_comes_from_three_best_efforts(world: World):
    """Golden C1: 400, 800 and 5000 m."""
    case = GOLDEN["C1.critical_speed"]
    world.today(date(2024, 5, 12))
    world.activities("day | km\n2024-05-06 | 10")
    for seconds, metres in zip(case["inputs"]["t_s"], case["inputs"]["d_m"], strict=True):
        world.best_effort(
            "activity_id | effort | distance_m | duration_s\n"
            f"a01 | grade_adjusted_{metres:.0f}_m | {metres} | {seconds}"
        )
    assert_rows(
        world.connection,
        "metric.reference_speed",
        f"""
        week_start_date | reference_speed_mps | reference_speed_method
        2024-05-06      | {case["expected"]["cs_mps"]} | critical_speed
        """,
    )


def test_what_stands_in_for_critical_speed_comes_in_order(world: World):
    """Best 20 minutes, then best 5 km, then fast half-minutes, each by its share."""
    world.today(date(2024, 5, 12))
    world.activities("day | km\n2024-05-06 | 10")
    for effort, metres, seconds, reference, method in (
        ("raw_30_s_p95", 120, 30, 3.2, "fast_30_s"),
        ("grade_adjusted_5000_m", 5000, 1250, 3.84, "best_5_km"),
        ("grade_adjusted_1200_s", 4560, 1200, 3.724, "best_20_min"),
    ):
        world.best_effort(
            f"activity_id | effort | distance_m | duration_s\na01 | {effort} | {metres} | {seconds}"
        )
        assert_rows(
            world.connection,
            "metric.reference_speed",
            f"reference_speed_mps | reference_speed_method\n{reference} | {method}",
        )


def test_a_best_far_above_the_next_best_is_not_believed(world: World):
    """A 5 km that beats all others by more than 8 % is a fault of the recording."""
    world.today(date(2024, 5, 12))
    world.activities("day | km\n2024-05-06 | 10\n2024-05-07 | 10\n2024-05-08 | 10")
    world.best_effort(
        """
        activity_id | effort                | distance_m | duration_s
        a01         | grade_adjusted_5000_m | 5000       | 1250
        a02         | grade_adjusted_5000_m | 5000       | 1260
        a03         | grade_adjusted_5000_m | 5000       | 1000
        """
    )
    found = world.one("metric.reference_speed", "reference_speed_mps")
    assert found == pytest.approx(0.96 * 5000 / 1250)


def test_the_reference_speed_falls_by_one_per_cent_a_week_at_most(world: World):
    """After the fast effort leaves its 13 weeks, the fall is slow."""
    world.today(MONDAY + timedelta(days=7 * 15))
    world.activities(weeks_of([10] * 15, column="km"))
    for index in range(15):
        duration = 1250 if index == 0 else 1600
        world.best_effort(
            "activity_id | effort | distance_m | duration_s\n"
            f"a{index + 1:02} | grade_adjusted_1200_s | {5000 if index == 0 else 3600} | {duration}"
        )
    speeds = [
        row[0]
        for row in world.connection.execute(
            "select reference_speed_mps from metric.reference_speed order by week_start_date"
        ).fetchall()
    ]
    assert speeds[0] == pytest.approx(3.92)
    assert all(b >= a * 0.99 - 1e-5 for a, b in pairwise(speeds))
    assert speeds[14] < speeds[0], "it does fall"


@pytest.mark.parametrize(
    ("easy_mps", "reference_mps", "reason"),
    [(3.6, None, "no_fast_efforts"), (3.41, None, "no_fast_efforts"), (3.3, 3.782716, None)],
)
def test_a_critical_speed_near_the_easy_run_is_not_believed(
    world: World, easy_mps: float, reference_mps: float | None, reason: str | None
):
    """Whoever never runs below 95 % of it had no fast effort; at 87 % it may be true."""
    case = GOLDEN["C1.critical_speed"]
    world.today(date(2024, 5, 12))
    world.activities("day | km | min\n2024-05-06 | 10 | 50\n2024-05-12 | 2 | 10")
    world.exposure(f"activity_id | flat_speed_mps\na01 | {easy_mps}")
    world.speed_band("activity_id | moving_s | distance_m\na01 | 1000 | 3700")
    for seconds, metres in zip(case["inputs"]["t_s"], case["inputs"]["d_m"], strict=True):
        world.best_effort(
            "activity_id | effort | distance_m | duration_s\n"
            f"a01 | grade_adjusted_{metres:.0f}_m | {metres} | {seconds}"
        )
    found = world.connection.execute(
        "select reference_speed_mps, reference_speed_reason, fast_s is null"
        " from metric.speed_exposure"
    ).fetchall()
    expected = None if reference_mps is None else pytest.approx(reference_mps)
    assert found == [(expected, reason, reason is not None)]


def test_the_reason_fades_in_after_three_weeks_without_a_believable_estimate(world: World):
    """One race, then easy runs near the pace of it: known for the weeks of the median, then not."""
    world.today(MONDAY + timedelta(days=7 * 20))
    world.activities(weeks_of([10] * 20, column="km"))
    world.exposure(
        "activity_id | flat_speed_mps\n" + "\n".join(f"a{i:02} | 3.0" for i in range(1, 21))
    )
    world.best_effort(
        "activity_id | effort | distance_m | duration_s\n"
        "a01 | grade_adjusted_1200_s | 4800 | 1200\n"
        + "\n".join(f"a{i:02} | grade_adjusted_1200_s | 3660 | 1200" for i in range(2, 21))
    )
    found = world.connection.execute(
        "select reference_speed_reason from metric.reference_speed order by week_start_date"
    ).fetchall()
    known_weeks = 1 + 3  # the second best is far below, so the race counts for its own week only
    assert found == [(None,)] * known_weeks + [("no_fast_efforts",)] * (21 - known_weeks)


def test_without_detail_a_week_says_that_there_were_no_efforts(world: World):
    """Not the same as efforts that were not fast."""
    world.activities("day | km\n2024-06-24 | 6", detail_level="summary")
    assert_rows(
        world.connection,
        "metric.speed_exposure",
        "reference_speed_mps | reference_speed_reason | sprint_m\n- | no_efforts | -",
    )


@pytest.mark.parametrize(
    ("cadence", "shown", "reason"),
    [
        (None, None, "not_recorded"),
        (84.7, None, "not_running"),
        (119.9, None, "not_running"),
        (120, 120, None),
        (220, 220, None),
        (230, None, "not_running"),
    ],
)
def test_cadence_of_a_run_is_a_running_one_or_has_its_reason(world: World, cadence, shown, reason):
    """120 to 220, ends included."""
    world.activities("day | km\n2024-06-24 | 6", cadence_spm=cadence)
    found = world.connection.execute("select cadence_spm, cadence_reason from metric.run")
    assert found.fetchall() == [(shown, reason)]


@pytest.mark.parametrize(
    ("details", "reason"),
    [
        ({"altitude_source": "barometric"}, None),
        ({"altitude_source": "corrected"}, None),
        ({"altitude_source": "gps"}, "gps_altitude"),
        ({"altitude_source": "none"}, "no_altitude"),
        ({"is_treadmill": True}, "treadmill"),
        ({"detail_level": "summary"}, "no_stream"),
    ],
)
def test_a_run_says_why_its_hills_are_not_told(world: World, details: dict, reason: str | None):
    """A code a run, so that no screen has to guess."""
    world.activities("day | km\n2024-06-24 | 6", **details)
    world.exposure("activity_id | downhill_m\na01 | 900")
    assert world.one("metric.run", "hill_reason") == reason


def test_running_time_falls_into_the_zones_of_the_reference_speed(world: World):
    """Golden C2: four speeds against a critical speed; descents are left out."""
    case = GOLDEN["C2.zones"]
    world.today(date(2024, 5, 12))
    world.activities("day | km | min\n2024-05-06 | 6 | 50\n2024-05-12 | 2 | 10")
    world.best_effort(
        "activity_id | effort | distance_m | duration_s\n"
        f"a01 | grade_adjusted_1200_s | {case['inputs']['cs'] / 0.98 * 1200} | 1200"
    )
    for speed, time_s in case["inputs"]["speed_s"]:
        world.speed_band(f"activity_id | moving_s | distance_m\na01 | {time_s} | {speed * time_s}")
    world.speed_band("activity_id | moving_s | distance_m | is_downhill\na01 | 500 | 2500 | yes")
    seconds = {zone: sums["s"] for zone, sums in case["expected"]["zones"].items()}
    assert_rows(
        world.connection,
        "metric.speed_exposure",
        f"""
        easy_s | moderate_s | fast_s | sprint_s | sprint_m
        {seconds["easy"]} | {seconds["moderate"]} | {seconds["fast"]} | {seconds["sprint"]} | 180
        """,
    )


def test_without_any_best_effort_there_are_no_zones(world: World):
    """Unknown, not zero; a week off is zero."""
    world.today(date(2024, 5, 19))
    world.activities("day | km\n2024-05-06 | 6\n2024-05-19 | 6", detail_level="summary")
    assert_rows(
        world.connection,
        "metric.speed_exposure",
        """
        week_start_date | fast_s | fast_run_count | reference_speed_mps
        2024-05-06      | -      | -              | -
        2024-05-13      | -      | -              | -
        """,
    )


def test_runs_with_fast_minutes_are_unknown_without_a_stream_and_none_in_a_week_off(world: World):
    """Null is unknown, zero is none."""
    world.today(date(2024, 5, 26))
    world.activities("day | km\n2024-05-06 | 6\n2024-05-20 | 6", detail_level="summary")
    assert_rows(
        world.connection,
        "metric.speed_exposure",
        """
        week_start_date | fast_s | fast_run_count
        2024-05-06      | -      | -
        2024-05-13      | 0      | 0
        2024-05-20      | -      | -
        """,
    )
    assert_rows(
        world.connection,
        "metric.runner_day",
        "local_date | fast_run_count\n2024-05-06 | -\n2024-05-07 | 0",
        where="local_date <= '2024-05-07'",
    )


def test_the_line_of_cadence_over_speed_is_least_squares(world: World):
    """Golden D3, each pair eight times, so that there are enough blocks."""
    case = GOLDEN["D3.regression"]
    world.today(date(2024, 5, 12))
    world.activities("day | km\n2024-05-06 | 6")
    pairs = list(zip(case["inputs"]["v"], case["inputs"]["cad"], strict=True))
    world.cadence_block("a01", pairs * 8)
    assert_rows(
        world.connection,
        "metric.cadence_line",
        f"""
        slope | intercept | block_count | line_method
        {case["expected"]["b"]} | {case["expected"]["a"]} | 48 | own
        """,
    )


def test_with_few_blocks_the_slope_is_drawn_to_the_usual_one(world: World):
    """Golden D5, as the formula, and a runner of six blocks."""
    case = GOLDEN["D5.slope_shrink"]
    given = case["inputs"]
    shrunk = world.connection.execute(
        "select shrunk_slope(?, ?, ?, ?)",
        [given["b_hat"], given["se"] ** 2, given["b0"], given["s0"] ** 2],
    ).fetchone()
    assert shrunk == (pytest.approx(case["expected"]["b_post"], abs=1e-6),)
    world.activities("day | km\n2024-05-06 | 6")
    world.cadence_block(
        "a01", [(2.8, 150), (3.0, 175), (3.2, 156), (3.0, 160), (2.9, 170), (3.1, 165)]
    )
    own, used, method = world.connection.execute(
        "select own_slope, slope, line_method from metric.cadence_line limit 1"
    ).fetchall()[0]
    assert own < used < 8 or 8 < used < own
    assert method == "drawn_to_usual"


def test_a_runner_of_one_speed_gets_the_usual_slope(world: World):
    """No spread of speeds, no slope of one's own."""
    world.today(date(2024, 5, 12))
    world.activities("day | km\n2024-05-06 | 6")
    world.cadence_block("a01", [(3.0, 164), (3.0, 166), (3.0, 165)])
    assert_rows(
        world.connection,
        "metric.cadence_line",
        "own_slope | slope | intercept | line_method\n- | 8 | 141 | usual",
    )


def test_cadence_is_brought_to_the_usual_speed(world: World):
    """Golden D4: 171 steps a minute at 3.3 m/s are 168.56 at 3.0 with the slope of D3."""
    line, given = GOLDEN["D3.regression"]["inputs"], GOLDEN["D4.adjusted"]
    world.today(date(2024, 5, 26))
    world.activities("day | km\n2024-05-06 | 6\n2024-05-07 | 6\n2024-05-08 | 6\n2024-05-09 | 6")
    pairs = list(zip(line["v"], line["cad"], strict=True))
    slow = [(2.9, 141.757143 + 8.142857 * 2.9)] * 12
    world.cadence_block("a01", pairs * 400)
    world.cadence_block("a02", slow)
    world.cadence_block("a03", slow)
    world.cadence_block("a04", [(given["inputs"]["v"], given["inputs"]["cad"])])
    v0 = world.one("metric.cadence_reference", "reference_speed_mps")
    slope = world.one("metric.cadence_line", "slope", where="week_start_date = '2024-05-06'")
    assert v0 == pytest.approx(3.0)
    assert slope == pytest.approx(given["inputs"]["b"], abs=0.01)
    adjusted = world.one("metric.run", "cadence_adjusted_spm", where="session_id = 'a04'")
    assert adjusted == pytest.approx(given["expected"]["cad_adj"], abs=0.01)


def test_the_trend_is_the_middle_of_all_slopes_and_an_odd_week_does_not_turn_it(world: World):
    """Half a step a week for eight weeks, one week of them ten steps off."""
    world.activities(weeks_of([6] * 8, column="km"))
    for week in range(8):
        odd = 10 if week == 5 else 0
        world.cadence_block(f"a{week + 1:02}", [(3.0, 160 + 0.5 * week + odd)] * 20)
    trend = world.connection.execute(
        "select trend_spm_per_week, trend_week_count from metric.cadence_trend"
        " order by week_start_date"
    ).fetchall()
    assert [count for _, count in trend] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [value for value, _ in trend[:3]] == [None, None, None]
    assert trend[-1][0] == pytest.approx(0.5)


def test_the_trend_stops_four_weeks_after_the_last_run(world: World):
    """Old slopes falling out of the window are no change of cadence."""
    world.today(date(2024, 7, 28))
    world.activities(weeks_of([6] * 7, column="km"))
    for week in range(7):
        world.cadence_block(f"a{week + 1:02}", [(3.0, 160 + 0.5 * week)] * 20)
    trend = world.connection.execute(
        "select trend_spm_per_week is not null from metric.cadence_trend order by week_start_date"
    ).fetchall()
    assert [known for (known,) in trend] == [False] * 3 + [True] * 7 + [False] * (len(trend) - 10)
    assert len(trend) > 10


def test_an_easy_week_does_not_lower_the_adjusted_cadence(world: World):
    """Slower running takes fewer steps: raw cadence falls, adjusted stays."""
    world.today(date(2024, 5, 19))
    world.activities(weeks_of([6, 6], column="km"), cadence_spm=165)
    world.cadence_block("a01", [(3.0 + 0.02 * i, 141 + 8 * (3.0 + 0.02 * i)) for i in range(50)])
    world.cadence_block("a02", [(2.5 + 0.01 * i, 141 + 8 * (2.5 + 0.01 * i)) for i in range(50)])
    first, second = (
        row[0]
        for row in world.connection.execute(
            "select cadence_adjusted_spm from metric.cadence_trend order by week_start_date"
        ).fetchall()
    )
    assert first == pytest.approx(second, abs=0.001)
