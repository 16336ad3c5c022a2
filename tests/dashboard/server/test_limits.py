"""What a stranger takes from a team's server, and what an account may: real HTTP and sockets."""

import asyncio
import logging
import os
import socket
import time
from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
import requests
from starlette.types import Message, Receive
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME
from websockets.exceptions import ConnectionClosed, InvalidStatus

from bench.soak.counting_server import COUNTS, ask
from bench.visitors import (
    Visitor,
    claims,
    cookie_of,
    run_apart,
    signed_in_cookie,
    stranger,
    visitor,
)
from dashboard.server.limits import UploadQuota
from dashboard.server.sessions import watched
from etl.journal.store import Journal
from etl.people.accounts import add_person, remove_person
from etl.settings import Settings
from tests.builders import a_home
from tests.builders.homes import NOW
from tests.builders.serving import TEAM, Served, a_server

SECRET = TEAM["KNEEWISE_OIDC_COOKIE_SECRET"]
MARA, GONE, STRANGER = "mara@example.org", "gone@example.org", "stranger@example.org"
TRIES = int(os.environ.get("KNEEWISE_ANONYMOUS_TRIES", "200"))
AT_ONCE = 5
LITTLE = {
    "KNEEWISE_ANONYMOUS_SOCKETS_PER_ADDRESS": str(AT_ONCE),
    "KNEEWISE_UPLOAD_ACCOUNT_MB": "1",
    "KNEEWISE_SESSION_WAIT_S": "1",
}
FLAT_BYTES = 60_000_000
TWO_GB = 2_000_000_000
MB = 1_000_000


@dataclass(frozen=True)
class Team:
    """A served team of one."""

    server: Served
    journal: Journal
    counts: Path

    @property
    def address(self) -> str:
        """Where the server answers."""
        return self.server.address


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Generator[Team]:
    """One server for all tests here, with limits that are quick to reach."""
    folder = tmp_path_factory.mktemp("limits")
    home, settings = a_home(folder / "home")
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    journal = Journal(home, settings)
    own = journal.ensure_runner("Mara K.").runner_id
    add_person(journal, email=MARA, own_runner_id=own)
    add_person(journal, email=GONE)
    remove_person(journal, email=GONE)
    counts = folder / "counts.json"
    with a_server(home.root, folder / "log", TEAM | LITTLE | {COUNTS: str(counts)}) as server:
        yield Team(server, journal, counts)


def who(team: Team, email: str) -> str:
    """The Cookie header of somebody who signed in."""
    name, value = signed_in_cookie(
        team.address, email, cookie_secret=SECRET, home=team.journal.home.root
    )
    return f"{name}={value}"


def forged(team: Team, kind: str) -> str:
    """Cookies that are not to be believed."""
    cookie = who(team, MARA)
    other = signed_in_cookie(
        "http://elsewhere.example", MARA, cookie_secret=SECRET, home=team.journal.home.root
    )
    return {
        "none": "",
        "no account": who(team, STRANGER),
        "an account that is gone": who(team, GONE),
        "another secret": "=".join(cookie_of(claims(team.address, MARA), cookie_secret="x" * 40)),
        "changed": cookie.replace("=ey", "=ez") if "=ey" in cookie else cookie[:-3] + "abc",
        "of another server": "=".join(other),
    }[kind]


@pytest.mark.parametrize(
    "kind",
    [
        *("none", "no account", "an account that is gone", "another secret", "changed"),
        "of another server",
    ],
)
def test_an_upload_without_a_live_account_is_refused_before_it_is_read(
    team: Team, kind: str
) -> None:
    """Two gigabytes are announced, none is sent: the answer comes, and the line is closed."""
    place = urlsplit(team.address)
    assert place.hostname and place.port
    with socket.create_connection((place.hostname, place.port), timeout=20) as line:
        line.sendall(
            f"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: {place.netloc}\r\n"
            f"Cookie: {forged(team, kind)}\r\nContent-Length: {TWO_GB}\r\n\r\n".encode()
        )
        answer = b""
        while piece := line.recv(4096):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 401")


