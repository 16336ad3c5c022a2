"""The local dashboard opens by the home's secret and by nothing else: real HTTP on loopback."""

import re
import zipfile
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from bench.browser import door_cookie
from dashboard.screens import SCREENS
from dashboard.server.local_door import LocalDoor
from dashboard.server.token import OneVisit, cookie_name, home_token
from etl.errors import UserError
from etl.home import Home
from etl.journal.store import Journal
from etl.operations.backup.write import backup
from etl.operations.export_runner import export_runner
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.builders.homes import NOW
from tests.builders.serving import a_server

TOKEN = "t" * 43
SCREEN_PATHS = [f"/{screen.url_path}" for screen in SCREENS]
NOWHERE = (
    *("/metrics", "/_stcore/metrics", "/_stcore/metrics?families=x", "/_stcore/agent/mcp"),
    *("/_stcore/agent/openapi.json", "/_stcore/agent/interact", "/_stcore/script-health-check"),
    *("/nothing", "/today/more", "/static/js/nothing.js", "/static/", "/index.html"),
)


@dataclass(frozen=True)
class Open:
    """A served home with one run."""

    home: Home
    address: str
    token: str
    cookies: dict[str, str]

    def get(self, path: str, **more) -> requests.Response:
        """As a browser that was let in."""
        return requests.get(
            self.address + path, cookies=self.cookies, allow_redirects=False, **more
        )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Generator[Open]:
    """One server for all tests here: none of them changes anything."""
    folder = tmp_path_factory.mktemp("door")
    home, _ = a_home(folder / "home", [a_run(km=10)])
    with a_server(home.root, folder / "log") as server:
        cookie = door_cookie(home.root)
        assert cookie is not None
        yield Open(home, server.address, cookie[1], dict([cookie]))
    assert cookie[1] not in (folder / "log").read_text("utf-8")


@pytest.mark.parametrize(
    "path",
    ["/", "/today", "/_stcore/health", "/_stcore/host-config", "/media/x.png", "/favicon.png"],
)
def test_without_the_secret_nothing_is_shown(site: Open, path: str) -> None:
    """One calm page that says what to do; the same for a wrong secret, in address or cookie."""
    wrong = {cookie_name(site.token): "x" * 43}
    for query, cookies in (("", {}), ("?token=" + "x" * 43, {}), ("", wrong)):
        answer = requests.get(site.address + path + query, cookies=cookies, allow_redirects=False)
        assert answer.status_code == 403
        assert "kneewise address" in answer.text and "set-cookie" not in answer.headers


def test_no_page_around_this_one_is_listened_to(site: Open) -> None:
    """Streamlit's frontend takes messages from origins that it is told, and here from none."""
    told = requests.get(f"{site.address}/_stcore/host-config", cookies=site.cookies).json()
    assert told["allowedOrigins"] == [] and not told["enableCustomParentMessages"]


def test_without_the_secret_nothing_is_taken(site: Open) -> None:
    """Neither an upload nor a socket."""
    upload = requests.put(f"{site.address}/_stcore/upload_file/a/b", files={"file": b"x"})
    assert upload.status_code == 403
    with pytest.raises(InvalidStatus, match="403"), connect(_socket(site)):
        pass


def test_with_the_cookie_the_socket_opens(site: Open) -> None:
    """The test above can fail for no other reason."""
    cookie = "; ".join(f"{name}={value}" for name, value in site.cookies.items())
    with connect(_socket(site), additional_headers={"Cookie": cookie}) as socket:
        socket.ping().wait(10)


@pytest.mark.parametrize("origin", ["http://127.0.0.1:9", "http://localhost:9", "null", "http://"])
def test_a_page_of_another_program_on_this_machine_opens_no_socket(site: Open, origin: str) -> None:
    """Nor changes anything: its browser would send the cookie, whatever the port."""
    cookie = "; ".join(f"{name}={value}" for name, value in site.cookies.items())
    headers = {"Cookie": cookie, "Origin": origin}
    with (
        pytest.raises(InvalidStatus, match="403"),
        connect(_socket(site), additional_headers=headers),
    ):
        pass
    upload = f"{site.address}/_stcore/upload_file/a/b"
    assert requests.put(upload, data=b"x", headers=headers).status_code == 403
    with connect(_socket(site), origin=Origin(site.address), additional_headers={"Cookie": cookie}):
        pass


