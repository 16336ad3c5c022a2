"""The frame around every screen, and what a new home shows."""

from pathlib import Path

import pytest

from dashboard import server
from etl.errors import UserError
from etl.home import Home
from etl.journal import Journal
from etl.settings import Settings
from etl.warehouse import Warehouse
from tests.builders import a_home, a_run
from tests.dashboard.conftest import words_of

SCREENS = ("today", "load", "hills_and_speed", "cadence", "pain", "runs", "data")


@pytest.fixture(scope="module")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Settings]:
    """A folder nobody has used yet."""
    folder = tmp_path_factory.mktemp("empty")
    return Home(folder), Settings(home=folder, time_zone="Europe/Berlin")


@pytest.fixture(scope="module")
def home_of_one(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Settings]:
    """A runner with two runs and a day of pain."""
    return a_home(
        tmp_path_factory.mktemp("one"),
        [a_run("2026-04-25", km=10), a_run("2026-05-02", km=12, hill_m=30, hill_count=3)],
        runner_name="Mara K.",
        pains=[{"local_date": "2026-05-02", "knee": "right", "pain_during_score": 2}],
    )


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_of_an_empty_home_says_what_to_do(open_screen, empty_home, screen):
    """No exception, and a button or an upload that leads on."""
    app = open_screen(*empty_home, screen)
    assert not app.exception
    assert app.button or app.get("file_uploader")


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_shows_the_runners_name(open_screen, home_of_one, screen):
    """Nobody reads the wrong runner's numbers."""
    app = open_screen(*home_of_one, screen)
    assert not app.exception
    assert "Mara K." in words_of(app)


def test_several_runners_are_chosen_in_the_header(open_screen, home_of_one, tmp_path: Path):
    """The choice changes whose data the page shows."""
    home, settings = a_home(tmp_path, [a_run(km=10)], runner_name="Ada")
    journal = Journal(home, settings)
    Warehouse(home, settings).refresh(journal.ensure_runner("Bea"))
    app = open_screen(home, settings)
    assert app.selectbox(key="runner_id").options == ["Ada", "Bea"]
    assert "Last run, 2 May: 10.0 km" in words_of(app)
    app.selectbox(key="runner_id").select_index(1).run()
    assert "10.0 km" not in words_of(app)


def test_other_machines_are_refused_without_sign_in(home_of_one):
    """Local mode answers this machine only."""
    with pytest.raises(UserError, match="this machine only"):
        server.serve(*home_of_one, host="0.0.0.0", port=1)


def test_the_server_takes_the_theme_and_sends_no_statistics():
    """The same options from a checkout and from a wheel."""
    options = server.options(host="127.0.0.1", port=8501)
    assert options["browser.gatherUsageStats"] is False
    assert options["theme.dark.backgroundColor"].startswith("#")
    assert options["server.address"] == "127.0.0.1"
