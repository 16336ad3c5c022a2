"""Tomorrow's limit: one number a runner and day, and which of its parts binds."""

from datetime import date, timedelta

import pytest

from tests.sql.world import World, daily

FIRST = date(2024, 5, 1)


def limits(world: World) -> dict[date, tuple[float | None, str]]:
    """Kilometres and reason by the day to run on."""
    found = world.connection.execute(
        "select local_date, round(limit_m / 1000, 3), limit_reason from risk.next_run"
    ).fetchall()
    return {day: (kilometres, reason) for day, kilometres, reason in found}


def weekly(*kilometres: float) -> list[float]:
    """A run a week."""
    return [km for each in kilometres for km in (each, *[0.0] * 6)]


def test_a_big_jump_counts_as_what_came_before_it_while_it_stands(world: World):
    """9.1 km, then 19.4: no more than 9.1 for 30 days, whatever jog comes in between."""
    runs = [9.1, 0, 0, 8.0, 0, 0, 19.4, 0, 0, 3.0, 0, 9.0, 0, 0, 4.0, 0, 0, 5.0, *[0, 0, 4.0] * 8]
    world.activities(daily(FIRST, runs))
    jump = FIRST + timedelta(days=6)
    world.today(jump + timedelta(days=32))
    found = limits(world)
    assert found[jump] == (10.01, "usual")
    stands = [found[jump + timedelta(days=back)] for back in range(1, 31)]
    assert set(stands) == {(9.1, "spike")}
    assert found[jump + timedelta(days=31)] == (9.9, "usual")
    former = world.one("risk.next_run", "max(former_longest_m)", where="limit_reason = 'spike'")
    assert former == 9_100


def test_what_a_clinician_set_for_a_jump_holds_for_tomorrow_too(world: World):
    """A twentieth beyond the longest instead of a tenth, as long as it counts; then as usual."""
    world.activities(daily(FIRST, [10.0, *[0.0, 8.0] * 20]))
    world.today(FIRST + timedelta(days=20))
    world.override(
        override_id="o1", rule_id="session_spike", level="watch", threshold=1.05,
        from_date=FIRST + timedelta(days=10), until_date=FIRST + timedelta(days=15),
    )  # fmt: skip
    found = limits(world)
    told = [found[FIRST + timedelta(days=back)] for back in (9, 10, 15, 16)]
    assert told == [(11.0, "usual"), (10.5, "usual"), (10.5, "usual"), (11.0, "usual")]


def test_what_a_clinician_set_does_not_lift_what_a_big_jump_left(world: World):
    """Half as much again after a small jump; after a big one no more than the former longest."""
    for day, km, expected in ((20, 12.0, 15.0), (40, 30.0, 10.0)):
        world.activities(daily(FIRST + timedelta(days=day - 20), [10.0, *[0.0] * 19, km]))
        world.today(FIRST + timedelta(days=day))
        if day == 20:
            world.override(
                override_id="o1", rule_id="session_spike", level="watch", threshold=1.5,
                from_date=FIRST,
            )  # fmt: skip
        assert limits(world)[FIRST + timedelta(days=day + 1)][0] == expected


def test_a_smaller_jump_leaves_a_tenth_beyond_what_came_before_it(world: World):
    """12 km after 10: 11 km for 30 days, also after a run of 11.9, which is no jump after 12."""
    world.activities(daily(FIRST, weekly(10, 12, 11.9, 5, 5, 5)))
    world.today(FIRST + timedelta(days=38))
    found = limits(world)
    stands = [found[FIRST + timedelta(days=7 + back)] for back in range(1, 31)]
    assert set(stands) == {(11.0, "spike")}
    assert found[FIRST + timedelta(days=38)] == (13.09, "usual")


def test_jumps_that_follow_each_other_do_not_raise_the_limit(world: World):
    """10, 12, 14, 16 km a fortnight apart: each jump is counted from the 10 before the first."""
    spaced = [km for each in (10, 12, 14, 16) for km in (float(each), *[0.0] * 13)]
    world.activities(daily(FIRST, [*spaced, *weekly(4, 4, 4)]))
    world.today(FIRST + timedelta(days=70))
    found = limits(world)
    stands = [found[FIRST + timedelta(days=14 + back)] for back in range(1, 58)]
    assert set(stands) == {(11.0, "spike")}


def test_a_run_between_two_jumps_that_was_none_counts(world: World):
    """10, then 12 (a jump), 11, and 14 (a jump): that one is counted from the 11."""
    world.activities(daily(FIRST, weekly(10, 12, 11, 4, 14, 4, 4, 4, 4)))
    world.today(FIRST + timedelta(days=45))
    found = limits(world)
    assert found[FIRST + timedelta(days=30)] == (11.0, "spike")
    assert found[FIRST + timedelta(days=45)] == (12.1, "spike")
    assert world.one("risk.jump", "former_longest_m", where="distance_m = 14000") == 11_000