def _socket(site: Open) -> str:
    return f"{site.address.replace('http', 'ws')}/_stcore/stream"


def test_the_secret_in_the_address_becomes_a_cookie(site: Open) -> None:
    """And is gone from the address, whose other parameters stay."""
    browser = requests.Session()
    opened = browser.get(
        f"{site.address}/runs?run=a%26b&token={site.token}&runner_id=r", allow_redirects=False
    )
    assert (opened.status_code, opened.headers["location"]) == (303, "/runs?run=a%26b&runner_id=r")
    cookie = next(iter(browser.cookies))
    assert cookie.name == cookie_name(site.token)
    assert cookie.has_nonstandard_attr("HttpOnly") and cookie.path == "/"
    assert cookie.get_nonstandard_attr("SameSite") == "Lax"
    assert browser.get(f"{site.address}/runs").status_code == 200  # a bookmark without it


def test_odd_cookies_of_other_programs_do_not_shut_the_door(site: Open) -> None:
    """All programs of this machine share one jar."""
    (name, value), *_ = site.cookies.items()
    odd = f'a b={{"x": [1;2]}}; =; other="; {name}={value}; last'
    answer = requests.get(f"{site.address}/today", headers={"Cookie": odd}, allow_redirects=False)
    assert answer.status_code == 200


def test_an_old_secret_in_a_bookmark_does_no_harm(site: Open) -> None:
    """Who has the cookie is led on without it."""
    assert site.get("/today?token=old&a=1").headers["location"] == "/today?a=1"


def test_a_visit_under_the_machines_other_name_is_led_to_the_one_that_strava_knows(
    site: Open,
) -> None:
    """The cookie has to be where the browser comes back to."""
    port = site.address.rpartition(":")[2]
    led = requests.get(
        f"{site.address}/load?token={site.token}",
        headers={"Host": f"localhost:{port}"},
        allow_redirects=False,
    )
    assert led.headers["location"].startswith(f"{site.address}/load?token=")
    assert site.token not in led.headers["location"]
    let_in = requests.get(led.headers["location"], allow_redirects=False)
    assert let_in.headers["location"] == "/load" and "set-cookie" in let_in.headers


@pytest.mark.parametrize("path", SCREEN_PATHS)
def test_every_screen_opens_at_its_address(site: Open, path: str) -> None:
    """Deep links, with a query too."""
    answer = site.get(f"{path}?runner_id=x")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert '<div id="root">' in answer.text


@pytest.mark.parametrize("path", NOWHERE)
def test_what_is_not_there_is_not_found(site: Open, path: str) -> None:
    """In a few plain words; Streamlit would answer with a page, or with its numbers."""
    for method in ("GET", "POST"):
        answer = requests.request(method, site.address + path, cookies=site.cookies)
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/plain") and len(answer.text) < 60


def test_an_address_that_a_screen_had_leads_on_and_a_browser_is_told_where_none_is(
    site: Open,
) -> None:
    """With all that the address carries; to a browser in a page with the way home."""
    for path, now in (("/hills-and-speed?period=1y", "/hills?period=1y"), ("/start", "/")):
        answer = requests.get(
            site.address + path, cookies=site.cookies, allow_redirects=False, timeout=20
        )
        assert (answer.status_code, answer.headers["location"]) == (308, now)
    url = f"{site.address}/nowhere"
    told = requests.get(url, headers={"accept": "text/html"}, cookies=site.cookies, timeout=20)
    assert told.status_code == 404 and 'href="/"' in told.text
    script = requests.get(f"{site.address}/kneewise/frame.js", timeout=20)
    assert script.headers["content-type"].startswith("text/javascript")


