"""A status and its reasons as one statement, to a runner and about one; calm only where known."""

from datetime import date, timedelta

import polars as pl
import pytest

from dashboard.load.charts import draw_load
from dashboard.patient.gap_wording import gap_lines
from dashboard.patient.wording import knees_by_state, no_pain_words
from dashboard.rows.patient import PatientKnee
from dashboard.rows.today import Today, TodayReason
from dashboard.squad.wording import BoardRow, jump_words, known_words, reason_words, week_words
from dashboard.today.status_wording import about_runner, advice, and_more, statement
from dashboard.ui.charts import style
from etl.reference.rules import read_rules
from tests.builders.rows import a_row_of

TODAY = date(2026, 5, 3)
CALM = a_row_of(Today, status="ok", local_date=TODAY, last_run_date=TODAY - timedelta(days=2))


def a_reason(text: str, *, status: str | None, what_to_do: str = "", **others) -> TodayReason:
    """A row of `page.today_reason`."""
    row = {"rule_id": "some_rule", "local_date": TODAY, "text": text, "status": status}
    return a_row_of(TodayReason, **row | {"what_to_do": what_to_do} | others)


NOTE = a_reason("Your most descent in six weeks", status=None)


@pytest.mark.parametrize(
    ("today", "reasons", "finding", "headings"),
    [
        (CALM, [], "Nothing in your runs or your log stands out today.", []),
        (
            CALM,
            [NOTE],
            "Worth knowing: Your most descent in six weeks, Sun 3 May 2026",
            ["Worth knowing"],
        ),
        (
            CALM,
            [NOTE, NOTE, NOTE],
            "Worth knowing: Your most descent in six weeks, Sun 3 May 2026, and 2 more",
            ["Worth knowing"],
        ),
        (
            {**CALM, "status": "amber"},
            [a_reason("Up the morning after the run", status="amber", knee="left"), NOTE],
            "Up the morning after the run, left knee, Sun 3 May 2026",
            ["Why", "Worth knowing"],
        ),
        (
            {**CALM, "last_run_date": date(2026, 4, 20)},
            [],
            "No run is here since Mon 20 Apr 2026: nothing stands out in what is known, which is "
            "little.",
            [],
        ),
        (
            {**CALM, "last_run_date": None},
            [],
            "No run is here yet: nothing stands out in what is known, which is little.",
            [],
        ),
        (
            {**CALM, "status": "not_enough_data"},
            [],
            "A few weeks of runs are needed before they can be compared.",
            [],
        ),
    ],
)
def test_the_line_below_the_status_follows_from_it_and_its_reasons(
    today: Today, reasons: list[TodayReason], finding: str, headings: list[str]
) -> None:
    """No calm above a list of reasons, and none over a time of which nothing is known."""
    said = statement(today, reasons)
    assert said.finding == finding
    assert [title for title, _ in said.parts] == headings


def test_a_coach_reads_about_the_runner_and_not_about_themselves() -> None:
    """Every finding of every rule."""
    assert (
        about_runner("Your longest run, so you and yours")
        == "Their longest run, so they and theirs"
    )
    said = statement(CALM, [], to_runner=False)
    assert said.finding == "Nothing in their runs or their log stands out today."
    for rule in read_rules():
        for level in rule.levels:
            for text in (level.text, level.own.text if level.own else ""):
                words = about_runner(text).lower().split()
                assert not {"you", "your", "yours", "you're"} & set(words), text


def test_one_advice_is_told_once_with_all_its_reasons() -> None:
    """Rules that ask for the same stand together; an assessment is asked for besides, once."""
    ease, see = "Run shorter and flat.", "Have the knee assessed."
    reasons = [
        a_reason("Pain while running of 3 or more", status="amber", what_to_do=ease),
        a_reason("Up the morning after the run", status="amber", what_to_do=ease),
        a_reason("On and off for two weeks", status="amber", what_to_do=see, rule_id="event_pain"),
        a_reason("Back again", status="amber", what_to_do=see, rule_id="pain_recurrence"),
        a_reason("Your most descent", status=None, what_to_do="Expect sore thighs."),
    ]
    for index, row in enumerate(reasons, start=1):
        row["reason_index"] = index
    told = advice(reasons)
    assert [one.text for one in told] == [ease, see]
    assert [one.because_words for one in told] == ["For reasons 1 and 2.", "For reasons 3 and 4."]
    assert advice(reasons[:1])[0].because_words == ""
    assert advice(reasons[2:])[0].text == see
    assert len(advice(reasons[2:])) == 1
    assert advice([]) == ()


