"""Connections: what is connected, is it up to date, and what goes when."""

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from dashboard.data.connections.offer_wording import NOT_SET_UP, STANDS_STILL
from dashboard.data.connections.wording import (
    ASKS_AGAIN,
    RESULTS,
    TROUBLES,
    ago_words,
    receipt_words,
    trouble_sentence,
    when_words,
)
from dashboard.server.strava_routes import CALLBACK, CONNECT
from etl.home import Home
from etl.sync import disconnect
from etl.sync import run as sync_run
from etl.sync.ledger.store import Ledger
from tests.builders import a_home, a_run
from tests.dashboard.conftest import OpenScreen, own_rows, words_of
from tests.dashboard.strava import connected, settings_for
from tests.fake_strava import PRIVATE_WORD, FakeStrava, a_history

pytestmark = pytest.mark.usefixtures("all_open")
RUNS = 6
CONNECT_ONE = "No platform is connected: connect one"
A_PIXEL = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


@pytest.fixture(scope="module")
def strava() -> Generator[FakeStrava]:
    """One fake for all tests here, as new for each."""
    with FakeStrava() as fake:
        yield fake


@pytest.fixture
def place(strava: FakeStrava, tmp_path: Path):
    """A home without runs, its settings, and one athlete at the fake."""
    strava.reset()
    strava.add_athlete(1, runs=a_history(RUNS, until=strava.now()))
    home = Home(tmp_path / "home")
    return home, settings_for(strava, home.root)


def links_of(app) -> dict[str, str]:
    """Link buttons of a page: words to address."""
    return {element.proto.label: element.proto.url for element in app.get("link_button")}


def said_by(app) -> str:
    """The words of a page, and the lines that unfold."""
    return "\n".join([words_of(app), *(fold.label for fold in app.expander)])


def keys_of(app) -> set[str]:
    """Keys of the buttons of a page."""
    return {button.key for button in app.button if button.key}


def test_before_anyone_clicks_it_says_what_is_read(open_screen: OpenScreen, place) -> None:
    """Read, never kept, why, for how long, how to withdraw; then the words that Strava asks for."""
    app = open_screen(*place, "data")
    assert not app.exception
    words = said_by(app)
    for part in ("What is read", "What is never kept", "Why", "For how long", "How to withdraw"):
        assert f"**{part}:**" in words
    assert "7 days at most" in words
    address = links_of(app)["Connect with Strava"]
    assert f"{CONNECT}?ticket=" in address
    assert "Files stay for good" in words


def test_without_an_application_the_operator_is_told_the_steps(
    open_screen: OpenScreen, tmp_path: Path
) -> None:
    """One sentence, no button that leads nowhere."""
    home = Home(tmp_path / "home")
    app = open_screen(home, settings_for(None, home.root), "data")
    assert not app.exception
    words = said_by(app)
    assert NOT_SET_UP in words
    assert "KNEEWISE_STRAVA_CLIENT_ID" in words
    assert "127.0.0.1" in words
    assert links_of(app) == {}


def test_a_home_whose_clock_stands_still_says_so(open_screen: OpenScreen, tmp_path: Path) -> None:
    """Invented runners have no account."""
    app = open_screen(*a_home(tmp_path, [a_run()]), "data")
    assert STANDS_STILL in words_of(app)
    assert links_of(app) == {}


def test_a_connected_account_says_how_far_it_is(
    open_screen: OpenScreen, strava: FakeStrava, place
) -> None:
    """Totals, details, limits, what goes when; and who the numbers come from."""
    connected(strava, *place)
    sync_run.sync(*place)
    app = open_screen(*place, "data")
    assert not app.exception
    words = said_by(app)
    assert "Strava is connected and up to date" in words
    assert "**Last sync:** just now" in words
    assert f"among {RUNS} activities" in words
    assert "Powered by Strava" in words
    assert "calls in this quarter of an hour" in words
    assert "If nothing were renewed, the first of it would go on" in words
    assert {"sync-now", "disconnect"} <= keys_of(app)
    assert links_of(app) == {}
    assert PRIVATE_WORD not in words and "CANARY" not in words