def test_every_kind_of_answer_carries_the_headers(site: Open) -> None:
    """Pages, files, refusals, redirects, and what is not there."""
    script = re.search(r"/static/js/index\.[^\"]+\.js", site.get("/").text)
    assert script is not None
    answers = [
        requests.get(site.address),
        *(site.get(path) for path in ("/", "/load/", "/nothing", "/media/x", "/_stcore/health")),
        *(site.get(path) for path in ("/healthz", "/strava/connect", "/strava/webhook", script[0])),
        site.get("/today?token=old"),
    ]
    for answer in answers:
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        policy = answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy and "unsafe-eval" not in policy
        is_script = answer.url.endswith(".js")
        assert ("immutable" in answer.headers["cache-control"]) is is_script
        assert (answer.headers["cache-control"] == "no-store") is not is_script


def test_what_says_nothing_stays_open(site: Open) -> None:
    """Whether the server is there; and Strava's ways in, which have secrets of their own."""
    assert requests.get(f"{site.address}/healthz").json() == {"status": "ok"}
    for path in ("/strava/connect?ticket=x", "/strava/callback?state=x"):
        answer = requests.get(site.address + path, allow_redirects=False)
        assert answer.headers["location"] == "/connections?strava=restart"


def test_the_secret_is_in_no_backup_and_no_export(site: Open, tmp_path: Path) -> None:
    """It lies in one file of the home, for its owner alone."""
    home, settings = site.home, Settings(home=site.home.root, now=NOW)
    runner = Journal(home, settings).ensure_runner("Runner")
    assert home.token.stat().st_mode & 0o777 == 0o600
    backup(home, settings, tmp_path / "all.zip")
    export_runner(home, settings, tmp_path / "mine.zip", runner_id=runner.runner_id, tables={})
    for file in ("all.zip", "mine.zip"):
        with zipfile.ZipFile(tmp_path / file) as archive:
            held = [archive.read(name) for name in archive.namelist()]
            assert home.token.name not in archive.namelist()
        assert len(held) > 1 and not any(site.token.encode() in each for each in held)


def test_one_secret_a_home_whoever_is_first(tmp_path: Path) -> None:
    """It outlives the server; of several that start at once one secret stands."""
    home = Home(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(home_token, [home] * 16))
    assert made == {home_token(home)} == {home.token.read_text("ascii")}
    assert len(made.pop()) >= 43
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [home.token.name]
    home.token.chmod(0o644)
    home_token(home)
    assert home.token.stat().st_mode & 0o777 == 0o600


def test_a_damaged_secret_says_what_to_do(tmp_path: Path) -> None:
    """An empty one must not let everybody in."""
    home = Home(tmp_path).create()
    home.token.write_text("")
    with pytest.raises(UserError, match="delete it"):
        home_token(home)


def test_a_secret_for_one_visit_is_good_for_one() -> None:
    """What the started browser's arguments show to others on the machine opens nothing more."""

    async def page(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("page")

    one_visit = OneVisit()
    door = Middleware(
        LocalDoor,
        token=TOKEN,
        one_visit=one_visit,
        address="http://127.0.0.1:1",
        local_hosts=["127.0.0.1"],
        open_paths=[],
    )
    app = Starlette(routes=[Route("/", page)], middleware=[door])
    ticket = one_visit.issue()
    first, second = (
        TestClient(app, base_url="http://127.0.0.1:1", follow_redirects=False) for _ in range(2)
    )
    assert first.get(f"/?token={ticket}").status_code == 303
    assert first.get("/").text == "page"
    assert second.get(f"/?token={ticket}").status_code == 403


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "/%2F%2Fevil.example"])
def test_the_way_in_leads_to_no_other_host(site: Open, path: str) -> None:
    """Whatever the address says."""
    answer = requests.get(f"{site.address}{path}?token={site.token}", allow_redirects=False)
    assert not re.match(r"(?:[a-z]+:|[/\\]{2})", answer.headers.get("location", "/"))
