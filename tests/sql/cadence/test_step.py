"""Quicker steps, one at a time: the plan's states, what moves it, and when it may start."""

from datetime import date, datetime, timedelta

import pytest

from tests.golden import GOLDEN
from tests.sql.tables import assert_rows
from tests.sql.world import World, daily

START = datetime(2024, 5, 6, 6)  # noqa: DTZ001  stored instants are UTC without a zone
FIRST = START.date()
SPEED_MPS = 3.0
HALF_MINUTES = 20  # ten minutes of flat running
TRACES = [case for case in GOLDEN if case.startswith("D7.")]


def plan(world: World, baseline: float, **values) -> None:
    """A plan that starts before the first run, measured at 3 m/s with a slope of 8."""
    world.insert(
        "journal.cadence_plan",
        [
            {
                "plan_id": "plan",
                "runner_id": "mara",
                "started_at": START,
                "baseline_spm": baseline,
                "reference_speed_mps": SPEED_MPS,
                "line_slope": 8.0,
                "line_week_start_date": START.date(),
                "line_method": "own",
                "formula_version": 1,
                "aim_spm": 170.0,
                "is_height_known": True,
                "wanted_run_count": 6,
                "saved_by": "local",
                "saved_at": START,
            }
            | values
        ],
    )


def runs(world: World, cadences: list[float], *, first: date = FIRST) -> list[date]:
    """A flat run every second day with this cadence at 3 m/s; their days."""
    days = [first + timedelta(days=2 * index) for index in range(len(cadences))]
    known = world.count("core.activity")
    world.activities("\n".join(["day | km | min", *(f"{day} | 5 | 28" for day in days)]))
    for index, cadence in enumerate(cadences, start=known + 1):
        world.cadence_block(f"a{index:02}", [(SPEED_MPS, cadence)] * HALF_MINUTES)
    return days


def act(world: World, action: str, at: datetime, score: int | None = None) -> None:
    """Something that the runner did with the plan."""
    row = {
        "action_id": f"{action} {at}",
        "plan_id": "plan",
        "runner_id": "mara",
        "action": action,
        "acted_at": at,
        "local_date": at.date(),
        "pain_score": score,
        "saved_by": "local",
        "saved_at": at,
    }
    world.insert("journal.cadence_action", [row])


def trace(world: World) -> list[list]:
    """State, target and count after each event, as the worked cases write them."""
    rows = world.connection.execute(
        "select upper(state_name), target_spm, counted_run_count from metric.cadence_step"
        " where event_index > 0 order by event_index"
    ).fetchall()
    return [list(row) for row in rows]


@pytest.mark.parametrize("case_id", TRACES)
def test_the_worked_plans_go_as_they_are_written(world: World, case_id: str):
    """Golden D7: done on the seventh run, reset, pain, two steps and a stop at 10 %."""
    case = GOLDEN[case_id]
    plan(world, case["inputs"]["baseline"])
    given = case["inputs"]["runs"]
    painful = [index for index, value in enumerate(given) if value == "pain"]
    days = runs(world, [value for value in given if value != "pain"])
    for index in painful:  # the morning after the run before it
        world.pain(f"day | before | morning\n{days[index - 1]} | 0 | 1")
    expected = case["expected"]["trace"]
    assert trace(world) == [[state, pytest.approx(spm), count] for state, spm, count in expected]


def test_a_plan_shows_where_it_stands(world: World):
    """Run 3 of 6 at 172.2, from 168.8 on; it began at 164."""
    plan(world, 164)
    runs(world, [170, 167, 171, 172])
    assert_rows(
        world.connection,
        "page.cadence_plan",
        """
        status_name | state_name | target_spm | held_from_spm | counted_run_count
        active      | holding    | 172.2      | 168.756       | 3
        """,
    )
    assert_rows(
        world.connection,
        "page.cadence_today",
        "target_spm | counted_run_count | wanted_run_count\n172.2 | 3 | 6",
    )


def test_quick_runs_are_judged_at_the_plans_own_speed_and_slope(world: World):
    """172 steps at 3.5 m/s are 168 at 3.0: not held. The line of today has no say."""
    plan(world, 164)
    world.activities("day | km | min\n2024-05-07 | 5 | 24")
    world.cadence_block("a01", [(3.5, 172)] * HALF_MINUTES)
    assert_rows(
        world.connection,
        "metric.cadence_step",
        "cadence_adjusted_spm | is_held | counted_run_count\n168.0 | no | 0",
        where="event_kind = 'run'",
    )


