"""Twelve weeks of six invented runners, day by day, as each would have seen them that evening.

The snapshots are written by `python -m tests.stories` and by nothing else.
"""

import difflib
from datetime import timedelta

import pytest

from dashboard.today.status_wording import advice, statement
from etl.reference.rules import parameter_value
from etl.storage.duckdb_files import open_in_memory
from tests.sql.plan.starts import plan as begin_plan
from tests.sql.world import World
from tests.stories.replay import Evening, replay, snapshot
from tests.stories.snapshots import path_of
from tests.stories.story import DAYS, FIRST_DAY, Story, day_of
from tests.stories.tales import BREAK, FLARE, MISSED_LOGS, RED_FLAG, RELAPSE, STEADY, STORIES

MOST_AMBER_WEEKS_SHARE = 0.25  # our choice: what a healthy history may raise
KNOWN_LATER = {"coverage", "weekly_ramp", "descent_most", "fast_minutes"}
"""Rules over days off: whether a silent day was one is only known after the next recording."""

Seen = dict[str, list[Evening]]


@pytest.fixture(scope="module")
def seen() -> Seen:
    """Every evening of every story."""
    return replay(STORIES)


def evening(seen: Seen, story: Story, week: int, weekday: str) -> Evening:
    """One evening of a story."""
    return seen[story.name][(day_of(week, weekday) - FIRST_DAY).days]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_runner_sees_what_the_snapshot_says(seen: Seen, story: Story):
    """Line by line; where it differs, the lines are shown."""
    known = path_of(story).read_text("utf-8").splitlines()
    found = snapshot(story, seen[story.name]).splitlines()
    difference = difflib.unified_diff(known, found, "snapshot", "now", n=1, lineterm="")
    text = "\n".join(difference)
    assert not text, f"{text}\n\nIf this is meant: python -m tests.stories"


def test_a_story_told_in_the_ordinary_way_says_the_same(seen: Seen):
    """The replay gives every day a runner; here the clock moves and one runner lives on."""
    told = [day_of(3, "Sun"), day_of(4, "Mon"), day_of(6, "Mon")]
    with open_in_memory() as connection:
        world = World(connection).prepare()
        ordinary = [_one_day(world, FLARE, day) for day in told]
    replayed = {each.day: each for each in seen[FLARE.name]}
    expected = [replayed[day] for day in told]
    assert ordinary == [(each.status, each.cap_m, each.measures) for each in expected]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_what_a_day_says_is_one_statement(seen: Seen, story: Story):
    """Calm words only without a reason and with a run of late; every list follows the status."""
    for each in seen[story.name]:
        said = statement(each.page, each.reasons)
        days = (
            None
            if each.page["last_run_date"] is None
            else (each.page["local_date"] - each.page["last_run_date"]).days
        )
        if "stands out today" in said.finding:
            assert (each.status, each.reasons) == ("ok", ()), each.day
            assert days is not None
            assert days <= parameter_value("calm_said_days"), each.day
        assert bool(said.why) == (each.status not in {"ok", "not_enough_data"}) or all(
            row["status"] == "not_enough_data" for row in said.why
        ), each.day
        assert [row for _, rows in said.parts for row in rows] == sorted(
            each.reasons, key=lambda row: row["status"] is None
        ), each.day


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_nothing_is_said_twice_on_one_day(seen: Seen, story: Story):
    """Neither in what to do, with all that is under way, nor among the reasons."""
    for each in seen[story.name]:
        told = advice(each.reasons)
        asked = [*(one.text for one in told), *each.measure_words]
        sentences = [part for text in asked for part in text.split(". ") if not is_until(part)]
        assert len(sentences) == len(set(sentences)), (each.day, sentences)
        found = [(row["text"], row["knee"]) for row in each.reasons]
        assert len(found) == len(set(found)), (each.day, found)
        for one in told:
            same = [row for row in each.reasons if row["what_to_do"] == one.text]
            assert one.because == tuple(row["reason_index"] for row in same), each.day


def is_until(part: str) -> bool:
    """The last day of something: two things may end on one day."""
    return part.startswith("Until ")


