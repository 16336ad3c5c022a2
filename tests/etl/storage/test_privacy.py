"""What lies in a home is for its owner alone, whoever made the folder."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from etl.home import Home
from etl.operations.doctor import examine
from etl.storage.duckdb_files import open_to_write
from tests.builders import a_home, a_run
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")


def open_files(folder: Path) -> list[str]:
    """What others could read or change below a folder."""
    found = (path for path in folder.rglob("*") if path.lstat().st_mode & 0o077)
    return sorted(path.relative_to(folder).as_posix() for path in found)


def opened_up(folder: Path) -> None:
    """As an earlier version left it under the usual umask."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_every_command_writes_for_the_owner_alone(tmp_path: Path) -> None:
    """In a folder that was there before, under the usual umask: databases, originals, and files."""
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    run = tmp_path / "run.fit"
    run.write_bytes(a_run(km=10))
    out = tmp_path / "out"
    out.mkdir(mode=0o755)
    for words in (
        ["import", str(run), "--runner", "Mara"],
        ["backup", str(out / "all.zip")],
        ["export", "Mara", "--out", str(out / "mine.zip")],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "dashboard.cli.main", "--home", str(home), *words],
            capture_output=True,
            text=True,
            cwd=REPOSITORY,
            umask=0o022,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert len(list(home.rglob("*"))) > 6 and len(list(out.iterdir())) == 2
    assert open_files(home) == open_files(out) == []


def test_what_an_earlier_version_left_open_is_shut_when_the_home_is_used(tmp_path: Path) -> None:
    """Ours, at the first touch; what else lies in that folder is nobody's business here."""
    home, _ = a_home(tmp_path, [a_run(km=10)])
    (tmp_path / "letter.txt").write_text("mine")
    (tmp_path / "pictures").mkdir()
    opened_up(tmp_path)
    assert "journal.duckdb" in open_files(tmp_path)
    home.create()
    assert open_files(tmp_path) == ["letter.txt", "pictures"]


def test_a_database_opened_to_write_is_the_owners(tmp_path: Path) -> None:
    """DuckDB makes it by the umask of whoever runs."""
    before = os.umask(0o022)
    try:
        for _ in range(2):
            with open_to_write(tmp_path / "new.duckdb", wait_s=1) as connection:
                connection.execute("create or replace table kept (number integer)")
                assert open_files(tmp_path) == []
    finally:
        os.umask(before)


def test_the_doctor_says_what_others_could_read_and_mends_it(tmp_path: Path) -> None:
    """Once; then all is well."""
    home, settings = a_home(tmp_path, [a_run(km=10)])
    found = {finding.what: finding for finding in examine(home, settings)}
    assert found["privacy"].words == "Nobody else on this machine can read what is here."
    sqlite3.connect(home.sync_ledger).close()
    home.sync_ledger.chmod(0o644)
    shard = next(path for path in home.originals.iterdir() if path.is_dir())
    shard.chmod(0o755)
    found = {finding.what: finding for finding in examine(home, settings)}
    assert "could read 2 files and folders; now they cannot" in found["privacy"].words
    assert not found["privacy"].is_wrong
    assert open_files(tmp_path) == []


def test_what_belongs_to_somebody_else_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cannot be mended from here; the words say by whom."""
    home, settings = a_home(tmp_path, [a_run(km=10)])
    home.journal.chmod(0o644)

    def refuse(_path: Path, _mode: int) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    found = {finding.what: finding for finding in examine(home, settings)}
    assert found["privacy"].is_wrong
    assert "chmod -R go=" in found["privacy"].words


def test_a_link_in_the_home_leads_to_no_change_elsewhere(tmp_path: Path) -> None:
    """What it points at is somebody else's."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    elsewhere.chmod(0o755)
    (elsewhere / "file").write_text("")
    (elsewhere / "file").chmod(0o644)
    home = Home(tmp_path / "home").create()
    home.programmes.symlink_to(elsewhere)
    home.make_private()
    assert open_files(elsewhere) == ["file"]
    assert elsewhere.stat().st_mode & 0o777 == 0o755
