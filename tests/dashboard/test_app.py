"""The frame around every screen, and what a new home shows."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import server
from dashboard.screens import SCREENS
from dashboard.ui.escape import escaped
from etl.errors import UserError
from etl.home import Home
from etl.journal.store import Journal
from etl.settings import Settings
from etl.warehouse.tables import Warehouse
from tests.builders import a_home, a_run
from tests.dashboard.conftest import own_rows, words_of

HOSTILE_NAME = "**[a](http://b)** <script>"
HOSTILE_DEVICE = "![x](http://127.0.0.1/y) <b>"
ADDRESSES = tuple(screen.url_path for screen in SCREENS if not screen.is_of_team)
OF_A_RUNNER = tuple(address for address in ADDRESSES if address != "method")
"""Screens that say something of the runner who is looked at."""


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
        pains=[{"local_date": date(2026, 5, 2), "knee": "right", "pain_during_score": 2}],
    )


@pytest.mark.parametrize("screen", [one for one in ADDRESSES if one != "method"])
def test_every_screen_of_an_empty_home_says_what_to_do(open_screen, empty_home, screen):
    """No exception, and a button or an upload that leads on."""
    app = open_screen(*empty_home, screen)
    assert not app.exception
    assert app.button or app.get("file_uploader")


@pytest.mark.parametrize("screen", ADDRESSES)
def test_every_screen_shows_the_runners_name(open_screen, home_of_one, screen):
    """Nobody reads the wrong runner's numbers."""
    app = open_screen(*home_of_one, screen)
    assert not app.exception
    assert escaped("Mara K.") in words_of(app)


@pytest.fixture(scope="module")
def hostile_home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Settings]:
    """A runner, a watch and a note whose words are Markdown and HTML."""
    home, settings = a_home(
        tmp_path_factory.mktemp("hostile"),
        {f"{HOSTILE_DEVICE.replace('/', '')}.fit": a_run(), "broken [a](b).fit": b"nothing"},
        runner_name=HOSTILE_NAME,
        pains=[
            {
                "local_date": date(2026, 5, 2),
                "knee": "left",
                "pain_during_score": 1,
                "note": HOSTILE_NAME,
            }
        ],
    )
    with Warehouse(home, settings).writing() as connection:
        connection.execute("update core.activity set device = ?", [HOSTILE_DEVICE])
    return home, settings


def assert_harmless(app: AppTest) -> None:
    """Nothing a page says opens a link, an image or a tag."""
    assert not app.exception
    said = words_of(app)
    for opening in ("](http", "<b>", "<script>", "[a](b)", "![x]"):
        assert opening not in said


@pytest.mark.parametrize("screen", OF_A_RUNNER)
def test_words_of_files_and_people_are_never_markdown(open_screen, hostile_home, screen):
    """A name is shown as it was typed, on every screen."""
    app = open_screen(*hostile_home, screen)
    assert_harmless(app)
    assert escaped(HOSTILE_NAME) in words_of(app)


@pytest.mark.usefixtures("all_open")
def test_the_name_of_a_watch_is_never_markdown(open_screen, hostile_home):
    """One run says what recorded it, as the file has it."""
    app = open_screen(*hostile_home, "runs")
    runs = own_rows(hostile_home, "page.runs_list")
    app.query_params["run"] = runs["session_id"][0]
    app.run()
    assert_harmless(app)
    assert escaped(HOSTILE_DEVICE) in words_of(app)


def test_an_error_is_never_markdown():
    """Its sentence may quote a file's name."""

    def page() -> None:
        from dashboard.ui.errors import errors_as_words
        from etl.errors import UserError

        with errors_as_words():
            raise UserError("[a](http://b) <b>")

    app = AppTest.from_function(page).run()
    assert app.warning[0].value == escaped("[a](http://b) <b>")


def test_what_the_machine_refuses_is_a_sentence_and_any_other_fault_is_not():
    """A full disk while somebody drops files, too little memory for a chart."""

    def page() -> None:
        import errno

        from dashboard.ui.errors import errors_as_words

        for error in (OSError(errno.ENOSPC, "No space left on device"), MemoryError()):
            with errors_as_words():
                raise error
        with errors_as_words():
            raise ValueError("ours")

    app = AppTest.from_function(page).run()
    assert [words.value.split(".")[0] for words in app.warning] == [
        "The disk is full",
        "There is not enough memory for that",
    ]
    assert len(app.exception) == 1


def test_several_runners_are_chosen_in_the_header(
    open_screen, all_open, home_of_one, tmp_path: Path
):
    """The choice changes whose data the page shows."""
    home, settings = a_home(tmp_path, [a_run(km=10)], runner_name="Ada")
    journal = Journal(home, settings)
    Warehouse(home, settings).refresh(journal.ensure_runner("Bea"))
    app = open_screen(home, settings)
    assert app.selectbox(key="runner_id").options == ["Ada", "Bea"]
    assert "Last run, 2 May: 10.0 km" in words_of(app)
    app.selectbox(key="runner_id").select_index(1).run()
    app.run()  # the browser goes on by itself
    assert "Opening" not in words_of(app) and "10.0 km" not in words_of(app)


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
