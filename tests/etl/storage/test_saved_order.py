"""The number that tells which row of the journal is newest, whatever is done to the file."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from etl.home import Home
from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from etl.operations.backup.read import restore
from etl.operations.backup.write import backup
from etl.operations.compact import rewrite_journal
from etl.operations.erase_runner import erase_runner
from etl.operations.export_runner import export_runner
from etl.operations.restore_runner import import_export
from etl.settings import Settings
from etl.storage.commits.ledger import ledger_path
from etl.storage.duckdb_files import Connection, open_in_memory, open_to_write
from etl.storage.migrations import apply_steps, migrate, steps_of
from etl.storage.saved_order import draw, ordered_tables
from tests.builders.clocks import NOON, SetClock, a_set_clock
from tests.builders.homes import a_home, a_new_home

DAY = date(2024, 5, 1)
STEP = "0025_saved_order.sql"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Noon, until the test says otherwise."""
    return a_set_clock(monkeypatch)


def a_journal(folder: Path) -> Journal:
    """An empty journal in a folder of its own."""
    return Journal(a_new_home(folder), Settings(home=folder, time_zone="UTC", workers=1))


def log(journal: Journal, *, score: int, entry_id: str | None = None) -> str:
    """Pain of one day, or a newer version of it."""
    runner_id = journal.ensure_runner("Mara").runner_id
    entry = PainEntry(
        runner_id=runner_id,
        local_date=DAY,
        knee="left",
        pain_during_score=score,
        entry_id=entry_id,
    )
    return journal.log_pain(entry)


def scores(journal: Journal, column: str = "pain_during_score") -> list[object]:
    """Of every version, in the order of their numbers."""
    with journal.writing() as connection:
        rows = connection.execute(
            f"select {column} from journal.pain_entry order by saved_order"  # noqa: S608
        ).fetchall()
    return [row[0] for row in rows]


def numbers(connection: Connection) -> list[int]:
    """Of all rows of all tables."""
    parts = [f"select saved_order from journal.{name}" for name in ordered_tables(connection)]  # noqa: S608
    return [row[0] for row in connection.execute(" union all ".join(parts)).fetchall()]


def test_every_row_has_a_number_that_no_other_row_of_the_journal_has():
    """Whoever wrote the insert did not have to think of it."""
    with open_in_memory() as connection:
        migrate(connection, kind="journal")
        tables = ordered_tables(connection)
        for _ in range(2):
            for table in tables:
                fill(connection, table)
        found = numbers(connection)
    assert sorted(found) == list(range(1, 2 * len(tables) + 1))


def test_every_table_with_versions_has_the_number_and_its_default():
    """A table that a later step makes is not forgotten."""
    with open_in_memory() as connection:
        migrate(connection, kind="journal")
        rows = connection.execute(
            "select table_name,"
            " any_value(column_default) filter (column_name = 'saved_order') as given,"
            " any_value(comment) filter (column_name = 'saved_order') as told"
            " from duckdb_columns() where schema_name = 'journal' group by table_name"
            " having bool_or(column_name = 'saved_at')"
        ).fetchall()
    assert len(rows) > 30
    assert [name for name, given, told in rows if not told or "saved_order" not in str(given)] == []


@pytest.mark.parametrize("way", ["rewritten", "restored", "brought in", "erased beside"])
def test_what_is_written_after_a_copy_is_newer_than_all_that_was_copied(
    tmp_path: Path, clock: SetClock, way: str
):
    """The clock stands an hour earlier by then, so that nothing but the number can tell."""
    journal = a_journal(tmp_path / "a")
    entry_id = log(journal, score=2)
    log(journal, score=4, entry_id=entry_id)
    clock.back(timedelta(hours=1))

    copied = copy(journal, tmp_path, way)
    log(copied, score=6, entry_id=entry_id)
    assert scores(copied) == [2, 4, 6]
    copied.delete_pain(entry_id)
    assert scores(copied, "is_deleted") == [False, False, False, True]
    with copied.writing() as connection:
        found = numbers(connection)
    assert len(set(found)) == len(found)


