"""The ledger beside the journal: what is lost or changed is noticed, and nothing else is."""

import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from etl.errors import DataError, KneewiseError
from etl.home import Home
from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from etl.operations.compact import rewrite_journal
from etl.operations.erase_runner import erase_runner
from etl.operations.salvage import LIST_NAME, salvage
from etl.settings import Settings
from etl.storage import templates
from etl.storage.commits import ledger
from etl.storage.commits.journal_file import begin_ledger, problem_of
from etl.storage.commits.ledger import ledger_path, read_all
from etl.storage.commits.lines import ACCEPTED, BEGUN, ERASED, LEDGER_LOST, SAVED, SHORTENED
from etl.storage.duckdb_files import open_to_write
from tests.builders import a_home

DAY = date(2026, 5, 1)
Here = tuple[Home, Settings]


@pytest.fixture
def here(tmp_path: Path) -> Here:
    """A home with a runner and two entries."""
    pains = [{"local_date": DAY, "knee": "left", "pain_during_score": score} for score in (3, 4)]
    return a_home(tmp_path / "home", runner_name="Ada", pains=pains)


def log(here: Here) -> str:
    """One more entry."""
    journal = Journal(*here)
    runner_id = journal.runners()[0].runner_id
    return journal.log_pain(PainEntry(runner_id=runner_id, local_date=DAY, knee="right"))


def why(here: Here) -> list[str]:
    """What the lines of the ledger say, the oldest first."""
    return [line.why for line in read_all(here[0].journal).lines]


def told(here: Here) -> str:
    """What is wrong, in one sentence."""
    return problem_of(here[0], wait_s=1) or ""


def test_each_commit_is_a_line_and_costs_one_sync(here: Here) -> None:
    count = len(why(here))
    with patch("os.fsync", wraps=os.fsync) as sync:
        log(here)
    assert sync.call_count == 1
    assert why(here)[-1] == SAVED
    assert len(why(here)) == count + 1
    Journal(*here).prepare()
    with Journal(*here).writing():
        pass  # nothing is written
    assert len(why(here)) == count + 1
    assert told(here) == ""