def test_an_account_of_a_new_home_is_shown_before_its_first_run(
    open_screen: OpenScreen, strava: FakeStrava, place
) -> None:
    """Connected a moment ago, nothing fetched yet."""
    connected(strava, *place)
    app = open_screen(*place, "data")
    assert not app.exception
    words = said_by(app)
    assert "Strava is connected, and not all is here yet" in words
    assert "**Last sync:** none yet" in words


def test_a_history_on_its_way_says_when_the_rest_is_here(
    open_screen: OpenScreen, strava: FakeStrava, place
) -> None:
    """Limits of a few calls: totals first, details as they come."""
    strava.limits.read = (1000, 6)  # by the day: a quarter of an hour may end at any moment
    connected(strava, *place)
    sync_run.sync(*place)
    app = open_screen(*place, "data")
    words = said_by(app)
    assert "Strava is connected, and not all is here yet" in words
    assert TROUBLES["limit"].split("{when}", maxsplit=1)[0] in words
    assert "The rest will be here" in words


def test_sync_now_fetches_what_is_new(open_screen: OpenScreen, strava: FakeStrava, place) -> None:
    """The button does the whole pass and says what it brought."""
    connected(strava, *place)
    app = open_screen(*place, "data")
    app.button(key="sync-now").click().run()
    assert not app.exception
    assert f"Done: {RUNS} activities looked at" in words_of(app)
    assert app.switch_page("runs/screen.py").run().exception == []


def test_a_second_sync_leaves_it_to_the_first(
    open_screen: OpenScreen, strava: FakeStrava, place
) -> None:
    """Another process syncs already: its sentence, no second one."""
    from filelock import FileLock

    connected(strava, *place)
    app = open_screen(*place, "data")
    with FileLock(place[0].create().sync_lock, mode=0o600):
        app.button(key="sync-now").click().run()
    assert not app.exception
    assert "A sync is under way already" in words_of(app)
    assert strava.count("list") == 0


@pytest.mark.parametrize("trouble", [name for name in TROUBLES if name not in ("limit", "revoked")])
def test_each_trouble_is_one_sentence(
    open_screen: OpenScreen, strava: FakeStrava, place, trouble: str
) -> None:
    """Nothing else warns, and only where it helps there is a way to connect again."""
    _, account = connected(strava, *place)
    ledger = Ledger(place[0])
    if trouble in ASKS_AGAIN:
        ledger.set_state(account, trouble, trouble=trouble)
    else:
        ledger.mark_trouble("strava", trouble)
        ledger.set_note("strava", "retry_at", (datetime.now(UTC) + timedelta(hours=6)).isoformat())
    app = open_screen(*place, "data")
    assert not app.exception
    shown = [str(warning.value) for warning in app.warning]
    assert len(shown) == 1
    assert shown[0].startswith(TROUBLES[trouble].split("{when}", maxsplit=1)[0])
    assert ("at about" in shown[0]) == ("{when}" in TROUBLES[trouble])
    assert ("Connect with Strava" in links_of(app)) == (trouble in ASKS_AGAIN)


@pytest.mark.parametrize(
    ("what", "trouble"), [("inactive", "app_inactive"), ("html", "unreachable")]
)
def test_a_failure_of_strava_reaches_the_page(
    open_screen: OpenScreen, strava: FakeStrava, place, what: str, trouble: str
) -> None:
    """From the fake's answer to the sentence."""
    connected(strava, *place)
    strava.faults.add(what, kind="list", times=None)
    app = open_screen(*place, "data")
    app.button(key="sync-now").click().run()
    assert not app.exception
    assert TROUBLES[trouble].split("{when}", maxsplit=1)[0] in words_of(app)


def test_a_wrong_application_reaches_the_page(
    open_screen: OpenScreen, strava: FakeStrava, place
) -> None:
    """The operator mistyped the secret: noticed as soon as a token is to be renewed."""
    home, settings = place
    connected(strava, home, settings, expires_at=int(strava.now().timestamp()))
    wrong = settings.model_copy(update={"strava_client_secret": SecretStr("wrong")})
    app = open_screen(home, wrong, "data")
    app.button(key="sync-now").click().run()
    assert not app.exception
    assert TROUBLES["app_unknown"].split("{when}", maxsplit=1)[0] in words_of(app)


