"""A plan of some weeks, replayed from scores and runs: what passes, what holds, what goes back."""

from datetime import date, timedelta

import pytest

from tests.golden import GOLDEN
from tests.sql.plan.starts import (
    START,
    act,
    change,
    lights,
    plan,
    plan_of_another,
    shape,
    shapes,
    targets,
)
from tests.sql.tables import assert_rows
from tests.sql.world import World, daily

CALM = "GGG"


def in_week(world: World, index: int, day: int = 1) -> None:
    """Today is that day of that week of the plan."""
    world.today(START + timedelta(days=7 * (index - 1) + day - 1))


GATES = {
    "three of three green": ("GGG", "passed (green)"),
    "four of five are just enough": ("GGGGA", "passed (green)"),
    "three of four are not": ("GGGA", "held (few_green)"),
    "one red day goes back": ("GGGGGR", "stepped_back (red)"),
    "two known days judge nothing": ("GG", "not_known (few_known)"),
    "nothing logged judges nothing": ("", "not_known (few_known)"),
    "red counts however little is known": ("R", "stepped_back (red)"),
    "a score missing is not green": ("GGP", "not_known (few_known)"),
    "nor is it anything else": ("GGGP", "passed (green)"),
}
PHASES = {
    "every gate passed": ([CALM] * 5, "calm calm rebuild downhill speed normal"),
    "one week held": ([CALM, "GAA", *[CALM] * 3], "calm calm calm rebuild downhill speed"),
    "red in the downhill week": (
        [CALM, CALM, CALM, "GGR", CALM],
        "calm calm rebuild downhill rebuild downhill",
    ),
    "red in the first phase": (
        [CALM, "R", CALM, CALM, ""],
        "calm calm calm calm rebuild rebuild",
    ),
    "unknown holds": ([CALM, CALM, "", CALM, CALM], "calm calm rebuild rebuild downhill speed"),
}
LENGTHS = {
    4: "calm downhill speed normal",
    5: "calm rebuild downhill speed normal",
    6: "calm calm rebuild downhill speed normal",
    7: "calm calm rebuild rebuild downhill speed normal",
    8: "calm calm rebuild rebuild downhill speed normal normal",
}


def test_gates_and_what_follows_from_them(world: World):
    """0.8 of the known days green, three known at least; unknown never passes, red goes back."""
    for said, (week, _) in GATES.items():
        plan_of_another(world, said, week)
    for said, (weeks, _) in PHASES.items():
        plan_of_another(world, said, *weeks)
    for week_count in LENGTHS:
        plan_of_another(world, str(week_count), *[CALM] * 5, week_count=week_count)
    in_week(world, 6)
    found = shapes(world)
    gates = {said: found[said][0] for said in GATES}
    assert gates == {said: f"calm {gate}" for said, (_, gate) in GATES.items()}
    phases = {said: " ".join(week.split()[0] for week in found[said]) for said in found}
    assert {said: " ".join(phases[said].split()[:6]) for said in PHASES} == {
        said: wanted for said, (_, wanted) in PHASES.items()
    }
    assert {length: phases[str(length)] for length in LENGTHS} == LENGTHS


