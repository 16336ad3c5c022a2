"""A recording that no runner runs is asked about once, and counts as its runner says."""

from datetime import timedelta
from pathlib import Path

import pytest

from dashboard.rows.data import SetAside
from dashboard.runs.doubt_wording import question
from tests.builders import a_home, a_run
from tests.builders.hashes import rows_of
from tests.builders.homes import NOW
from tests.builders.rows import a_row_of
from tests.dashboard.conftest import own_rows, words_of
from tests.etl.sources.builders import gpx, trkpts
from tests.etl.sources.fit_bytes import fit_file, fit_time, session

QUESTION = "400.0 km at 24.0 km/h: did you run this?"
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


@pytest.mark.usefixtures("all_open")
def test_the_recordings_are_told_by_device_and_year(open_screen, home) -> None:
    """How much is known, and what waits."""
    app = open_screen(*home, "data")
    table = next(
        frame.value for frame in app.dataframe if "Wait for your word" in frame.value.columns
    )
    assert table["Wait for your word"].sum() == 1
    assert table["Runs"].sum() == 2


def open_tracks(days_ago: int) -> bytes:
    """A recording of an app that does not say what it was."""
    points = trkpts(seconds=201, start=NOW - timedelta(days=days_ago))
    return gpx(points, type_=None, creator="OpenTracks")


@pytest.fixture
def untold(tmp_path: Path):
    """A plain run, and three recordings of an app that leaves the kind open."""
    files = {f"{days}.gpx": open_tracks(days) for days in (4, 6, 8)}
    return a_home(tmp_path, {"run.fit": a_run(), **files})


def reasons(home) -> set[str]:
    """Why recordings do not count."""
    return set(own_rows(home, "page.runs_left_out")["reason"])


@pytest.mark.parametrize(("files", "label"), [("home", "Leave it out"), ("untold", "None is")])
def test_what_was_decided_waits_no_more_and_can_count(open_screen, request, files, label) -> None:
    """*Runs* tells the runner's own decision, and goes back on it at once."""
    home = request.getfixturevalue(files)
    assert reasons(home) == {"set_aside"}
    app = open_screen(*home, "data")
    next(button for button in app.button if button.label == label).click().run()
    assert reasons(home) == {"excluded"}
    app = open_screen(*home, "runs")
    left_out = own_rows(home, "page.runs_left_out")
    app.query_params["run"] = left_out["activity_id"][0]
    app.run()
    assert "do not count: you left it out." in words_of(app)
    next(button for button in app.button if button.label == "Count it").click().run()
    assert not app.exception
    assert rows_of(home[0], "select count(*) from core.session") == [(2,)]


@pytest.mark.parametrize("screen", ["today", "data"])
@pytest.mark.parametrize(
    ("label", "left"),
    [("All are runs", (4, 0)), ("Ask me one by one", (1, 3)), ("None is", (1, 0))],
)
def test_what_an_app_leaves_open_is_one_question(open_screen, untold, screen, label, left) -> None:
    """Not thirty; whoever wants to be asked one by one is."""
    app = open_screen(*untold, screen)
    assert "3 recordings from OpenTracks do not say what they were" in words_of(app)
    assert "did you run this?" not in words_of(app)
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    assert "do not say what they were" not in words_of(app)
    ((runs,),) = rows_of(untold[0], "select count(*) from core.session")
    assert (runs, words_of(app).count("did you run this?")) == left


def test_the_answer_for_an_app_can_be_taken_back(open_screen, untold) -> None:
    """On Data it stands with its day; taken back, the question is there again."""
    app = open_screen(*untold, "data")
    next(button for button in app.button if button.label == "None is").click().run()
    assert "What OpenTracks leaves without a kind does not count since" in words_of(app)
    undo = next(one for one in app.button if (one.key or "").startswith("undo-recorder-"))
    undo.click().run()
    assert not app.exception
    assert "3 recordings from OpenTracks do not say what they were" in words_of(app)


def test_today_asks_although_nothing_counts_yet(open_screen, tmp_path: Path) -> None:
    """The first import of somebody whose app never says what it recorded."""
    home = a_home(tmp_path, {f"{days}.gpx": open_tracks(days) for days in (4, 6, 8)})
    app = open_screen(*home, "today")
    assert "3 recordings from OpenTracks do not say what they were" in words_of(app)
    next(button for button in app.button if button.label == "All are runs").click().run()
    assert not app.exception
    assert "Bring in your runs" not in words_of(app)


def test_what_waits_is_told_in_the_runner_s_units() -> None:
    """Miles in, miles out: nothing with kilometres is stored."""
    row = a_row_of(
        SetAside,
        local_date=NOW.date(),
        distance_m=16_093.44,
        speed_mps=8.9408,
        reason="too_fast",
    )
    words = question(row, "miles")
    assert "10.0 mi at 20.0 mi/h: did you run this?" in words
    assert "faster than anyone runs" in words
    assert "km" not in words
