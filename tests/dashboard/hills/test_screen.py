"""Hills: terrain against one's own usual."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.screens import file_of
from dashboard.ui.chart import NOTHING_DRAWN
from etl.demo.fit_writer import Watch
from tests.builders import a_home, a_run
from tests.builders.altitudes import a_wandering_run
from tests.dashboard.conftest import own_rows, words_of

FIRST = date(2026, 3, 14)  # a Saturday
BAD = Watch(name="Bad watch", product=2, serial=2)
WANDERED = (date(2026, 4, 20), date(2026, 4, 27))


def test_descent_is_told_against_the_own_usual(open_screen, hilly_home):
    """300 m after weeks of 150 m is twice the usual."""
    app = open_screen(*hilly_home, "hills")
    assert not app.exception
    assert re.search(
        r"You ran down \d+ m in the week from 27 Apr 2026: 2\.0 × your usual", words_of(app)
    )


def test_one_chart_is_drawn_and_the_others_once_they_are_opened(open_screen, hilly_home):
    """Their lines say what they found: the week with most downhill by its start."""
    app = open_screen(*hilly_home, "hills")
    assert len(app.get("plotly_chart")) == 1
    assert not app.dataframe
    assert any("in the week from 27 Apr" in fold.label for fold in app.expander)


@pytest.mark.usefixtures("all_open")
def test_all_of_it_is_there_once_it_is_opened(open_screen, hilly_home):
    """Bands of steepness, and the latest descents with their tables."""
    app = open_screen(*hilly_home, "hills")
    assert not app.exception
    assert len(app.get("plotly_chart")) == 2
    assert any("Against your usual descents" in frame.value.columns for frame in app.dataframe)


def test_former_addresses_lead_to_what_became_of_them():
    """Bookmarks and links go on working."""
    assert file_of("hills-and-speed") == file_of("hills")
    assert file_of("connections") == file_of("data")


def test_a_runner_of_the_plain_sees_no_empty_chart(open_screen, tmp_path: Path):
    """Title and one line stand instead."""
    days = [FIRST + timedelta(weeks=week) for week in range(6)]
    app = open_screen(*a_home(tmp_path, [a_run(day, km=8) for day in days]), "hills")
    assert not app.get("plotly_chart")
    assert NOTHING_DRAWN in words_of(app)


@pytest.mark.usefixtures("all_open")
def test_the_screen_says_how_well_altitude_is_known(open_screen, hilly_home):
    """A barometer is said to be one."""
    words = words_of(open_screen(*hilly_home, "hills"))
    assert "Altitude: barometer or map in" in words


@pytest.mark.usefixtures("all_open")
def test_nothing_on_the_screen_says_hills_or_speed_cause_injury(open_screen, hilly_home):
    """Allowed words only."""
    words = words_of(open_screen(*hilly_home, "hills")).lower()
    assert "will cause" not in words
    assert "no amount of descent has been shown to injure" in words


@pytest.mark.usefixtures("all_open")
def test_treadmill_weeks_are_not_known_rather_than_flat(open_screen, tmp_path: Path):
    """A treadmill has no altitude, which is not the same as no hills."""
    home = a_home(tmp_path, [a_run("2026-05-02", km=8, is_treadmill=True)])
    words = words_of(open_screen(*home, "hills"))
    assert "not known in 1 week" in words


def test_without_runs_the_screen_says_what_to_do(open_screen, tmp_path: Path):
    """One sentence and one button."""
    app = open_screen(*a_home(tmp_path), "hills")
    assert not app.exception
    assert "once your runs are in" in words_of(app)
    assert [button.label for button in app.button] == ["Bring in runs"]


@pytest.mark.usefixtures("all_open")
def test_descents_are_told_against_the_own_line_with_the_energy_of_a_step(open_screen, hilly_home):
    """What a step takes up, and what quicker ones would make of it, without blame."""
    app = open_screen(*hilly_home, "hills")
    assert not app.exception
    words = words_of(app)
    assert "J per kg" in words
    assert "steps 5 % quicker" in words
    assert "braking" not in words.split("Your latest runs with descents")[1].split("A watch")[0]


@pytest.fixture(scope="module")
def wandering_home(tmp_path_factory: pytest.TempPathFactory):
    """A hilly run by one watch, and two level ones whose barometer wandered."""
    wandering = [a_wandering_run(day, watch=BAD, seed=day.day) for day in WANDERED]
    return a_home(tmp_path_factory.mktemp("wandering"), [a_run(hill_m=60), *wandering])


@pytest.mark.usefixtures("all_open")
def test_altitude_that_is_not_believed_is_told_once(open_screen, wandering_home):
    """Which device, when, why and what to do; the other watch is not named."""
    app = open_screen(*wandering_home, "hills")
    assert not app.exception
    words = words_of(app)
    assert words.count("Hills are unknown on 2 runs of Bad watch") == 1
    assert "from Mon 20 Apr 2026 to Mon 27 Apr 2026" in words
    assert "it goes up and down as hills do not" in words
    assert words.count("What helps: rinse") == 1
    assert "Invented watch" not in words


@pytest.mark.usefixtures("all_open")
def test_a_good_altitude_needs_no_word(open_screen, hilly_home):
    """No watch is doubted for hills."""
    assert "Hills are unknown" not in words_of(open_screen(*hilly_home, "hills"))


@pytest.mark.usefixtures("all_open")
def test_the_data_page_counts_what_is_not_believed(open_screen, wandering_home):
    """By device and year, with what helps."""
    app = open_screen(*wandering_home, "data")
    assert not app.exception
    table = next(f.value for f in app.dataframe if "Altitude not believed" in f.value.columns)
    assert dict(zip(table["Recorded by"], table["Altitude not believed"], strict=True)) == {
        "Bad watch": 2,
        "Invented watch": 0,
    }
    assert "Altitude is not believed on some runs of this year" in words_of(app)


def test_the_page_of_a_run_says_why_and_takes_the_runners_word(open_screen, tmp_path: Path):
    """The hills come back when its runner says so, and go when that is taken back."""
    home = a_home(tmp_path, [a_wandering_run()])
    app = open_screen(*home, "runs")
    app.query_params["run"] = own_rows(home, "page.runs_list")["session_id"][0]
    app.run()
    assert "of climb, but it goes up and down as hills do not" in words_of(app)
    assert "Up" not in [metric.label for metric in app.metric]
    app.button(key="fix-altitude").click().run()
    assert not app.exception
    assert "Hills are unknown" not in words_of(app)
    assert "Up" in [metric.label for metric in app.metric]
    undo = next(one for one in app.button if (one.key or "").startswith("undo-is_altitude_right"))
    undo.click().run()
    assert "Hills are unknown: the altitude tells of" in words_of(app)