def test_an_account_sends_files_up_to_its_limit_and_gets_it_back_with_its_page(team: Team) -> None:
    """What is held counts, what is deleted does not, and a page that was left holds nothing."""
    assert run_apart(_fill_and_leave(team)) == 204


async def _fill_and_leave(team: Team) -> int:
    """The answer to one more file after the page that held the limit was left."""
    async with visitor(
        team.address, MARA, cookie_secret=SECRET, home=team.journal.home.root
    ) as page:
        await page.visit("data")
        send = [await asyncio.to_thread(_send, team, page, name) for name in ("a", "b")]
        assert [each.status_code for each in send] == [204, 413]
        assert "one account" in send[1].text
        await asyncio.to_thread(_send, team, page, "a", method="DELETE")
        assert (await asyncio.to_thread(_send, team, page, "c")).status_code == 204
        unknown = await asyncio.to_thread(_send, team, page, "d", session_id="nobodys")
        assert unknown.status_code == 400
    async with visitor(
        team.address, MARA, cookie_secret=SECRET, home=team.journal.home.root
    ) as page:
        await page.visit("data")
        for _ in range(50):  # the page before is let go in a moment
            answer = await asyncio.to_thread(_send, team, page, "a")
            if answer.status_code == 204:
                break
            await asyncio.sleep(0.2)
    return answer.status_code


