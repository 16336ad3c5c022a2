"""The version of a runner's rows in a table: new with every change, whoever makes it, and how."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from etl.home import Home
from etl.journal.store import Journal, PainEntry, Runner
from etl.operations.compact import rewrite_journal, rewrite_warehouse
from etl.operations.correct import choose
from etl.operations.erase_runner import erase_runner
from etl.operations.import_files import import_sources
from etl.operations.rebuild import rebuild
from etl.operations.undo_import import undo_batch
from etl.people.access_log import a_read, keep_reads, note_reads
from etl.people.grants import give, withdraw
from etl.settings import Settings
from etl.storage.commits.ledger import ledger_path
from etl.storage.duckdb_files import an_empty_database, attached
from etl.storage.journal_rows import insert_row
from etl.storage.row_versions import FOLLOW_THEIR_ACTIVITY, read_row_versions
from etl.warehouse.tables import Warehouse
from tests.builders import a_home, a_run, an_upload
from tests.builders.homes import NOW, a_copy_of

REPOSITORY = Path(__file__).resolve().parents[3]
DAY = date(2026, 5, 2)
Here = tuple[Home, Settings]
Key = tuple[str, str, str]  # file, table, runner; nobody's rows: ""


@pytest.fixture
def here(tmp_path: Path) -> Here:
    """Ada and Ben, each with a run and a pain entry."""
    return a_copy_of(_two_runners, tmp_path / "home")


def _two_runners(folder: Path) -> Here:
    home, settings = a_home(folder)
    journal = Journal(home, settings)
    for back, name in enumerate(("Ada", "Ben")):
        runner = journal.ensure_runner(name)
        _imported((home, settings), runner, back=back)
        _hurt((home, settings), runner)
    return home, settings


def _imported(here: Here, runner: Runner, *, back: int) -> str:
    run = an_upload(a_run(NOW.date() - timedelta(days=back + 1), km=8))
    return import_sources(*here, [run], runner=runner).batch_id


def _hurt(here: Here, runner: Runner) -> str:
    entry = PainEntry(runner_id=runner.runner_id, local_date=DAY, knee="left", pain_during_score=3)
    return Journal(*here).log_pain(entry)


def _ada(here: Here) -> Runner:
    return next(one for one in Journal(*here).runners() if one.display_name == "Ada")


def _contents(home: Home) -> dict[Key, tuple[int, int]]:
    """Every row read: how many there are, and what their hashes add up to."""
    found: dict[Key, tuple[int, int]] = {}
    files = {"warehouse": home.warehouse, "journal": home.journal}
    with an_empty_database() as connection, attached(connection, files, wait_s=5):
        tables = connection.execute(
            "select database_name, schema_name || '.' || table_name,"
            " bool_or(column_name = 'runner_id')"
            " from duckdb_columns() inner join duckdb_tables()"
            " using (database_name, schema_name, table_name)"
            " where schema_name in ('core', 'journal') group by all"
        ).fetchall()
        for file, table, of_a_runner in tables:
            who = "coalesce(runner_id, '')" if of_a_runner else "''"
            rows = connection.execute(
                f"select {who}, count(*), sum(hash(source)::hugeint)"  # noqa: S608  our own names
                f" from {file}.{table} as source group by 1"
            ).fetchall()
            found |= {(file, table, runner_id): (count, total) for runner_id, count, total in rows}
    return found


def _versions(home: Home, keys: set[Key]) -> dict[Key, tuple[str | None, ...]]:
    """What a reader would compare, for each of the keys."""
    files = {"warehouse": home.warehouse, "journal": home.journal}
    with an_empty_database() as connection, attached(connection, files, wait_s=5):
        read = {name: read_row_versions(connection, name) for name in files}
    return {
        (file, table, who): (read[file].of_file, *read[file].of(who, [_told_by(table)]))
        for file, table, who in keys
    }


def _told_by(table: str) -> str:
    return "core.activity" if table in FOLLOW_THEIR_ACTIVITY else table


def _shared(here: Here) -> None:
    give(
        Journal(*here),
        runner_id=_ada(here).runner_id,
        viewer_id="coach",
        scopes=["training"],
        from_date=DAY,
        until_date=None,
        granted_by="runner",
    )


def _withdrawn(here: Here) -> None:
    withdraw(Journal(*here), runner_id=_ada(here).runner_id, viewer_id="coach")


def _read_by_a_coach(here: Here) -> None:
    read = a_read(viewer_id="coach", runner_id=_ada(here).runner_id, what="pain", read_at=NOW)
    note_reads(here[0], [read])
    keep_reads(*here)


def _taken_back(here: Here) -> None:
    undo_batch(*here, _imported(here, _ada(here), back=4))


def _corrected(here: Here) -> None:
    runner_id = _ada(here).runner_id
    activity_id = next(iter(Warehouse(*here).activity_ids(runner_id).values()))[0]
    choose(*here, runner_id=runner_id, activity_id=activity_id, field="is_treadmill", value="yes")


def _lent_until_later(here: Here) -> None:
    """In place, and of whichever runner."""
    activity_ids = Warehouse(*here).activity_ids(_ada(here).runner_id).values()
    Warehouse(*here).renew({activity_ids_of[0]: NOW for activity_ids_of in activity_ids})


def _profile_changed(here: Here) -> None:
    runner = replace(_ada(here), height_cm=171.0)
    Journal(*here).save_runner(runner)
    Warehouse(*here).refresh(runner)


def _deleted_entry(here: Here) -> None:
    Journal(*here).delete_pain(_hurt(here, _ada(here)))


def _erased(here: Here) -> None:
    erase_runner(*here, runner_id=_ada(here).runner_id)


DOORS: list[Callable[[Here], object]] = [
    lambda here: _hurt(here, _ada(here)),
    _deleted_entry,
    _shared,
    _withdrawn,
    _read_by_a_coach,
    lambda here: _imported(here, _ada(here), back=3),
    _taken_back,
    _corrected,
    _lent_until_later,
    _profile_changed,
    lambda here: rebuild(*here),
    lambda here: rewrite_journal(*here),
    lambda here: rewrite_warehouse(*here),
    lambda here: _hurt(here, _ada(here)),
    _erased,
]


def test_the_same_version_is_never_given_to_other_rows(here: Here, tmp_path: Path) -> None:
    """Whatever is done to the files, each state of them compared with all that came before."""
    seen: dict[tuple[Key, tuple[str | None, ...]], tuple[int, int]] = {}
    known: set[Key] = set()

    def look() -> None:
        contents = _contents(here[0])
        known.update(contents)
        for key, version in _versions(here[0], known).items():
            rows = contents.get(key, (0, 0))
            assert seen.setdefault((key, version), rows) == rows

    look()
    files = (here[0].journal, ledger_path(here[0].journal), here[0].warehouse)
    copies = {path: shutil.copy(path, tmp_path) for path in files}
    for door in DOORS:
        door(here)
        look()
    for path, copy in copies.items():  # as somebody puts back what was here before
        shutil.copy(copy, path)
    look()
    _hurt(here, _ada(here))
    _imported(here, _ada(here), back=5)
    look()


def test_who_writes_changes_no_version_of_others(here: Here) -> None:
    """Or each log would make everybody's pages anew."""
    ada = _ada(here)
    keys = {key for key in _contents(here[0]) if key[2] not in ("", ada.runner_id)}
    before = _versions(here[0], keys)
    _hurt(here, ada)
    _imported(here, ada, back=3)
    _profile_changed(here)
    assert _versions(here[0], keys) == before