@pytest.mark.parametrize("case_id", ["G1.deload_amber", "G1.deload_red"])
def test_the_calm_week_is_that_of_the_worked_case(world: World, case_id: str):
    """31, 31, 36 and 44 km: from 35.5 to 31.95 or 28.4 km, no hills, nothing fast."""
    case = GOLDEN[case_id]
    weeks = [[7, 0, 8, 0, 8, 0, 8]] * 2 + [[9, 0, 9, 0, 9, 0, 9], [11, 0, 11, 0, 11, 0, 11]]
    assert [sum(week) for week in weeks] == case["inputs"]["weeks_km"]
    world.activities(daily(date(2024, 6, 3), [km for week in weeks for km in week]), min=60)
    is_red = case["inputs"]["light"] == "RED"
    for day in ("2024-06-30",) if is_red else ("2024-06-28", "2024-06-30"):
        during = 6 if is_red else 3
        world.pain(f"day | before | during | after | morning\n{day} | 0 | {during} | 0 | 0")
    expected = case["expected"]
    start = world.connection.execute(
        "select easing_share, baseline_7d_m, first_target_m, start_date from page.plan_start"
    ).fetchall()[0]
    assert start[1:3] == pytest.approx(
        (1000 * expected["baseline_km"], 1000 * expected["target_km"])
    )
    plan(world, start_date=start[3], easing_share=start[0], baseline_7d_m=start[1])
    world.today(start[3])
    where = "week_index = 1"
    assert world.one("metric.plan_week", "target_distance_m", where=where) == pytest.approx(
        1000 * expected["target_km"]
    )
    assert world.one("metric.plan_week", "target_fast_s", where=where) == 0
    downhill = world.one("metric.plan_week", "target_downhill_m", where=where)
    assert downhill == pytest.approx(100 * expected["target_km"])


def test_the_longest_run_grows_as_in_the_worked_case(world: World):
    """Golden G2: 20 km behind the runner allow 22; calm weeks none above 20."""
    case = GOLDEN["G2.longest_next"]
    longest_m = 1000 * case["inputs"]["longest_30d_km"]
    plan(world, week_count=5, baseline_7d_m=60_000.0, baseline_longest_m=longest_m)
    world.activities(f"day | km\n{START - timedelta(days=2)} | 20")
    in_week(world, 1)
    assert targets(world, "target_longest_run_m")[:2] == [
        longest_m,
        pytest.approx(1000 * case["expected"]["cap_km"]),
    ]


def test_a_run_may_not_be_a_jump_over_what_was_really_run(world: World):
    """Six kilometres at most in 30 days: the next week allows 6.6, whatever was planned."""
    plan(world, week_count=5)
    lights(world, CALM)
    world.activities(f"day | km\n{START + timedelta(days=1)} | 6")
    in_week(world, 2)
    assert targets(world, "target_longest_run_m")[:2] == [10_000, 6_600]


def test_targets_of_a_plan_whose_gates_pass(world: World):
    """From 30 km, less a tenth: a tenth more a week up to the baseline, then beyond."""
    plan(world)
    in_week(world, 1)
    assert targets(world, "target_distance_m") == [27_000, 27_000, 29_700, 30_000, 30_000, 33_000]
    assert targets(world, "target_downhill_m") == [2_700, 2_700, 2_970, 3_000, 3_000, 6_000]
    assert targets(world, "target_fast_s") == [0, 0, 0, 0, 600, 1_200]
    assert targets(world, "target_strength_count") == [3, 3, 3, 3, 3, 2]


def test_a_red_day_eases_calm_weeks_by_a_fifth(world: World):
    """It began with amber, a tenth less; after the red day it is a fifth."""
    plan(world)
    lights(world, "GGR")
    in_week(world, 2)
    assert targets(world, "target_distance_m")[:3] == [27_000, 24_000, 24_000]


def test_hills_and_speed_that_were_never_measured_have_no_number_later(world: World):
    """While nothing fast is asked that is 0; a half of something unknown is unknown."""
    plan(world, baseline_downhill_m=None, baseline_fast_s=None)
    in_week(world, 1)
    assert targets(world, "target_fast_s") == [0, 0, 0, 0, None, None]
    assert targets(world, "target_downhill_m") == [2_700, 2_700, 2_970, None, None, None]


def test_a_score_that_comes_late_changes_what_came_after(world: World):
    """The third green day of week 1 is logged in week 3."""
    plan(world)
    lights(world, "GG", CALM)
    in_week(world, 3)
    assert shape(world)[:3] == [
        "calm not_known (few_known)",
        "calm passed (green)",
        "calm running (open)",
    ]
    lights(world, "...G")
    assert shape(world)[:3] == [
        "calm passed (green)",
        "calm passed (green)",
        "rebuild running (open)",
    ]


