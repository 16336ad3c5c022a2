"""What the knee tells by itself, what that starts, and how each thing ends."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from dashboard.rows.today import TodayMeasure
from dashboard.today.advice_wording import sentence
from etl.storage.duckdb_files import open_in_memory
from tests.builders.rows import a_row_of
from tests.sql.tables import assert_rows
from tests.sql.world import TODAY, World, daily

EIGHT_WEEKS = date(2024, 5, 6)
THREE_A_WEEK: list[float] = [5, 0, 5, 0, 5, 0, 0] * 8  # 15 km a week up to Sunday 30 June
RED = "day | before | during | after | morning\n{day} | 0 | 2 | 0 | 2"
MEASURES = ("page.today", "page.today_measure", "page.swap_run", "risk.keep_running")


@pytest.fixture(scope="module")
def prepared() -> Iterator[World]:
    """Tables of its own: each test builds the views anew on its rows, the shared ones once."""
    with open_in_memory() as connection:
        yield World(connection).prepare()


@pytest.fixture
def kept(prepared: World) -> World:
    """Mara alone, who runs 5 km three times a week on the flat."""
    prepared.clear()
    prepared.today(TODAY)
    prepared.runner()
    prepared.activities(daily(EIGHT_WEEKS, THREE_A_WEEK), min=30, descent_m=20)
    return prepared


def measures(world: World, *columns: str) -> list[tuple]:
    """What is under way, in these columns."""
    world.build_kept_views(MEASURES)
    query = f"select {', '.join(columns)} from page.today_measure order by measure_index"  # noqa: S608  our own names
    return world.connection.execute(query).fetchall()


def test_two_tight_days_of_one_knee_within_a_fortnight_are_a_pattern(world: World):
    """S1: the second day shows it; a day of the other knee, or fifteen days later, does not."""
    world.pain("day | knee\n2024-06-01 | right\n2024-06-14 | right", chips=["tight_kneecap"])
    world.pain("day | knee\n2024-06-05 | left\n2024-06-19 | left", chips=["tight_kneecap"])
    assert_rows(
        world.connection,
        "risk.rule_hit",
        """
        local_date | knee  | level | value | status
        2024-06-14 | right | info  | 2     | -
        """,
        where="rule_id = 'front_of_knee'",
    )


HILLS = """
    day        | descent_m
    2024-06-03 | 40
    2024-06-05 | 40
    2024-06-07 | 40
    2024-06-10 | 40
    2024-06-12 | 40
    2024-06-14 | 120
    2024-06-17 | 20
    2024-06-19 | 150
    2024-06-21 | 130
