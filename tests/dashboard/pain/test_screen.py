"""Pain: log, complete, change, delete, look back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard import session
from dashboard.pain.entry_form import moved
from dashboard.pain.red_flags.wording import red_flags
from dashboard.ui import display
from etl.journal.entries import CHIPS, PLACES, PainEntry
from tests.builders import a_home, a_run
from tests.dashboard.conftest import words_of

pytestmark = pytest.mark.usefixtures("all_open")
MAY_2 = date(2026, 5, 2)
MAY_3 = date(2026, 5, 3)


def with_form(app):
    """The screen with its form open."""
    return app.button(key="pain-log").click().run()


def save(app):
    """Press the form's own button; the test's page forgets a dialog unless it is opened again."""
    app.button(key="pain-log").click()
    return next(each for each in app.button if "pain-form" in each.proto.form_id).click().run()


def test_a_logged_day_stands_in_the_list_and_the_chart(open_screen, tmp_path: Path):
    """Knee, score, save; then it is there."""
    app = open_screen(*a_home(tmp_path, [a_run()]), "pain")
    assert "No pain logged yet" in words_of(app)
    with_form(app)
    app.button_group(key="knee-new").select("left")
    app.select_slider(key="pain_during_score-new").set_value(4)
    save(app)
    assert not app.exception
    words = words_of(app)
    assert "Left, worst **4** of 10" in words
    assert "Left knee at most 4 of 10, on 3 May" in words
    assert len(app.get("plotly_chart")) == 1


def test_a_second_save_completes_the_first(open_screen, tmp_path: Path):
    """The morning's score joins the run's; a dash changes nothing."""
    pain = {"local_date": date(2026, 5, 3), "knee": "left", "pain_during_score": 2}
    app = with_form(open_screen(*a_home(tmp_path, [a_run()], pains=[pain]), "pain"))
    app.button_group(key="knee-new").select("left")
    app.select_slider(key="pain_after_score-new").set_value(1)
    save(app)
    assert "Worst while running 2, an hour after 1" in words_of(app)
    assert "worst **2** of 10" in words_of(app)


def test_no_knee_is_never_guessed(open_screen, tmp_path: Path):
    """A score without a knee is not saved."""
    app = with_form(open_screen(*a_home(tmp_path, [a_run()]), "pain"))
    app.select_slider(key="pain_during_score-new").set_value(4)
    save(app)
    assert "Choose a knee first." in words_of(app)
    assert "No pain logged yet" in words_of(app)


def test_a_zero_is_kept_as_a_zero(open_screen, tmp_path: Path):
    """No pain is an answer; a dash is none."""
    app = with_form(open_screen(*a_home(tmp_path, [a_run()]), "pain"))
    app.button_group(key="knee-new").select("right")
    app.select_slider(key="pain_before_score-new").set_value(0)
    save(app)
    assert not app.exception
    words = words_of(app)
    assert "Right, worst **0** of 10" in words
    assert "No pain in your right knee on the days you logged" in words


def test_an_entry_opens_for_a_change_with_what_it_says(open_screen, tmp_path: Path):
    """Filled in as it was logged; what happens next is tested in a browser."""
    pain = {"local_date": MAY_2, "knee": "left", "pain_during_score": 2, "entry_id": "e1"}
    app = open_screen(*a_home(tmp_path, [a_run()], pains=[pain]), "pain")
    app.button(key="change-e1").click().run()
    assert not app.exception
    assert app.select_slider(key="pain_during_score-e1").value == 2
    assert app.select_slider(key="pain_after_score-e1").value == "–"
    assert app.button(key="delete-e1").label == "Delete this entry"


def test_an_entry_moved_to_another_day_belongs_to_that_days_run(open_screen, tmp_path: Path):
    """A day off has no run; the same day keeps the run it was logged for."""
    home, settings = a_home(tmp_path, [a_run("2026-05-01"), a_run("2026-05-02")])
    open_screen(home, settings, "pain")
    person = session.current_people()[0]
    runs = session.rows_of(person, "metric.run")
    by_day = {row["local_date"]: row["session_id"] for row in runs.to_dicts()}
    of_may_2 = PainEntry(
        runner_id=person.runner_id, local_date=MAY_2, knee="left", session_id=by_day[MAY_2]
    )
    for day, session_id in ((date(2026, 5, 1), by_day[date(2026, 5, 1)]), (MAY_3, None)):
        entry = moved(person, replace(of_may_2, local_date=day), old_date=MAY_2)
        assert entry.session_id == session_id
    assert moved(person, of_may_2, old_date=MAY_2) == of_may_2


def test_a_note_is_shown_as_it_was_typed(open_screen, tmp_path: Path):
    """A note is never read as Markdown or as a link."""
    pain = {
        "local_date": MAY_2,
        "knee": "left",
        "pain_during_score": 2,
        "note": "[x](http://y) *z*",
    }
    words = words_of(open_screen(*a_home(tmp_path, [a_run()], pains=[pain]), "pain"))
    # The unseen joiner after http keeps it from becoming a link.
    assert "\\[x\\]\\(http\u2060\\://y\\) \\*z\\*" in words


def test_every_place_and_chip_of_the_journal_has_its_words():
    """A code without words would stand on the page as code."""
    assert set(display.PLACES) == set(PLACES)
    assert set(display.CHIPS) == set(CHIPS)


def test_every_warning_sign_says_how_soon_and_who_says_so():
    """Urgency and source are never empty."""
    assert all(flag.text and flag.urgency and flag.source for flag in red_flags().values())


def test_the_limits_for_a_tendon_need_somebodys_word(open_screen, tmp_path: Path):
    """Without it nothing changes; with it the page says since when."""
    app = open_screen(*a_home(tmp_path, [a_run()]), "pain")
    for decider, expected in ((None, "strict limits"), ("runner", "since Sun 3 May 2026")):
        app.button_group(key="profile-knee").select("right")
        app.radio(key="profile-which").set_value("tendon_5")
        app.radio(key="profile-decider").set_value(decider)
        [button for button in app.button if button.label == "Save"][-1].click().run()
        assert not app.exception
        assert expected in words_of(app)


def test_a_score_of_a_diary_keeps_its_decimals_through_a_change(open_screen, tmp_path: Path):
    """Side and moment stay unsaid, and are told so; the chart has a row of its own for it."""
    pain = {"local_date": MAY_2, "knee": "unknown", "pain_untimed_score": 3.25}
    app = open_screen(*a_home(tmp_path, [a_run()], pains=[pain]), "pain")
    words = words_of(app)
    assert "Side not said, worst **3.25** of 10" in words
    assert "Knee (side not said) at most 3.25 of 10, on 2 May" in words
    next(each for each in app.button if each.label == "Change").click().run()
    form = next(each for each in app.button if "pain-form" in each.proto.form_id)
    form.click().run()
    assert not app.exception
    assert "Side not said, worst **3.25** of 10" in words_of(app)
