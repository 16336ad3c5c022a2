"""A ledger as the code wrote it that knew one platform: `former_ledger.sql` is a dump of one.

Two runners, four activities with details, a listing under way, calls of a day.
"""

import base64
import sqlite3
from collections.abc import Set
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from etl.errors import UserError
from etl.home import Home
from etl.settings import Settings
from etl.sync.ledger.store import _WANTED, Ledger
from etl.sync.token_vault import open_vault
from sql import ROOT
from tests.builders.homes import a_new_home

_DUMP = Path(__file__).with_name("former_ledger.sql")
_KEY = SecretStr(base64.b64encode(bytes(range(32))).decode())  # what its tokens were sealed with
_NOW = datetime(2026, 5, 3, 7, 2, tzinfo=UTC)
_INDEXES = {"activity_wanted", "activity_started", "activity_doubtful"}
_COUNTS = {
    "account": 2,
    "listing": 1,
    "activity": 4,
    "meter": 1,
    "detail_use": 2,
    "note": 3,
}


@pytest.fixture
def former(tmp_path: Path) -> Home:
    """A home with a ledger of version 1."""
    home = a_new_home(tmp_path)
    home.create()
    connection = sqlite3.connect(home.sync_ledger)
    connection.execute("pragma journal_mode = wal")
    connection.executescript(_DUMP.read_text("utf-8"))
    connection.execute("pragma user_version = 1")
    connection.close()
    home.sync_ledger.chmod(0o600)
    return home


def _rows(home: Home, table: str) -> list[dict[str, Any]]:
    connection = sqlite3.connect(home.sync_ledger)
    connection.row_factory = sqlite3.Row
    found = [dict(row) for row in connection.execute(f"select * from {table}")]  # noqa: S608
    connection.close()
    return sorted(found, key=repr)


def test_every_row_is_taken_over_with_its_provider(former: Home) -> None:
    """All columns of all tables are what they were; what is new is the platform's name."""
    before = {table: _rows(former, table) for table in _COUNTS}
    assert {table: len(rows) for table, rows in before.items()} == _COUNTS
    Ledger(former).accounts()
    for table in _COUNTS:
        rows = _rows(former, table)
        of_home = [row for row in rows if row.get("name") == "pause"]
        assert {row["provider"] for row in rows if row not in of_home} == {"strava"}
        assert all(row["provider"] == "" for row in of_home)
        names = before[table][0].keys() - {"provider", "one"}
        assert _only(names, rows) == _only(names, before[table])


def test_tokens_and_what_is_held_are_read_as_before(former: Home) -> None:
    """Nobody has to connect again, nothing is fetched again, a listing goes on at its page."""
    ledger = Ledger(former)
    settings = Settings(home=former.root, secret_key=_KEY)
    first, second = ledger.accounts()
    for account in (first, second):
        tokens = open_vault(former, settings).open(
            account.sealed_tokens or b"", runner_id=account.runner_id, provider="strava"
        )
        assert tokens.access_token and tokens.refresh_token
    assert ledger.counts(first.runner_id, "strava").detailed_count == 3
    assert all(row.is_loaded and row.facts.is_run for row in ledger.activities(first.runner_id))
    listing = ledger.listing(second)
    assert listing is not None and (listing.next_page, listing.before_at) == (3, _NOW)
    assert ledger.listing(first) is None
    assert ledger.meter("strava", _NOW).short_used == 8
    assert ledger.detail_use("strava", _NOW) == {first.runner_id: 3, second.runner_id: 1}
    assert ledger.note("strava", "subscription_id") == "7"


def test_of_many_who_open_it_first_one_takes_it_over(former: Home) -> None:
    """Every one of them then reads the same."""
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: len(Ledger(former).activities()), range(8)))
    assert found == [4] * 8
    assert {table: len(_rows(former, table)) for table in _COUNTS} == _COUNTS


def test_a_failure_in_the_middle_leaves_the_former_ledger(
    former: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it or nothing: the next one to open it begins with the same rows."""
    before = {table: _rows(former, table) for table in _COUNTS}
    with monkeypatch.context() as broken:
        broken.setattr("etl.sync.ledger.file._sql", _broken_at_the_end)
        with pytest.raises(sqlite3.OperationalError):
            Ledger(former).accounts()
    assert {table: _rows(former, table) for table in _COUNTS} == before
    assert len(Ledger(former).accounts()) == 2


def test_only_its_owner_reads_it_afterwards(former: Home) -> None:
    """The file and its log, old tables gone from both."""
    ledger = Ledger(former)
    ledger.accounts()
    assert ledger.shrink()
    assert all(path.stat().st_mode & 0o077 == 0 for path in former.root.glob("sync.sqlite*"))
    assert not [name for name in _tables(former) if name.startswith("former_")]


def test_a_ledger_of_a_newer_version_is_refused(former: Home) -> None:
    """Its rows are not understood, so they are neither read nor written."""
    connection = sqlite3.connect(former.sync_ledger)
    connection.execute("pragma user_version = 99")
    connection.close()
    with pytest.raises(UserError, match="newer"):
        Ledger(former).accounts()


def test_a_ledger_without_indexes_gets_them_and_keeps_its_rows(tmp_path: Path) -> None:
    """Version 2 had the tables of today; what is asked before each call looks at no other row."""
    home = a_new_home(tmp_path)
    Ledger(home).set_note("strava", "first", "made")
    connection = sqlite3.connect(home.sync_ledger)
    for name in _INDEXES:
        connection.execute(f"drop index {name}")
    connection.execute("pragma user_version = 2")
    connection.close()
    assert not _INDEXES & set(_tables(home))

    assert Ledger(home).note("strava", "first") == "made"

    assert set(_tables(home)) >= _INDEXES
    connection = sqlite3.connect(home.sync_ledger)
    key = {"runner_id": "mara", "provider": "strava", "since": "", "stale_before": ""}
    plan = [row[3] for row in connection.execute(f"explain query plan {_WANTED}", key)]
    connection.close()
    assert not [step for step in plan if "SCAN activity" in step or "autoindex" in step], plan


def _broken_at_the_end(name: str) -> str:
    sql = (ROOT / "sync" / f"{name}.sql").read_text("utf-8")
    return sql + "\ninsert into nothing_of_ours values (1);" if name == "take_over_1" else sql


def _only(names: Set[str], rows: list[dict[str, Any]]) -> list[str]:
    return sorted(repr([row[name] for name in sorted(names)]) for row in rows)


def _tables(home: Home) -> list[str]:
    connection = sqlite3.connect(home.sync_ledger)
    names = [row[0] for row in connection.execute("select name from sqlite_master")]
    connection.close()
    return names
