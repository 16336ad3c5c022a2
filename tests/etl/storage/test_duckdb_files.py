"""Opening DuckDB files while others hold them."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl.errors import Busy, DataError
from etl.storage.duckdb_files import (
    alone,
    attached,
    open_in_memory,
    open_to_read,
    open_to_write,
    replace_file,
    rewriting_path,
    signature,
    write_log_back,
)
from etl.storage.write_lock import lock_path
from tests.builders.holding import hold
from tests.builders.newer import VERSION, a_newer_file


def test_an_error_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """One transaction: all of it or nothing."""
    path = tmp_path / "file.duckdb"
    with open_to_write(path, wait_s=1) as connection:
        connection.execute("create table kept (value integer)")
    with pytest.raises(ZeroDivisionError), open_to_write(path, wait_s=1) as connection:
        connection.execute("insert into kept values (1)")
        raise ZeroDivisionError
    with open_to_write(path, wait_s=1) as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (0,)


def test_a_writer_waits_for_another_process_and_then_gets_in(tmp_path: Path) -> None:
    """Sync and import run while the dashboard is open."""
    path = tmp_path / "file.duckdb"
    process = hold(path, 0.7)
    began = time.monotonic()
    with open_to_write(path, wait_s=20) as connection:
        connection.execute("create table kept (value integer)")
    assert time.monotonic() - began > 0.2
    process.wait()


def test_waiting_ends_with_the_name_of_who_holds_the_file(tmp_path: Path) -> None:
    """A bounded wait, and one sentence that says whom to wait for."""
    path = tmp_path / "file.duckdb"
    process = hold(path, 30)
    with pytest.raises(Busy, match=rf"process {process.pid}"), open_to_write(path, wait_s=0.2):
        raise AssertionError("the file was held")
    process.kill()
    process.wait()


def test_whoever_replaces_a_file_shuts_writers_out_and_is_named(tmp_path: Path) -> None:
    """Also between two uses of the file, when the database's own lock is free."""
    path = tmp_path / "file.duckdb"
    with alone(path, wait_s=1):
        code = (
            "import sys; from pathlib import Path\n"
            "from etl.storage.duckdb_files import open_to_write\n"
            "from etl.errors import Busy\n"
            "try:\n with open_to_write(Path(sys.argv[1]), wait_s=0.2): print('in')\n"
            "except Busy as error: print(error)"
        )
        command = [sys.executable, "-c", code, str(path)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        with open_to_write(path, wait_s=1) as connection:  # itself it gets in
            connection.execute("create table kept (value integer)")
    assert f"process {os.getpid()}" in said
    assert lock_path(path).stat().st_mode & 0o777 == 0o600 or os.name == "nt"


def test_a_file_is_replaced_with_what_stood_in_both_logs(tmp_path: Path) -> None:
    """No log is left that would be replayed onto the new file; who looks sees that it changed."""
    path, fresh = tmp_path / "file.duckdb", tmp_path / "fresh.duckdb"
    for one, value in ((path, 1), (fresh, 2)):
        code = (
            "import duckdb, os, sys; c = duckdb.connect(sys.argv[1])\n"
            "c.execute(f'create table kept as select {sys.argv[2]} as value'); os._exit(0)"
        )
        subprocess.run([sys.executable, "-c", code, str(one), str(value)], check=True)
        assert one.with_name(one.name + ".wal").stat().st_size
    before = signature(path)
    replace_file(fresh, path, wait_s=1)
    assert signature(path) != before
    assert {one.name for one in tmp_path.iterdir()} == {path.name, lock_path(path).name}
    with open_in_memory() as connection, attached(connection, {"here": path}, wait_s=1):
        assert connection.execute("from here.kept").fetchall() == [(2,)]


def test_what_a_killed_rewriter_left_goes_with_the_next_write(tmp_path: Path) -> None:
    """A half-written copy may hold anything."""
    path = tmp_path / "file.duckdb"
    for left in (rewriting_path(path), tmp_path / "file.rewriting.duckdb.wal"):
        left.write_bytes(b"half a copy")
    with open_to_write(path, wait_s=1) as connection:
        connection.execute("create table kept (value integer)")
    assert not list(tmp_path.glob("*rewriting*"))


def test_a_reader_waits_too(tmp_path: Path) -> None:
    """A reader is shut out by a writer of another process, for as long as that one writes."""
    path = tmp_path / "file.duckdb"
    with open_to_write(path, wait_s=1) as connection:
        connection.execute("create table kept (value integer)")
    process = hold(path, 0.5)
    with open_in_memory() as connection, attached(connection, {"here": path}, wait_s=20):
        assert connection.execute("select count(*) from here.kept").fetchone() == (0,)
    process.wait()


def test_after_detaching_a_writer_gets_in_at_once(tmp_path: Path) -> None:
    """No connection is held open between reads."""
    path = tmp_path / "file.duckdb"
    with open_to_write(path, wait_s=1) as connection:
        connection.execute("create table kept (value integer)")
    with open_in_memory() as reader:
        with attached(reader, {"here": path}, wait_s=1):
            reader.execute("create table copied as from here.kept")
        with open_to_write(path, wait_s=0.1) as connection:
            connection.execute("insert into kept values (1)")
        assert reader.execute("select count(*) from copied").fetchone() == (0,)


def test_a_file_that_is_no_database_is_named_with_a_remedy(tmp_path: Path) -> None:
    """Damage is not waited for."""
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(b"these are not the bytes of a database" * 400)
    with pytest.raises(DataError, match="rebuild"), open_to_write(path, wait_s=5):
        raise AssertionError("the file was opened")


def test_a_file_of_a_newer_duckdb_is_not_called_damaged(tmp_path: Path) -> None:
    """Who wrote it, and what to update; no word of a backup, which would be an older diary."""
    path = a_newer_file(tmp_path / "journal.duckdb")
    before = path.read_bytes()
    with pytest.raises(DataError) as error, open_to_write(path, wait_s=5):
        raise AssertionError("the file was opened")
    words = str(error.value)
    assert words.startswith(f"journal.duckdb was written by DuckDB {VERSION}")
    assert "Nothing is damaged" in words and f"its DuckDB to {VERSION} or later" in words
    assert "backup" not in words and "rebuild" not in words
    with (
        pytest.raises(DataError, match=f"written by DuckDB {VERSION}"),
        open_in_memory() as connection,
        attached(connection, {"here": path}, wait_s=5),
    ):
        raise AssertionError("the file was opened")
    assert path.read_bytes() == before


def test_the_signature_changes_with_every_write(tmp_path: Path) -> None:
    """What is cached under it is never older than the file."""
    path = tmp_path / "file.duckdb"
    assert signature(path) == (0, 0, 0)
    with open_to_write(path, wait_s=1) as connection:
        connection.execute("create table kept (value integer)")
    before = signature(path)
    with open_to_write(path, wait_s=1) as connection:
        connection.execute("insert into kept values (1)")
    assert signature(path) != before


def test_a_file_of_duckdb_1_0_is_brought_to_the_common_format_by_a_write(tmp_path: Path):
    """Reading leaves it; what is in it stays."""
    path = tmp_path / "old.duckdb"
    with open_in_memory() as connection:
        connection.execute(f"attach '{path}' as old (storage_version 'v1.0.0')")
        connection.execute("create table old.run as select 1 as run_id")
    with open_to_read(path, wait_s=1) as connection:
        connection.execute("from run").fetchall()
    assert format_of(path) == 64
    with open_to_write(path, wait_s=1) as connection:
        connection.execute("insert into run values (2)")
    write_log_back(path, wait_s=1)
    assert format_of(path) == 65
    with open_to_read(path, wait_s=1) as connection:
        assert connection.execute("from run order by run_id").fetchall() == [(1,), (2,)]


def format_of(path: Path) -> int:
    """The number that DuckDB gives the format of a file."""
    return int.from_bytes(path.read_bytes()[12:20], "little")