def test_access_withdrawn_at_strava_leaves_a_receipt(
    open_screen: OpenScreen, strava: FakeStrava, place
) -> None:
    """All that came through it is gone, and the page says what only the runner can do."""
    connected(strava, *place)
    sync_run.sync(*place)
    strava.revoke_by_athlete(1)
    app = open_screen(*place, "data")
    app.button(key="sync-now").click().run()
    assert not app.exception
    words = said_by(app)
    assert CONNECT_ONE in words
    assert TROUBLES["revoked"] in words
    assert f"Gone: {RUNS} activities" in words


def test_a_disconnection_is_asked_first_and_leaves_a_receipt(
    open_screen: OpenScreen, strava: FakeStrava, place
) -> None:
    """The dialog says what goes and what stays; the receipt stays on the page."""
    runner, _ = connected(strava, *place)
    sync_run.sync(*place)
    app = open_screen(*place, "data")
    app.button(key="disconnect").click().run()
    words = said_by(app)
    assert "**What goes:**" in words and "**What stays:**" in words
    assert Ledger(place[0]).account(runner.runner_id, "strava") is not None
    disconnect.disconnect(*place, runner_id=runner.runner_id, provider="strava")
    words = said_by(open_screen(*place, "data"))
    assert CONNECT_ONE in words
    assert f"Disconnected. Gone: {RUNS} activities" in words
    assert "Strava confirmed that the connection has ended." in words


def test_strava_that_has_not_heard_of_the_end_is_said(
    open_screen: OpenScreen, strava: FakeStrava, place
) -> None:
    """Gone here at once; the receipt says that Strava is told as soon as it answers."""
    runner, _ = connected(strava, *place)
    sync_run.sync(*place)
    strava.faults.add(503, kind="revoke", times=None)
    disconnect.disconnect(*place, runner_id=runner.runner_id, provider="strava")
    app = open_screen(*place, "data")
    words = said_by(app)
    assert "Strava has not confirmed it yet" in words
    assert "Connect with Strava" in links_of(app)


def test_every_way_back_from_strava_has_its_sentence() -> None:
    """What the routes may answer is what the screen knows."""
    refused = {"restart", "refused", "scope_missing", "other_runner", "other_account"}
    failed = {"unreachable", "app_inactive", "app_unknown", "failed"}
    assert refused | failed | {"connected", "connected_in_part"} <= set(RESULTS)


