"""What somebody who is signed in sends to see or change what is another's: nothing comes of it."""

import asyncio
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

from bench.visitors import Visitor, run_apart, whoever_has
from dashboard import session
from dashboard.screens import SCREENS
from etl.operations.backup.write import backup
from etl.people.refusals import read_refusals
from tests.faults.signing_in import BEN, MARA, NAMES, NOTE, Team, shown_to
from tests.faults.tally import tries

Tally = Callable[..., None]


def ids(team: Team) -> dict[str, str]:
    """Each one's runner."""
    return {email: team.journal.ensure_runner(name).runner_id for email, name in NAMES.items()}


def cookies_of(team: Team, email: str) -> dict[str, str]:
    """Of somebody who just signed in."""
    browser = team.browser()
    browser.sign_in(email)
    return browser.cookies


def holds_maras(shown: bytes) -> bool:
    """Anything of hers: name, note, distance of her one run."""
    return any(mark in shown for mark in (b"Mara", NOTE.encode(), b"12.0 km"))


def test_a_forged_address_shows_nothing_of_another_runner(team: Team, tally: Tally) -> None:
    """Every screen, asked for with another's runner, run or period, or an invitation of nobody."""
    hers = ids(team)[MARA]
    forged = [
        f"runner_id={hers}",
        f"runner_id={hers}&period=all&run=s1",
        f"runner_id=' or 1=1 --&invite={hers}",
        f"runner_id={hers}%00&period=../../x",
    ]
    asked = [(one.url_path, query) for query in forged for one in SCREENS]
    asked = asked[: tries(2, of=len(asked))]

    async def look() -> list[bytes]:
        shown = []
        async with whoever_has(team.address, *cookies_of(team, BEN).items()) as page:
            for name, query in asked:
                page.received.clear()
                await page.visit(name, query)
                shown.append(bytes(page.received))
        return shown

    for (name, query), shown in zip(asked, run_apart(look()), strict=True):
        assert not holds_maras(shown), (name, query)
    assert "look at a runner" in {one.what for one in read_refusals(team.journal.home)}
    tally(
        kind="attack",
        what="forged address of a screen",
        held=len(asked),
        asvs=("8.2.1", "8.2.2", "8.3.1"),
    )


def test_forged_widgets_change_nothing_of_another_runner(team: Team, tally: Tally) -> None:
    """Names of real keys and invented ones, as text, number, press and JSON."""
    hers = ids(team)[MARA]
    keys = [session.RUNNER_KEY, session.PERIOD_KEY, "share-with", "end-all", "erase", "sign-in"]
    count = tries(2, of=60)

    async def look() -> list[bytes]:
        shown = []
        async with whoever_has(team.address, *cookies_of(team, BEN).items()) as page:
            await page.visit("today")
            for number in range(count):
                page.received.clear()
                await _forge(page, f"$$ID-{number:032x}-{keys[number % len(keys)]}", hers)
                shown.append(bytes(page.received))
        return shown

    rows = _rows(team)
    for shown in run_apart(look()):
        assert not holds_maras(shown)
    assert _rows(team) == rows
    tally(kind="attack", what="forged widget", held=count, asvs=("8.2.2", "8.3.1"))


async def _forge(page: Visitor, widget_id: str, value: str) -> None:
    message = BackMsg()
    message.rerun_script.page_name = "today"
    for name, kind in (("string_value", value), ("trigger_value", True), ("json_value", "{}")):
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id = widget_id
        setattr(widget, name, kind)
    await page.socket.send(message.SerializeToString())
    await page.visit("sharing")


def _rows(team: Team) -> list[tuple[str, int]]:
    with team.journal.reading() as connection:
        tables = ("access_grant", "pain_entry", "team_person", "runner")
        return [
            (name, connection.execute(f"select count(*) from journal.{name}").fetchall()[0][0])  # noqa: S608
            for name in tables
        ]


def test_a_socket_of_another_page_or_another_session_gets_nothing(team: Team, tally: Tally) -> None:
    """Origins that are not ours are refused; another's page cannot be taken over by its name."""
    cookies = cookies_of(team, MARA)
    origins = ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"]
    origins = origins[: tries(2, of=len(origins))]

    async def refused() -> None:
        for origin in origins:
            with pytest.raises(InvalidStatus, match="403"):
                await _socket(team, cookies, origin=origin)

    async def taken_over(count: int) -> None:
        async with whoever_has(team.address, *cookies.items()) as hers:
            await hers.visit("today")
            assert holds_maras(bytes(hers.received))
            for number in range(count):
                mine = {} if number % 2 else cookies_of(team, BEN)
                async with await _socket(team, mine, resume=hers.session_id) as socket:
                    thief = Visitor(socket)
                    await thief.visit("today")
                    assert not holds_maras(bytes(thief.received))
                    assert thief.session_id != hers.session_id

    run_apart(refused())
    count = tries(2, of=40)
    run_apart(taken_over(count))
    assert "socket of another page" in {one.what for one in read_refusals(team.journal.home)}
    tally(
        kind="attack",
        what="socket of another page, or with the name of another's session",
        held=len(origins) + count,
        asvs=("3.5.1", "7.2.1", "8.3.1"),
    )


