"""Ways round a sign-in, tried on a real server with a real provider: none lets anybody in."""

import asyncio
import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
import requests
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from websockets.exceptions import ConnectionClosed

from bench.visitors import claims, cookie_of, run_apart, whoever_has
from etl.people.refusals import read_refusals
from etl.people.sign_ins import SignIns, login_of
from tests.faults.signing_in import (
    BEN,
    CLIENT_SECRET,
    MARA,
    SECRET,
    Team,
    is_let_in,
    parameters,
    shown_to,
)
from tests.faults.tally import tries

Tally = Callable[..., None]


def upload_status(team: Team, cookies: dict[str, str]) -> int:
    """What an upload with these cookies is answered."""
    return requests.delete(
        f"{team.address}/_stcore/upload_file/a/b", cookies=cookies, timeout=60
    ).status_code


def sign_ins(team: Team) -> SignIns:
    """The sessions of the server's home."""
    return SignIns(team.journal.home, team.journal.settings)


def test_a_copied_cookie_is_of_no_use_after_signing_out(team: Team, tally: Tally) -> None:
    """Nor an open page; and who signs in again comes in, the copy does not."""
    count = tries(1, of=20)
    for _ in range(count):
        browser = team.browser()
        browser.sign_in(MARA)
        copied = browser.cookies
        assert is_let_in(run_apart(shown_to(team.address, copied)))
        run_apart(_open_page_is_shut(team, copied, browser.sign_out))
        assert not browser.cookies
        assert not is_let_in(run_apart(shown_to(team.address, copied)))
        assert upload_status(team, copied) == 401
        browser.sign_in(MARA)
        assert not is_let_in(run_apart(shown_to(team.address, copied)))
    tally(
        kind="attack",
        what="cookie copied before its owner signed out",
        held=count,
        asvs=("7.2.1", "7.4.1"),
    )


async def _open_page_is_shut(
    team: Team, cookies: dict[str, str], end: Callable[[], object]
) -> None:
    async with whoever_has(team.address, *cookies.items()) as page:
        await page.visit("today")
        await asyncio.to_thread(end)
        with pytest.raises(ConnectionClosed):
            await page.visit("runs")


def test_an_operator_and_an_owner_end_every_session_of_an_account(team: Team, tally: Tally) -> None:
    """Those of two browsers, and nobody else's."""
    count = tries(1, of=10)
    for _ in range(count):
        browsers = [team.browser() for _ in range(2)]
        for browser in browsers:
            browser.sign_in(BEN)
        other = team.browser()
        other.sign_in(MARA)
        login = login_of(team.provider.address, BEN)
        assert len(sign_ins(team).of(login)) >= 2
        sign_ins(team).end_all(login)
        for browser in browsers:
            assert not is_let_in(run_apart(shown_to(team.address, browser.cookies)))
        assert is_let_in(run_apart(shown_to(team.address, other.cookies)))
    tally(kind="attack", what="session ended from elsewhere", held=2 * count, asvs=("7.4.5",))