def test_the_line_is_open_after_a_visit_and_closed_without_one(
    open_screen: OpenScreen, place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came of it is said outside, and the button to begin again is at hand."""
    monkeypatch.undo()  # as it is sent, with nothing opened
    app = open_screen(*place, "data")
    assert "What is read" not in words_of(app)
    assert CONNECT_ONE in said_by(app)
    app = open_screen(*place, "data")
    app.query_params["strava"] = "restart"
    app.run()
    assert RESULTS["restart"] in words_of(app)
    assert "What is read" in words_of(app)
    assert "What is read" in words_of(app.run())  # and stays so


@pytest.mark.parametrize("code", ["connected", "restart", "<b>CANARY</b>"])
def test_a_result_is_said_once_in_our_own_words(open_screen: OpenScreen, place, code: str) -> None:
    """A code of the list becomes its sentence and leaves the address; nothing else is shown."""
    app = open_screen(*place, "data")
    app.query_params["strava"] = code
    app.run()
    assert not app.exception
    assert "strava" not in app.query_params
    words = said_by(app)
    assert (RESULTS.get(code, "\0") in words) == (code in RESULTS)
    assert "CANARY" not in words
    assert RESULTS.get(code, "\0") not in words_of(app.run())


def test_the_address_chooses_a_runner_who_is_here_and_nobody_else(
    open_screen: OpenScreen, strava: FakeStrava, place
) -> None:
    """Whoever connected is the one shown after the way back."""
    strava.add_athlete(2, runs=a_history(2, until=strava.now(), seed=2))
    connected(strava, *place, athlete_id=1, name="Mara")
    tom, _ = connected(strava, *place, athlete_id=2, name="Tom")
    sync_run.sync(*place)
    app = open_screen(*place, "data")
    assert app.selectbox(key="runner_id").value != tom.runner_id
    for named in (tom.runner_id, "nobody"):
        app.query_params["runner_id"] = named
        app.run()
        assert not app.exception
        assert app.selectbox(key="runner_id").value == tom.runner_id
        assert tom.runner_id in app.query_params["runner_id"]
    assert "2 activities" in words_of(app)


def test_stravas_own_artwork_is_shown_where_the_operator_put_it(
    open_screen: OpenScreen, place
) -> None:
    """48 pixels high, linked, with its words for those who do not see it."""
    brand = place[0].create().root / "brand"
    brand.mkdir()
    (brand / "btn_strava_connect_with_orange.svg").write_text(A_PIXEL)
    app = open_screen(*place, "data")
    assert links_of(app) == {}
    html = " ".join(element.proto.body for element in app.get("html"))
    assert 'alt="Connect with Strava" height="48"' in html
    assert f"{CONNECT}?ticket=" in html and CALLBACK not in html


def test_a_run_that_came_through_strava_leads_to_it(
    open_screen: OpenScreen, strava: FakeStrava, place
) -> None:
    """The words that the brand rules ask for, on the page of the run alone."""
    connected(strava, *place)
    sync_run.sync(*place)
    app = open_screen(*place, "runs")
    session_id = newest_run(*place)
    app.query_params["run"] = session_id
    app.run()
    assert not app.exception
    assert "[**View on Strava**](https://www.strava.com/activities/" in words_of(app)


def newest_run(home: Home, settings) -> str:
    """Id of the newest run of a home."""

    runs = own_rows((home, settings), "metric.run").sort("started_at")
    return runs["session_id"][-1]


# Words


NOW = datetime(2026, 5, 3, 10, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (datetime(2026, 5, 3, 10, 15, tzinfo=UTC), "today at about 12:15"),
        (datetime(2026, 5, 3, 10, 15, 1, tzinfo=UTC), "today at about 12:16"),
        (datetime(2026, 5, 3, 22, 30, tzinfo=UTC), "tomorrow at about 00:30"),
        (datetime(2026, 5, 6, 8, 0, tzinfo=UTC), "on Wed 6 May 2026"),
    ],
)
def test_a_time_to_come_is_said_in_the_runners_zone(instant: datetime, words: str) -> None:
    """Never too early, and no minutes where days are meant."""
    assert when_words(instant, "Europe/Berlin", NOW) == words


def test_a_time_gone_by_is_said_in_the_runners_zone() -> None:
    """Just now, today, yesterday, a day."""
    said = [
        ago_words(NOW - timedelta(minutes=minutes), "Europe/Berlin", NOW)
        for minutes in (1, 60, 60 * 24, 60 * 72)
    ]
    assert said == [
        "just now",
        "today at 11:00",
        "yesterday at 12:00",
        "on Thu 30 Apr 2026 at 12:00",
    ]


@pytest.mark.parametrize("name", TROUBLES)
def test_each_trouble_says_what_happens_by_itself_and_what_the_runner_can_do(name: str) -> None:
    """One sentence each."""
    sentence = trouble_sentence(name, when="tomorrow at about 09:00")
    assert sentence.count(".") == 1 and sentence.endswith(".")
    assert "only" in sentence or "nothing you need to do" in sentence
    assert "itself" in sentence or "goes after seven days" in sentence
    assert "{" not in sentence


def test_a_receipt_is_counts_only() -> None:
    """What went, what stays, and whether Strava knows."""
    counts = {"activity_count": 1, "document_count": 0, "reason": "disconnected"}
    receipt = {"provider": "strava"} | counts
    assert "1 activity and 0 stored documents" in receipt_words(receipt | {"is_confirmed": True})
    assert "told as soon as it answers" in receipt_words(receipt | {"is_confirmed": False})
