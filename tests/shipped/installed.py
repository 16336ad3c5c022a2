"""Kneewise as people have it: the locked packages and the wheel, used from outside the checkout."""

import hashlib
import json
import os
import re
import subprocess
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.builders.serving import free_port, wait_for
from tests.conftest import REPOSITORY

HERE = Path(__file__).resolve().parent
PATIENCE_S = 600
_ANNOUNCED = re.compile(r"Kneewise is at (http\S+)")
_WHEEL_PARTS = ("etl", "sql", "dashboard", ".streamlit")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one command said, and its exit code."""

    words: tuple[str, ...]
    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Installed:
    """One environment that holds the wheel; commands run in `folder`, outside the checkout."""

    python: Path
    folder: Path

    def run(self, *words: str, home: Path, **settings: str) -> subprocess.CompletedProcess[str]:
        """One command in a process of its own, by the script that pip wrote."""
        return subprocess.run(
            [*self._command(home), *words],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env=environment(**settings),
            timeout=PATIENCE_S,
        )

    def run_all(
        self, commands: Sequence[Sequence[str]], *, home: Path, **settings: str
    ) -> list[Answer]:
        """One command after another in one process: starting Python for each takes a second."""
        given = [["--home", str(home), *words] for words in commands]
        answers = self.script("answer_commands.py", json.dumps(given), **settings)
        return [
            Answer(tuple(words), *answer)
            for words, answer in zip(commands, json.loads(answers), strict=True)
        ]

    def script(self, name: str, given: str = "", **settings: str) -> str:
        """The output of one of the scripts beside this file, run in the environment.

        Isolated (-I): neither the script's folder nor PYTHONPATH is where it imports from.
        """
        done = subprocess.run(
            [self.python, "-I", HERE / name],
            input=given,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env=environment(**settings),
            timeout=PATIENCE_S,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    @contextmanager
    def serving(self, *words: str, home: Path, **settings: str) -> Generator["Served"]:
        """The server that a command starts, up while the block runs."""
        log = self.folder / f"server-{free_port()}.log"
        command = [*self._command(home), *words, "--port", str(free_port())]
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env=environment(**settings),
            )
        try:
            entry = _announced(process, log)
            origin = re.sub(r"(//[^/?]+).*", r"\1", entry)
            wait_for(origin, lambda: process.poll() is None, log)
            yield Served(entry, origin, log)
        finally:
            process.terminate()
            process.wait(timeout=30)

    def _command(self, home: Path) -> list[str | Path]:
        script = self.python.with_name("kneewise")
        # An environment that borrows the wheel from another has no script of its own.
        start = [script] if script.is_file() else [self.python, "-I", "-m", "dashboard.cli.main"]
        return [*start, "--home", home]


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: the address it says to open, where its pages lie, what it logs."""

    entry: str
    origin: str
    log: Path

    def problems(self) -> list[str]:
        """Lines of the log that tell of an error nobody foresaw."""
        lines = self.log.read_text("utf-8", errors="replace").splitlines()
        return [line for line in lines if re.search(r"Traceback|Uncaught", line)]


def environment(**settings: str) -> dict[str, str]:
    """The machine's variables without those of tests and of this Python."""
    ours = ("KNEEWISE_", "PYTHON", "VIRTUAL_ENV", "STREAMLIT_", "COVERAGE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {"KNEEWISE_TIME_ZONE": "Europe/Berlin", "KNEEWISE_WORKERS": "1", **settings}


def environment_or_skip(folder: str, *, stamp: str, locks: Sequence[str]) -> Path:
    """The Python of an environment that the Makefile made; skips where it is missing or stale."""
    made = REPOSITORY / folder / stamp
    newest = max((REPOSITORY / lock).stat().st_mtime for lock in locks)
    if not made.is_file() or made.stat().st_mtime < newest:
        pytest.skip(f"{folder} is missing or older than its lock: make {folder}/{stamp} makes it")
    return REPOSITORY / folder / "bin" / "python"


def tree_digest() -> str:
    """Changes whenever a file that goes into the wheel does."""
    digest = hashlib.sha256()
    files = [REPOSITORY / name for name in ("pyproject.toml", "README.md", "LICENSE")]
    for part in _WHEEL_PARTS:
        files += sorted(path for path in (REPOSITORY / part).rglob("*") if path.is_file())
    for path in files:
        if "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(REPOSITORY)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _announced(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        text = log.read_text("utf-8", errors="replace")
        if found := _ANNOUNCED.search(text):
            return found[1]
        if process.poll() is not None:
            pytest.fail(f"The server stopped: {text[-2000:]}")
        time.sleep(0.1)
    pytest.fail("The server did not say where it is.")


def as_json(answer: Answer | subprocess.CompletedProcess[str]) -> Any:
    """What a command printed, which must be JSON and nothing else."""
    return json.loads(answer.out if isinstance(answer, Answer) else answer.stdout)
