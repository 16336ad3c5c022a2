"""The card on Today: typed, dropped, taken from the plan, and forgotten."""

import logging
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import session
from dashboard.check_run.screen_part import DISTANCE, FAST, ROUTE
from dashboard.check_run.wording import PROMISE, TITLE
from etl.analysis.route import RouteMeasure
from etl.home import Home
from etl.journal.store import Journal
from etl.people.accounts import add_person
from etl.people.grants import give
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.builders.homes import NOW
from tests.builders.team import signed_in, team_settings
from tests.dashboard.conftest import APP, words_of
from tests.etl.sources.routes import LATITUDE, a_route

DAYS = ("2026-04-18", "2026-04-25", "2026-04-30")


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Settings]:
    """Three runs of 10 km, one of them over a hill of 100 m."""
    runs = [a_run(day, hill_m=100.0 if day == DAYS[0] else 0.0) for day in DAYS]
    return a_home(tmp_path_factory.mktemp("checked"), runs)


def typed(app: AppTest, **values: float) -> AppTest:
    for key, value in values.items():
        app.number_input(key=key).set_value(value)
    return app.run()


def dropped(app: AppTest, content: bytes, name: str = "Round the lake.gpx") -> AppTest:
    uploader: Any = app.get("file_uploader")[-1]
    uploader.set_value([(name, content, "application/octet-stream")])
    return app.run()


def test_a_distance_is_answered_beside_it(open_screen, runner) -> None:
    """11 km is what 10 % beyond the longest allows; the answer says so first."""
    app = open_screen(*runner)
    assert PROMISE in words_of(app) and TITLE in words_of(app)
    assert "kept nowhere" in app.number_input(key=DISTANCE).label
    app = typed(app, **{DISTANCE: 11.0})
    assert not app.exception
    assert "**✓ Within tomorrow's limit.** Tomorrow at most **11.0 km**" in words_of(app)
    assert "1.1 × your highest of six weeks (10.0 km, usually 10.0 km)" in words_of(app)
    assert "Past tomorrow's limit by 1.0 km." in words_of(typed(app, **{DISTANCE: 12.0}))


def test_a_dropped_route_leaves_its_numbers_and_nothing_else(
    open_screen, runner, caplog: pytest.LogCaptureFixture
) -> None:
    """No byte, no place and no name of it in the session, a log or the home."""
    home, settings = runner
    caplog.set_level(logging.DEBUG)
    before = {path: path.stat().st_mtime_ns for path in home.root.rglob("*.duckdb")}
    app = dropped(open_screen(home, settings), a_route(10, hill_m=180))
    assert "Route:** 10.0 km" in words_of(app)
    assert "1.8 × your highest of six weeks" in words_of(app)
    assert isinstance(app.session_state[ROUTE], RouteMeasure)
    held = repr(app.session_state._state.filtered_state)
    assert "RouteMeasure" in held
    place = str(LATITUDE)[:6]
    for kept in (held, caplog.text, words_of(app)):
        assert place not in kept and "lake" not in kept
    assert {path: path.stat().st_mtime_ns for path in home.root.rglob("*.duckdb")} == before
    for path in home.root.rglob("*"):
        assert not path.is_file() or place.encode() not in path.read_bytes(), path


def test_another_run_takes_the_route_away(open_screen, runner) -> None:
    """And the number field is back."""
    app = dropped(open_screen(*runner), a_route(10))
    assert not [one for one in app.number_input if one.key == DISTANCE]
    next(button for button in app.button if button.label == "Another run").click().run()
    assert ROUTE not in app.session_state
    assert [one for one in app.number_input if one.key == DISTANCE]


def test_a_bad_file_gets_one_sentence_and_a_good_one_takes_it_away(open_screen, runner) -> None:
    """Nothing is checked of it."""
    app = dropped(open_screen(*runner), b"along the river")
    assert [one.value for one in app.warning] == [
        r"This is no GPX, TCX or FIT file, so there is no route to read in it\."
    ]
    app = dropped(app, a_route(10, has_altitude=False))
    assert not app.warning
    assert "Hills unknown: the file has no altitude." in words_of(app)


def test_what_no_body_can_do_is_refused_on_the_card_alone(open_screen, runner) -> None:
    """The page around it stands."""
    app = typed(open_screen(*runner), **{DISTANCE: 5.0, FAST: 120.0})
    assert [one.value for one in app.warning] == [
        r"120 fast minutes alone are more than 18 km\: say fewer, or a longer run\."
    ]
    assert TITLE in words_of(app)


def test_a_coach_checks_a_run_with_what_is_shared(tmp_path: Path) -> None:
    """Of a runner they see, about them; without the pain diary there is no limit to tell."""
    home, alone = a_home(tmp_path, [a_run(day) for day in DAYS])
    journal = Journal(home, team_settings(alone))
    (who,) = journal.runners()
    coach = add_person(journal, email="coach@example.org", roles=["coach"])
    give(
        journal,
        viewer_id=coach.person_id,
        runner_id=who.runner_id,
        scopes=["training"],
        granted_by="mara",
        from_date=NOW.date(),
        until_date=None,
    )
    session.bind(home, team_settings(alone))
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = signed_in("coach@example.org")
    app = typed(app.run().switch_page("today/screen.py").run(), **{DISTANCE: 12.0})
    assert not app.exception
    assert "Past what training alone gives by 1.0 km." in words_of(app)
    assert "× their highest of six weeks" in words_of(app)