def test_a_warning_sign_in_week_three_pauses_and_hides_every_target(world: World):
    """Until somebody has looked; the weeks it touched are repeated after it."""
    plan(world)
    lights(world, CALM, CALM)
    flagged = START + timedelta(days=15)
    world.pain(f"day | during\n{flagged} | 0", red_flags=["night_pain"])
    in_week(world, 3, day=4)
    assert shape(world)[2] == "rebuild paused (refer)"
    assert world.one("metric.plan_progress", "status_name") == "referred"
    for column in ("distance_m", "longest_run_m", "downhill_m", "fast_s", "strength_count"):
        assert set(targets(world, f"target_{column}")) == {None}
        assert set(targets(world, f"own_{column}")) == {None}
    assert world.count("page.plan_today") == 0
    world.today(flagged + timedelta(days=14))
    assert world.one("metric.plan_progress", "status_name") == "referred"
    world.assessments(f"day\n{flagged + timedelta(days=14)}")
    assert shape(world)[2:5] == [
        "rebuild paused (refer)",
        "rebuild paused (refer)",
        "rebuild paused (refer)",
    ]
    assert world.one("metric.plan_progress", "status_name") == "active"
    assert targets(world, "target_distance_m")[2:6] == [29_700, 29_700, 29_700, 29_700]


def test_a_running_week_is_told_as_it_stands(world: World):
    """With two amber days of three no week has enough green ones any more; red ends the matter."""
    plan(world)
    lights(world, "GGG")
    in_week(world, 1, day=5)
    assert shape(world)[:2] == ["calm running (open)", "calm to_come"]
    lights(world, "...AA")
    assert shape(world)[:3] == ["calm running (few_green)", "calm to_come", "calm to_come"]
    lights(world, ".....R")
    assert shape(world)[0] == "calm running (red)"


def test_only_the_knee_of_the_plan_is_judged_and_both_where_it_names_none(world: World):
    """An amber left knee holds a plan for both, not one for the right."""
    plan(world, knee="right")
    lights(world, CALM)
    lights(world, "AAA", knee="left")
    in_week(world, 2)
    assert shape(world)[0] == "calm passed (green)"
    world.connection.execute("update journal.plan set knee = null")
    assert shape(world)[0] == "calm held (few_green)"


def test_a_pause_stands_still_and_a_resumed_plan_goes_on(world: World):
    """The week in which it is paused does not count; its numbers wait."""
    plan(world)
    lights(world, CALM, CALM, CALM)
    act(world, "pause", START + timedelta(days=8))
    in_week(world, 3, day=2)
    assert shape(world)[1:3] == ["calm paused (paused)", "calm paused (paused)"]
    assert world.one("metric.plan_progress", "status_name") == "paused"
    tomorrow = "local_date = as_of_date()"
    assert world.one("risk.next_plan", "count(*)", where=tomorrow) == 0
    act(world, "resume", START + timedelta(days=15))
    assert shape(world)[1:3] == ["calm paused (paused)", "calm running (open)"]


def test_a_plan_that_was_paused_twice_on_one_day_is_paused(world: World):
    """All of it by one clock's minute: the order of the words decides."""
    plan(world)
    for action in ("pause", "resume", "pause"):
        act(world, action, START + timedelta(days=8))
    in_week(world, 3, day=2)
    assert world.one("metric.plan_pause", "until_date") is None
    assert world.one("metric.plan_progress", "status_name") == "paused"
    assert shape(world)[1:3] == ["calm paused (paused)", "calm paused (paused)"]


def test_a_stopped_plan_has_no_week_after_it(world: World):
    """Nor one that a clinician called finished."""
    plan(world)
    act(world, "stop", START + timedelta(days=9))
    in_week(world, 4)
    assert shape(world) == ["calm not_known (few_known)", "calm paused (stopped)"]
    assert world.one("metric.plan_progress", "status_name") == "stopped"


