"""Nobody reads or writes the wrong runner: marked on every screen, and nothing crosses over."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import session
from dashboard.people.header import MARKS, choice_names, mark
from dashboard.people.wording import as_read_by
from dashboard.screens import SCREENS, file_of
from dashboard.ui import display
from dashboard.ui.escape import escaped
from etl.home import Home
from etl.journal.store import Journal, PainEntry
from etl.operations.import_files import import_sources
from etl.people.accounts import add_person
from etl.settings import Settings
from etl.warehouse.tables import Warehouse
from tests.builders import a_home, a_run, an_upload
from tests.builders.team import signed_in, team_settings
from tests.dashboard.conftest import APP, an_empty_home, words_of

NAMES = sorted(screen.url_path for screen in SCREENS)
TYPED = "typed for Ada"
KEPT = {session.RUNNER_KEY, session.PERIOD_KEY, "shown-runner"}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Settings]:
    """Ada, born 1990, and Bea, born 1960, who ran the same and hurt the same."""
    home, settings = a_home(tmp_path_factory.mktemp("two"), [a_run(km=10)], runner_name="Ada")
    journal = Journal(home, settings)
    import_sources(home, settings, [an_upload(a_run(km=9))], runner=journal.ensure_runner("Bea"))
    for name, birth_year in (("Ada", 1990), ("Bea", 1960)):
        runner = replace(journal.ensure_runner(name), birth_year=birth_year)
        journal.save_runner(runner)
        Warehouse(home, settings).refresh(runner)
        journal.log_pain(
            PainEntry(
                runner_id=runner.runner_id,
                local_date=date(2026, 5, 2),
                knee="left",
                pain_during_score=2,
            )
        )
    return home, settings


def test_the_mark_of_a_runner_is_never_one_that_says_something() -> None:
    """Beside "Ease back" a diamond would read as a big jump."""
    spoken = (display.STATUSES, display.LIGHTS, display.GATES, display.KNEES)
    assert not set(MARKS) & {one.shape for kind in spoken for one in kind.values()}


@pytest.mark.parametrize("screen", NAMES)
def test_switching_the_runner_leaves_nothing_of_the_former(
    two: tuple[Home, Settings], screen: str
) -> None:
    """One page without a widget in between, nothing kept beside the period, nothing typed left."""
    home, settings = two
    is_team = screen == "sharing"
    app = AppTest.from_file(str(APP), default_timeout=60)
    if is_team:
        settings = team_settings(settings)
        _as_coach_of_both(home, settings)
        app.user = signed_in("coach@example.org")
    empty, local = an_empty_home()
    session.bind(empty, team_settings(local) if is_team else local)
    app.run()
    app.switch_page(file_of(screen))
    session.bind(home, settings)
    app.run()
    assert not app.exception
    assert app.selectbox(key="runner_id").options == ["Ada · 1990", "Bea · 1960"]
    ada, bea = _people(home, settings)
    assert mark(ada) in words_of(app)
    for field in (*app.text_input, *app.text_area):
        field.input(TYPED)
    for box in app.checkbox:
        box.check()
    app.session_state["typed-elsewhere"] = TYPED
    app.session_state["result"] = ["of Ada"]
    app.run()
    assert not app.exception

    app.selectbox(key="runner_id").select_index(1).run()
    assert not app.exception
    inputs = (*app.text_input, *app.text_area, *app.checkbox, *app.get("file_uploader"))
    assert list(inputs) == [] and "Opening Bea" in words_of(app)
    left = set(app.session_state) - KEPT
    assert left <= {"changeover", "account", "sign-out"}, left
    app.run()
    if is_team:  # a script that begins anew by itself loses who is signed in, in tests alone
        app.user = signed_in("coach@example.org")
        app.run()
    assert not app.exception
    assert mark(bea) in words_of(app) and "Opening" not in words_of(app)
    typed = [field.value for field in (*app.text_input, *app.text_area)]
    assert TYPED not in typed and TYPED not in words_of(app)
    assert not any(box.value for box in app.checkbox if not box.disabled)


@pytest.mark.parametrize(("screen", "is_to_runner"), [("load", True), ("squad", False)])
def test_who_looks_at_another_is_told_who_is_meant_by_you(
    two: tuple[Home, Settings], screen: str, is_to_runner: bool
) -> None:
    """On the pages that speak to the runner; alone on a machine "you" needs no word."""
    home, local = two
    _as_coach_of_both(home, local)
    told = as_read_by("Ada")
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = signed_in("coach@example.org")
    session.bind(home, team_settings(local))
    app.run()
    app.switch_page(file_of(screen)).run()
    assert not app.exception
    assert (told in words_of(app)) == is_to_runner
    session.bind(home, local)
    alone = AppTest.from_file(str(APP), default_timeout=60).run()
    assert told not in words_of(alone)


def _people(home: Home, settings: Settings) -> list[str]:
    """The ids of both, by name."""
    return [runner.runner_id for runner in Journal(home, settings).runners()]


def _as_coach_of_both(home: Home, settings: Settings) -> None:
    journal = Journal(home, settings)
    coach = add_person(journal, email="coach@example.org", roles=["coach"])
    people = _people(home, settings)
    with journal.writing() as connection:
        for runner_id in people:
            connection.execute(
                "insert into journal.access_grant (grant_id, viewer_id, runner_id, scope,"
                " granted_by, from_date, saved_at)"
                " values (uuid()::varchar, ?, ?, 'training', 'x', date '2026-01-01', now())",
                [coach.person_id, runner_id],
            )


def test_a_form_about_a_runner_who_is_gone_is_not_saved_for_the_next(tmp_path: Path) -> None:
    """The grant ends while a form is open: the click that sends it saves nothing for anybody."""
    home, local = a_home(tmp_path, [a_run(km=10)], runner_name="Ada")
    journal = Journal(home, local)
    import_sources(home, local, [an_upload(a_run(km=9))], runner=journal.ensure_runner("Bea"))
    settings = team_settings(local)
    _as_coach_of_both(home, settings)
    with journal.writing() as connection:
        connection.execute(
            "insert into journal.access_grant by name select * replace ('pain' as scope,"
            " uuid()::varchar as grant_id) from journal.access_grant"
        )
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = signed_in("coach@example.org")
    session.bind(*_team_of_nobody())
    app.run()
    app.switch_page("pain/screen.py")
    session.bind(home, settings)
    app.run()
    assert not app.exception and app.selectbox(key="runner_id").value is not None
    ada = journal.ensure_runner("Ada").runner_id
    with journal.writing() as connection:
        connection.execute(
            "update journal.access_grant set withdrawn_at = now() where runner_id = ?", [ada]
        )
    sends = [button for button in app.button if button.label in ("Save", "Log", "Log pain")]
    assert sends
    sends[0].click().run()
    assert not app.exception
    with journal.writing() as connection:
        assert connection.execute("select count(*) from journal.pain_entry").fetchone() == (0,)
    assert escaped("Ada") not in words_of(app)


def _team_of_nobody() -> tuple[Home, Settings]:
    empty, local = an_empty_home()
    return empty, team_settings(local)


def test_two_of_one_name_and_year_read_differently_where_one_is_chosen():
    """Else the widget means the first of them, and the next tap leads to that runner's page."""
    people = [
        session.Person(runner_id, name, 1991, None, "UTC", "monday", "km")
        for runner_id, name in (("a", "Mara"), ("b", "Mara"), ("c", "Ben"))
    ]
    assert choice_names(people) == {
        "a": "Mara · 1991 (1)",
        "b": "Mara · 1991 (2)",
        "c": "Ben · 1991",
    }