def test_a_run_with_little_flat_running_is_neither_held_nor_missed(world: World):
    """Nine and a half flat minutes do not show a cadence; ten do."""
    plan(world, 164)
    world.activities("day | km\n2024-05-07 | 5\n2024-05-08 | 5")
    world.cadence_block("a01", [(SPEED_MPS, 160)] * (HALF_MINUTES - 1))
    world.cadence_block("a02", [(SPEED_MPS, 172)] * HALF_MINUTES)
    assert trace(world) == [["HOLDING", pytest.approx(172.2), 1]]


def test_runs_during_a_pause_do_not_count_and_those_after_it_do(world: World):
    """The count waits."""
    plan(world, 164)
    days = runs(world, [172, 172, 160, 160, 160, 172])
    act(world, "pause", datetime.combine(days[2], START.time()))
    assert world.one("page.cadence_plan", "status_name") == "paused"
    act(world, "resume", datetime.combine(days[5], START.time()))
    assert world.one("page.cadence_plan", "status_name") == "active"
    assert [count for _, _, count in trace(world)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("paused_after", "resumed_after", "counted"),
    [(timedelta(days=400), timedelta(days=5), 6), (timedelta(days=5), timedelta(days=-300), 6)],
    ids=["too late a time", "too early a time"],
)
def test_a_clock_that_was_wrong_between_two_acts_counts_no_run_twice(
    world: World, paused_after: timedelta, resumed_after: timedelta, counted: int
):
    """Paused and then resumed, whatever the times say; only the order of the two is certain."""
    plan(world, 164)
    runs(world, [172] * 6)
    act(world, "pause", START + paused_after)
    assert world.one("metric.cadence_plan", "paused_at") == START + paused_after
    act(world, "resume", START + resumed_after)
    assert world.one("metric.cadence_plan", "paused_at") is None
    assert [count for _, _, count in trace(world)] == list(range(1, counted + 1))


def test_a_stopped_plan_takes_no_more_runs(world: World):
    """And is not on Today."""
    plan(world, 164)
    days = runs(world, [172, 172, 172])
    act(world, "stop", datetime.combine(days[1], START.time()))
    assert [count for _, _, count in trace(world)] == [1]
    assert world.one("page.cadence_plan", "status_name") == "stopped"
    assert world.count("page.cadence_today") == 0


def test_a_plan_left_alone_ends_by_itself(world: World):
    """Half a year later its baseline says nothing any more."""
    plan(world, 164)
    world.today(date(2024, 11, 3))
    assert world.one("page.cadence_plan", "status_name") == "active"
    world.today(date(2024, 11, 4))
    assert world.one("page.cadence_plan", "status_name") == "lapsed"


@pytest.mark.parametrize(("site", "is_taken_back"), [("achilles", True), ("foot", False)])
def test_new_pain_of_the_calf_in_the_diary_takes_the_plan_back(world, site, is_taken_back):
    """Calf and Achilles tendon do, a foot does not; what hurt before the plan is not its pain."""
    plan(world, 165.0)
    days = runs(world, [172.0] * 4)
    before = FIRST - timedelta(days=20)
    world.site_pain(f"day | site | during\n{before} | {site} | 5\n{days[2]} | {site} | 3")
    kinds = [
        row[0]
        for row in world.connection.execute(
            "select event_kind from metric.cadence_event order by event_index"
        ).fetchall()
    ]
    assert kinds.count("calf_pain") == int(is_taken_back)


def test_new_calf_pain_takes_the_plan_back_once(world: World):
    """Three of ten does, two does not, and the same calf two days later is not new."""
    plan(world, 160)
    days = runs(world, [166, 166, 166, 166])
    act(world, "calf_pain", datetime.combine(days[0], START.time()), 2)
    act(world, "calf_pain", datetime.combine(days[1], START.time()), 3)
    act(world, "calf_pain", datetime.combine(days[2], START.time()), 4)
    states = [state for state, _, _ in trace(world)]
    assert states == ["HOLDING", "HOLDING", "REVERT_HALF_STEP", "HOLDING", "HOLDING"]
    assert world.one("page.cadence_plan", "target_spm") == pytest.approx(164)


def test_pain_takes_a_plan_back_to_its_baseline_at_most(world: World):
    """Twice half a step, and no further; then the first step again."""
    plan(world, 160)
    days = runs(world, [168] * 4)
    for day in days[:3]:
        world.pain(f"day | before | morning\n{day} | 0 | 2")
    targets = [target for _, target, _ in trace(world)]
    assert targets == pytest.approx([168, 164, 164, 160, 160, 160, 160])