def copy(journal: Journal, folder: Path, way: str) -> Journal:
    """The journal after a copy of its file, or of its rows."""
    home, settings = journal.home, journal.settings
    if way == "rewritten":
        rewrite_journal(home, settings)
        return journal
    if way == "erased beside":
        other = journal.ensure_runner("Ben")
        erase_runner(home, settings, runner_id=other.runner_id)
        return journal
    there = Home(folder / "b")
    at = settings.model_copy(update={"home": there.root})
    if way == "restored":
        backup(home, settings, folder / "all.zip")
        restore(there, at, folder / "all.zip")
    else:
        runner_id = journal.runners()[0].runner_id
        export_runner(home, settings, folder / "mara.zip", runner_id=runner_id, tables={})
        import_export(there, at, folder / "mara.zip")
    return Journal(there, at)


def test_an_export_says_nothing_of_what_others_write(tmp_path: Path):
    """Rows of one runner are numbered among themselves, over all their tables."""
    journal = a_journal(tmp_path / "a")
    log(journal, score=1)
    mara = journal.runners()[0]
    ben = journal.ensure_runner("Ben")
    for _ in range(5):
        journal.confirm_rest(runner_id=ben.runner_id, local_date=DAY)
    journal.confirm_rest(runner_id=mara.runner_id, local_date=DAY)
    file = tmp_path / "mara.zip"
    export_runner(journal.home, journal.settings, file, runner_id=mara.runner_id, tables={})

    there = a_journal(tmp_path / "b")
    with there.writing() as connection:
        draw(connection, 100)
    import_export(there.home, there.settings, file)
    with there.writing() as connection:
        assert sorted(numbers(connection)) == [101, 102, 103]
        kept = [
            connection.execute(f"select saved_order from journal.{table}").fetchall()  # noqa: S608
            for table in ("runner", "pain_entry", "rest_day")
        ]
    assert kept == [[(101,)], [(102,)], [(103,)]]


def test_rows_of_two_homes_are_put_in_the_order_of_their_times(tmp_path: Path, clock: SetClock):
    """Both went on from one entry; that was deleted here after what was changed there."""
    here = a_journal(tmp_path / "a")
    entry_id = log(here, score=2)
    there = copy(here, tmp_path, "brought in")
    clock.forward(timedelta(minutes=1))
    log(there, score=4, entry_id=entry_id)
    log(there, score=5)
    clock.forward(timedelta(minutes=1))
    here.delete_pain(entry_id)

    file = tmp_path / "back.zip"
    runner_id = there.runners()[0].runner_id
    export_runner(there.home, there.settings, file, runner_id=runner_id, tables={})
    assert import_export(here.home, here.settings, file).entry_count == 2
    assert import_export(here.home, here.settings, file).entry_count == 0
    assert scores(here) == [2, 4, 5, 2]
    assert scores(here, "is_deleted") == [False, False, False, True]


def test_rows_of_another_home_keep_their_order_whatever_its_clock_said(
    tmp_path: Path, clock: SetClock
):
    """There the clock was set back between two versions; here nothing else is known of them."""
    there = a_journal(tmp_path / "a")
    entry_id = log(there, score=2)
    clock.back(timedelta(days=365))
    log(there, score=4, entry_id=entry_id)
    here = a_journal(tmp_path / "c")
    runner_id = there.runners()[0].runner_id
    export_runner(there.home, there.settings, tmp_path / "a.zip", runner_id=runner_id, tables={})
    clock.at = NOON - timedelta(days=30)
    import_export(here.home, here.settings, tmp_path / "a.zip")
    assert scores(here) == [2, 4]


def test_a_deleted_entry_takes_a_number_of_its_own(tmp_path: Path, clock: SetClock):
    """A copy of a row is a newer row."""
    journal = a_journal(tmp_path)
    entry_id = log(journal, score=2)
    clock.back(timedelta(hours=1))
    journal.delete_pain(entry_id)
    assert scores(journal, "is_deleted") == [False, True]


def a_former_journal(home: Home, steps: list[str]) -> None:
    """Versions whose time and place in the file disagree, as a journal of before held them."""
    with open_to_write(home.journal, wait_s=1) as connection:
        apply_steps(connection, kind="journal", steps=steps)
        for score, minute in ((7, 30), (3, 10), (5, 20), (6, 30)):
            fill(
                connection,
                "pain_entry",
                pain_during_score=score,
                saved_at=datetime(2026, 5, 3, 7, minute),  # noqa: DTZ001  stored in UTC
            )
        fill(connection, "runner", saved_at=datetime(2026, 5, 3, 7, 15))  # noqa: DTZ001


