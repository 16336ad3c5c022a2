"""What a fresh machine installs is what the project asks for, and nothing tells where from."""

import re
import tomllib
from pathlib import Path

import pytest

from bench.peers.readers import READERS

REPOSITORY = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
LOCKS = {
    "requirements.lock": PROJECT["dependencies"],
    "requirements-dev.lock": PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"],
    "requirements-duckdb2.lock": ["duckdb"],
    "bench/peers/requirements.lock": sorted(READERS),
    "bench/peers/garmindb.lock": ["garmindb"],
    "bench/peers/fittrackee.lock": ["fittrackee"],
}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_locked(lock):
    """A dependency that was added without `make lock` would be missing on a fresh machine."""
    locked = set(re.findall(r"^([a-z0-9.-]+)==", text_of(lock), re.MULTILINE))
    wanted = {re.split(r"[<>=~!\[; ]", line)[0].lower() for line in LOCKS[lock]}
    assert wanted - locked == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock):
    """What does not match its hash is refused by uv and pip alike."""
    for block in re.split(r"\n(?=[a-z])", text_of(lock).strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place(lock):
    """No index address, no host and no folder of the machine that resolved it."""
    assert not re.search(r"://|--index|--find-links|^-|^#|/", text_of(lock), re.MULTILINE)


def test_the_database_is_the_one_with_extension_wheels():
    """DuckDB 1.5.5: files of a newer one could not be read with the packaged extensions."""
    assert "\nduckdb==1.5.5 " in text_of("requirements.lock")


def test_the_second_database_is_the_next_one():
    """DuckDB 2.x, which an installation without the lock gets: each must open the other's homes."""
    assert re.findall(r"^([a-z0-9]+==\d+)", text_of("requirements-duckdb2.lock"), re.MULTILINE) == [
        "duckdb==2"
    ]


def test_what_sign_in_imports_is_locked_for_everybody():
    """Streamlit's sign-in speaks through authlib and httpx; neither is a package for tests."""
    assert {"authlib", "httpx"} <= set(
        re.findall(r"^([a-z0-9.-]+)==", text_of("requirements.lock"), re.MULTILINE)
    )


def test_no_peer_is_a_package_of_ours():
    """What is measured beside this project is installed for that alone: fitdecode we rest on."""
    peers = {*READERS, "garmindb", "fittrackee"} - {"fitdecode"}
    locked = re.findall(r"^([a-z0-9.-]+)==", text_of("requirements-dev.lock"), re.MULTILINE)
    assert peers.isdisjoint(locked)


def text_of(lock: str) -> str:
    """The lock file's text."""
    return (REPOSITORY / lock).read_text("utf-8")
