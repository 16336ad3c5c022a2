"""A journal that lost something, from a shell: named, read into a new folder, gone on with."""

import shutil
from datetime import date
from pathlib import Path

from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from tests.builders import a_home
from tests.dashboard.cli.in_process import Done, run_here

PAIN = {"local_date": date(2026, 5, 2), "knee": "left"}


def test_what_is_lost_is_named_and_read_and_accepted(tmp_path: Path) -> None:
    home, settings = a_home(tmp_path / "home", pains=[PAIN])

    def run(*words: str) -> Done:
        return run_here(*words, home=home.root, environment={}, folder=tmp_path)

    shutil.copy(home.journal, tmp_path / "older")
    journal = Journal(home, settings)
    journal.log_pain(
        PainEntry(
            runner_id=journal.runners()[0].runner_id, local_date=date(2026, 5, 2), knee="right"
        )
    )
    shutil.copy(tmp_path / "older", home.journal)

    found = run("doctor")
    assert found.returncode == 1
    assert "✗ journal: journal.duckdb lacks what was saved after" in " ".join(found.stdout.split())
    logged = run("log", "pain", "--knee", "left", "--during", "3")
    assert logged.returncode == 1
    assert "kneewise doctor --accept" in logged.stderr
    read = run("salvage", "new")
    assert read.returncode == 0, read.stderr
    assert (tmp_path / "new/journal.duckdb").is_file()
    assert "✗ pain_entry: 1 row missing" in read.stdout
    assert "✓ journal:" in run("doctor", "--accept").stdout
    assert run("log", "pain", "--knee", "left", "--during", "3").returncode == 0
