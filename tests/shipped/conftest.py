"""The environments of what is shipped, with the wheel of this tree in them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from tests.browser.conftest import browser_type_launch_args  # noqa: F401  the same browser
from tests.conftest import REPOSITORY
from tests.shipped.installed import Installed, environment_or_skip, tree_digest


@pytest.fixture(scope="session")
def shipped_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python beside which lie the locked packages and the wheel, and nothing else.

    The wheel is built and put in once for a state of the tree: other workers wait, and find it.
    """
    locks = ["requirements.lock"]
    python = environment_or_skip(".venv-shipped", stamp="shipped.stamp", locks=locks)
    place = python.parent.parent
    digest = tree_digest()
    with FileLock(place / "wheel.lock"):
        note = place / "wheel.digest"
        if not note.is_file() or note.read_text("utf-8") != digest:
            note.unlink(missing_ok=True)
            _install(_built_wheel(tmp_path_factory.mktemp("wheel")), python)
            note.write_text(digest, "utf-8")
    return python


@pytest.fixture
def shipped(shipped_python: Path, tmp_path: Path) -> Installed:
    """What is shipped, used from a folder of the test's own."""
    return Installed(shipped_python, tmp_path)


@pytest.fixture
def with_duckdb2(shipped_python: Path, tmp_path: Path) -> Installed:
    """The same packages and the same wheel, but DuckDB 2.x."""
    locks = ["requirements.lock", "requirements-duckdb2.lock"]
    python = environment_or_skip(".venv-duckdb2", stamp="duckdb2.stamp", locks=locks)
    return Installed(python, tmp_path)


def _built_wheel(folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


def _install(wheel: Path, python: Path) -> None:
    if uv := shutil.which("uv"):
        command = [uv, "pip", "install", "--quiet", "--python", python, "--reinstall"]
    else:
        command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command += ["--force-reinstall"]
    subprocess.run([*command, "--no-deps", wheel], check=True, capture_output=True)
