"""A home with nothing in it: three ways in, pain at once, and the questions after."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access.told_by_browser import to_units, to_zone
from dashboard.first_visit import wording
from dashboard.session import told_by_browser
from etl.home import Home
from etl.journal.store import Journal
from etl.journal.training_habits import TrainingHabit, save_habit
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.builders.homes import NOW, a_new_home
from tests.dashboard.conftest import OpenScreen, words_of


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory):
    """A home in which Ada has answered everything, and what the page said in between."""
    return a_bare_home(tmp_path_factory.mktemp("told"))


def a_bare_home(folder: Path) -> tuple[Home, Settings]:
    """A home before anybody is in it."""
    settings = Settings(home=folder, time_zone="Europe/Berlin", now=NOW, workers=1)
    return a_new_home(folder), settings


def tap(app: AppTest, key: str, value: str | int) -> AppTest:
    """One tap on one of several words or numbers."""
    app.button_group(key=key).select(value).run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    """One tap on a button."""
    app.button(key=key).click().run()
    assert not app.exception
    return app


def log_first(app: AppTest, score: int = 3) -> AppTest:
    """A name, a knee, a number."""
    app.text_input(key="first-name").set_value("Ada").run()
    return tap(tap(app, "first-knee", "right"), "first-score", score)


def test_nothing_at_all_offers_three_ways_in_and_no_empty_chart(
    open_screen: OpenScreen, tmp_path: Path
):
    """Drop, connect, look; each a card with its own control."""
    app = open_screen(*a_bare_home(tmp_path))
    assert not app.exception
    words = words_of(app)
    for title in (wording.DROP, wording.CONNECT, wording.EXAMPLE):
        assert f"#### {title}" in words
    assert len(app.get("file_uploader")) == 1
    assert {"first-connect", "first-example"} <= {button.key for button in app.button}
    assert not app.get("plotly_chart")
    assert "Not enough data" not in words


def test_pain_is_logged_at_once_with_one_question_and_answered_by_a_sentence(
    open_screen: OpenScreen, tmp_path: Path
):
    """The name makes the runner; the number saves; Today says what to do about that knee."""
    home, settings = a_bare_home(tmp_path)
    app = log_first(open_screen(home, settings))
    words = words_of(app)
    assert "Pain of 3 or more without running, right knee" in words
    assert wording.MORE_WAYS in words
    assert [one.display_name for one in Journal(home, settings).runners()] == ["Ada"]


def test_a_runner_who_only_connected_an_account_gets_the_name(
    open_screen: OpenScreen, tmp_path: Path
):
    """Not a second runner beside the one of the account."""
    home, settings = a_bare_home(tmp_path)
    Journal(home, settings).ensure_runner()
    log_first(open_screen(home, settings))
    assert [one.display_name for one in Journal(home, settings).runners()] == ["Ada"]


def test_a_number_without_a_knee_or_a_name_asks_for_them(open_screen: OpenScreen, tmp_path: Path):
    """Nothing is guessed and nobody is made up."""
    home, settings = a_bare_home(tmp_path)
    app = tap(open_screen(home, settings), "first-score", 3)
    assert wording.NEEDS_KNEE in words_of(app)
    tap(app, "first-knee", "left")
    assert wording.NEEDS_NAME in words_of(app)
    assert Journal(home, settings).runners() == []


def test_each_answer_goes_where_the_product_keeps_it(open_screen: OpenScreen, told):
    """A note of the entry, an event, the usual training; and the plan's page has them."""
    home, settings = told
    app = log_first(open_screen(home, settings))
    tap(app, "since", "weeks")
    app.text_input(key="first-goal-name").set_value("Lake half")
    app.date_input(key="first-goal-day").set_value(date(2026, 6, 14))
    next(one for one in app.button if one.label == wording.NEXT).click().run()
    tap(app, "first-days", "saturday")
    tap(app, "first-days", "tuesday")
    press(app, "first-days-next")
    app.number_input(key="first-longest").set_value(12.0).run()
    tap(app, "first-recorder", "garmin")
    words = words_of(app)
    assert "stay within 12.0 km, the longest you told of, on Tue and Sat" in words
    assert "Garmin Connect" in words
    assert "Question" not in words
    with Journal(home, settings).reading() as connection:
        notes = connection.execute("select note from journal.pain_entry order by saved_order")
        assert notes.fetchall() == [(None,), (wording.SINCE_NOTES["weeks"],)]
        events = connection.execute("select name, event_date::varchar from journal.runner_event")
        assert events.fetchall() == [("Lake half", "2026-06-14")]


def test_every_question_can_be_skipped_and_all_at_once(open_screen: OpenScreen, tmp_path: Path):
    """One tap past one, one tap past the rest."""
    app = log_first(open_screen(*a_bare_home(tmp_path)))
    assert "Question 1 of 5" in words_of(app)
    press(app, "skip-since")
    assert "Question 2 of 5" in words_of(app)
    press(app, "skip-all")
    assert "Question" not in words_of(app)


def test_what_was_said_stands_by_the_proposal_of_a_plan(open_screen: OpenScreen, tmp_path: Path):
    """Beside the usual week, which alone the plan is worked out from."""
    home, settings = a_home(tmp_path, [a_run("2026-05-02", km=8)])
    journal = Journal(home, settings)
    (runner,) = journal.runners()
    save_habit(
        journal,
        TrainingHabit(
            runner_id=runner.runner_id,
            local_date=settings.local_date("Europe/Berlin"),
            running_days=("tuesday", "saturday"),
            longest_lately_m=12_000.0,
        ),
    )
    words = words_of(open_screen(home, settings, "plan"))
    assert "you run on Tue and Sat, your longest run is 12.0 km" in words


@pytest.mark.parametrize(
    ("told_locale", "units"),
    [
        ("en-US", "miles"),
        ("en_GB", "miles"),
        ("de-DE", "km"),
        ("de", "km"),
        (None, None),
        ("", None),
    ],
)
def test_units_follow_the_country_of_the_browser(told_locale: str | None, units: str | None):
    """Where nothing is told, nothing is said."""
    assert to_units(told_locale) == units


def test_a_zone_that_nobody_knows_is_not_taken():
    """A browser can say anything."""
    assert to_zone("America/Denver") == "America/Denver"
    assert to_zone("../../etc/passwd") is None
    assert to_zone(None) is None


def test_a_new_runner_takes_what_the_browser_says_until_files_say_otherwise(tmp_path: Path):
    """Denver and miles; a file of Vienna moves the zone, since nobody has set the profile."""
    home, settings = a_home(tmp_path)
    journal = Journal(home, settings)
    runner = journal.ensure_runner("Ada", time_zone="America/Denver", units="miles")
    assert (runner.time_zone, runner.units) == ("America/Denver", "miles")
    journal.adopt_time_zone(runner, "Europe/Vienna")
    assert journal.runner(runner.runner_id).time_zone == "Europe/Vienna"
    assert told_by_browser() == {}  # outside of a browser