def _one_day(world: World, story: Story, day):
    world.clear()
    world.runner()
    world.today(day)
    for run in story.runs:
        if run.local_date <= day:
            world.activities(
                f"day | km\n{run.local_date} | {run.distance_m / 1000}",
                descent_m=run.descent_m,
                moving_s=run.moving_s,
                elapsed_s=run.moving_s,
            )
    for entry in story.entries:
        if entry.written_date <= day:
            scores = {f"pain_{name}_score": value for name, value in entry.seen_on(day).items()}
            row = {"local_date": entry.local_date, "onset_m": entry.onset_m, **scores}
            words = {"chips": list(entry.chips), "entry_id": f"{entry.local_date}"}
            world.insert("journal.pain_entry", [world.a_pain(**row, **words)])
    if story.plan is not None and story.plan.start_date <= day:
        begin_plan(
            world,
            start_date=story.plan.start_date,
            week_count=story.plan.week_count,
            baseline_7d_m=story.plan.usual_km * 1000,
            baseline_longest_m=story.plan.longest_km * 1000,
        )
    world.build_kept_views(("page.today", "page.next_run", "page.today_measure"))
    today = world.connection.execute(
        "select status, training_m from page.today inner join page.next_run using (runner_id)"
    ).fetchall()
    measures = world.connection.execute(
        "select measure_code, start_date, until_date from page.today_measure order by measure_index"
    ).fetchall()
    return *today[0], tuple(measures)


@pytest.mark.parametrize("story", [FLARE, RELAPSE, STEADY, BREAK], ids=lambda story: story.name)
def test_no_rule_looks_ahead(seen: Seen, story: Story):
    """What is found of a day the evening after is what the whole history finds of it."""
    final = {hit for hit in seen[story.name][-1].hits if hit[0] not in KNOWN_LATER}
    for index in range(DAYS - 1):
        day = FIRST_DAY + timedelta(days=index)
        next_evening = {hit for hit in seen[story.name][index + 1].hits if hit[1] == day}
        told = {hit for hit in next_evening if hit[0] not in KNOWN_LATER}
        assert told == {hit for hit in final if hit[1] == day}, day


def test_a_healthy_runner_is_seldom_alarmed(seen: Seen):
    """Weeks with any amber or red day: a quarter at most; and nothing is ever started."""
    evenings = seen[STEADY.name]
    weeks = [evenings[start : start + 7] for start in range(0, DAYS, 7)]
    alarmed = [week for week in weeks if any(each.status in ("amber", "red") for each in week)]
    assert len(alarmed) / len(weeks) <= MOST_AMBER_WEEKS_SHARE
    assert all(not each.measures for each in evenings)


def test_a_flare_asks_for_less_then_leads_back_downhill_before_speed(seen: Seen):
    """Red on Monday morning; calm a fortnight later; then the way back, one thing at a time."""
    assert evening(seen, FLARE, 4, "Mon").measure_codes == {"easing", "keep_running", "swap"}
    assert evening(seen, FLARE, 6, "Mon").measure_codes == {"rebuild", "speed_later"}
    assert evening(seen, FLARE, 8, "Mon").measure_codes == frozenset()


def test_pain_that_comes_back_asks_for_an_assessment(seen: Seen):
    """On the day the recurrence begins."""
    day = day_of(6, "Wed")
    assert ("pain_recurrence", day) in evening(seen, RELAPSE, 6, "Wed").hits
    assert all(rule != "pain_recurrence" for rule, _ in evening(seen, RELAPSE, 6, "Tue").hits)


def test_a_silent_diary_ends_no_later_than_a_fortnight(seen: Seen):
    """Red on Wednesday of week 2, nothing logged: the last day is Wednesday of week 4."""
    assert "easing" in evening(seen, MISSED_LOGS, 4, "Wed").measure_codes
    assert "easing" not in evening(seen, MISSED_LOGS, 4, "Thu").measure_codes


def test_a_sign_hides_all_advice_and_a_correction_brings_it_back(seen: Seen):
    """Ticked on Wednesday of week 3, taken back on Saturday: the plan's limit is there again."""
    ticked, corrected = evening(seen, RED_FLAG, 3, "Fri"), evening(seen, RED_FLAG, 3, "Sat")
    assert (ticked.status, ticked.cap_m, ticked.measures) == ("refer", None, ())
    assert (corrected.status, corrected.cap_m) == ("ok", pytest.approx(12_000))


def test_a_break_is_followed_by_one_graded_week(seen: Seen):
    """From the seventh day without a run until the first week back is over."""
    assert "return" in evening(seen, BREAK, 6, "Wed").measure_codes
    assert "return" in evening(seen, BREAK, 9, "Fri").measure_codes
    assert "return" not in evening(seen, BREAK, 9, "Sun").measure_codes
