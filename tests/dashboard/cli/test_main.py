"""The command line as scripts and people use it: words in, one JSON object or sentence out."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from dashboard.cli.commands import COMMANDS
from dashboard.cli.lazy import Deferred
from tests.builders import a_run
from tests.conftest import REPOSITORY
from tests.dashboard.cli.in_process import Done, run_here

TODAY = datetime(2026, 5, 3, 7, tzinfo=UTC)
THERE = {
    "KNEEWISE_TIME_ZONE": "Europe/Berlin",
    "KNEEWISE_NOW": TODAY.isoformat(),
    "COLUMNS": "80",
}


@dataclass(frozen=True)
class Shell:
    """Runs `kneewise` in one home."""

    home: Path

    def run(self, *words: str) -> Done:
        """What the finished command leaves behind; five files are read without workers."""
        with patch("etl.ingest.pool._FEW", 5):
            environment = os.environ | THERE
            return run_here(
                *words, home=self.home, environment=environment, folder=self.home.parent
            )

    def json(self, *words: str):
        """What the command printed, which must be JSON and nothing else."""
        return json.loads(self.run(*words, "--json").stdout)


class Process(Shell):
    """The same by the interpreter, as people start it."""

    def run(self, *words: str) -> Done:
        """The finished process."""
        done = subprocess.run(
            [sys.executable, "-m", "dashboard.cli.main", "--home", str(self.home), *words],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.home.parent,
            env=os.environ | THERE,
        )
        return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """An empty home."""
    return Shell(tmp_path / "home")


@pytest.fixture
def process(tmp_path: Path) -> Process:
    """An empty home that no command shares memory about with another."""
    return Process(tmp_path / "home")


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """Four weeks of easy runs and one that is much longer than they were."""
    folder = tmp_path / "runs"
    folder.mkdir()
    for week in range(4, 0, -1):
        day = (TODAY - timedelta(weeks=week)).date()
        (folder / f"{day}.fit").write_bytes(a_run(day, km=8))
    day = (TODAY - timedelta(days=1)).date()
    (folder / f"{day}.fit").write_bytes(a_run(day, km=18))
    return folder


def test_an_import_then_a_status_then_a_query(process: Process, runs: Path) -> None:
    """The way from files to an answer, each a process of its own."""
    result = process.json("import", str(runs), "--runner", "Mara")
    assert (result["imported"], result["failed"]) == (5, 0)
    assert {"file", "status", "reason", "activity_ids"} <= set(result["items"][0])

    status = process.json("status")
    assert status["runner"] == "Mara"
    assert status["status"] == "high_load"
    assert status["reasons"][0]["rule_id"] == "session_spike"
    assert status["limit_reason"] == "spike"
    assert status["limit_m"] == pytest.approx(8000, rel=0.01)

    rows = process.json("query", "select spike_band from metric.session_spike order by local_date")
    assert rows[-1] == {"spike_band": "large"}


def test_pain_from_the_shell_changes_the_status(shell: Shell, runs: Path) -> None:
    """Pain overrides load."""
    shell.run("import", str(runs))
    logged = shell.run(
        *["log", "pain", "--knee", "right", "--date", "2026-05-02"],
        *["--before", "0", "--during", "2", "--after", "0", "--morning", "3"],
    )
    assert logged.returncode == 0, logged.stderr
    assert shell.json("status")["status"] == "red"
    rows = shell.json("query", "select knee, light from metric.pain_day")
    assert rows == [{"knee": "right", "light": "red"}]
    measures = shell.json("status")["measures"]
    assert [measure["measure_code"] for measure in measures] == ["easing", "keep_running", "swap"]
    assert measures[0]["until_date"] == "2026-05-09"
    assert "seven days" in measures[0]["words"]


def test_a_failed_file_makes_exit_code_3_and_is_named(shell: Shell, runs: Path) -> None:
    """Done, with some items failed."""
    (runs / "broken.gpx").write_bytes(b"<gpx><trk>")
    done = shell.run("import", str(runs))
    assert done.returncode == 3
    assert "broken.gpx" in done.stdout


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("import", "/nowhere/at/all"), 1, "Check the path"),
        (("status",), 1, "no runner here yet"),
        (("log", "pain", "--knee", "right"), 1, "no runner here yet"),
        (("query", "drop table x"), 1, "no runner here yet"),
        (("import",), 2, "Missing argument"),
        (("log", "pain", "--knee", "right", "--during", "11"), 2, "10"),
        (("nonsense",), 2, "No such command"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_a_code(
    shell: Shell, words: tuple[str, ...], code: int, sentence: str
) -> None:
    """1 could not do it, 2 wrong usage; never a traceback."""
    done = shell.run(*words)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert sentence in " ".join(done.stderr.split())


def test_a_query_as_csv_keeps_nested_columns(shell: Shell, runs: Path) -> None:
    """A list becomes JSON text in its cell."""
    shell.run("import", str(runs))
    done = shell.run("query", "select ['a', 'b'] as both, 1 as one", "--csv")
    assert done.stdout == 'both,one\n"[""a"", ""b""]",1\n'
    refused = shell.run("query", "drop table x")
    assert refused.returncode == 1
    assert "Only one query" in refused.stderr


def test_a_backup_restored_elsewhere_gives_the_same_answers(
    shell: Shell, runs: Path, tmp_path: Path
) -> None:
    """Originals and journal are enough."""
    shell.run("import", str(runs), "--runner", "Mara")
    shell.run(*["log", "pain", "--knee", "left", "--date", "2026-05-02", "--during", "4"])
    assert shell.run("backup", str(tmp_path / "all.zip")).returncode == 0
    other = Shell(tmp_path / "other")
    restored = other.run("restore", str(tmp_path / "all.zip"))
    assert restored.returncode == 0, restored.stderr
    assert other.json("status") == shell.json("status")
    refused = other.run("restore", str(tmp_path / "all.zip"))
    assert "not empty" in refused.stderr


def test_the_doctor_finds_a_damaged_original(shell: Shell, runs: Path) -> None:
    """It says what is wrong and what to do, and exits 1 only then."""
    shell.run("import", str(runs))
    assert shell.run("doctor").returncode == 0
    original = next((shell.home / "originals").rglob("*.gz"))
    original.write_bytes(b"damaged")
    done = shell.run("doctor")
    assert done.returncode == 1
    assert "Restore the others from a backup" in " ".join(done.stdout.split())
    shell.run("import", str(runs))  # as it says
    assert shell.run("doctor").returncode == 0


def test_sleep_effort_and_an_old_injury_from_the_shell(shell: Shell, runs: Path) -> None:
    """Each reaches its view; a second answer replaces the first."""
    shell.run("import", str(runs))
    assert shell.json("log", "day", "--sleep-h", "7.5")["local_date"] == "2026-05-03"
    assert shell.json("log", "rpe", "8")["local_date"] == "2026-05-02"
    shell.json("log", "rpe", "6")
    shell.json("log", "injury", "knee", "--side", "left", "--date", "2025-11-01")
    assert shell.json("query", "select sleep_h from page.load_sleep") == [{"sleep_h": 7.5}]
    assert shell.json("query", "select perceived_exertion_score as it from page.load_effort") == [
        {"it": 6}
    ]
    assert shell.json("query", "select site, side from page.load_past_injury") == [
        {"site": "knee", "side": "left"}
    ]
    refused = shell.run("log", "rpe", "6", "--date", "2026-05-01")
    assert refused.returncode == 1
    assert "no such run" in refused.stderr


def test_the_address_that_opens_the_dashboard_is_printed_again(shell: Shell) -> None:
    """The same each time, for a server that is started later too."""
    first = shell.run("address", "--port", "8600").stdout
    assert re.fullmatch(r"http://127\.0\.0\.1:8600/\?token=[\w-]{43}\n", first)
    assert shell.run("address", "--port", "8600").stdout == first


def test_every_command_stands_in_the_readme() -> None:
    """A command nobody can find is not there."""
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    groups = "log |plan |admin |audit |token "
    named = set(re.findall(rf"kneewise ((?:{groups})?[a-z-]+)", readme))
    commands = set()
    for name, place in COMMANDS.items():
        inner = getattr(Deferred(name, place).load(), "commands", None)
        commands |= {f"{name} {word}" for word in inner} if inner else {name}
    assert commands <= named
