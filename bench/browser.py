"""The dashboard in its own process and a Chromium to look at it."""

import socket
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import SetCookieParam

from bench.archive import command
from dashboard.screens import SCREENS as LISTED
from dashboard.server.token import cookie_name
from etl.home import Home

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = ["--no-sandbox"]
SCREENS = tuple(one.url_path for one in LISTED if not one.is_of_team)  # addresses


def chromium() -> str | None:
    """Path of a Chromium on this machine, None where there is none."""
    return next((path for name in NAMES if (path := which(name))), None)


def door_cookies(home: Path, address: str) -> list[SetCookieParam]:
    """What a browser has that was let in before; nothing where people sign in."""
    token = Home(home).token
    if not token.is_file():
        return []
    secret = token.read_text("ascii")
    return [{"name": cookie_name(secret), "value": secret, "url": address}]


def door_header(home: Path, address: str) -> dict[str, str]:
    """The same as a header, for clients that are no browsers."""
    cookies = door_cookies(home, address)
    return {"Cookie": "; ".join(f"{one['name']}={one.get('value')}" for one in cookies)}


@contextmanager
def served(home: Path) -> Generator[str]:
    """The dashboard of a home, served while the block runs; its address, for who is let in."""
    port = free_port()
    process = subprocess.Popen(
        [*command(home), "serve", "--no-browser", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/healthz", seconds=60)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, *, seconds: float) -> None:
    """Until the server answers, or TimeoutError."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        try:
            with urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError(f"The dashboard did not answer within {seconds:.0f} s.")