"""


def test_sharp_on_hills_on_two_of_three_hilly_runs_is_a_pattern(world: World):
    """S2: the flat run between them is no hilly run and does not count among the three."""
    world.activities(HILLS)
    world.pain("day\n2024-06-14\n2024-06-17\n2024-06-21", chips=["sharp_hill"])
    assert_rows(
        world.connection,
        "metric.hill_pain",
        """
        local_date | descent_m | is_hill_pain | hill_pain_3_run_count
        2024-06-14 | 120       | yes          | 1
        2024-06-19 | 150       | no           | 1
        2024-06-21 | 130       | yes          | 2
        """,
        where="local_date > '2024-06-12'",
    )
    assert world.one("risk.rule_hit", "local_date", where="rule_id = 'hill_pain'") == date(
        2024, 6, 21
    )


@pytest.mark.parametrize(
    ("onset_m", "altitude_source", "is_hill_pain"),
    [
        (1_000, "barometric", True),
        (300, "barometric", False),
        (1_000, "gps", False),
        (9_000, "barometric", False),
    ],
)
def test_pain_that_begins_where_it_is_steep_came_with_hills(
    world: World, onset_m: int, altitude_source: str, is_hill_pain: bool
):
    """8 % down from 800 m to 1,200 m. By GPS alone, or beyond the end, the grade is not known."""
    world.activities("day | km\n2024-06-14 | 2", altitude_source=altitude_source)
    splits = [
        {
            "activity_id": "a01",
            "runner_id": "mara",
            "split_index": index,
            "distance_m": 50.0,
            "altitude_change_m": -4.0 if 16 <= index < 24 else 0.0,
        }
        for index in range(40)
    ]
    world.insert("core.onset_split", splits)
    world.pain(f"day | during | onset_m\n2024-06-14 | 2 | {onset_m}")
    assert world.one("metric.run_pain", "is_hill_pain") == is_hill_pain


def test_of_two_runs_on_a_day_it_is_not_guessed_which_one_hurt(world: World):
    """Pain that names no run belongs to the only run of its day, if there is one only."""
    world.activities("start | km\n2024-06-14 07:00 | 5\n2024-06-14 18:00 | 5\n2024-06-15 07:00 | 5")
    world.pain("day | during\n2024-06-14 | 2\n2024-06-15 | 2")
    assert world.one("metric.run_pain", "local_date") == date(2024, 6, 15)


@pytest.mark.parametrize(
    ("onsets", "fall_m"),
    [
        ("6 5 5 4", 2_000),
        ("6 6 6 6", None),
        ("5 6 5 4", None),
        ("6 5 . 4", None),
        ("6 5 4", None),
        ("7 6 - 5 4", 3_000),
    ],
)
def test_pain_that_comes_on_earlier_over_four_logged_runs(world: World, onsets: str, fall_m):
    """S3: never later, and earlier at the end. A painless run (.) breaks it, a silent (-) not."""
    marks = onsets.split()
    days = [date(2024, 6, 10) + timedelta(days=2 * index) for index in range(len(marks))]
    world.activities("\n".join(["day | km", *(f"{day} | 8" for day in days)]))
    for day, mark in zip(days, marks, strict=True):
        if mark == ".":
            world.pain(f"day | during\n{day} | 0")
        elif mark != "-":
            world.pain(f"day | during | onset_m\n{day} | 1 | {int(mark) * 1000}")
    last = world.one("metric.onset_fall", "onset_4_run_fall_m", where=f"local_date = '{days[-1]}'")
    assert last == fall_m


def test_earlier_and_earlier_offers_run_and_walk_for_a_fortnight(kept: World):
    """With the smaller runs that go with it: the same 15 km in five runs of 3."""
    for day, onset in ((17, 4), (19, 3), (21, 3), (24, 2)):
        kept.pain(f"day | during | onset_m\n2024-06-{day} | 1 | {onset * 1000}")
    assert measures(kept, "measure_code", "start_date", "until_date", "run_m") == [
        ("keep_running", date(2024, 6, 24), date(2024, 7, 8), 3000),
        ("run_walk", date(2024, 6, 24), date(2024, 7, 8), 2000),
    ]
    assert_rows(
        kept.connection,
        "risk.keep_running",
        """
        usual_run_count | usual_run_km | offered_run_count | offered_run_km
        3               | 5            | 5                 | 3
        """,
    )


def test_red_asks_for_less_in_smaller_parts_on_the_flat(kept: World):
    """R1 to R3 on the day after: a fifth less, five runs of 2.4 km, no downhill, no speed."""
    kept.pain(RED.format(day="2024-06-28"))
    assert measures(kept, "measure_code", "until_date", "because_name") == [
        ("easing", date(2024, 7, 6), "red"),
        ("keep_running", date(2024, 7, 6), "easing"),
        ("swap", date(2024, 7, 6), "easing"),
    ]
    assert kept.one("page.today_measure", "run_m", where="measure_code = 'keep_running'") == 2400


def test_flat_and_easy_has_its_pace_from_the_usual_one(kept: World):
    """5 km in 30 minutes, six minutes a kilometre: 6:40 to 7:30, in the runner's own unit."""
    kept.pain(RED.format(day="2024-06-28"))
    measures(kept, "measure_code")
    row = kept.connection.execute(
        "select * from page.today_measure where measure_code = 'swap'"
    ).fetchone()
    assert row is not None
    names = [column[0] for column in kept.connection.description or ()]
    told = a_row_of(TodayMeasure, **dict(zip(names, row, strict=True)))
    assert "at 6:40 /km to 7:30 /km (10 to 20 % slower than your usual)" in sentence(told, "km")
    assert "at 10:44 /mi to 12:04 /mi" in sentence(told, "miles")
    nothing: TodayMeasure = {**told, "easy_from_mps": None, "easy_until_mps": None}
    assert "without downhill and fast running, since" in sentence(nothing, "km")


