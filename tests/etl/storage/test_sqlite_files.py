"""Small files of SQLite: private, transactions whole, and nothing of what was deleted."""

import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from etl.storage.disk.sqlite_files import sqlite_file, transaction

SAID = "a word that nobody else would say"


def filled(path: Path, *, has_log: bool = False) -> None:
    """The file with one row."""
    with sqlite_file(path, busy_s=1, has_log=has_log) as file, transaction(file):
        file.execute("create table note (words text)")
        file.execute("insert into note values (?)", [SAID])


def rows(path: Path) -> list[str]:
    """What lies in it."""
    with sqlite_file(path, busy_s=1) as file:
        return [words for (words,) in file.execute("select words from note")]


@pytest.mark.parametrize("has_log", [True, False])
def test_it_is_for_its_owner_alone(tmp_path: Path, *, has_log: bool) -> None:
    """Whatever others may do in the folder."""
    tmp_path.chmod(0o755)
    filled(tmp_path / "file", has_log=has_log)
    for path in tmp_path.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_block_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """Not what it wrote before it failed either."""
    filled(tmp_path / "file")
    with (
        suppress(KeyError),
        sqlite_file(tmp_path / "file", busy_s=1) as file,
        transaction(file),
    ):
        file.execute("delete from note")
        raise KeyError
    assert rows(tmp_path / "file") == [SAID]


def test_who_writes_waits_before_it_reads(tmp_path: Path) -> None:
    """The second cannot begin; who only reads can."""
    path = tmp_path / "file"
    filled(path, has_log=True)
    with sqlite_file(path, busy_s=0) as first, sqlite_file(path, busy_s=0) as second:
        with transaction(first):
            with pytest.raises(sqlite3.OperationalError, match="locked"), transaction(second):
                pytest.fail("two began to write")
            with transaction(second, writes=False):
                assert second.execute("select count(*) from note").fetchone() == (1,)
        with transaction(second):
            second.execute("delete from note")
    assert rows(path) == []


def test_what_was_deleted_is_gone_from_the_disk(tmp_path: Path) -> None:
    """Its bytes, not only its row."""
    path = tmp_path / "file"
    filled(path)
    assert SAID.encode() in path.read_bytes()
    with sqlite_file(path, busy_s=1) as file:
        file.execute("delete from note")
    assert SAID.encode() not in path.read_bytes()
