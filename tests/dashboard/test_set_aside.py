"""A recording that no runner runs is asked about once, and counts as its runner says."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import a_home, a_run
from tests.builders.hashes import rows_of
from tests.builders.homes import NOW
from tests.dashboard.conftest import words_of
from tests.etl.sources.fit_bytes import fit_file, fit_time, session

QUESTION = "400.0 km: did you run this?"
DAYS_AGO = NOW - timedelta(days=10)


@pytest.fixture
def home(tmp_path: Path):
    """One plain run, and one of 400 km."""
    started = fit_time(DAYS_AGO)
    far = fit_file(session(elapsed_s=60_000, timer_s=60_000, distance_m=400_000, started=started))
    return a_home(tmp_path, {"run.fit": a_run(), "far.fit": far})


@pytest.mark.parametrize("screen", ["today", "data"])
@pytest.mark.parametrize(("label", "runs"), [("Leave it out", 1), ("It was a run", 2)])
def test_it_is_asked_once_and_the_answer_counts(open_screen, home, screen, label, runs) -> None:
    """On Today and where runs are brought in; afterwards nobody asks again."""
    app = open_screen(*home, screen)
    assert QUESTION in words_of(app)
    assert rows_of(home[0], "select count(*) from core.session") == [(1,)]
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    assert QUESTION not in words_of(app)
    assert rows_of(home[0], "select count(*) from core.session") == [(runs,)]


def test_the_recordings_are_told_by_device_and_year(open_screen, home) -> None:
    """How much is known, and what waits."""
    app = open_screen(*home, "data")
    table = next(
        frame.value for frame in app.dataframe if "Wait for your word" in frame.value.columns
    )
    assert table["Wait for your word"].sum() == 1
    assert table["Runs"].sum() == 2
