"""Small files of SQLite beside the databases: what several processes write, and none may wait for.

Each is for its owner alone from the first moment on, and what was deleted can be read in none.
"""

import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def sqlite_file(
    path: Path, *, busy_s: float, has_log: bool = False
) -> Generator[sqlite3.Connection]:
    """The file, made where it is not there; each statement counts at once, but in `transaction`.

    Whoever finds it busy waits for so many seconds. A new one `has_log` where readers and a writer
    shall not wait for each other: a write-ahead log.
    """
    is_new = not path.is_file()
    if is_new:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, timeout=busy_s, isolation_level=None)
    try:
        if is_new and has_log:
            connection.execute("pragma journal_mode = wal").fetchall()
        connection.execute("pragma secure_delete = on").fetchall()
        yield connection
    finally:
        connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection, *, writes: bool = True) -> Generator[None]:
    """All of the block, or nothing.

    One that `writes` waits for its turn before it begins: of two that read first and write then,
    one would fail at once.
    """
    connection.execute("begin immediate" if writes else "begin")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        connection.rollback()
        raise
