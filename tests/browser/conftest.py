"""A real browser against a real server on a free port."""

import os
import shutil
from collections.abc import Callable, Generator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from bench.browser import let_in
from tests.builders.serving import a_server

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium; without one these tests skip, visibly."""
    found = os.environ.get("KNEEWISE_CHROMIUM") or next(
        filter(None, map(shutil.which, NAMES)), None
    )
    if found is None:
        pytest.skip("no Chromium is on the path")
    return {**browser_type_launch_args, "executable_path": found, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A runner of whom nothing is known is told distances as the browser's language has them."""
    return {**browser_context_args, "locale": "en-IE"}


@pytest.fixture
def served(tmp_path: Path, request: pytest.FixtureRequest) -> Generator[Callable[[Path], str]]:
    """Start a server of a home; give its address. Stopped after the test.

    The test's browser is let in already, as one that was there before.
    """
    with ExitStack() as servers:

        def start(home: Path) -> str:
            server = servers.enter_context(a_server(home, tmp_path / "server.log"))
            if request.node.get_closest_marker("browser"):
                let_in(request.getfixturevalue("context"), home, server.address)
            return server.address

        yield start
