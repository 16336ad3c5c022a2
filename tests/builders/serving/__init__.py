"""The real server in a process of its own, on a free port of this machine."""

import os
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builders.forking import begin, preload

START_S = 240  # a busy machine takes minutes; nobody waits for longer than it takes
preload("tests.builders.serving.process")
TEAM = {
    "KNEEWISE_OIDC_ISSUER": "http://127.0.0.1:1",
    "KNEEWISE_OIDC_CLIENT_ID": "kneewise",
    "KNEEWISE_OIDC_CLIENT_SECRET": "not-a-real-one",
    "KNEEWISE_OIDC_COOKIE_SECRET": "c" * 40,
}
"""A sign-in is set up; who comes in has signed in before."""


@dataclass(frozen=True)
class Served:
    """Where the server answers, and the id of its process."""

    address: str
    process_id: int


@contextmanager
def a_server(
    home: Path, log: Path, environment: Mapping[str, str] | None = None
) -> Generator[Served]:
    """A home served while the block runs."""
    port = free_port()
    log.write_bytes(b"")
    process = begin(_serve, home, port, log, os.environ | (environment or {}))
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, process.is_alive, log)
        assert process.pid is not None
        yield Served(address, process.pid)
    finally:
        process.terminate()
        process.join(timeout=20)
        assert process.exitcode is not None, "The server does not stop."


def _serve(home: Path, port: int, log: Path, environment: Mapping[str, str]) -> None:
    # Whoever forks it has loaded all that a page needs; this process has no use for that.
    from tests.builders.serving.process import run

    run(home, port, log, environment)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, is_running: Callable[[], bool], log: Path) -> None:
    """Until the server answers; fails with the end of its log where it stops instead."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if not is_running():
            pytest.fail(f"The server stopped: {log.read_text(errors='replace')[-2000:]}")
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=1).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail("The server did not answer in time.")
