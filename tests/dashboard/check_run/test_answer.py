"""What is said of a run to come, beside tomorrow's limit and the last six weeks."""

from datetime import date
from typing import Any

import pytest

from dashboard.check_run.answer import Answer, Basis, PlannedRun, check, planned_run
from dashboard.check_run.wording import NO_RUNS, NOT_SHARED, first_line, plain_lines, table
from dashboard.limit.wording import CARE, UNKNOWN
from dashboard.pain.red_flags.wording import HOLDS
from dashboard.rows.others import CheckRun, NextRun
from dashboard.rows.today import TodayMeasure
from etl.analysis.route import BANDS, RouteHills, RouteMeasure
from etl.errors import UserError
from tests.builders.rows import a_row_of

TOMORROW = date(2026, 5, 4)
HILLY = RouteHills(
    ascent_m=400.0,
    descent_m=380.0,
    band_m=dict.fromkeys(BANDS, 0.0) | {"flat": 8000.0, "down_5_10": 3000, "down_10_15": 900.0},
)
HELD = {
    "distance": (14_000.0, 9_000.0),
    "ascent": (220.0, 90.0),
    "descent": (211.0, 90.0),
    "down_5_10": (2_000.0, 500.0),
    "down_10_15": (0.0, 0.0),
    "fast": (600.0, 0.0),
    "steps": (15_000.0, 9_500.0),
}


def a_route(**values: Any) -> RouteMeasure:
    plain: dict[str, Any] = {"distance_m": 10_000.0, "hills": HILLY}
    return RouteMeasure(**plain | values)


def a_limit(metres: float | None = 11_460.0, reason: str = "usual", **values: Any) -> NextRun:
    told = {"training_m": metres, "training_reason": reason, "longest_m": 10_420.0}
    return a_row_of(NextRun, local_date=TOMORROW, is_complaining=False, **told | values)


def a_basis(**values: Any) -> Basis:
    """Twelve runs of six weeks, steps of 1.05 m, nothing under way."""
    rows = {
        measure: a_row_of(
            CheckRun,
            measure=measure,
            most_value=most,
            usual_value=usual,
            known_count=12,
            run_count=12,
        )
        for measure, (most, usual) in HELD.items()
    }
    plain: dict[str, Any] = {
        "next_run": a_limit(),
        "six_weeks": rows,
        "easy_step_length_m": 1.05,
        "measures": (),
        "hold_name": None,
        "is_shared": True,
    }
    return Basis(**plain | values)


def under_way(code: str, until: date = date(2026, 5, 9)) -> TodayMeasure:
    return a_row_of(TodayMeasure, measure_code=code, until_date=until)


def said(run: PlannedRun, **values: Any) -> list[str]:
    return plain_lines(check(run, a_basis(**values)), "km")


def verdict(run: PlannedRun, **values: Any) -> Answer:
    return check(run, a_basis(**values))


def test_a_run_within_the_limit_is_said_to_be_with_the_limits_own_sentence():
    """And beside the highest and the usual run of six weeks, in steps, too."""
    assert said(planned_run(distance_m=11_000)) == [
        "Within tomorrow's limit. Tomorrow at most 11.4 km: 10 % beyond your longest run of the "
        "last 30 days, 10.4 km.",
        "11.0 km, about 10,500 steps: within your highest of six weeks (14.0 km, usually 9.0 km).",
    ]


@pytest.mark.parametrize(
    ("metres", "expected"),
    [
        (11_460.5, "Within tomorrow's limit."),
        (11_480, "Past tomorrow's limit, just."),
        (12_000, "Past tomorrow's limit by 0.5 km."),
    ],
)
def test_the_edge_is_the_limit_itself(metres: float, expected: str):
    """A metre more is what a conversion of units makes, and no run is measured so."""
    assert said(planned_run(distance_m=metres))[0].startswith(expected)


def test_a_hilly_route_is_told_as_after_the_run():
    """Descent against the highest, then the steepest stretch that six weeks did not hold."""
    assert said(planned_run(route=a_route()))[2:] == [
        "400 m up, 380 m down: 1.8 × your highest of six weeks (211 m down, usually 90 m).",
        "0.9 km at 10 to 15 % down: none in your last six weeks.",
    ]


def test_a_stretch_that_six_weeks_held_is_not_told_but_a_gentler_one_beyond_them_is():
    """Of the bands beyond one's own the steepest is one line; all stand in the table."""
    bands = dict(HILLY.band_m) | {"down_10_15": 40.0}
    hills = RouteHills(ascent_m=400, descent_m=150, band_m=bands)
    answer = check(planned_run(route=a_route(hills=hills)), a_basis())
    assert plain_lines(answer, "km")[2:] == [
        "400 m up, 150 m down: within your highest of six weeks (211 m down, usually 90 m).",
        "3.0 km at 5 to 10 % down: 1.5 × your highest of six weeks (2.0 km, usually 0.5 km).",
    ]
    assert [row["This run"] for row in table(answer, "km")] == [
        *("10.0 km", "400 m", "150 m", "0.0 km", "3.0 km", "0.0 km", "0.0 km", "–", "9,500"),
    ]


def test_there_are_at_most_four_lines_under_the_answer():
    """With everything that a run may hold."""
    assert len(said(planned_run(route=a_route(), fast_s=1200))) == 5


@pytest.mark.parametrize("reason", ["no_altitude", "sparse", "doubted"])
def test_unknown_hills_are_said_to_be_unknown(reason: str):
    """Never 0 m."""
    lines = said(planned_run(route=a_route(hills=None, hills_reason=reason)))
    assert lines[2].startswith("Hills unknown: ")
    assert "0 m" not in "".join(lines[2:])