def test_a_half_step_that_was_held_leads_to_the_whole_one(world: World):
    """From 2.5 % up to 5 %, not to 7.5 or 10."""
    plan(world, 160)
    days = runs(world, [166] + [164] * 6)
    world.pain(f"day | before | morning\n{days[0]} | 0 | 1")
    assert trace(world)[-1] == ["NEXT_STEP", pytest.approx(168), 0]


def test_pain_on_a_day_without_a_run_leaves_the_plan_alone(world: World):
    """It is not the steps that were tried then."""
    plan(world, 160)
    runs(world, [168])
    world.pain("day | before | morning\n2024-05-07 | 0 | 3")
    assert [state for state, _, _ in trace(world)] == ["HOLDING"]


def eight_weeks_of(world: World, cadence: float = 164) -> None:
    """A flat run every second day up to today, 30 June, all of the same length."""
    runs(world, [cadence] * 28, first=date(2024, 5, 6))


def test_a_start_freezes_the_median_of_the_last_six_judged_runs(world: World):
    """Height 1.70 m gives the aim; the first step is 5 % above the baseline."""
    world.connection.execute("update core.runner set height_cm = 170")
    eight_weeks_of(world)
    runs(world, [166], first=date(2024, 6, 30))
    assert_rows(
        world.connection,
        "page.cadence_start",
        """
        refusal_code | baseline_spm | target_spm | aim_spm    | reference_speed_mps
        -            | 164.0        | 172.2      | 172.714182 | 3.0
        """,
    )


def test_without_a_height_the_aim_is_170_and_says_so(world: World):
    """Unknown is not average."""
    eight_weeks_of(world)
    assert world.one("page.cadence_start", "aim_spm") == 170
    assert world.one("page.cadence_start", "is_height_known") is False


@pytest.mark.parametrize(
    ("cadence", "code"), [(169, None), (170, "at_aim"), (176, "at_aim"), (180, "at_aim")]
)
def test_no_start_at_or_beyond_the_aim(world: World, cadence: float, code: str | None):
    """There is nothing quicker to reach; below it there is."""
    eight_weeks_of(world, cadence)
    assert world.one("page.cadence_start", "refusal_code") == code


def test_no_start_in_the_week_of_a_spike(world: World):
    """One change at a time: seven days after the long run it may."""
    eight_weeks_of(world)
    world.activities("day | km\n2024-06-29 | 8")
    columns = "refusal_code | refused_date | open_from_date\n"
    assert_rows(world.connection, "page.cadence_start", columns + "spike | 2024-06-29 | 2024-07-06")
    world.today(date(2024, 7, 6))
    assert world.one("page.cadence_start", "refusal_code") != "spike"


def test_no_start_in_the_week_of_a_return_nor_in_a_break(world: World):
    """Nine days off: refused before the next run, and for a week from it."""
    eight_weeks_of(world)
    world.today(date(2024, 7, 8))
    assert world.one("page.cadence_start", "refusal_code") == "break"
    runs(world, [164], first=date(2024, 7, 8))
    assert world.one("page.cadence_start", "refusal_code") == "reentry"
    runs(world, [164] * 4, first=date(2024, 7, 9))
    world.today(date(2024, 7, 15))
    assert world.one("page.cadence_start", "refusal_code") is None


def test_no_start_without_six_judged_runs(world: World):
    """A baseline of five is none."""
    runs(world, [164] * 5, first=date(2024, 6, 22))
    assert world.one("page.cadence_start", "refusal_code") == "few_runs"
    assert world.one("page.cadence_start", "judged_run_count") == 5


def test_no_second_plan_beside_one_under_way_and_none_against_warning_signs(world: World):
    """What a clinician should see comes first."""
    eight_weeks_of(world)
    plan(world, 164, started_at=datetime(2024, 6, 30))  # noqa: DTZ001  UTC without a zone
    assert world.one("page.cadence_start", "refusal_code") == "underway"
    act(world, "stop", datetime(2024, 6, 30, 1))  # noqa: DTZ001  UTC without a zone
    assert world.one("page.cadence_start", "refusal_code") is None
    world.pain("day\n2024-06-30", red_flags=["locked"])
    assert world.one("page.cadence_start", "refusal_code") == "refer"


def test_170_moves_with_height(world: World):
    """Golden D6: 1.86 m tall, 162 steps a minute."""
    case = GOLDEN["D6.dimensionless"]
    height, cadence = 100 * case["inputs"]["height_m"], case["inputs"]["cad"]
    found = world.connection.execute(
        "select equivalent_170_spm(?), dimensionless_cadence(?, ?)", [height, cadence, height]
    ).fetchone()
    expected = case["expected"]
    assert found == pytest.approx((expected["cad_170_equivalent"], expected["f_star"]), abs=1e-6)


