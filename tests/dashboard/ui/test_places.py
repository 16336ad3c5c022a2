"""Which places and screens somebody is shown, where they start, and what the address keeps."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import session
from dashboard.screens import MOVED, SCREENS, file_of
from dashboard.ui.navigation.places import Visitor, groups_for, start_of
from dashboard.ui.navigation.wording import NOT_HERE_FOR_YOU
from etl.home import Home
from etl.journal.store import Journal
from etl.operations.import_files import import_sources
from etl.people.accounts import add_person
from etl.settings import Settings
from tests.builders import a_home, a_run, an_upload
from tests.builders.team import signed_in, team_settings
from tests.dashboard.conftest import APP, places_of, words_of

OWN = ["Today", "Training", "Knee", "Plan", "More"]
Place = tuple[Home, Settings]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Ada and Bea; Ada shares her training with a coach and a clinician, Bea with nobody."""
    home, settings = a_home(tmp_path_factory.mktemp("two"), [a_run(km=10)], runner_name="Ada")
    journal = Journal(home, settings)
    import_sources(home, settings, [an_upload(a_run(km=9))], runner=journal.ensure_runner("Bea"))
    ada = journal.ensure_runner("Ada").runner_id
    add_person(journal, email="ada@example.org", own_runner_id=ada)
    for role in ("coach", "clinician"):
        person = add_person(journal, email=f"{role}@example.org", roles=[role])
        with journal.writing() as connection:
            connection.execute(
                "insert into journal.access_grant (grant_id, viewer_id, runner_id, scope,"
                " granted_by, from_date, saved_at)"
                " values (uuid()::varchar, ?, ?, 'training', 'x', date '2026-01-01', now())",
                [person.person_id, ada],
            )
    return home, settings


def opened(two: Place, email: str | None, **query: str) -> AppTest:
    """The root, as who signed in sees it; without an address as the home's owner."""
    home, local = two
    session.bind(home, team_settings(local) if email else local)
    app = AppTest.from_file(str(APP), default_timeout=60)
    if email:
        app.user = signed_in(email)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


@pytest.mark.parametrize(
    ("visitor", "bar"),
    [
        (Visitor(), OWN),
        (Visitor(is_team=True), OWN),
        (Visitor(has_many=True), [*OWN[:-1], "Squad", "More"]),
        (Visitor("coach", is_team=True), ["Squad", *OWN]),
        (Visitor("clinician", is_team=True, has_many=True), ["Patients", *OWN]),
    ],
)
def test_every_screen_of_use_is_in_one_place(visitor: Visitor, bar: list[str]) -> None:
    """Five places, and one more for who looks at others; letters lead to one place each."""
    groups = groups_for(visitor)
    assert [group.place.title for group in groups] == bar
    assert len({group.place.letter for group in groups}) == len(groups)
    shown = [screen.url_path for group in groups for screen, _ in group.screens]
    missing = {screen.url_path for screen in SCREENS} - set(shown)
    is_alone = not visitor.has_many and visitor.role == "runner"
    of_no_use = {"squad": is_alone, "sharing": not visitor.is_team}
    assert missing == {name for name, is_missing in of_no_use.items() if is_missing}
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize(
    ("email", "start", "first"),
    [
        (None, "today", "Today"),
        ("ada@example.org", "today", "Today"),
        ("coach@example.org", "squad", "Squad"),
        ("clinician@example.org", "patient", "Patients"),
    ],
)
def test_everybody_starts_where_their_work_is(
    two: Place, email: str | None, start: str, first: str
) -> None:
    """At the root, with the bar beginning there and the title of that screen."""
    app = opened(two, email)
    assert not app.exception
    assert next(iter(places_of(app).items())) == (first, start)
    html = " ".join(element.proto.body for element in app.get("html"))
    assert html.count('aria-current="page"') == (1 if start == "today" else 2)
    assert html.count("<h1") == 1


def address_of(app: AppTest) -> dict[str, str]:
    """The query as it stands, whether a test or the page wrote it."""
    found = dict(app.query_params)
    return {name: one if isinstance(one, str) else one[-1] for name, one in found.items()}


def test_the_address_keeps_runner_and_period_from_screen_to_screen(two: Place) -> None:
    """What is chosen goes into it, every link of the frame takes it along, and it comes first."""
    app = opened(two, None, period="1y")
    ids = {name: Journal(*two).ensure_runner(name).runner_id for name in ("Ada", "Bea")}
    assert address_of(app) == {"period": "1y", "runner_id": ids["Ada"]}
    app.selectbox(key="runner_id").select_index(1).run()
    app.run()  # the browser goes on by itself
    app.switch_page(file_of("load")).run()
    assert not app.exception
    assert address_of(app) == {"period": "1y", "runner_id": ids["Bea"]}
    assert app.session_state[session.PERIOD_KEY] == "1y"
    (places, *_) = [one.proto.body for one in app.get("html") if "<nav" in one.proto.body]
    assert f'href="/pain?runner_id={ids["Bea"]}&amp;period=1y"' in places
    assert "Bea" not in places
    app.query_params["runner_id"] = ids["Ada"]
    app.run()
    app.run()
    assert app.selectbox(key="runner_id").value == ids["Ada"]


@pytest.mark.parametrize("is_there", [True, False])
def test_a_runner_one_may_not_see_is_as_one_who_is_not_there(two: Place, is_there: bool) -> None:
    """The same sentence for both, no name, and the address forgets it."""
    bea = Journal(*two).ensure_runner("Bea").runner_id
    app = opened(two, "coach@example.org", runner_id=bea if is_there else "rnobody")
    assert not app.exception
    assert [one.value for one in app.info] == [
        "This address names a runner who is not here, or not shared with you."
    ]
    assert "Bea" not in words_of(app)
    assert "runner_id" not in app.query_params


def test_a_period_that_is_none_is_not_taken(two: Place) -> None:
    """The first one stands."""
    app = opened(two, None, period="9000y")
    assert not app.exception
    assert session.PERIOD_KEY not in app.session_state


def test_a_screen_that_is_of_no_use_here_says_so(two: Place) -> None:
    """Sharing where nobody signs in: one sentence and the way home, no error."""
    app = opened(two, None)
    app.switch_page(file_of("sharing")).run()
    assert not app.exception
    assert NOT_HERE_FOR_YOU in words_of(app)
    assert 'class="home" href="/"' in " ".join(one.proto.body for one in app.get("html"))


def test_old_addresses_lead_to_screens_that_there_are() -> None:
    """None of them is an address of today."""
    addresses = {screen.url_path for screen in SCREENS}
    assert {now.partition("?")[0] for now in MOVED.values()} <= addresses | {""}
    assert not set(MOVED) & addresses
    assert start_of("runner").url_path == "today"
