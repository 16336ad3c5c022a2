"""Speed: fast minutes against one's own reference speed, and knee load."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.builders import a_home, a_run
from tests.dashboard.conftest import words_of

FIRST = date(2026, 3, 14)  # a Saturday


def test_one_chart_is_drawn_and_knee_load_once_it_is_opened(open_screen, hilly_home):
    """Its line says what the latest week was."""
    app = open_screen(*hilly_home, "speed")
    assert not app.exception
    assert len(app.get("plotly_chart")) == 1
    assert "You ran fast for" in words_of(app)
    assert any("× your four weeks before" in fold.label for fold in app.expander)


def test_without_runs_the_screen_says_what_to_do(open_screen, tmp_path: Path):
    """One sentence and one button."""
    app = open_screen(*a_home(tmp_path), "speed")
    assert "once your runs are in" in words_of(app)
    assert [button.label for button in app.button] == ["Bring in runs"]


@pytest.mark.usefixtures("all_open")
def test_the_reference_speed_comes_with_how_it_was_found(open_screen, hilly_home):
    """A pace, and the method in words instead of its code."""
    words = words_of(open_screen(*hilly_home, "speed"))
    assert "Your reference speed is **4:" in words
    assert "of the last 90 days" in words or "in the last 90 days" in words
    assert "critical_speed" not in words


@pytest.mark.usefixtures("all_open")
def test_the_knee_load_comes_with_what_it_is_not(open_screen, hilly_home):
    """Its range, and that nobody has tested it against pain."""
    words = words_of(open_screen(*hilly_home, "speed"))
    assert "never tested against pain or injury" in words
    assert "how far it may be off" in words


@pytest.mark.usefixtures("all_open")
def test_a_runner_of_easy_runs_is_not_told_that_they_are_fast(open_screen, tmp_path: Path):
    """One pace all spring: no zones, and the reason in plain words."""
    days = [FIRST + timedelta(days=3 * index) for index in range(12)]
    app = open_screen(*a_home(tmp_path, [a_run(day, km=8) for day in days]), "speed")
    assert not app.exception
    words = words_of(app)
    assert "hardly faster than your easy runs" in words
    assert "There is no telling yet which of your minutes are fast" in words


@pytest.mark.usefixtures("all_open")
def test_a_reference_pace_stands_beside_its_own_week(open_screen, hilly_home):
    """The table begins with the newest week, where it is known; of the first weeks it is not."""
    app = open_screen(*hilly_home, "speed")
    table = next(f.value for f in app.dataframe if "Reference pace" in f.value.columns)
    assert table["Week from"].is_monotonic_decreasing
    assert table["Reference pace"].iloc[0].startswith("4:")
    assert table["Reference pace"].iloc[-1] == "–"