def a_row(**values) -> BoardRow:
    """A row of the board."""
    row: dict = {"need": "amber", "reason_text": "Above your usual", "reason_knee": "right"}
    row |= {"reason_date": TODAY, "reason_count": 6, "units": "km"}
    return a_row_of(BoardRow, **row | values)


def test_more_reasons_are_never_read_as_points() -> None:
    """Six reasons are one and five more."""
    assert reason_words(a_row(), TODAY) == "Above their usual, right knee, 3 May, and 5 more"
    assert reason_words(a_row(reason_count=1), TODAY) == "Above their usual, right knee, 3 May"
    assert reason_words(a_row(reason_date=date(2025, 12, 4), reason_count=1), TODAY).endswith(
        "4 Dec 2025"
    )
    assert and_more(0) == ""


@pytest.mark.parametrize(
    ("ratio", "words"),
    [(None, "–"), (0.57, "none"), (1.0, "none"), (1.1, "none"), (1.101, "×1.10"), (2.4, "×2.40")],
)
def test_a_jump_is_one_or_none(ratio: float | None, words: str) -> None:
    """By the limit of the rule; unknown is not none."""
    assert jump_words(ratio) == words


def test_of_a_week_with_unknown_days_the_known_distance_is_told() -> None:
    """The bars show it too."""
    assert week_words(a_row(known_7d_m=17_000.0)) == "17.0 km known"
    assert week_words(a_row()) == "–"
    assert known_words(a_row(known_7d_m=16_093.44, units="miles")) == "10.0 mi known"
    assert week_words(a_row(distance_7d_m=38_200.0, usual_7d_m=41_000.0)) == "38.2 km, usual 41.0"


SESSIONS = pl.DataFrame(
    schema={
        "local_date": pl.Date,
        "distance_m": pl.Float64,
        "longest_30d_m": pl.Float64,
        "spike_ratio": pl.Float64,
        "spike_band": pl.String,
    }
)
WEEKS = pl.DataFrame(
    {"week_start_date": [date(2026, 4, 27)], "distance_m": [0.0], "longest_run_m": [None]},
    schema_overrides={"longest_run_m": pl.Float64},
).with_columns(run_count=pl.lit(0))
CEILING = pl.DataFrame(schema={"local_date": pl.Date, "longest_30d_m": pl.Float64})
PAIN = pl.DataFrame(
    schema={"local_date": pl.Date, "knee": pl.String, "worst_score": pl.Int64, "light": pl.String}
)


@pytest.mark.parametrize(
    ("runs", "title"),
    [
        ([], "No run is recorded in this period"),
        ([(None, "no_reference")], "No run of this period has a longest run of 30 days before"),
        ([(0.9, "reference")], "No run went clearly past the longest of the 30 days before it"),
    ],
)
def test_nothing_recorded_is_not_nothing_wrong(
    runs: list[tuple[float | None, str]], title: str
) -> None:
    """*Load* says what there is before it says that nothing of it stands out."""
    rows = [(TODAY, 8000.0, 9000.0, ratio, band) for ratio, band in runs]
    sessions = pl.DataFrame(rows, schema=SESSIONS.schema, orient="row")
    figure = draw_load(WEEKS, CEILING, sessions, PAIN, "km")
    assert title in style.text_of(figure).title


def test_what_is_over_does_not_hurt_now() -> None:
    """A spell that ended half a year ago stands by itself, and what goes on under *What hurts*."""
    knees = [
        a_row_of(PatientKnee, knee=knee, is_over=is_over)
        for knee, is_over in (("left", True), ("right", False))
    ]
    now, before = knees_by_state(knees)
    assert ([row["knee"] for row in now], [row["knee"] for row in before]) == (["right"], ["left"])
    assert no_pain_words(has_hurt=True) == "No spell of knee pain goes on, as far as it was logged."


def test_nothing_is_missing_only_where_something_is_here() -> None:
    """Without a run of the four weeks nothing of them can be missing."""
    for last_run_date in (None, date(2026, 3, 1)):
        lines = gap_lines([], last_run_date=last_run_date, today=TODAY)
        assert lines == ["No run of the last 4 weeks is here."]
    assert gap_lines([], last_run_date=TODAY, today=TODAY) == [
        "Nothing is missing of the last 4 weeks."
    ]