def test_a_cookie_that_no_sign_in_made_is_of_no_use(team: Team, tally: Tally) -> None:
    """Changed at any place, of another secret or server, and with the right secret as well."""
    browser = team.browser()
    browser.sign_in(MARA)
    value = browser.cookies[USER_COOKIE_NAME]
    places = tries(3, of=60)
    step = max(1, len(value) // places)
    forged = [
        value[:at] + ("A" if value[at] != "A" else "B") + value[at + 1 :]
        for at in range(0, step * places, step)
        if at < len(value) - 1
    ]
    issuer = {"iss": team.provider.address, "provider": "default"}
    mine = claims(team.address, MARA) | issuer
    forged += [
        cookie_of(mine, cookie_secret="x" * 40)[1],
        cookie_of(mine | {"origin": "http://elsewhere.example"}, cookie_secret=SECRET)[1],
        cookie_of(mine, cookie_secret=SECRET)[1],
        cookie_of(mine | {"nonce": ""}, cookie_secret=SECRET)[1],
        "",
    ]
    for one in forged:
        cookies = {USER_COOKIE_NAME: one}
        assert upload_status(team, cookies) == 401, one
    last = {USER_COOKIE_NAME: forged[-3]}
    assert not is_let_in(run_apart(shown_to(team.address, last)))
    tally(kind="attack", what="forged or changed cookie", held=len(forged), asvs=("7.2.2", "9.1.1"))


def test_signing_in_ends_what_the_browser_came_with(team: Team, tally: Tally) -> None:
    """A session that somebody else put into the browser is no way in afterwards."""
    count = tries(1, of=10)
    for _ in range(count):
        attacker = team.browser()
        attacker.sign_in(BEN)
        planted = attacker.cookies
        victim = team.browser()
        victim.http.cookies.update(planted)
        victim.sign_in(MARA)
        assert victim.cookies[USER_COOKIE_NAME] != planted[USER_COOKIE_NAME]
        assert upload_status(team, planted) == 401
        shown = run_apart(shown_to(team.address, victim.cookies))
        assert b"Mara" in shown and b"Ben" not in shown
    tally(kind="attack", what="session fixed before sign-in", held=count, asvs=("7.2.4",))


def test_a_callback_counts_in_the_browser_that_asked_and_once(team: Team, tally: Tally) -> None:
    """Another browser's, a state of nobody, none, a used one, a code of another request."""
    held = 0
    for _ in range(tries(1, of=20)):
        asking, other = team.browser(), team.browser()
        callback = asking.allowed(MARA)
        code = parameters(callback)["code"]
        ways = [
            callback,
            f"/oauth2callback?code={code}&state=forged",
            f"/oauth2callback?code={code}",
        ]
        other.asked_provider()
        for way in ways:
            other.get(way)
            assert not other.cookies
        swapped = parameters(other.asked_provider())["state"]
        other.get(f"/oauth2callback?code={code}&state={swapped}")
        assert not other.cookies  # the code was made for another request: PKCE, nonce
        again = team.browser()
        used = again.allowed(MARA)
        again.get(used)
        assert again.cookies
        again.http.cookies.clear()
        again.get(used)
        assert not again.cookies
        held += len(ways) + 2
    tally(
        kind="attack",
        what="callback that this browser did not ask for",
        held=held,
        asvs=("10.1.2", "10.2.1", "10.5.1"),
    )


def test_the_code_is_of_use_to_who_asked_for_it_alone(team: Team) -> None:
    """PKCE: the verifier is told with the code, its SHA-256 was told before."""
    browser = team.browser()
    asked = parameters(at := browser.asked_provider())
    assert asked["code_challenge_method"] == "S256" and asked["nonce"] and asked["state"]
    assert asked["response_type"] == "code"
    browser.get(browser.allowed(MARA, at))
    verifier = team.provider.asked[-1]["code_verifier"]
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
    assert digest.decode().rstrip("=") == asked["code_challenge"]


def test_an_id_token_that_was_changed_or_used_before_lets_nobody_in(
    team: Team, tally: Tally
) -> None:
    """Another signature, none, other claims under it, and one of an earlier sign-in."""
    used: list[str] = []
    team.provider.change = lambda answer: used.append(answer["id_token"]) or answer
    team.browser().sign_in(MARA)
    header, claims_, signature = used[0].split(".")
    none = _part({"alg": "none"})
    other = _part(json.loads(_bytes(claims_)) | {"sub": BEN, "email": BEN})
    forged = [
        used[0],
        f"{header}.{claims_}.{signature[:-8]}AAAAAAAA",
        f"{header}.{claims_}.",
        f"{none}.{claims_}.",
        f"{header}.{other}.{signature}",
        f"{none}.{other}.",
    ]
    forged = [token for token in forged for _ in range(tries(1, of=5))]
    try:
        for token in forged:
            team.provider.change = lambda answer, token=token: answer | {"id_token": token}
            browser = team.browser()
            browser.try_to_sign_in(MARA)
            assert not browser.cookies
    finally:
        team.provider.change = None
    tally(
        kind="attack",
        what="ID token changed, unsigned or used before",
        held=len(forged),
        asvs=("6.8.2", "10.5.1"),
    )


def _part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def _bytes(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def test_another_login_with_the_address_of_an_account_is_nobody(team: Team, tally: Tally) -> None:
    """It is told why, and that is on record; so is who has no account or no confirmed address."""
    team.browser().sign_in(MARA)
    count = tries(1, of=40)
    for number in range(count):
        browser = team.browser()
        browser.sign_in(f"other-{number}")
        shown = run_apart(shown_to(team.address, browser.cookies))
        assert not is_let_in(shown) and b"belongs to another login" in shown
    for subject in ("stranger", "unconfirmed"):
        browser = team.browser()
        browser.sign_in(subject)
        assert not is_let_in(run_apart(shown_to(team.address, browser.cookies)))
    refused = read_refusals(team.journal.home)
    told = {one.what for one in refused}
    assert {
        "sign-in with another login of an address",
        "sign-in without an account",
        "sign-in without a confirmed address",
    } <= told
    assert not any("@" in json.dumps(vars_of(one)) for one in refused)
    tally(
        kind="attack",
        what="another login with the address of an account",
        held=count + 2,
        asvs=("6.8.1", "10.5.2"),
    )


def vars_of(refusal: Any) -> list[str]:
    """Its words."""
    return [refusal.at, refusal.who, refusal.what]


def test_cookies_of_a_sign_in_are_out_of_reach_and_short(team: Team) -> None:
    """Of scripts and of other sites' requests; a browser forgets them with the session."""
    answer = team.browser().sign_in(MARA)
    lines = answer.raw.headers.getlist("set-cookie")
    ours = [line for line in lines if line.startswith(USER_COOKIE_NAME)]
    assert ours
    for line in ours:
        parts = {part.strip().lower() for part in line.split(";")[1:]}
        assert {"httponly", "samesite=lax", "max-age=43200"} <= parts


def test_no_other_site_may_read_an_answer(team: Team) -> None:
    """Whatever it asks for, with a browser's cookies or without."""
    browser = team.browser()
    browser.sign_in(MARA)
    for path in ("/", "/today", "/healthz", "/_stcore/health", "/_stcore/host-config", "/media/x"):
        answer = browser.get(path, Origin="http://evil.example")
        assert answer.headers.get("access-control-allow-origin") is None, path


def test_a_page_of_another_site_signs_nobody_out(team: Team) -> None:
    """It may lead a browser there, but the session goes on."""
    browser = team.browser()
    browser.sign_in(MARA)
    kept = browser.cookies
    browser.get("/auth/logout", **{"Sec-Fetch-Site": "cross-site"})
    assert is_let_in(run_apart(shown_to(team.address, kept)))


def test_logs_and_records_hold_no_cookie_code_token_or_address(team: Team, tally: Tally) -> None:
    """After all of the above: everything the server wrote down."""
    browser = team.browser()
    callback = browser.allowed(MARA)
    browser.get(callback)
    tokens = [value for text in team.provider.answered for value in _tokens(text)]
    secrets = [
        *(SECRET, CLIENT_SECRET, MARA, BEN, "Kanarek", *browser.cookies.values()),
        *(team.provider.asked[-1]["code"], team.provider.asked[-1]["code_verifier"], *tokens),
    ]
    root = team.journal.home.root
    written = [team.log, *root.glob("refused*"), *root.glob("sign_ins*"), *root.glob("reads*")]
    texts = [path.read_bytes() for path in written if path.is_file()]
    for text in texts:
        assert not [secret for secret in secrets if secret.encode() in text]
    tally(
        kind="attack",
        what="secrets looked for in logs and records of a sign-in",
        held=len(secrets) * len(texts),
        asvs=("7.2.1", "10.1.1"),
    )


def _tokens(text: bytes) -> list[str]:
    found = json.loads(text)
    return [found[name] for name in ("access_token", "id_token", "refresh_token") if name in found]
