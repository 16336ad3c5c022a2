"""Runs that ended a year ago: Today says what they say, and nobody meets an empty chart."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from etl.operations.import_files import ImportResult
from tests.builders import a_home, a_run
from tests.dashboard.conftest import OpenScreen, words_of

YEAR_LATER = datetime(2026, 5, 3, 7, 0, tzinfo=UTC)
FIRST = date(2025, 1, 4)


@pytest.fixture(scope="module")
def quiet_home(tmp_path_factory: pytest.TempPathFactory):
    """Six Saturdays of 10 km, one of 15 with pain after it; then a year of nothing."""
    runs = [a_run(FIRST + timedelta(weeks=week), km=10) for week in range(6)]
    runs.append(a_run(FIRST + timedelta(weeks=6), km=15))
    pain = {
        "local_date": FIRST + timedelta(weeks=6),
        "knee": "left",
        "pain_during_score": 4,
    }
    return a_home(tmp_path_factory.mktemp("quiet"), runs, pains=[pain], now=YEAR_LATER)


def test_today_becomes_what_the_runs_say(open_screen: OpenScreen, quiet_home):
    """A chart of the weeks that hold runs, four lines that unfold, the way to bring more in."""
    app = open_screen(*quiet_home)
    assert not app.exception
    words = words_of(app)
    assert "# What your 7 runs say" in words
    assert [fold.label for fold in app.expander] == [
        "Biggest jumps **+50 %**",
        "Hilliest week **cannot be told**",
        "Cadence, then and now **cannot be told**",
        "Breaks **7 days**",
    ]
    assert "after a longest of" not in words
    assert "Bring it up to date" in words
    assert len(app.get("plotly_chart")) == 1
    assert "Not enough data" not in words
    assert "No run is recorded" not in words


@pytest.mark.usefixtures("all_open")
def test_each_finding_says_what_it_is_of_and_what_followed(open_screen: OpenScreen, quiet_home):
    """The jump with its day and the knee of that week; where nothing can be told, why."""
    words = words_of(open_screen(*quiet_home))
    assert "15.0 km after a longest of 10.0 km. Left knee up to 4 of 10" in words
    assert "Too flat, or too little altitude, to tell a usual week from." in words
    assert "Too few flat runs with cadence at both ends to compare." in words
    assert "**7 days** until" in words


def test_other_screens_open_on_the_shortest_period_that_holds_runs(
    open_screen: OpenScreen, quiet_home
):
    """14 months ago: neither twelve weeks nor a year do."""
    app = open_screen(*quiet_home, "load")
    assert not app.exception
    assert app.button_group(key="period").value == "all"
    assert re.search(r"Your \d+\.\d km of .* the longest of the 30 days before", words_of(app))


def test_after_an_import_one_sentence_says_what_is_here_and_a_tap_what_it_says(
    open_screen: OpenScreen, tmp_path: Path
):
    """Of recent runs, too; another tap leads back to Today."""
    home, settings = a_home(tmp_path, [a_run("2026-05-02", km=10)])
    app = open_screen(home, settings, "data")
    app.session_state["import-result"] = ImportResult("batch", "runner", ())
    app.run()
    assert "1 run is here now: 2 May 2026, 10.0 km." in words_of(app)
    app.button(key="see-history").click().run()
    assert not app.exception
    app.switch_page("today/screen.py").run()
    assert "# What your 1 run says" in words_of(app)
    app.button(key="history-to-today").click().run()
    assert not app.exception
    assert "What your 1 run says" not in words_of(app)
