"""What a sync asks of its platform, its ledger and the disk: counted, never timed."""

import os
import sqlite3
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from bench.table.databases import watched_databases
from etl.storage.originals import Originals
from etl.sync.ledger.store import Ledger
from tests.builders.strava import Connection, a_connection
from tests.etl.sync.conftest import NOW
from tests.fake_strava import FakeStrava, a_fake_run

FEW, MANY = 10, 40
STATEMENTS = 11  # a run: four ask what is next, three count its call, four keep what it brought
OPENED = 4  # either database by a first sync: totals, then recordings, each to ask and to write
OPENED_FOR_NOTHING = {"warehouse.duckdb": 2, "journal.duckdb": 0}  # what is lent, and until when
TRANSACTIONS = 2  # a run: its call is counted before it is made, what it brought is kept after
LEDGER = "sync.sqlite"
_connect_sqlite = sqlite3.connect


class Asked(Counter[str]):
    """How often: calls, statements and transactions of the ledger, files opened, syncs to disk."""

    def of_each(self, other: "Asked", name: str) -> float:
        """What each run more than in another sync cost of it."""
        return (self[name] - other[name]) / (self["calls"] - other["calls"])


@contextmanager
def counted(strava: FakeStrava) -> Generator[Asked]:
    """What is asked for while the block runs."""
    asked, calls_before, sync = Asked(), len(strava.calls), os.fsync

    def note(statement: str) -> None:
        asked["statements"] += 1
        asked["transactions"] += statement.startswith("begin")

    class Noting(sqlite3.Connection):
        """A ledger that tells what it is asked; many rows of one statement are one."""

        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            note(sql)
            return super().execute(sql, *values)

        def executemany(self, sql: str, *values: Any) -> sqlite3.Cursor:
            note(sql)
            return super().executemany(sql, *values)

    def noted_sync(handle: int) -> None:
        asked["syncs"] += 1
        sync(handle)

    with watched_databases() as databases, patch("os.fsync", noted_sync):
        open_file = sqlite3.connect

        def opened(path: Path, **how: Any) -> sqlite3.Connection:
            if Path(path).name != LEDGER:
                return open_file(path, **how)
            asked[LEDGER] += 1
            return _connect_sqlite(path, factory=Noting, **how)

        with patch.object(sqlite3, "connect", opened):
            yield asked
    asked["calls"] = len(strava.calls) - calls_before
    for file, count in databases.opened.items():
        asked[Path(file).name] += count


def _connected(folder: Path, strava: FakeStrava, runs: int) -> Connection:
    strava.reset()
    strava.set_time(NOW)
    strava.limits.read = strava.limits.overall = (1000, 10_000)
    history = [a_fake_run(n, NOW - timedelta(hours=9 * n), samples=60) for n in range(1, runs + 1)]
    strava.add_athlete(1, runs=history)
    return a_connection(folder / str(runs), strava)


def _first_sync(folder: Path, strava: FakeStrava, runs: int) -> Asked:
    there = _connected(folder, strava, runs)
    with counted(strava) as asked:
        there.sync()
    assert (
        sum(held.is_loaded and held.streams == "held" for held in there.ledger.activities()) == runs
    )
    return asked


def test_each_run_costs_one_call_and_two_transactions(strava: FakeStrava, tmp_path: Path) -> None:
    """Whatever can be asked or written once a pass, a page or a chunk is not done once a run."""
    few, many = (_first_sync(tmp_path, strava, runs) for runs in (FEW, MANY))

    assert many["calls"] == MANY + 2  # a page of totals and the empty one that ends them
    assert many.of_each(few, "transactions") == TRANSACTIONS
    assert many.of_each(few, "statements") <= STATEMENTS
    for file in (LEDGER, "warehouse.duckdb", "journal.duckdb"):
        assert many[file] == few[file] > 0, file
    assert max(few["warehouse.duckdb"], few["journal.duckdb"]) <= OPENED
    assert many["syncs"] == few["syncs"]


def test_a_sync_with_nothing_due_asks_as_much_of_a_long_history(
    strava: FakeStrava, tmp_path: Path
) -> None:
    """No call, and no statement for a run that is as it was."""
    asked = {}
    for runs in (FEW, MANY):
        there = _connected(tmp_path, strava, runs)
        there.sync()
        with counted(strava) as asked[runs]:
            there.sync()
    assert asked[FEW] == asked[MANY]
    assert asked[MANY]["calls"] == 0
    assert {file: asked[MANY][file] for file in OPENED_FOR_NOTHING} == OPENED_FOR_NOTHING


def test_a_ledger_that_is_opened_for_each_statement_would_be_seen(
    strava: FakeStrava, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the counts above can fail."""
    monkeypatch.setattr(Ledger, "kept_open", lambda _ledger: nullcontext())
    few, many = (_first_sync(tmp_path, strava, runs) for runs in (FEW, MANY))
    assert many.of_each(few, LEDGER) > 1
    assert many.of_each(few, "statements") > STATEMENTS


def test_a_file_that_is_forced_to_disk_would_be_seen(strava: FakeStrava, tmp_path: Path) -> None:
    """Its content and its name."""
    with counted(strava) as asked:
        Originals(tmp_path).keep(b"a recording")
    assert asked["syncs"] == 2
