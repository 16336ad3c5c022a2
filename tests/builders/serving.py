"""The real server in a process of its own, on a free port of this machine."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

START_S = 240  # a busy machine takes minutes; nobody waits for longer than it takes
RUN_SERVER = """
import sys
from pathlib import Path
from bench.soak.counting_server import listen
from dashboard.server import serve
from etl.home import Home
from etl.settings import Settings
home = Home(Path(sys.argv[1]))
settings = Settings(home=home.root, time_zone="Europe/Berlin", workers=1)
listen()
serve(home, settings.at(home), port=int(sys.argv[2]))
"""
TEAM = {
    "KNEEWISE_OIDC_ISSUER": "http://127.0.0.1:1",
    "KNEEWISE_OIDC_CLIENT_ID": "kneewise",
    "KNEEWISE_OIDC_CLIENT_SECRET": "not-a-real-one",
    "KNEEWISE_OIDC_COOKIE_SECRET": "c" * 40,
}
"""A sign-in is set up; who comes in has signed in before."""


@dataclass(frozen=True)
class Served:
    """Where the server answers, and its process."""

    address: str
    process: subprocess.Popen[bytes]


@contextmanager
def a_server(
    home: Path, log: Path, environment: Mapping[str, str] | None = None
) -> Generator[Served]:
    """A home served while the block runs."""
    port = free_port()
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-c", RUN_SERVER, str(home), str(port)],
            env=os.environ | (environment or {}),
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, process, log)
        yield Served(address, process)
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until the server answers; fails with the end of its log where it stops instead."""
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
