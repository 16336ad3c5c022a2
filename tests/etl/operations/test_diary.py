"""A diary of years: in once, equal when it comes back, gone when it is taken back."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.access.gateway import Gateway, Viewer
from etl.errors import UserError
from etl.home import Home
from etl.journal.entries import DayLog, PainEntry
from etl.journal.store import Journal
from etl.operations.diary import Batch, import_diary, look, told, undo_diary
from etl.operations.export_runner import export_runner
from etl.operations.restore_runner import import_export
from etl.settings import Settings
from etl.storage.commits.ledger import ledger_path
from etl.warehouse.tables import Warehouse
from tests.builders.homes import NOW

TODAY = NOW.date()
FIRST = date(2018, 1, 1)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Of a home with one runner and nothing else."""
    home, settings = Home(tmp_path / "home"), Settings(home=tmp_path / "home", now=NOW)
    home.create()
    runner = Journal(home, settings).ensure_runner("Ada")
    Warehouse(home, settings).refresh(runner)
    return Journal(home, settings)


def take_in(journal: Journal, text: str, kind: str = "pain", **columns: str) -> Batch:
    runner_id = journal.runners()[0].runner_id
    looked = look(journal, text.encode(), file_name="diary.csv", runner_id=runner_id, kind=kind)
    return import_diary(journal, told(looked, columns), runner_id=runner_id, today=TODAY)


def take_back(journal: Journal, batch: Batch) -> tuple[int, int]:
    runner_id = journal.runners()[0].runner_id
    undone = undo_diary(journal, str(batch.batch_id), runner_id=runner_id)
    return undone.entry_count, undone.stays_count


def scores(home: Home, settings: Settings) -> Mapping[date, tuple[str, float, str]]:
    rows = Gateway(home, settings).load(Viewer(), "metric.pain_day")
    told_of = rows.select("local_date", "knee", "pain_untimed_score", "light").rows()
    return {day: (knee, score, light) for day, knee, score, light in told_of}


def lit(score: float) -> str:
    """As the whole points do, a half rounded up."""
    return "red" if score >= 5.5 else "amber" if score >= 2.5 else "green_provisional"


def test_eight_years_of_decimals_without_a_side_come_in_and_come_back(
    journal: Journal, tmp_path: Path
):
    """3,000 scores: in as they are, lit, in one commit, exported, and equal in a new home."""
    rng = random.Random(8)
    given = {FIRST + timedelta(days=at): rng.randint(0, 1000) / 100 for at in range(3000)}
    text = "date,pain\n" + "".join(f"{day},{score}\n" for day, score in given.items())
    lines = ledger_path(journal.home.journal).read_bytes().count(b"\n")
    batch = take_in(journal, text)
    assert (batch.entry_count, batch.refused) == (3000, ())
    assert ledger_path(journal.home.journal).read_bytes().count(b"\n") <= lines + 2
    here = scores(journal.home, journal.settings)
    assert here == {day: ("unknown", score, lit(score)) for day, score in given.items()}

    file = tmp_path / "ada.zip"
    runner_id = journal.runners()[0].runner_id
    export_runner(journal.home, journal.settings, file, runner_id=runner_id, tables={})
    elsewhere = Home(tmp_path / "elsewhere")
    settings = journal.settings.model_copy(update={"home": elsewhere.root})
    import_export(elsewhere, settings, file)
    assert scores(elsewhere, settings) == here
    there = Journal(elsewhere, settings)
    assert take_in(there, text).already_here_count == 3000
    assert take_back(there, batch) == (3000, 0)


def test_what_is_here_already_adds_nothing(journal: Journal):
    """Neither the file again, nor a row that was logged by hand or changed since."""
    runner_id = journal.runners()[0].runner_id
    by_hand = PainEntry(runner_id=runner_id, local_date=FIRST, knee="left", pain_during_score=3)
    journal.log_pain(by_hand)
    text = "date,side,during\n2018-01-01,left,3\n2018-01-02,left,4\n2018-01-03,,5\n"
    first = take_in(journal, text)
    assert (first.entry_count, first.already_here_count) == (2, 1)
    day = FIRST + timedelta(days=1)
    entry_id = entry_ids(journal, day)[0]
    journal.log_pain(replace(by_hand, entry_id=entry_id, local_date=day, pain_during_score=6))
    journal.delete_pain(entry_ids(journal, FIRST + timedelta(days=2))[0])
    again = take_in(journal, text)
    assert (again.batch_id, again.entry_count, again.already_here_count) == (None, 0, 3)


def entry_ids(journal: Journal, day: date) -> list[str]:
    rows = Gateway(journal.home, journal.settings).load(Viewer(), "page.pain_entry", local_date=day)
    return rows["entry_id"].to_list()


def test_a_diary_is_taken_back_whole_but_for_what_was_changed_since(journal: Journal):
    text = "date,side,during\n2018-01-01,left,3\n2018-01-02,left,4\n"
    batch = take_in(journal, text)
    runner_id = journal.runners()[0].runner_id
    changed = PainEntry(
        runner_id=runner_id,
        local_date=FIRST,
        knee="left",
        pain_during_score=5,
        entry_id=entry_ids(journal, FIRST)[0],
    )
    journal.log_pain(changed)
    assert take_back(journal, batch) == (1, 1)
    gateway = Gateway(journal.home, journal.settings)
    left = gateway.load(Viewer(), "page.pain_entry")["pain_during_score"].to_list()
    assert left == [5]
    assert gateway.load(Viewer(), "page.diary_batch").is_empty()
    with pytest.raises(UserError, match="taken back already"):
        take_back(journal, batch)
    assert take_in(journal, text).entry_count == 1  # the changed one said the other before


def test_how_it_was_read_is_remembered_for_the_next_file(journal: Journal):
    """Columns, and the order of days where the next file alone does not tell."""
    columns = {"date": "noted", "during": "how bad"}
    take_in(journal, "noted,how bad\n13/2/2020,3\n", **columns)
    batch = take_in(journal, "noted,how bad\n3/4/2020,3.5\n")
    assert batch.reading.columns == columns
    assert batch.first_date == date(2020, 4, 3)


def test_a_night_that_is_told_otherwise_here_stays_as_it_is(journal: Journal):
    runner_id = journal.runners()[0].runner_id
    journal.log_sleep(DayLog(runner_id=runner_id, local_date=FIRST, sleep_h=7))
    batch = take_in(journal, "date,sleep\n2018-01-01,8\n2018-01-02,6.5\n", "sleep")
    assert batch.entry_count == 1
    assert [row.line for row in batch.refused] == [2]
    assert take_back(journal, batch) == (1, 0)
