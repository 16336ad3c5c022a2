"""A file that is dropped or sent is on *Today* in seconds: the real server, real HTTP."""

import re
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
import requests

from bench.visitors import run_apart, whoever_has
from dashboard.server.token import cookie_name, home_token
from etl.home import Home
from etl.journal.store import Journal
from etl.people.access_log import keep_reads
from etl.people.upload_tokens import BROUGHT, UploadTokens
from etl.settings import Settings
from tests.builders import a_run
from tests.builders.homes import a_home
from tests.builders.serving import Served, a_server

TODAY = date.today()  # noqa: DTZ011  of the machine that serves
PATH = "/api/v1/files"


@dataclass(frozen=True)
class Site:
    """A served home of one, the folder that it watches, and a token."""

    server: Served
    home: Home
    settings: Settings
    folder: Path
    token: str
    log: Path

    def post(self, content: bytes, **headers: str) -> requests.Response:
        """Send a file as a program does."""
        given = {"authorization": f"Bearer {self.token}", "content-type": "application/fit"}
        return requests.post(
            self.server.address + PATH, data=content, headers=given | headers, timeout=60
        )

    def today(self) -> str:
        """What *Today* sends a browser, as text."""

        async def look() -> str:
            secret = home_token(self.home)
            async with whoever_has(self.server.address, (cookie_name(secret), secret)) as visitor:
                await visitor.visit("")
                return visitor.received.decode("utf-8", "replace")

        return run_apart(look())

    def shown_within(self, km: str, begin: Callable[[], object]) -> float:
        """Seconds from `begin` until *Today* names a run of that length."""
        begun = time.monotonic()
        begin()
        while time.monotonic() - begun < 60:
            if re.search(rf"\b{re.escape(km)}\b", self.today()):
                return time.monotonic() - begun
        pytest.fail(f"{km} never came: {self.log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Generator[Site]:
    """One server for all tests here."""
    place = tmp_path_factory.mktemp("arriving")
    home, settings = a_home(place / "home", [a_run(TODAY - timedelta(days=9), km=5)])
    settings = Settings(home=home.root, time_zone="Europe/Berlin")
    runner = Journal(home, settings).ensure_runner()
    _, token = UploadTokens(home, settings).make(
        runner_id=runner.runner_id,
        person_id=None,
        name="Phone",
        until=TODAY + timedelta(days=9),
        today=TODAY,
        time_zone="Europe/Berlin",
    )
    folder = place / "watched"
    folder.mkdir()
    log = place / "log"
    with a_server(home.root, log, {"KNEEWISE_WATCH": str(folder)}) as server:
        yield Site(server, home, settings, folder, token, log)


def test_a_file_that_is_dropped_or_sent_is_on_today_within_seconds(
    site: Site, record_property: Callable[[str, object], None]
) -> None:
    """Each comes within a minute; how long it took, and how busy the processor was, is on record.

    No bar of time decides here: what a machine does beside would decide it.
    """
    site.today()
    slowed = [waited_for_processor()]
    taken: dict[str, list[float]] = {"sent": [], "dropped": []}
    for number, km in enumerate(("6.1", "7.2", "8.3", "9.4")):
        content = a_run(TODAY - timedelta(days=4 - number), km=float(km))
        how = "sent" if number < 2 else "dropped"
        begin = partial(site.post, content)
        if how == "dropped":
            begin = partial((site.folder / f"{km}.fit").write_bytes, content)
        taken[how].append(site.shown_within(km, begin))
        slowed.append(waited_for_processor())
    record_property("seconds", taken)
    record_property("slowed", slowed)
    assert {how: len(seconds) for how, seconds in taken.items()} == {"sent": 2, "dropped": 2}


def waited_for_processor() -> float:
    """How many times as long as its own work a third of a second of it takes just now."""
    wall, own = time.perf_counter(), time.thread_time()
    while time.thread_time() - own < 1 / 3:
        pass
    return (time.perf_counter() - wall) / (time.thread_time() - own)


def test_the_log_holds_no_token_and_no_name_and_the_record_says_who_brought_it(site: Site) -> None:
    """What came by the token is on the runner's record, and in the list of imports."""
    sent = site.post(
        a_run(TODAY - timedelta(days=20), km=4),
        **{"content-disposition": 'attachment; filename="Home to Lake.fit"'},
    )
    assert sent.status_code == 200 and sent.json()["imported"] == 1, sent.text
    assert sent.json()["items"][0]["file"] == "Home to Lake.fit"
    foreign = site.post(a_run(TODAY, km=3), origin="http://elsewhere.example")
    assert foreign.status_code == 403
    token_id, secret = site.token.split("_", 2)[1:]
    log = site.log.read_text(errors="replace")
    assert secret not in log and "Lake" not in log
    keep_reads(site.home, site.settings)
    with Journal(site.home, site.settings).reading() as connection:
        audit = connection.execute("select distinct viewer_id, what from journal.audit").fetchall()
        brought = connection.execute(
            "select brought_by from journal.import_batch where batch_id = ?",
            [sent.json()["batch_id"]],
        ).fetchall()
    assert (token_id, BROUGHT) in audit
    assert brought == [(token_id,)]
