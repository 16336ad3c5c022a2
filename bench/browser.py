"""The dashboard in its own process and a Chromium to look at it."""

import os
import subprocess
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import BrowserContext, Page

from bench.archive import command
from dashboard.screens import SCREENS as LISTED
from dashboard.server.token import cookie_name
from etl.home import Home
from tests.builders.serving import free_port

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = ["--no-sandbox"]
START_S, PATIENCE_MS = 240, 180_000  # a busy machine takes minutes, and nobody waits longer
SCREENS = tuple(one.url_path for one in LISTED if not one.is_of_team)  # addresses


def chromium() -> str | None:
    """Path of a Chromium on this machine, None where there is none."""
    return next((path for name in NAMES if (path := which(name))), None)


def let_in(context: BrowserContext, home: Path, address: str) -> None:
    """Give a browser what it has after a first visit; where people sign in, nothing."""
    cookie = door_cookie(home)
    if cookie is not None:
        context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": address}])


def door_cookie(home: Path) -> tuple[str, str] | None:
    """Name and value of the cookie that opens the dashboard of a home."""
    token = Home(home).token
    if not token.is_file():
        return None
    secret = token.read_text("ascii")
    return cookie_name(secret), secret


@contextmanager
def served(home: Path, environment: Mapping[str, str] | None = None) -> Generator[str]:
    """The dashboard of a home, served while the block runs; its address, for who is let in."""
    port = free_port()
    process = subprocess.Popen(
        [*command(home), "serve", "--no-browser", "--port", str(port)],
        env=os.environ | (environment or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/healthz", seconds=START_S)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=60)  # it lets go of its files first


def wait_for(address: str, *, seconds: float) -> None:
    """Until the server answers, or TimeoutError."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        try:
            with urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError, TimeoutError):  # busy with its start
            time.sleep(0.1)
    raise TimeoutError(f"The dashboard did not answer within {seconds:.0f} s.")


def settle(page: Page) -> None:
    """Until the script is done and every chart is drawn."""
    page.wait_for_selector('[data-test-script-state="notRunning"]', timeout=PATIENCE_MS)
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=stSkeleton]')"
        " && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]"
        ".every(chart => chart.querySelector('.main-svg'))",
        timeout=PATIENCE_MS,
    )
    page.wait_for_timeout(700)  # fonts and the last transition


def full_height(page: Page) -> int:
    """Height of all content: the page itself does not scroll, its main part does."""
    return int(
        page.evaluate(
            "() => { const main = document.querySelector('[data-testid=stMain]');"
            " return main ? main.scrollHeight + main.getBoundingClientRect().top : 900; }"
        )
    )