def test_a_plan_is_done_when_its_last_week_passes_and_not_before(world: World):
    """Nothing follows it; the day is that week's last."""
    plan(world, week_count=4)
    lights(world, CALM, CALM, CALM, CALM)
    in_week(world, 4, day=7)
    assert world.one("metric.plan_progress", "status_name") == "active"
    in_week(world, 6)
    assert_rows(
        world.connection,
        "metric.plan_progress",
        "status_name | week_index | week_count | done_date\ndone | 4 | 4 | 2024-06-02",
    )


def test_a_plan_held_for_twelve_weeks_asks_for_an_assessment(world: World):
    """It gets longer, but not for ever."""
    plan(world)
    in_week(world, 12, day=7)
    assert (len(shape(world)), world.one("page.plan", "status_name")) == (12, "active")
    in_week(world, 13)
    assert world.one("page.plan", "status_name") == "overdue"
    assert world.count("page.plan_today") == 0


def test_a_runner_may_ask_less_of_a_week_and_a_clinician_anything(world: World):
    """The newest word counts, the next week grows from it; taken back, the plan's own holds."""
    plan(world, baseline_longest_m=30_000.0)
    in_week(world, 1)
    change(world, 2, "distance_m", 20_000.0)
    assert targets(world, "target_distance_m")[:4] == [27_000, 20_000, 22_000, 24_200]
    change(world, 2, "distance_m", 40_000.0, saved_at="2024-05-06 12:00:00")
    assert targets(world, "target_distance_m")[1] == 27_000
    later = {"saved_at": "2024-05-07 12:00:00", "decided_by": "clinician"}
    change(world, 2, "distance_m", 40_000.0, **later)
    assert targets(world, "target_distance_m")[1:3] == [40_000, 30_000]
    assert targets(world, "own_distance_m")[1] == 27_000
    change(world, 2, "distance_m", 1.0, saved_at="2024-05-08 12:00:00", is_deleted=True)
    assert targets(world, "target_distance_m")[1] == 27_000
    assert world.one("metric.plan_progress", "version_count") == 4
    change(world, 1, "fast_s", 300.0)
    change(world, 1, "strength_count", 5.0)
    where = "week_index = 1"
    assert world.one("metric.plan_week", "target_fast_s", where=where) == 0
    assert world.one("metric.plan_week", "target_strength_count", where=where) == 5


def test_what_was_done_stands_beside_what_was_asked(world: World):
    """Runs and strength by week; a week off is 0, one nobody knows of is unknown."""
    plan(world)
    world.activities(
        f"""
        day                          | km
        {START + timedelta(days=1)}  | 8
        {START + timedelta(days=3)}  | 6
        {START + timedelta(days=16)} | 5
        """
    )
    strength = {"entry_id": "s", "runner_id": "mara", "local_date": START, "exercise": "press"}
    saved = {"is_deleted": False, "saved_by": "local", "saved_at": "2024-06-30 12:00:00"}
    world.insert("journal.strength_entry", [strength | saved])
    in_week(world, 4)
    assert_rows(
        world.connection,
        "metric.plan_week",
        """
        week_index | distance_km | longest_run_km | run_count | strength_count
        1          | 14.0        | 8.0            | 2         | 1
        2          | 0.0         | 0.0            | 0         | 0
        3          | 5.0         | 5.0            | 1         | 0
        4          | -           | -              | -         | 0
        """,
        where="week_index <= 4",
    )


def test_a_plan_begins_with_a_week_of_the_runner(world: World):
    """This one while it is young, else the next; a Sunday's runner has weeks from Sunday."""
    world.runner(runner_id="sunday", week_start="sunday")
    for today, monday, sunday in (
        ("2024-06-26", "2024-06-24", "2024-06-30"),
        ("2024-06-27", "2024-07-01", "2024-06-30"),
        ("2024-06-30", "2024-07-01", "2024-06-30"),
    ):
        world.today(date.fromisoformat(today))
        assert_rows(
            world.connection,
            "page.plan_start",
            f"runner_id | start_date\nmara | {monday}\nsunday | {sunday}",
        )


