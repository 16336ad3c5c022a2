"""What a belt tells, on the page of a run and beside the sore side; and pairs of shoes."""

from datetime import UTC, date, datetime

import pytest

from dashboard.mechanics.steps_and_shoes.contact_wording import contact_title, unknown_words
from dashboard.mechanics.steps_and_shoes.shoe_wording import change_lines, older_words, shoe_lines
from dashboard.rows.mechanics import ContactSide, Shoe, ShoeChange
from dashboard.rows.runs import RunForm
from dashboard.runs.one_run.steps_wording import feel_words, step_words
from etl.home import Home
from etl.recording import RunningForm
from etl.settings import Settings
from etl.sources.strava_export.mapping import row_to_json
from etl.sources.strava_export.reader import ExportRow
from tests.builders import a_home, a_run
from tests.builders.rows import a_row_of
from tests.dashboard.conftest import own_rows, words_of

Place = tuple[Home, Settings]
DAYS = ("2026-04-20", "2026-04-25", "2026-05-02")
TODAY = date(2026, 5, 3)
BELT = RunningForm(
    ground_contact_s=0.249, left_contact_share=0.509, vertical_oscillation_m=0.087,
    vertical_ratio=0.081, power_w=268.0, normalized_power_w=274.0, feel_score=75.0,
)  # fmt: skip


def _row(day: str, gear: str) -> bytes:
    """What a Strava export says of the run of that day."""
    told = ExportRow(
        source_activity_id=day.replace("-", ""),
        started_at=datetime.fromisoformat(f"{day}T07:00").replace(tzinfo=UTC),
        sport="Run",
        distance_m=2000.0,
        moving_s=660.0,
        elapsed_s=660.0,
        gear_id=gear,
    )
    return row_to_json(told).encode()


@pytest.fixture(scope="module")
def belted(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Three runs with a belt, the last one in a new pair of shoes; the right knee is sore."""
    files = {f"{day}.fit": a_run(day, km=2, form=BELT) for day in DAYS}
    files |= {
        f"{day}.json": _row(day, "gear-red" if day == DAYS[2] else "gear-blue") for day in DAYS
    }
    files["plain.fit"] = a_run("2026-04-11", km=2)
    knees = [("right", 3), ("left", 0)]
    pains = [
        {"local_date": date(2026, 4, 20), "knee": knee, "pain_morning_score": score}
        for knee, score in knees
    ]
    return a_home(tmp_path_factory.mktemp("belted") / "home", files, pains=pains)


def _session_of(place: Place, day: str) -> str:
    rows = own_rows(place, "page.run_form", local_date=date.fromisoformat(day))
    return rows["session_id"][0]


def test_a_run_tells_its_steps_and_where_each_number_is_from(open_screen, all_open, belted):
    """To the digit, with the source beside; and that it says nothing of a knee."""
    app = open_screen(*belted, "runs")
    app.query_params["run"] = _session_of(belted, DAYS[2])
    words = words_of(app.run())
    assert not app.exception
    assert "- **Time on the ground:** 249 ms a step :gray[· FIT file]" in words
    assert "- **Balance left and right:** left 50.9 %, right 49.1 % :gray[· FIT file]" in words
    assert "- **Way up and down:** 8.7 cm a step :gray[· FIT file]" in words
    assert "268 W, 274 W with hard stretches weighing more" in words
    assert "- **How it felt:** strong" in words
    assert "generally no risk factor" in words
    assert "**Shoe:** Strava export" in words


def test_a_run_without_a_belt_says_that_nobody_told(open_screen, all_open, belted):
    """No heading without a number; the reason stands with the sources."""
    app = open_screen(*belted, "runs")
    app.query_params["run"] = _session_of(belted, "2026-04-11")
    words = words_of(app.run())
    assert not app.exception
    assert "ms a step" not in words
    assert "How the steps were" not in [expander.label for expander in app.expander]
    line = next(line for line in words.splitlines() if "time on the ground" in line)
    assert line.endswith("Not told by any source")


def test_the_balance_stands_beside_the_sore_side(open_screen, all_open, belted):
    """In calm words: counts, reasons, no cause; then the pairs of shoes."""
    app = open_screen(*belted, "mechanics")
    words = words_of(app)
    assert not app.exception
    assert "**Left 50.9 %, right knee sore**" in words
    assert "| Balance | left 50.9 %, right 49.1 % in 3 runs | – |" in words
    assert "| Right knee | 3.0 of 10, mean of 1 day | – |" in words
    assert "four weeks before, balance: no run recorded" in words
    assert "explains nothing" in words
    assert "| Pair 2 | 2 km | 1 | new since 2 May, last on 2 May |" in words
    assert "| Pair 1 | 4 km | 2 | known since 20 Apr, last on 25 Apr |" in words
    assert "Pair 2, since 2 May, right knee:** the weeks after are not over yet." in words
    assert "that the shoes did it is not shown" in words


def test_what_is_not_known_is_said_in_a_title_and_below():
    """Each state of the row has its words."""
    nothing = a_row_of(ContactSide, balance_reason="not_told", contact_reason="few_runs")
    assert contact_title(nothing) == "Balance not known, no score of either knee"
    assert unknown_words([nothing]) == (
        "Not known last four weeks, balance: no watch, belt or pod told it; "
        "last four weeks, time on the ground: too few runs that tell it."
    )
    even = a_row_of(ContactSide, left_contact_share=0.5003, sore_knee="both")
    assert contact_title(even) == "Even: left 50.0 %, both knees alike sore"
    calm = a_row_of(ContactSide, left_contact_share=0.49, longer_side="right", sore_knee="none")
    assert contact_title(calm) == "Left 49.0 %, no knee sore"
    assert unknown_words([even]) == ""


def test_scores_before_and_after_are_told_with_their_counts():
    """And never which was the better pair."""
    plain = {"first_date": TODAY, "last_date": TODAY, "run_count": 1, "unmeasured_run_count": 0}
    shoes = [a_row_of(Shoe, shoe_id=str(n), shoe_index=n, **plain) for n in range(9, 0, -1)]
    change = a_row_of(
        ShoeChange, shoe_id="9", changed_on=date(2026, 1, 2), knee="unknown", before_score=2.6,
        before_day_count=40, after_score=1.4, after_day_count=38,
    )  # fmt: skip
    (line,) = change_lines([change], shoes, TODAY)
    assert line == (
        "- **Pair 9, since 2 Jan, knee (side not said):** before 2.6 of 10 "
        "(40 days with a score), after 1.4 (38 days)."
    )
    assert len(shoe_lines(shoes, TODAY, "km")) == 2 + 8
    assert older_words(shoes) == "And 1 older pair."
    assert older_words(shoes[1:]) == ""


@pytest.mark.parametrize(
    ("score", "words"),
    [(0, "very weak"), (25, "weak"), (50, "normal"), (75, "strong"), (100, "very strong")],
)
def test_a_feeling_has_the_word_that_the_watch_asked_by(score: float, words: str):
    """Five steps from 0 to 100."""
    assert feel_words(score) == words


def test_only_what_is_told_of_the_steps_has_a_line():
    """Power without a normalized one, nothing else."""
    assert step_words(a_row_of(RunForm, power_w=240.0)) == {"power": "240 W"}
