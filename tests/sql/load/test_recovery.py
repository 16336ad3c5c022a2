"""Hard days and their spacing, and sleep, as tables."""

from datetime import date, datetime, timedelta

import pytest

from tests.golden import GOLDEN
from tests.sql.tables import assert_rows
from tests.sql.world import TODAY, World, daily

MONDAY = date(2024, 5, 6)


def test_days_between_hard_days_and_the_flag_below_two(world: World):
    """Golden J2: hard days made by runs past the longest of the 30 days before."""
    case = GOLDEN["J2.hard_spacing"]
    days = [date.fromisoformat(day) for day in case["inputs"]["hard_days"]]
    world.today(days[-1])
    world.activities(f"day | km\n{days[0] - timedelta(days=3)} | 10")
    lines = [f"{day} | {12 + 2 * index}" for index, day in enumerate(days)]
    world.activities("\n".join(["day | km", *lines]), min=70)
    found = world.connection.execute(
        "select hard_gap_days, is_close from page.load_hard_day order by local_date"
    ).fetchall()
    assert [gap for gap, _ in found] == [None, *case["expected"]["gaps"]]
    assert [flag for _, flag in found] == [False, *case["expected"]["flag"]]
    assert_rows(
        world.connection,
        "risk.rule_hit",
        "local_date | level | value | status\n2025-03-05 | info | 1 | -",
        where="rule_id = 'hard_gap'",
    )


def test_ten_fast_minutes_of_a_day_make_it_hard(world: World):
    """Two runs of six and four minutes do, one second less does not."""
    world.best_effort(
        "activity_id | effort | distance_m | duration_s\na01 | grade_adjusted_1200_s | 4800 | 1200"
    )
    world.activities(
        """
        start               | km
        2024-06-03 06:00:00 | 10
        2024-06-05 06:00:00 | 9
        2024-06-05 16:00:00 | 9
        2024-06-07 06:00:00 | 9
        """
    )
    bands = "activity_id | speed_band_index | moving_s | distance_m\n"
    world.speed_band(bands + "a02 | 40 | 360 | 1440\na03 | 40 | 240 | 960\na04 | 40 | 599 | 2396")
    assert_rows(
        world.connection,
        "metric.hard_day",
        "local_date | is_fast | is_spike\n2024-06-05 | yes | no",
    )


@pytest.mark.parametrize(
    ("loss_m", "is_hard"), [([10, 20, 30, 40, 50, 100], True), ([80] * 6, False)]
)
def test_descent_is_hard_in_the_runners_own_upper_quarter(
    world: World, loss_m: list[int], is_hard: bool
):
    """A run like all the others is not, though it equals their upper quarter."""
    lines = [f"{MONDAY + timedelta(days=3 * i)} | 10 | {m}" for i, m in enumerate(loss_m)]
    world.activities("\n".join(["day | km | descent_m", *lines]))
    assert (world.count("metric.hard_day") == 1) is is_hard


def test_descent_from_gps_alone_makes_no_day_hard(world: World):
    """Its error is as large as many a hill."""
    lines = [
        f"{MONDAY + timedelta(days=3 * i)} | 10 | {m}" for i, m in enumerate([9, 9, 9, 9, 9, 300])
    ]
    world.activities("\n".join(["day | km | descent_m", *lines]), altitude_source="gps")
    assert world.count("metric.hard_day") == 0


def test_effort_is_hard_in_the_runners_own_upper_quarter(world: World):
    """Five runs before are needed; then the sixth is compared with them."""
    scores = [9, 3, 3, 4, 5, 6]
    lines = [f"{MONDAY + timedelta(days=3 * i)} | 5 | {s}" for i, s in enumerate(scores)]
    world.activities("\n".join(["day | km | perceived_exertion_score", *lines]))
    assert_rows(
        world.connection,
        "metric.hard_day",
        "local_date | is_effort | hard_gap_days\n2024-05-21 | yes | -",
    )


def nights(world: World, hours: str, *, last: date = TODAY) -> None:
    """Hours of sleep of the nights up to a morning; a dash was not logged."""
    told = hours.split()
    for index, cell in enumerate(told):
        day = last - timedelta(days=len(told) - 1 - index)
        if cell != "-":
            row = {"entry_id": f"night {day}", "runner_id": "mara", "local_date": day}
            saved = {"is_deleted": False, "saved_by": "local", "saved_at": datetime(2024, 6, 30)}  # noqa: DTZ001  stored instants are UTC without a zone
            world.insert("journal.day_log", [row | saved | {"sleep_h": float(cell)}])


@pytest.mark.parametrize(
    ("hours", "mean_h", "short_count"),
    [
        ("7 7 6.9 8 7 7 6", 48.9 / 7, 2),  # seven is not short
        ("- 7 7 7 8 7 6", 7.0, 1),  # six nights are enough
        ("- - 7 7 7 7 6", None, None),  # five are not
        ("4 4 4 7 7 7 7 7 7 7", 7.0, 0),  # older nights are gone
    ],
)
def test_sleep_is_the_mean_of_seven_nights_and_the_short_ones(
    world: World, hours: str, mean_h: float | None, short_count: int | None
):
    """80 % of the nights must be logged."""
    nights(world, hours)
    row = world.connection.execute(
        "select sleep_mean_7d_h, short_night_7d_count from page.load_sleep"
    ).fetchone()
    assert row == (mean_h and pytest.approx(mean_h, abs=1e-6), short_count)


@pytest.mark.parametrize(
    ("birth_year", "short_below_h", "hits"), [(2006, 8.0, 1), (2005, 7.0, 0), (None, 7.0, 0)]
)
def test_up_to_18_years_a_night_is_short_below_eight_hours(
    world: World, birth_year: int | None, short_below_h: float, hits: int
):
    """The study was of adolescents; the rule looks at nobody else."""
    world.connection.execute("update core.runner set birth_year = ?", [birth_year])
    nights(world, "7.5 7.5 7.5 7.5 7.5 7.5 7.5")
    assert world.one("page.load_sleep", "short_below_h") == short_below_h
    found = world.connection.execute(
        "select count(*) from risk.rule_hit where rule_id = 'young_sleep'"
    ).fetchone()
    assert found is not None
    assert found[0] == 2 * hits  # with six nights of seven, and with seven


def test_a_taken_back_night_is_not_a_night(world: World):
    """The newest version of an entry counts."""
    nights(world, "7 7 7 7 7 7 3")
    last = {"entry_id": f"night {TODAY}", "runner_id": "mara", "local_date": TODAY, "sleep_h": 3.0}
    saved = {"is_deleted": True, "saved_by": "local", "saved_at": datetime(2024, 7, 1)}  # noqa: DTZ001  stored instants are UTC without a zone
    world.insert("journal.day_log", [last | saved])
    assert world.one("page.load_sleep", "sleep_mean_7d_h") == 7.0


def test_a_small_spike_between_two_devices_makes_no_day_hard(world: World):
    """Devices disagree by that much; the same run from one device is a spike."""
    world.activities(daily(MONDAY, [10]), device="old watch")
    world.activities(daily(MONDAY + timedelta(days=2), [11.2]), device="new watch")
    assert world.count("metric.hard_day") == 0
    world.connection.execute("update core.activity set device = 'watch'")
    assert world.count("metric.hard_day") == 1