def test_whether_a_plan_can_start_and_why_it_is_offered(world: World):
    """Unknown weeks, a break, a warning sign, one under way; else the finding of today."""
    steady, day = [8, 0, 8, 0, 8, 0, 10], "day | before | during | after | morning"
    for name in ("break", "none", "pain", "amber", "red", "underway", "refer"):
        world.runner(runner_id=name, display_name=name)
        weeks = 3 if name == "break" else 4
        world.activities(daily(date(2024, 6, 3), steady * weeks), min=60, runner_id=name)
    world.activities("day | km\n2024-06-30 | 20", sport="ride", is_run=False, runner_id="break")
    world.pain(f"{day}\n2024-06-20 | 0 | 2 | 0 | 0", runner_id="pain")
    world.pain(f"{day}\n2024-06-29 | 0 | 3 | 0 | 0", runner_id="amber", knee="left")
    world.pain(f"{day}\n2024-06-29 | 0 | 6 | 0 | 0", runner_id="red")
    world.pain(f"{day}\n2024-06-29 | 0 | 6 | 0 | 0", runner_id="red", knee="left")
    plan(world, runner_id="underway", start_date=date(2024, 7, 1))
    world.pain("day | during\n2024-06-30 | 0", red_flags=["night_pain"], runner_id="refer")
    assert_rows(
        world.connection,
        "page.plan_start",
        """
        runner_id | refusal_code | reason_name | started_light | knee  | first_target_km
        amber     | -            | amber       | amber         | left  | 30.6
        break     | break        | none        | -             | -     | 0.0
        mara      | unknown      | none        | -             | -     | -
        none      | -            | none        | -             | -     | 30.6
        pain      | -            | pain        | -             | right | 30.6
        red       | -            | red         | red           | -     | 25.2
        refer     | refer        | none        | -             | -     | -
        underway  | underway     | none        | -             | -     | 30.6
        """,
    )


def test_today_never_allows_more_than_the_plan(world: World):
    """The smaller of the two counts, and it is told which: 24 of 27 km are run by Friday."""
    world.activities(daily(date(2024, 6, 3), [8, 0, 8, 0, 8, 0, 10] * 3 + [8, 0, 8, 0, 8]), min=60)
    world.today(date(2024, 6, 28))
    columns = "limit_km | limit_reason"
    plan(world, start_date=date(2024, 6, 24), baseline_longest_m=9_000.0)
    assert_rows(world.connection, "page.next_run", f"{columns}\n3.0 | plan")
    clinician = {"decided_by": "clinician"}
    change(world, 1, "distance_m", 60_000.0, **clinician)
    change(world, 1, "longest_run_m", 30_000.0, **clinician)
    # The first 10 km came after 8: while it stands it counts as 1.10 times those.
    assert_rows(world.connection, "page.next_run", f"{columns}\n8.8 | spike")


def test_days_of_a_warning_sign_are_those_on_which_advice_is_held_back(world: World):
    """Until the day of an assessment; with a clinician who has not let the runner train, beyond."""
    world.pain("day | during\n2024-06-05 | 0\n2024-06-25 | 0", red_flags=["night_pain"])
    world.activities("day | km\n2024-06-01 | 8")
    world.assessments("day | outcome\n2024-06-08 | cleared")
    days = "select min(local_date), max(local_date), count(*) from risk.referred_day"
    june = [date(2024, 6, day) for day in (5, 30)]
    assert world.connection.execute(days).fetchone() == (*june, 9)  # 5 to 7, and from 25 on
    statuses = "select count(*) from risk.runner_day where status = 'refer'"
    assert world.connection.execute(f"{statuses} and local_date <= as_of_date()").fetchone() == (9,)
    world.assessments("day | outcome\n2024-06-27 | under_care")
    assert world.connection.execute(days).fetchone() == (*june, 9)