def test_who_lays_an_empty_journal_keeps_what_another_saved_in_it_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two threads that begin a home at once: a page of its first visit and what runs behind it."""
    home = Home(tmp_path / "home")
    settings = Settings(home=home.root)
    lay = templates.begin

    def lay_and_let_another_in(path: Path, **how: Any) -> bool:
        is_new = lay(path, **how)
        monkeypatch.setattr(templates, "begin", lay)
        Journal(home, settings).ensure_runner("Ben")
        return is_new

    monkeypatch.setattr(templates, "begin", lay_and_let_another_in)
    journal = Journal(home, settings)
    journal.ensure_runner("Ada")
    assert {one.display_name for one in journal.runners()} == {"Ada", "Ben"}
    assert told((home, settings)) == ""
    begun, *later = why((home, settings))
    assert begun == BEGUN and set(later) == {SAVED}


def test_an_older_copy_in_the_journals_place_is_noticed_and_nothing_goes_on_from_it(
    here: Here, tmp_path: Path
) -> None:
    """Until somebody brings a backup, or says that what is here is to count."""
    shutil.copy(here[0].journal, tmp_path / "older")
    log(here)
    log(here)
    shutil.copy(tmp_path / "older", here[0].journal)
    assert "2 commits are missing (2 × pain entry)" in told(here)
    with pytest.raises(DataError, match="restore FILE"):
        log(here)
    begin_ledger(here[0], why=ACCEPTED, wait_s=1)
    log(here)
    assert told(here) == ""


def test_no_empty_journal_takes_the_place_of_one_that_is_gone(here: Here) -> None:
    for path in (here[0].journal, here[0].warehouse):
        path.unlink()
    with pytest.raises(DataError, match=r"journal\.duckdb is missing.* restore FILE"):
        Journal(*here).prepare()
    assert not here[0].journal.exists()


def test_an_entry_that_is_changed_in_place_is_noticed_whatever_is_saved_after_it(
    here: Here,
) -> None:
    with open_to_write(here[0].journal, wait_s=1) as connection:
        connection.execute("update journal.pain_entry set pain_during_score = 0")
    assert "pain entry" in told(here)
    log(here)
    assert "pain entry" in told(here)


def test_a_writer_killed_between_journal_and_ledger_lost_nothing(here: Here) -> None:
    before = ledger_path(here[0].journal).read_bytes()
    log(here)
    written = ledger_path(here[0].journal).read_bytes()
    for torn in (before, before + written[len(before) : -20]):
        ledger_path(here[0].journal).write_bytes(torn)
        assert told(here) == ""
    log(here)
    assert ledger_path(here[0].journal).read_bytes().startswith(written)
    assert told(here) == ""


def test_a_ledger_that_is_gone_or_damaged_begins_anew_and_stops_nobody(here: Here) -> None:
    ledger_path(here[0].journal).unlink()
    log(here)
    assert why(here) == [LEDGER_LOST]
    log(here)
    path = ledger_path(here[0].journal)
    path.write_bytes(path.read_bytes()[:-9] + b"x" + path.read_bytes()[-8:])
    assert "is damaged" in told(here)
    log(here)
    assert why(here) == [LEDGER_LOST]
    assert told(here) == ""


def test_a_ledger_that_cannot_be_written_is_made_up_for_or_stops_the_next_writer(
    here: Here,
) -> None:
    with patch.object(ledger, "append", side_effect=OSError(28, "No space left on device")):
        log(here)
        with pytest.raises(KneewiseError, match="No space left"):
            log(here)
    log(here)
    assert told(here) == ""


def test_a_long_ledger_is_one_line_that_holds_what_was_saved(here: Here) -> None:
    with open_to_write(here[0].journal, wait_s=1) as connection:
        connection.execute("update journal.pain_entry set pain_during_score = 0")
    with patch.object(ledger, "_LONGEST_BYTES", 10):
        log(here)
    assert why(here) == [SHORTENED]
    assert "pain entry" in told(here)  # and not what somebody put there


def test_copies_and_erasing_leave_a_sound_chain_and_no_sum_of_who_is_gone(here: Here) -> None:
    rewrite_journal(*here)
    log(here)
    assert told(here) == ""
    zed = Journal(*here).ensure_runner("Zed")
    erase_runner(*here, runner_id=zed.runner_id)
    assert why(here) == [ERASED]
    log(here)
    assert told(here) == ""


def test_salvage_reads_what_is_left_and_lists_what_is_not(here: Here, tmp_path: Path) -> None:
    """A journal whose blocks of entries are gone; those of the runner are not."""
    home, settings = here
    log(here)
    with Journal(*here).reading() as connection:
        blocks = connection.execute(
            "select distinct block_id from pragma_storage_info('journal.pain_entry')"
            " where persistent and column_name = 'knee' and segment_type = 'VARCHAR'"
        ).fetchall()
    content = bytearray(home.journal.read_bytes())
    for (block,) in blocks:
        place = 12_288 + block * 262_144 + 64
        content[place] ^= 1
    home.journal.write_bytes(content)
    damaged = home.journal.read_bytes()
    with pytest.raises(KneewiseError, match="salvage"):
        told(here)
    new = tmp_path / "new"
    found = salvage(home, settings, new)
    assert home.journal.read_bytes() == damaged
    assert found.row_count + sum(one.row_count for one in found.left if not one.columns) >= 4
    assert [one for one in found.left if one.table == "pain_entry"]
    assert "pain_entry: 3 rows" in (new / LIST_NAME).read_text("utf-8")
    own = settings.model_copy(update={"home": new})
    assert problem_of(Home(new), wait_s=1) is None
    Journal(Home(new), own).ensure_runner("Ada")