def test_fast_minutes_stand_beside_ones_own():
    """Ten of six weeks were the most."""
    assert said(planned_run(distance_m=10_000, fast_s=900))[-1] == (
        "15 min fast: 1.5 × your highest of six weeks (10 min, usually 0 min)."
    )


def test_where_not_all_runs_tell_it_says_how_many_do():
    """The highest of the known ones may not be the highest."""
    rows = dict(a_basis().six_weeks)
    rows["descent"] = rows["descent"] | {"known_count": 8}
    assert said(planned_run(route=a_route()), six_weeks=rows)[2].endswith(
        "Known of 8 of your 12 runs."
    )


def test_what_six_weeks_do_not_tell_is_not_compared():
    """A runner without altitude, and without cadence."""
    rows = dict(a_basis().six_weeks)
    rows["descent"] = rows["descent"] | {"known_count": 0, "most_value": None}
    lines = said(planned_run(route=a_route()), six_weeks=rows, easy_step_length_m=None)
    assert lines[1].startswith("10.0 km: within")
    assert lines[2] == "400 m up, 380 m down: not known of your runs of six weeks."


def test_without_a_run_in_six_weeks_there_is_the_run_alone():
    """And the limit's own words for what is not known."""
    unknown = a_limit(None, "unknown")
    lines = said(planned_run(distance_m=5_000), six_weeks={}, next_run=unknown)
    assert lines == [UNKNOWN, "5.0 km, about 4,800 steps.", NO_RUNS]


@pytest.mark.parametrize(
    ("run", "code", "expected"),
    [
        (planned_run(route=a_route()), "swap", "Not for tomorrow. Downhill running is left out"),
        (planned_run(distance_m=9e3, fast_s=600), "swap", "Not for tomorrow. Fast running"),
        (planned_run(distance_m=9e3, fast_s=600), "speed_later", "Not for tomorrow. Fast running"),
        (planned_run(distance_m=9e3, fast_s=0), "speed_later", "Within tomorrow's limit. "),
        (planned_run(route=a_route()), "speed_later", "Within tomorrow's limit, if easy."),
        (planned_run(distance_m=9e3), "swap", "Within tomorrow's limit, if flat and easy."),
        (planned_run(distance_m=12e3), "swap", "Past tomorrow's limit by 0.5 km."),
    ],
    ids=["hilly", "fast", "fast later", "not fast", "hilly later", "not told", "too far"],
)
def test_what_is_left_out_for_now_is_left_out_tomorrow(run: PlannedRun, code: str, expected: str):
    """By what *Today* has under way: an answer of its own before the distance's."""
    first = said(run, measures=(under_way(code),))[0]
    assert first.startswith(expected)
    assert "at most 11.4 km" in first


def test_what_ends_today_holds_nothing_tomorrow():
    """Its last day is the one before."""
    ended = under_way("swap", until=date(2026, 5, 3))
    assert verdict(planned_run(route=a_route()), measures=(ended,)).verdict == "within"


@pytest.mark.parametrize("hold", ["refer", "under_care"])
def test_while_advice_is_held_back_only_that_is_said_and_what_the_run_is(hold: str):
    """No limit, and no comparison that reads like leave to run."""
    answer = verdict(planned_run(route=a_route()), hold_name=hold)
    lines = plain_lines(answer, "km")
    assert lines[0] == HOLDS[hold].replace("*", "")
    assert lines[1:] == ["10.0 km.", "400 m up, 380 m down."]
    assert answer.limit_m is None


def test_where_a_clinician_has_the_word_nothing_is_compared():
    """As the limit says it."""
    assert said(planned_run(distance_m=5_000), next_run=a_limit(None, "care")) == [CARE, "5.0 km."]


def test_a_day_without_a_run_is_said_as_the_limit_says_it():
    """Any distance is past it."""
    first = said(planned_run(distance_m=1_000), next_run=a_limit(0.0, "plan"))[0]
    assert first.startswith("Past tomorrow's limit. Tomorrow no run: ")


def test_who_may_not_see_the_pain_diary_is_told_of_no_limit():
    """But of what training alone gives, about them."""
    row = a_limit(hidden_name="pain")
    answer = verdict(planned_run(distance_m=12_000), next_run=row)
    first = first_line(answer, "km", whose="their")
    assert "Past what training alone gives by 0.5 km." in first
    assert "their longest run" in first
    assert "What the knee says is not shared here." in first


def test_who_may_not_see_training_gets_nothing():
    """Not a number of it, and no guess at one."""
    answer = verdict(planned_run(distance_m=12_000), is_shared=False)
    assert plain_lines(answer, "km", whose="their") == [NOT_SHARED.replace("**", ""), "12.0 km."]
    assert {one.most_value for one in answer.compared.values()} == {None}
    assert answer.compared["steps"].value is None


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "Say how far"),
        ({"distance_m": 0}, "Say how far"),
        ({"distance_m": float("nan")}, "Say how far"),
        ({"distance_m": -5}, "Say how far"),
        ({"distance_m": 300_001}, "No run goes further than 300 km"),
        ({"distance_m": 5_000, "fast_s": -60}, "none or more"),
        ({"distance_m": 5_000, "fast_s": 7200}, "120 fast minutes alone are more than 18 km"),
        ({"distance_m": 5_000, "fast_s": float("inf")}, "none or more"),
    ],
)
def test_a_run_that_no_body_can_do_is_refused_with_a_sentence(asked: dict, words: str):
    """Before anything is compared."""
    with pytest.raises(UserError, match=words):
        planned_run(**asked)