@pytest.mark.parametrize("step_count", range(1, steps_of("journal").index(STEP) + 1))
def test_rows_of_before_keep_the_order_in_which_they_counted(tmp_path: Path, step_count: int):
    """By time, and at one time by their place in the file; over all tables together."""
    journal = a_journal(tmp_path)
    journal.home.journal.unlink()
    ledger_path(journal.home.journal).unlink(missing_ok=True)
    a_former_journal(journal.home, steps_of("journal")[:step_count])
    assert scores(journal) == [3, 5, 7, 6]
    with journal.writing() as connection:
        assert sorted(numbers(connection)) == [1, 2, 3, 4, 5]
        assert connection.execute("select saved_order from journal.runner").fetchall() == [(2,)]
        fill(connection, "pain_entry", pain_during_score=9)
    assert scores(journal) == [3, 5, 7, 6, 9]
    assert scores(journal, "saved_order")[-1] == 6


KILLED = """
import os, signal, sys
from etl.storage.duckdb_files import open_to_write
from etl.storage.migrations import migrate
from pathlib import Path

with open_to_write(Path(sys.argv[1]), wait_s=1) as connection:
    if sys.argv[2] == "after":
        connection.execute("set checkpoint_threshold = '1GB'")
    migrate(connection, kind="journal")
    if sys.argv[2] == "after":
        connection.commit()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_while_it_is_brought_up_to_date_a_journal_is_old_or_new(tmp_path: Path, moment: str):
    """Just before its last transaction ends, and just after, when all of it lies in the log alone.

    A step that begins a transaction ends the one before: what is then there is as good as old.
    """
    journal = a_journal(tmp_path)
    journal.home.journal.unlink()
    ledger_path(journal.home.journal).unlink(missing_ok=True)
    steps = steps_of("journal")
    a_former_journal(journal.home, steps[: steps.index(STEP)])
    command = [sys.executable, "-c", KILLED, str(journal.home.journal), moment]
    done = subprocess.run(command, check=False, cwd=Path(__file__).parents[3], env=os.environ)
    assert done.returncode == -signal.SIGKILL

    with open_to_write(journal.home.journal, wait_s=1) as connection:
        seen = connection.execute("select step from kneewise.migration").fetchall()
        assert (("0031_ledger.sql",) in seen) and ((steps[-1],) in seen) == (moment == "after")
    assert scores(journal) == [3, 5, 7, 6]
    log(journal, score=9)
    assert scores(journal) == [3, 5, 7, 6, 9]


def test_an_edit_counts_after_the_clock_was_set_back_and_a_runner_keeps_the_last_name(
    tmp_path: Path, clock: SetClock
):
    """What the journal itself reads, without any view."""
    home, settings = a_home(tmp_path, runner_name="Mara")
    journal = Journal(home, settings)
    runner = journal.runners()[0]
    for shift, name in ((timedelta(hours=1), "Mara K."), (timedelta(days=365), "M. K.")):
        clock.back(shift)
        journal.save_runner(replace(runner, display_name=name))
        assert journal.runners()[0].display_name == name


def fill(connection: Connection, table: str, **values: object) -> None:
    """A row with something in every column that must have it, and in its number nothing."""
    plain = {
        "VARCHAR": "x",
        "VARCHAR[]": ["x"],
        "INTEGER[]": [1],
        "INTEGER": 1,
        "BIGINT": 1,
        "DOUBLE": 1.0,
        "BOOLEAN": False,
        "DATE": DAY,
        "TIMESTAMP": datetime(2026, 5, 3, 7),  # noqa: DTZ001  stored in UTC
    }
    columns = connection.execute(
        "select column_name, data_type from duckdb_columns() where schema_name = 'journal'"
        " and table_name = ? and database_name = current_database() and not is_nullable",
        [table],
    ).fetchall()
    row = {name: plain[kind] for name, kind in columns} | values
    marks = ", ".join(f"? as {name}" for name in row)
    connection.execute(f"insert into journal.{table} by name select {marks}", list(row.values()))