def test_reading_and_writing_the_same_again_changes_no_version(here: Here) -> None:
    """A runner's profile is written with each import, whether it changed or not."""
    keys = set(_contents(here[0]))
    before = _versions(here[0], keys)
    Warehouse(*here).refresh(_ada(here))
    assert _versions(here[0], keys) == before


STATEMENTS = {
    "insert": "insert into journal.rest_day by name select 'ada' as runner_id,"
    " date '2026-01-03' as local_date, false as is_deleted, now()::timestamp as saved_at",
    "update": "update journal.rest_day set is_deleted = true where runner_id = 'ada'",
    "delete": "delete from journal.rest_day where runner_id = 'ada'",
    "delete and insert": "create temp table kept as from journal.rest_day;"
    " delete from journal.rest_day; insert into journal.rest_day"
    " select * replace (runner_id = 'ada' as is_deleted) from kept",
    "update of what was inserted": "insert into journal.rest_day by name select 'ada' as runner_id,"
    " date '2026-01-03' as local_date, false as is_deleted, now()::timestamp as saved_at;"
    " update journal.rest_day set is_deleted = true where local_date = date '2026-01-03'",
}


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_any_statement_is_noticed(tmp_path: Path, statement: str) -> None:
    """Of whom it changes rows, and of nobody else."""
    home, settings = a_home(tmp_path)
    journal = Journal(home, settings)
    with journal.writing() as connection:
        for who in ("ada", "ben"):
            row = {"runner_id": who, "local_date": DAY, "is_deleted": False, "saved_at": DAY}
            insert_row(connection, "rest_day", row)
    keys = {("journal", "journal.rest_day", who) for who in ("ada", "ben")}
    before = _versions(home, keys)
    with journal.writing() as connection:
        connection.execute(statement)
    after = _versions(home, keys)
    changed = {key for key in keys if before[key] != after[key]}
    assert {who for _, _, who in changed} == {"ada"}


def test_what_is_undone_has_no_version(here: Here) -> None:
    """The version is given in the same transaction."""
    keys = set(_contents(here[0]))
    before = _versions(here[0], keys)
    with pytest.raises(ZeroDivisionError), Journal(*here).writing() as connection:
        connection.execute("delete from journal.pain_entry")
        raise ZeroDivisionError
    assert _versions(here[0], keys) == before


def test_no_file_of_a_home_is_written_past_the_versions() -> None:
    """Journal and warehouse give them; others begin a file, read an export or copy all."""
    users = {
        path.relative_to(REPOSITORY).as_posix()
        for folder in ("etl", "dashboard")
        for path in (REPOSITORY / folder).rglob("*.py")
        if re.search(r"\b(open|attached)_to_write\(", path.read_text("utf-8"))
    }
    assert users == {
        "etl/operations/compact.py",
        "etl/operations/restore_runner.py",
        "etl/operations/salvage.py",
        "etl/storage/commits/journal_file.py",
        "etl/storage/duckdb_files.py",
        "etl/storage/templates.py",
        "etl/warehouse/tables.py",
    }
