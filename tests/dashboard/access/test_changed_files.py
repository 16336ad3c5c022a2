"""Files that somebody changed behind the server's back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.access.gateway import Gateway, Viewer
from etl.home import Home
from etl.journal.store import Journal, PainEntry
from etl.settings import Settings
from etl.storage.commits.ledger import ledger_path
from etl.storage.duckdb_files import open_to_write
from etl.storage.migrations import apply_steps, steps_of
from etl.warehouse.tables import Warehouse
from tests.builders import a_home
from tests.builders.homes import NOW

OWNER = Viewer()


@pytest.fixture
def here(tmp_path: Path) -> tuple[Home, Settings]:
    """One runner without runs."""
    home, settings = a_home(tmp_path / "home")
    Warehouse(home, settings).refresh(Journal(home, settings).runners()[0])
    return home, settings


@pytest.fixture
def runner_id(here: tuple[Home, Settings]) -> str:
    """The runner."""
    return Journal(*here).runners()[0].runner_id


@pytest.fixture
def scores(here: tuple[Home, Settings], runner_id: str) -> Callable[[], list[int]]:
    """What the pages of one server that goes on and on show."""
    gateway = Gateway(*here)

    def read() -> list[int]:
        entries = gateway.load(OWNER, "page.pain_entry", runner_id=runner_id)
        return sorted(entries["worst_score"].to_list())

    return read


def _hurt(here: tuple[Home, Settings], runner_id: str, score: int) -> None:
    entry = PainEntry(
        runner_id=runner_id, local_date=NOW.date(), knee="left", pain_during_score=score
    )
    Journal(*here).log_pain(entry)


def test_a_row_that_was_written_by_hand_is_noticed(here, runner_id, scores) -> None:
    """No version tells of it, but the file has changed."""
    _hurt(here, runner_id, 2)
    assert scores() == [2]
    with open_to_write(here[0].journal, wait_s=1) as connection:
        connection.execute("update journal.pain_entry set pain_during_score = 9")
    assert scores() == [9]


def test_a_copy_that_is_put_back_shows_what_was_then(
    here, runner_id, scores, tmp_path: Path
) -> None:
    """And what is written after it is shown as well, whatever was seen before."""
    files = (here[0].journal, ledger_path(here[0].journal))
    copies = {file: shutil.copy(file, tmp_path) for file in files}
    _hurt(here, runner_id, 2)
    assert scores() == [2]
    for file, copy in copies.items():
        shutil.copy(copy, file)
    assert scores() == []
    _hurt(here, runner_id, 5)
    assert scores() == [5]


def test_an_older_journal_that_takes_its_place_is_brought_up_to_date(
    here, runner_id, scores, tmp_path: Path
) -> None:
    """While the server goes on: its tables are not those of this version."""
    _hurt(here, runner_id, 2)
    assert scores() == [2]
    older = tmp_path / "older.duckdb"
    with open_to_write(older, wait_s=1) as connection:
        apply_steps(connection, kind="journal", steps=steps_of("journal")[:1])
    older.replace(here[0].journal)
    ledger_path(here[0].journal).unlink()
    assert scores() == []