def test_the_first_week_back_has_what_is_left_of_it(world: World):
    """Four weeks of 20 km, ten days off: 0.8 of it, less the 14 that were run since."""
    usual = [5, 0, 5, 0, 5, 0, 5] * 4
    world.activities(daily(FIRST, [*usual, *[0] * 9, 5, 5, 4]))
    world.today(FIRST + timedelta(days=39))
    day = FIRST + timedelta(days=40)
    assert limits(world)[day] == (2.0, "return")
    assert world.one("page.next_run", "break_days") == 10


def test_a_week_is_no_break_for_who_runs_once_a_week(world: World):
    """A run of 12 km each Saturday: the limit stays 10 % above it, and 14 days are a break."""
    world.activities(daily(FIRST, weekly(12, 12, 12, 12, 12, 12, 12, 12, 12, 12)))
    world.today(FIRST + timedelta(days=76))
    found = limits(world)
    assert found[FIRST + timedelta(days=59)] == (13.2, "usual")
    assert found[FIRST + timedelta(days=69)] == (13.2, "usual")
    assert found[FIRST + timedelta(days=76)] == (13.2, "usual")
    assert found[FIRST + timedelta(days=77)] == (7.2, "return")
    assert world.one("page.next_run", "break_days") == 14


def test_the_usual_gap_is_known_from_four_on(world: World):
    """Before that a week is a break for everybody; one long pause hardly moves it."""
    world.activities(
        daily(FIRST, [*weekly(12, 12, 12, 12, 12, 12), *[0] * 21, *weekly(12, 12, 12)])
    )
    world.today(FIRST + timedelta(days=90))
    known = world.connection.execute(
        "select distinct next_break_from_days from metric.reentry"
        " where local_date > $day order by all",
        {"day": FIRST + timedelta(days=27)},
    ).fetchall()
    assert known == [(14,)]
    early = world.connection.execute(
        "select distinct next_break_from_days from metric.reentry where local_date <= $day",
        {"day": FIRST + timedelta(days=21)},
    ).fetchall()
    assert early == [(7,)]


def test_without_a_run_of_known_distance_nothing_is_known(world: World):
    """Neither a number nor a zero; a usual week that is not known limits nothing."""
    world.activities("day | km\n2024-06-20 | -\n2024-06-28 | -")
    assert set(limits(world).values()) == {(None, "unknown")}
    world.activities("day | km\n2024-06-29 | 6")
    assert limits(world)[date(2024, 7, 1)] == (6.6, "usual")


def test_a_clinician_has_the_word_before_any_number(world: World):
    """While a warning sign stands there is none, from its day on."""
    world.activities(daily(FIRST, [10, 0, 0] * 20))
    world.pain("day | during\n2024-06-20 | 0", red_flags=["night_pain"])
    found = limits(world)
    assert found[date(2024, 6, 20)] == (11.0, "usual")
    assert {found[date(2024, 6, day)] for day in range(21, 31)} == {(None, "care")}


def test_the_knee_counts_a_jump_as_what_came_before_it_too(world: World):
    """19.4 km after 9.1, then a red knee: a fifth below 9.1, not below the jump."""
    world.activities(daily(FIRST, weekly(9.1, 8, 9, 8, 9)) + "\n2024-06-15 | 19.4")
    world.pain("day | before | during | after | morning\n2024-06-19 | 1 | 6 | 6 | 6")
    world.today(date(2024, 6, 20))
    assert limits(world)[date(2024, 6, 21)][1] == "knee"
    assert world.one("page.next_run", "limit_m") <= 0.8 * 9_100


@pytest.mark.parametrize(
    ("scopes", "hidden"),
    [
        (("training",), "pain"),
        (("pain",), "pain"),
        (("training", "clinical"), "pain"),
        (("training", "pain"), None),
        (("training", "pain", "clinical", "own"), None),
    ],
)
def test_who_may_not_see_the_pain_is_told_no_limit(world: World, scopes, hidden):
    """What training alone gives has another name; the limit itself is not there."""
    world.activities("day | km\n2024-06-20 | 10")
    world.connection.execute("delete from core.shared_scope")
    world.share("mara", *scopes)
    told = world.one("page.next_run", "(limit_m, limit_reason, hidden_name, training_m)")
    limit = (None, "unknown") if hidden else (11_000, "usual")
    assert told == (*limit, hidden, 11_000)


def test_who_may_not_see_some_of_the_runs_is_told_no_limit(world: World):
    """A platform lent them for their runner's own eyes."""
    world.activities("day | km\n2024-06-20 | 10")
    world.insert(
        "core.withheld", [{"runner_id": "mara", "share_class": "strava_api", "run_count": 2}]
    )
    for view in ("risk.next_run", "page.next_run", "page.squad_runner", "page.digest"):
        hidden = "hidden_name" if "next_run" in view else "limit_hidden_name"
        where = "local_date = as_of_date()" if "digest" in view else "true"
        where = "as_of_date = as_of_date()" if view == "risk.next_run" else where
        told = world.one(view, f"(limit_m, limit_reason, {hidden}, training_m)", where=where)
        assert told == (None, "unknown", "runs", 11_000), view
