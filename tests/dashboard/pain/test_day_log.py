"""Sleep, how hard a run felt, and old injuries: asked in a tap, kept in the journal."""

from pathlib import Path

import pytest

from etl.home import Home
from etl.journal.store import Journal
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.dashboard.conftest import own_rows, words_of


@pytest.fixture
def here(tmp_path: Path) -> tuple[Home, Settings]:
    """A home with one run of 10 km in 55 minutes."""
    return a_home(tmp_path, [a_run("2026-05-02", km=10)])


def logged(here: tuple[Home, Settings], view: str, column: str) -> list[object]:
    """A column of a view, as the owner sees it."""
    return own_rows(here, view)[column].to_list()


def test_a_night_is_logged_beside_the_pain(open_screen, all_open, here):
    """One number; it belongs to the morning the night ended."""
    app = open_screen(*here, "pain")
    app.number_input(key="sleep-hours").set_value(6.5)
    app.button(key="sleep-send").click().run()
    assert not app.exception
    assert logged(here, "page.load_sleep", "sleep_h") == [6.5]


def test_one_tap_on_a_runs_page_says_how_hard_it_felt(open_screen, all_open, here):
    """Exertion 6 of a run of 55 minutes is a session load of 330; another tap changes it."""
    session_id = logged(here, "metric.run", "session_id")[0]
    app = open_screen(*here, "runs")
    app.query_params["run"] = str(session_id)
    app.run()
    effort = f"effort-{session_id}"
    app.button_group(key=effort).select(6).run()
    assert not app.exception
    assert logged(here, "metric.session_effort", "effort_load_au") == [pytest.approx(330, abs=1)]
    app.button_group(key=effort).select(4).run()
    assert logged(here, "metric.session_effort", "perceived_exertion_score") == [4.0]


def test_an_injury_is_told_of_on_load_and_can_be_taken_back(open_screen, all_open, here):
    """It appears as a badge, and is gone again."""
    app = open_screen(*here, "load")
    app.selectbox(key="injury-site").set_value("shin")
    app.button(key="injury-send").click().run()
    assert "Shin, until Sun 3 May 2026" in words_of(app)
    app.button(key="injury-gone").click().run()
    assert "Shin, until" not in words_of(app)
    assert Journal(*here).runners()


def test_before_any_run_is_rated_load_says_where_to(open_screen, all_open, here):
    """An empty place says what fills it."""
    assert "Say on a run's page how hard it felt" in words_of(open_screen(*here, "load"))
