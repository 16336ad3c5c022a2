"""What libraries say of a machine that refuses is understood, and nothing else is."""

import errno
import sqlite3
from pathlib import Path

import pytest

from etl.machine_refusals import Refused, require_room, words_of
from etl.storage.duckdb_files import DatabaseError, OutOfMemory, new_in_memory

DISK_FULL = 'IO Error: Could not write file "journal.duckdb": No space left on device'


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "x"), "disk is full"),
        (OSError(errno.EROFS, "x"), "only be read"),
        (PermissionError(errno.EACCES, "x"), "permissions"),
        (OSError(errno.EFBIG, "x"), "ulimit"),
        (DatabaseError(DISK_FULL), "disk is full"),
        (DatabaseError('Cannot open file "a": Read-only file system'), "only be read"),
        (sqlite3.OperationalError("database or disk is full"), "disk is full"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "only be read"),
        (MemoryError(), "not enough memory"),
        (OutOfMemory("Out of Memory Error: failed to allocate 1 GB"), "not enough memory"),
    ],
)
def test_a_refusal_is_told(error: Exception, told: str) -> None:
    assert told in (words_of(error) or "")


@pytest.mark.parametrize(
    "error", [ValueError("No space left on device"), FileNotFoundError(errno.ENOENT, "x")]
)
def test_another_fault_is_none(error: Exception) -> None:
    """Of our own errors only the system's and the libraries' are read for words."""
    assert words_of(error) is None


def test_a_database_without_memory_is_told() -> None:
    """DuckDB itself says it, so that a newer one that says it otherwise is noticed."""
    database = new_in_memory(memory_mb=20)
    with pytest.raises(OutOfMemory) as raised:
        database.execute(
            "create table much as select range as n, hash(range) h from range(9000000)"
        )
    database.close()
    assert "not enough memory" in (words_of(raised.value) or "")


def test_where_there_is_no_room_nothing_is_begun(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"This import needs about .* MB, and .* are free"):
        require_room(tmp_path / "not" / "there", 10**18, what="This import")
    require_room(tmp_path, 0, what="This import")
