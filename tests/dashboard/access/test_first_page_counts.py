"""What a page asks, copies, opens and sends: counted, since times differ from machine to machine.

Bounds stand a little above what was measured, which is said beside each. Whoever makes a page
cheaper lowers them; whoever has to raise one says why.
"""

import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.testing.v1 import AppTest

from bench.browser import SCREENS
from bench.table.databases import Databases, watched_databases
from bench.table.homes import repeat_runs
from dashboard import session
from dashboard.access.gateway import Gateway
from dashboard.screens import file_of
from etl.home import Home
from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.builders.homes import NOW
from tests.dashboard.conftest import APP

FIRST_PAGE = {
    # Today by a gateway that has read nothing: statements given to any database, rows that stand
    # in memory afterwards, database files opened.
    "nothing stored": {"statements": 380, "rows": 12_500, "files": 9},  # 346, 11,412, 8
    "seen by others before": {"statements": 63, "rows": 10, "files": 25},  # 60, 6, 24
}
AFTER_A_LOG = {"statements": 215, "rows": 7_900, "files": 18}  # 196, 7,242, 16
"""The same page once somebody wrote; 6,521 rows where another test has shown the page before."""
SENT = {
    # Of each screen: bytes before they are compressed, and elements. Measured: a tenth less.
    # The frame is 4 kB of styles and links, which every screen has.
    "today": (54_000, 89),
    "load": (34_500, 27),
    "hills": (27_500, 16),  # limits have a line of their own in the legend
    "speed": (27_500, 17),
    "cadence": (29_000, 19),
    "pain": (36_000, 33),  # a diary from elsewhere comes in here
    "strength": (20_000, 15),
    "mechanics": (19_000, 13),  # balance and shoes have a fold each
    "plan": (18_700, 17),
    "check-ins": (19_500, 17),
    "squad": (21_000, 17),
    "patient": (48_000, 45),
    "runs": (20_500, 17),
    "data": (21_000, 16),  # names the archives that can be dropped
    "method": (24_500, 20),
}
FEW, MANY = 8, 160
HASHING = re.compile(r"\b(hash|md5|md5_number|sha1|sha256)\s*\(")
Place = tuple[Home, Settings]


@dataclass(slots=True)
class Sent:
    """Messages of a page as they leave the server, before they are compressed."""

    byte_count: int = 0
    elements: set[tuple[int, ...]] = field(default_factory=set)

    def note(self, message: ForwardMsg) -> None:
        """One more."""
        self.byte_count += message.ByteSize()
        if message.WhichOneof("type") == "delta" and message.delta.HasField("new_element"):
            self.elements.add(tuple(message.metadata.delta_path))


@contextmanager
def what_is_sent() -> Generator[Sent]:
    """Every message of the pages that run inside the block."""
    sent = Sent()
    ForwardMsgQueue.on_before_enqueue_msg(sent.note)
    try:
        yield sent
    finally:
        ForwardMsgQueue.on_before_enqueue_msg(None)


@pytest.fixture(scope="module")
def few_runs(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Eight runs of four weeks, one hilly, and a knee that was felt twice."""
    today = NOW.date()
    runs = [
        a_run(today - timedelta(days=back), km=8, hill_m=20 * (back % 2), hill_count=4)
        for back in range(1, 28, 4)
    ]
    pains = [
        {"local_date": today - timedelta(days=back), "knee": "left", "pain_during_score": 2}
        for back in (5, 9)
    ]
    long_run = a_run(today - timedelta(days=2), km=12)
    return a_home(tmp_path_factory.mktemp("few"), [*runs, long_run], pains=pains)


@pytest.fixture(scope="module")
def many_runs(few_runs: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The same twenty times over, back through the years."""
    home, settings = few_runs
    place = Home(tmp_path_factory.mktemp("many"))
    own = settings.model_copy(update={"home": place.root})
    repeat_runs(home.root, place, own, times=MANY // FEW)
    return place, own


@pytest.fixture
def anew(serve_on: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was read before: the first page is the first one."""
    monkeypatch.setattr(session, "Gateway", Gateway)


def first_page(place: Place, databases: Databases | None = None) -> AppTest:
    """Today, as a server shows it that stands there and has read nothing of the runner.

    With `databases` they count from the page on: a server looks at its files when it starts.
    """
    session.bind(*place)
    session.current_gateway().present()
    if databases is not None:
        databases.clear()
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert app.markdown
    return app


def counts_of(databases: Databases) -> dict[str, int]:
    """What a page asked and holds, under the names of the bounds."""
    return {
        "statements": len(databases.statements),
        "rows": databases.rows_held(),
        "files": databases.opened.total(),
    }


def beyond(counts: Mapping[str, int], most: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """What is too much, each beside its bound."""
    return {name: (counts[name], most[name]) for name in most if counts[name] > most[name]}


@pytest.mark.usefixtures("anew")
@pytest.mark.parametrize("history", ["few_runs", "many_runs"])
def test_a_first_page_asks_copies_and_opens_little_at_any_history(
    history: str, few_runs: Place, request: pytest.FixtureRequest
) -> None:
    """With nothing worked out yet, and where every screen was seen before in another process."""
    place: Place = request.getfixturevalue(history)
    first_page(few_runs)  # what a process does once is no matter here
    for path in place[0].root.glob("materialized*"):
        path.unlink()
    with watched_databases() as databases:
        app = first_page(place, databases)
        assert beyond(counts_of(databases), FIRST_PAGE["nothing stored"]) == {}
    for screen in SCREENS:
        app.switch_page(file_of(screen)).run()
    with watched_databases() as databases:
        first_page(place, databases)
        assert beyond(counts_of(databases), FIRST_PAGE["seen by others before"]) == {}
        assert databases.opened  # it was counted


@pytest.mark.usefixtures("anew")
def test_the_same_page_again_asks_nothing(many_runs: Place) -> None:
    """Not one statement and no file: a look at the files' dates is enough."""
    with watched_databases() as databases:
        app = first_page(many_runs)
        databases.clear()
        app.run()
        assert not app.exception
        assert databases.statements == []
        assert databases.opened.total() == 0


@pytest.mark.usefixtures("anew")
def test_a_look_after_a_log_hashes_no_row(many_runs: Place) -> None:
    """Versions tell what is new. What is written is looked at by its writer, not by who reads."""
    home, settings = many_runs
    journal = Journal(home, settings)
    entry = PainEntry(
        runner_id=journal.runners()[0].runner_id,
        local_date=NOW.date(),
        knee="right",
        pain_during_score=3,
    )
    with watched_databases() as databases:
        app = first_page(many_runs, databases)
        asked = list(databases.statements)
        journal.log_pain(entry)
        assert any(map(HASHING.search, databases.statements))  # the writer's would be seen
        databases.clear()
        app.run()
        assert not app.exception
        assert [text for text in (*asked, *databases.statements) if HASHING.search(text)] == []
        assert beyond(counts_of(databases), AFTER_A_LOG) == {}
        assert databases.statements


@pytest.mark.usefixtures("anew")
def test_what_each_page_sends_is_bounded(many_runs: Place) -> None:
    """Bytes and elements of every screen of a long history."""
    app = first_page(many_runs)
    beyond_bounds = {}
    for screen in SCREENS:
        with what_is_sent() as sent:
            app.switch_page(file_of(screen)).run()
        assert not app.exception, screen
        found = (sent.byte_count, len(sent.elements))
        assert min(found) > 0
        if any(count > most for count, most in zip(found, SENT[screen], strict=True)):
            beyond_bounds[screen] = (found, SENT[screen])
    assert beyond_bounds == {}
