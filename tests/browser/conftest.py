"""A real browser against a real server on a free port."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from bench.browser import let_in

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
START_S = 60
RUN_SERVER = """
import sys
from pathlib import Path
from dashboard.server import serve
from etl.home import Home
from etl.settings import Settings
home = Home(Path(sys.argv[1]))
settings = Settings(home=home.root, time_zone="Europe/Berlin", workers=1)
serve(home, settings.at(home), port=int(sys.argv[2]))
"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium; without one these tests skip, visibly."""
    found = os.environ.get("KNEEWISE_CHROMIUM") or next(
        filter(None, map(shutil.which, NAMES)), None
    )
    if found is None:
        pytest.skip("no Chromium is on the path")
    return {**browser_type_launch_args, "executable_path": found, "args": ["--no-sandbox"]}


@pytest.fixture
def served(tmp_path: Path, request: pytest.FixtureRequest) -> Generator[Callable[[Path], str]]:
    """Start a server of a home; give its address. Stopped after the test.

    The test's browser is let in already, as one that was there before.
    """
    servers: list[subprocess.Popen[bytes]] = []

    def start(home: Path) -> str:
        port = free_port()
        log = (tmp_path / "server.log").open("wb")
        servers.append(
            subprocess.Popen(
                [sys.executable, "-c", RUN_SERVER, str(home), str(port)],
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        )
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, servers[-1], tmp_path / "server.log")
        if request.node.get_closest_marker("browser"):
            let_in(request.getfixturevalue("context"), home, address)
        return address

    yield start
    for server in servers:
        server.terminate()
        server.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"The server stopped: {log.read_text(errors='replace')[-2000:]}")
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=1).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail("The server did not answer in time.")