def test_three_in_four_recreational_runners_are_below_170(world: World):
    """Golden D10, from the study's mean and spread."""
    share = GOLDEN["D10.below170"]["expected"]["share"]
    found = world.one("page.cadence_context", "share_below_advised")
    assert found == pytest.approx(share, abs=1e-6)


def test_the_effect_of_a_step_comes_with_its_range(world: World):
    """Golden D8: per step and per kilometre for three exponents."""
    expected = GOLDEN["D8.step_effect"]["expected"]
    columns = "per_{0}_least_share, per_{0}_share, per_{0}_most_share"
    for what in ("step", "km"):
        found = world.connection.execute(
            f"select {columns.format(what)} from page.cadence_effect"  # noqa: S608  our own names
        ).fetchone()
        assert [100 * share for share in found or ()] == pytest.approx(
            expected[f"per_{what}_pct"], abs=1e-4
        )


def test_the_range_of_the_estimate_is_what_studies_imply(world: World):
    """Golden D9: an exponent for each study."""
    expected = GOLDEN["D9.alpha_from_literature"]["expected"]
    found = dict(
        world.connection.execute(
            "select study_name, implied_exponent_ratio from page.cadence_study"
        ).fetchall()
    )
    wanted = [expected[key] for key in ("lenhart", "willson_long", "willson_short", "willy")]
    assert [found[name] for name in sorted(found)] == pytest.approx(wanted, abs=1e-6)
    per_km = world.one("page.cadence_study", "per_km_ratio", where="study_name = 'Willy 2016'")
    assert 100 * (per_km - 1) == pytest.approx(expected["willy_per_km_check_pct"], abs=1e-4)


def test_low_cadence_is_named_only_beside_front_knee_pain_or_a_goal(world: World):
    """Of itself it says little."""
    world.connection.execute("update core.runner set height_cm = 170")
    eight_weeks_of(world)
    hits = "rule_id = 'low_cadence' and local_date = '2024-06-29'"
    assert world.count("metric.low_cadence") == 0
    world.pain("day | during | place\n2024-06-27 | 3 | outer")
    assert world.count("metric.low_cadence") == 0
    world.pain("day | during | place\n2024-06-28 | 3 | front")
    assert world.one("risk.rule_hit", "level", where=hits) == "info"
    assert world.one("risk.rule_hit", "value", where=hits) == pytest.approx(
        1 - 164 / 172.714182, abs=1e-6
    )
    world.connection.execute("delete from journal.pain_entry")
    goal = {"runner_id": "mara", "has_goal": True, "saved_by": "local", "saved_at": START}
    world.insert("journal.cadence_goal", [goal])
    assert world.one("risk.rule_hit", "level", where=hits) == "info"


def test_a_cadence_above_170_for_the_height_is_no_hit(world: World):
    """Tall legs swing slower: 168 at 1.86 m is above the equivalent of 165."""
    world.connection.execute("update core.runner set height_cm = 186")
    eight_weeks_of(world, 168)
    world.pain("day | during | place\n2024-06-28 | 3 | front")
    assert world.count("metric.low_cadence") > 0
    assert world.count("(from risk.rule_hit where rule_id = 'low_cadence')") == 0


def test_long_steps_are_named_after_three_runs_in_a_row(world: World):
    """6 % longer than one's own line at that speed; two runs are not enough, nor is 5 %."""
    runs(world, [168] * 24, first=date(2024, 5, 6))
    long = "rule_id = 'long_steps'"
    runs(world, [168 / 1.06] * 2, first=date(2024, 6, 24))
    assert world.count(f"(from risk.rule_hit where {long})") == 0
    runs(world, [168 / 1.06], first=date(2024, 6, 28))
    assert world.one("risk.rule_hit", "value", where=long) == pytest.approx(1.06)
    assert world.one("risk.rule_hit", "level", where=long) == "info"


def test_step_length_is_speed_over_cadence(world: World):
    """Golden D2."""
    case = GOLDEN["D2.step_length"]
    world.activities(daily(date(2024, 6, 10), [5]))
    world.cadence_block("a01", [(case["inputs"]["v"], case["inputs"]["cad"])] * HALF_MINUTES)
    found = world.one("metric.run_flat_cadence", "step_length_m")
    assert found == pytest.approx(case["expected"]["step_length_m"], abs=1e-6)