def _send(
    team: Team, page: Visitor, name: str, *, method: str = "PUT", session_id: str | None = None
) -> requests.Response:
    token = generate_xsrf_token_string()
    return requests.request(
        method,
        f"{team.address}/_stcore/upload_file/{session_id or page.session_id}/{name}",
        headers={
            "Cookie": f"{who(team, MARA)}; {XSRF_COOKIE_NAME}={token}",
            "X-Xsrftoken": token,
            "Connection": "close",
        },
        files={"file": ("run.fit", b"x" * (6 * MB // 10))} if method == "PUT" else None,
        timeout=60,
    )


def test_strangers_have_few_pages_open_and_others_as_many_as_they_need(team: Team) -> None:
    """One more is refused; an account comes in all the same, and a stranger after others left."""

    async def crowd() -> None:
        async with asyncio.TaskGroup() as group:
            leave = asyncio.Event()
            here = [asyncio.Event() for _ in range(AT_ONCE)]
            for each in here:
                group.create_task(stay(each, leave))
            for each in here:
                await each.wait()
            with pytest.raises(InvalidStatus, match="429"):
                async with stranger(team.address):
                    pass
            async with visitor(
                team.address, MARA, cookie_secret=SECRET, home=team.journal.home.root
            ) as page:
                await page.visit("today")
            leave.set()
        async with stranger(team.address) as page:
            await page.visit("today")
            assert b"Sign in" in page.received

    async def stay(here: asyncio.Event, leave: asyncio.Event) -> None:
        async with stranger(team.address):
            here.set()
            await leave.wait()

    run_apart(crowd())


def test_a_strangers_page_that_shouts_is_closed(team: Team) -> None:
    """A click takes some hundred bytes; an account's page may send more."""

    async def shout() -> int | None:
        async with stranger(team.address) as loud:
            return await _code(loud, b"x" * 100_000)

    assert run_apart(shout()) == 1009


def test_a_page_that_does_nothing_is_closed_where_it_has_a_limit() -> None:
    """That of somebody who has not signed in; the server is told that the browser has gone."""
    said: list[Message] = []

    async def nothing() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def note(message: Message) -> None:
        said.append(message)

    _, hear, _ = watched(nothing, note, idle_s=0.05, most_bytes=None)
    assert run_apart(_within(hear)) == {"type": "websocket.disconnect", "code": 1008}
    assert said == [{"type": "websocket.close", "code": 1008, "reason": ""}]


async def _within(hear: Receive) -> Message:
    return await asyncio.wait_for(hear(), 10)


async def _code(page: Visitor, message: bytes) -> int | None:
    """With what the server closed the socket."""
    try:
        await page.socket.send(message)
        while True:
            await asyncio.wait_for(page.socket.recv(), 30)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None


def test_memory_stays_flat_however_often_a_stranger_tries(team: Team) -> None:
    """Each try opens a page, has it drawn, announces a large upload, and goes or just stays."""

    async def tries(count: int) -> None:
        limit = asyncio.Semaphore(AT_ONCE)

        async def one(index: int) -> None:
            async with limit, stranger(team.address) as page:
                if index % 4:
                    await page.visit("today")
                refused = await asyncio.to_thread(
                    requests.put,
                    f"{team.address}/_stcore/upload_file/{page.session_id or 'x'}/{index}",
                    data=b"x" * 100_000,
                    headers={"Connection": "close"},
                    timeout=60,
                )
                assert refused.status_code == 401

        await asyncio.gather(*map(one, range(count)))

    run_apart(tries(TRIES // 4))  # what is loaded once
    process = psutil.Process(team.server.process_id)
    before = process.memory_info().rss
    run_apart(tries(TRIES))
    grown = process.memory_info().rss - before
    logging.getLogger(__name__).warning(
        "%d tries: %.0f MB before, %+.1f MB", TRIES, before / MB, grown / MB
    )
    assert grown < FLAT_BYTES


@pytest.mark.parametrize("kind", ["looked", "gone at once", "gone while it was drawn"])
def test_nothing_stays_of_pages_that_come_and_go(team: Team, kind: str) -> None:
    """No session, event loop, thread or descriptor, however a page was left."""

    async def come_and_go() -> None:
        home = team.journal.home.root
        async with visitor(team.address, MARA, cookie_secret=SECRET, home=home) as page:
            if kind == "looked":
                await page.visit("today")
            elif kind == "gone while it was drawn":
                await page.ask("today")

    async def many(count: int, what: Callable[[], Awaitable[None]]) -> None:
        await asyncio.gather(*(what() for _ in range(count)))

    run_apart(many(AT_ONCE, come_and_go))  # what is loaded and started once
    before = _settled(team, {})
    for _ in range(3):
        run_apart(many(AT_ONCE, come_and_go))
    after = _settled(team, before)
    grown = {name: after[name] - before[name] for name in before if name != "memory_bytes"}
    assert all(more <= _FEW.get(name, 0) for name, more in grown.items()), grown


_FEW = {"threads": 4, "sessions": 1, "event_loops": 1, "descriptors": 4}
"""Of fifteen pages: a pool's thread more, and the session that was drawn last."""


def _settled(team: Team, former: dict[str, int]) -> dict[str, int]:
    """Counts once pages that were left are let go, which takes a second; at most ten."""
    deadline = time.monotonic() + 10
    while True:
        counts = ask(team.server.process_id, team.counts)
        going = ("event_loops", "sessions")  # whose last ones go a moment after each other
        is_settled = all(counts[name] - former.get(name, 0) <= _FEW[name] for name in going)
        if is_settled or time.monotonic() > deadline:
            return counts
        time.sleep(0.2)


def test_a_day_has_an_end_and_everybody_together_a_limit() -> None:
    """Sent and deleted again still counts for the day; held by one leaves less for others."""
    now_s = [0.0]
    held = {"s1": 0, "s2": 0}
    settings = Settings(upload_account_mb=10, upload_account_day_mb=15, upload_server_mb=12)
    quota = UploadQuota(settings, lambda ids: sum(held[one] for one in ids), lambda: now_s[0])

    async def send(account: str, session_id: str, size_mb: int) -> None:
        async with quota.arriving(account, session_id, size_mb * MB):
            assert quota.refusal(account, (11 - size_mb) * MB) is not None
        held[session_id] += size_mb * MB

    run_apart(send("a", "s1", 8))
    assert quota.refusal("a", 3 * MB) == (
        "That is more than one account may send at once. Send fewer files."
    )
    assert "busy" in (quota.refusal("b", 5 * MB) or "")
    assert quota.refusal("b", 4 * MB) is None
    held["s1"] = 0
    assert "tomorrow" in (quota.refusal("a", 8 * MB) or "")
    now_s[0] += 24 * 3600
    assert quota.refusal("a", 8 * MB) is None