async def _socket(
    team: Team, cookies: dict[str, str], *, origin: str | None = None, resume: str | None = None
):
    token = generate_xsrf_token_string()
    sent = "; ".join(f"{k}={v}" for k, v in {**cookies, XSRF_COOKIE_NAME: token}.items())
    return await connect(
        f"{team.address.replace('http', 'ws', 1)}/_stcore/stream",
        origin=Origin(origin or team.address),
        subprotocols=[Subprotocol(one) for one in ("streamlit", token, resume) if one],
        additional_headers={"Cookie": sent},
        max_size=None,
    )


def test_a_file_goes_into_ones_own_page_alone(team: Team, tally: Tally) -> None:
    """Not into another's, not without the page's token, not from another site."""
    hers, his = cookies_of(team, MARA), cookies_of(team, BEN)
    count = tries(1, of=20)

    async def send() -> list[int]:
        async with (
            whoever_has(team.address, *hers.items()) as page,
            whoever_has(team.address, *his.items()) as own,
        ):
            await page.visit("data")
            await own.visit("data")
            told = []
            for _ in range(count):
                told.append(await asyncio.to_thread(_put, team, his, page.session_id))
                told.append(await asyncio.to_thread(_put, team, his, own.session_id, token=""))
                foreign = "http://evil.example"
                told.append(
                    await asyncio.to_thread(_put, team, his, own.session_id, origin=foreign)
                )
            assert await asyncio.to_thread(_put, team, his, own.session_id) == 204
            return told

    assert set(run_apart(send())) <= {400, 403}
    tally(kind="attack", what="upload into another's page", held=3 * count, asvs=("3.5.1", "8.2.2"))


def _put(
    team: Team,
    cookies: dict[str, str],
    session_id: str,
    *,
    token: str | None = None,
    origin: str | None = None,
) -> int:
    right = generate_xsrf_token_string()
    sent = {**cookies, XSRF_COOKIE_NAME: right}
    return requests.put(
        f"{team.address}/_stcore/upload_file/{session_id}/a",
        headers={
            "X-Xsrftoken": right if token is None else token,
            "Origin": origin or team.address,
        },
        cookies=sent,
        files={"file": ("run.fit", b"x" * 1000)},
        timeout=60,
    ).status_code


def test_forged_events_are_answered_and_leave_nothing(team: Team, tally: Tally) -> None:
    """Of a platform that nobody connected: no file, no error of ours."""
    bodies = [
        b"",
        b"[]",
        b"{",
        b"[" * 60_000,
        b"\xff\xfe",
        json.dumps({"owner_id": "../x"}).encode(),
    ]
    bodies += [
        b'{"object_type": "activity", "object_id": %d, "owner_id": 1}' % n for n in range(194)
    ]
    bodies = bodies[: tries(6, of=200)]
    for body in bodies:
        answer = requests.post(f"{team.address}/strava/webhook", data=body, timeout=60)
        assert answer.status_code < 500, body
    events = team.journal.home.events
    assert not events.is_dir() or not list(events.iterdir())
    tally(kind="attack", what="forged event of a platform", held=len(bodies), asvs=("8.3.1",))


def test_a_session_that_is_too_old_or_was_left_is_over(team: Team, tally: Tally) -> None:
    """Whatever its cookie says, and though its owner clicks on."""
    changes = [
        "update sign_in set begun_s = begun_s - 12 * 3600 - 1",
        "update sign_in set seen_s = seen_s - 2 * 3600 - 1",
        "update sign_in set begun_s = begun_s + 3600",
    ]
    count = tries(1, of=10)
    for change in changes * count:
        cookies = cookies_of(team, BEN)
        with closing(sqlite3.connect(team.journal.home.sign_ins)) as file, file:
            file.execute(change)
        assert not holds_maras(shown := run_apart(shown_to(team.address, cookies)))
        assert b"Sign in" in shown
    tally(kind="attack", what="session past a limit", held=3 * count, asvs=("7.3.1", "7.3.2"))


def test_what_leaves_the_home_holds_no_session_and_the_log_nobodys_words(
    team: Team, tmp_path: Path, tally: Tally
) -> None:
    """A backup holds neither sessions nor refusals; the log no name, note, address or runner."""
    run_apart(shown_to(team.address, cookies_of(team, MARA), "pain"))
    backup(team.journal.home, team.journal.settings, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        names = archive.namelist()
        assert not [name for name in names if "sign_ins" in name or "refused" in name]
        assert not [name for name in names if "token" in name or name.endswith(".key")]
    log = team.log.read_bytes()
    words = [NOTE, "Kanarek", MARA, BEN, *ids(team).values()]
    assert not [word for word in words if word.encode() in log]
    tally(
        kind="attack",
        what="sessions in a backup, people's words in the log",
        held=len(names) + len(words),
        asvs=("7.2.1", "14.2.4"),
    )