def test_red_twice_within_a_week_is_a_pause_and_nothing_else(kept: World):
    """Its advice comes first among the reasons, and no distance is named."""
    for day in ("2024-06-24", "2024-06-28"):
        kept.pain(RED.format(day=day))
    assert measures(kept, "measure_code", "until_date") == [("pause", date(2024, 7, 4))]
    kept.build_kept_views((*MEASURES, "page.today_reason"))
    assert kept.one("page.today_reason", "rule_id", where="reason_index = 1") == "double_red"
    kept.build_kept_views(("page.today", "page.next_run"))
    assert kept.one("page.today", "target_7d_m") is None
    assert kept.one("page.next_run", "(training_m, training_reason)") == (None, "care")


def test_a_warning_sign_leaves_nothing_under_way_to_tell(kept: World):
    """While a clinician should be seen there is no advice at all."""
    kept.pain(RED.format(day="2024-06-28"))
    kept.pain("day | during\n2024-06-29 | 1", red_flags=["locked_giving_way"])
    assert measures(kept, "measure_code") == []


GREEN = "day | before | during | after | morning\n{day} | 0 | 1 | 0 | 0"


def test_pain_on_hills_alone_starts_the_swap_and_downhill_is_back_before_speed(kept: World):
    """Seven green days, then seven more; a day off after a green run is green by its morning."""
    for day in ("2024-06-10", "2024-06-12"):
        kept.pain(GREEN.format(day=day), chips=["sharp_hill"])
    for day in ("14", "16", "17", "19", "21", "23", "24", "26"):
        kept.pain(GREEN.format(day=f"2024-06-{day}"))
    kept.build_kept_views(("risk.swap",))
    assert_rows(
        kept.connection,
        "risk.swap",
        """
        start_date | because_name | until_date | speed_until_date
        2024-06-12 | hill_pain    | 2024-06-19 | 2024-06-26
        """,
    )


def test_a_downhill_run_while_downhill_is_left_out_is_noted(kept: World):
    """More than 10 m a kilometre; the run that began it, and flat ones, are not."""
    kept.pain(RED.format(day="2024-06-24"))
    kept.activities("day | km\n2024-06-29 | 5", min=30, descent_m=60)
    kept.build_kept_views(MEASURES)
    assert_rows(
        kept.connection,
        "page.swap_run",
        "local_date | descent_m | fast_s\n2024-06-29 | 60 | -",
    )


def test_fast_minutes_are_noted_also_while_only_speed_waits(kept: World):
    """Downhill is back on 20 June, so only six fast minutes are told, not the descent."""
    for day in ("2024-06-10", "2024-06-12"):
        kept.pain(GREEN.format(day=day), chips=["sharp_hill"])
    for day in ("14", "16", "17", "19"):
        kept.pain(GREEN.format(day=f"2024-06-{day}"))
    kept.activities("day | km\n2024-06-25 | 5", min=30, descent_m=80)
    kept.best_effort(
        """
        activity_id | effort                | distance_m | duration_s
        a25         | grade_adjusted_1200_s | 4000       | 1200
        """
    )
    kept.speed_band(
        """
        activity_id | speed_band_index | moving_s | distance_m
        a25         | 35               | 360      | 1278
        """
    )
    kept.build_kept_views(MEASURES)
    assert_rows(
        kept.connection,
        "page.swap_run",
        "local_date | descent_m | fast_s\n2024-06-25 | - | 360",
    )
