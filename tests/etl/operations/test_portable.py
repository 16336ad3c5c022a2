"""One runner's history: taken out whole, brought back equal, erased without a trace."""

import json
import shutil
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from etl.errors import UserError
from etl.home import Home
from etl.journal.store import Journal, PainEntry
from etl.operations.erase_runner import erase_runner
from etl.operations.export_runner import export_runner
from etl.operations.restore_runner import import_export
from etl.settings import Settings
from etl.storage.duckdb_files import Connection, attached, open_in_memory
from etl.storage.migrations import steps_of
from etl.storage.runner_archive import CONTENTS, STAYS, is_export, runner_tables
from tests.builders.hashes import hash_of
from tests.builders.homes import NOW, a_home, an_upload, import_sources
from tests.builders.runs import a_run
from tests.canary import files_with

MARK = "MARKED-FOR-SEARCH"
PAIN_DAY = date(2026, 5, 2)
PAIN = {"local_date": PAIN_DAY, "knee": "left", "pain_during_score": 4, "note": MARK}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Settings, str]:
    """A home with two runners; the one with the marked note has a row in every table."""
    home, settings = a_home(
        tmp_path_factory.mktemp("source"),
        [a_run(km=10), a_run("2026-04-28", km=8)],
        runner_name=f"Mara {MARK}",
        pains=[PAIN],
    )
    journal = Journal(home, settings)
    runner_id = journal.runners()[0].runner_id
    with journal.writing() as connection:
        for table in set(runner_tables(connection)) - {"runner", "import_batch", "import_item"}:
            _insert_something(connection, table, runner_id=runner_id)
    other = journal.ensure_runner("Somebody Else")
    import_sources(home, settings, [an_upload(a_run(km=12))], runner=other)
    journal.log_pain(
        PainEntry(runner_id=other.runner_id, local_date=PAIN_DAY, knee="right", note="theirs alone")
    )
    return home, settings, runner_id


@pytest.fixture(scope="module")
def export(source: tuple[Home, Settings, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    home, settings, runner_id = source
    file = tmp_path_factory.mktemp("out") / "mara.zip"
    tables = {"metric.run": pl.DataFrame({"distance_m": [10_000.0]})}
    export_runner(home, settings, file, runner_id=runner_id, tables=tables, lent_count=2)
    return file


def test_every_entry_comes_back_as_it_was(
    source: tuple[Home, Settings, str], export: Path, tmp_path: Path
) -> None:
    """Table by table, versions and deletions among them; twice is once."""
    home, settings, runner_id = source
    there, at = _empty(tmp_path, settings)

    first = import_export(there, at, export)
    again = import_export(there, at, export)

    expected = _entries(home, runner_id)
    assert all(rows for table, rows in expected.items() if table not in STAYS)
    assert _entries(there, runner_id) == {
        table: [] if table in STAYS else rows for table, rows in expected.items()
    }
    assert first.entry_count == sum(
        len(rows) for table, rows in expected.items() if table not in STAYS
    )
    assert (first.count("imported"), first.count("failed")) == (2, 0)
    assert (again.entry_count, again.count("imported")) == (0, 0)


def test_runs_come_back_with_equal_hashes(tmp_path: Path) -> None:
    """Every table and view of the warehouse, computed anew from the originals."""
    home, settings = a_home(tmp_path / "a", [a_run(km=10, hill_m=40)], runner_name="Mara")
    runner_id = Journal(home, settings).runners()[0].runner_id
    file = tmp_path / "mara.zip"
    export_runner(home, settings, file, runner_id=runner_id, tables={})
    there, at = _empty(tmp_path, settings)

    import_export(there, at, file)

    assert hash_of(there) == hash_of(home)


def test_an_export_is_for_people_too(export: Path) -> None:
    """It explains itself, says what had to stay behind, and is nobody else's."""
    with zipfile.ZipFile(export) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    assert is_export(export)
    assert export.stat().st_mode & 0o077 == 0
    assert contents["tables/metric.run.csv"] == b"distance_m\n10000.0\n"
    assert b"2 activities came through" in contents["README.txt"]
    assert {f"told/{table}.jsonl" for table in STAYS} <= contents.keys()
    assert len([name for name in contents if name.startswith("originals/")]) == 2
    assert b"theirs alone" not in b"".join(contents.values())


def test_entries_of_an_older_version_are_migrated(tmp_path: Path) -> None:
    """Its tables are brought up to date on the way in, as a journal of that age would be."""
    first_step = steps_of("journal")[:1]
    entry = {
        "entry_id": "e1",
        "runner_id": "r1",
        "local_date": "2026-05-02",
        "knee": "left",
        "pain_during_score": 3,
        "chips": ["stairs"],
        "red_flags": [],
        "is_limping": False,
        "is_deleted": False,
        "saved_by": "local",
        "saved_at": "2026-05-02T10:00:00",
    }
    runner = {
        "runner_id": "r1",
        "display_name": "Mara",
        "time_zone": "UTC",
        "week_start": "monday",
        "units": "metric",
        "created_at": "2026-01-01T00:00:00",
        "saved_at": "2026-01-01T00:00:00",
    }
    file = _an_export(tmp_path, steps=first_step, tables={"pain_entry": entry, "runner": runner})
    there, at = _empty(tmp_path, Settings(home=tmp_path, now=NOW))

    assert import_export(there, at, file).entry_count == 2

    row = _entries(there, "r1")["pain_entry"][0]
    assert ("e1", date(2026, 5, 2), 3, ["stairs"]) == tuple(
        row[name] for name in ("entry_id", "local_date", "pain_during_score", "chips")
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"steps": ["9999_of_tomorrow.sql"]}, "newer Kneewise"),
        ({"format": 2}, "newer Kneewise"),
        ({"tables": {"pain_entry": 1}}, "cannot be read in full"),
        ({"tables": 5}, "damaged"),
        ({"tables": {"rubbish; drop": 0}}, "cannot be read in full"),
    ],
)
def test_what_cannot_be_taken_in_changes_nothing(
    tmp_path: Path, change: dict[str, Any], words: str
) -> None:
    """One sentence, and a home as empty as before."""
    file = _an_export(tmp_path, steps=steps_of("journal"), tables={}, change=change)
    there, at = _empty(tmp_path, Settings(home=tmp_path, now=NOW))
    with pytest.raises(UserError, match=words):
        import_export(there, at, file)
    assert Journal(there, at).runners() == []


def test_two_people_of_one_name_stay_two(export: Path, tmp_path: Path) -> None:
    """Ids come from names, so somebody of that name set up here on their own is refused."""
    there, at = _empty(tmp_path, Settings(home=tmp_path, now=NOW))
    stranger = Journal(there, at).ensure_runner(f"Mara {MARK}")
    with pytest.raises(UserError, match="not mixed up"):
        import_export(there, at, export)
    assert _entries(there, stranger.runner_id)["pain_entry"] == []


def test_who_is_erased_is_in_no_file_any_more(
    source: tuple[Home, Settings, str], tmp_path: Path
) -> None:
    """Name, note, id and runs; the other runner keeps all of theirs."""
    original, settings, runner_id = source
    home = Home(tmp_path / "home")
    shutil.copytree(original.root, home.root)
    at = settings.at(home)
    other = next(one for one in Journal(home, at).runners() if one.runner_id != runner_id)
    theirs = _entries(home, other.runner_id)
    marks = [MARK.encode(), runner_id.encode()]
    assert all(files_with(home.root, mark)[0] for mark in marks)

    erased = erase_runner(home, at, runner_id=runner_id)

    assert (erased.activity_count, erased.original_count) == (2, 2)
    assert [files_with(home.root, mark)[0] for mark in marks] == [[], []]
    assert _entries(home, other.runner_id) == theirs
    assert len(list(home.originals.rglob("*.gz"))) == 1
    assert len(list(home.samples.rglob("*.parquet"))) == 1
    with pytest.raises(UserError, match="no runner"):
        erase_runner(home, at, runner_id=runner_id)


def test_an_original_that_two_runners_brought_stays(tmp_path: Path) -> None:
    """It is the other one's too."""
    home, settings = a_home(tmp_path, [a_run(km=10)], runner_name="Mara")
    journal = Journal(home, settings)
    other = journal.ensure_runner("Ben")
    import_sources(home, settings, [an_upload(a_run(km=10))], runner=other)
    mara = next(one for one in journal.runners() if one.display_name == "Mara")

    assert erase_runner(home, settings, runner_id=mara.runner_id).original_count == 0
    assert len(list(home.originals.rglob("*.gz"))) == 1


def _empty(tmp_path: Path, settings: Settings) -> tuple[Home, Settings]:
    home = Home(tmp_path / "there")
    return home, settings.at(home)


def _entries(home: Home, runner_id: str) -> dict[str, list[dict[str, Any]]]:
    """By table: the rows about a runner, without their numbers, which are a home's own."""
    with (
        open_in_memory() as connection,
        attached(connection, {"looked_at": home.journal}, wait_s=30),
    ):
        connection.execute("use looked_at")
        found = {
            table: connection.sql(
                f"select columns(lambda name: name <> 'saved_order') from journal.{table}"  # noqa: S608
                " where runner_id = ? order by all",
                params=[runner_id],
            )
            .pl()
            .to_dicts()
            for table in runner_tables(connection)
        }
        connection.execute("use memory")
    return found


def _insert_something(connection: Connection, table: str, *, runner_id: str) -> None:
    """A row with a value in every column; its number it takes by itself."""
    columns = connection.execute(
        "select column_name, data_type from duckdb_columns() where schema_name = 'journal'"
        " and table_name = ? and database_name = current_database()"
        " and column_name <> 'saved_order'",
        [table],
    ).fetchall()
    values = {
        "VARCHAR": MARK,
        "VARCHAR[]": [MARK, "two"],
        "INTEGER": 3,
        "BIGINT": 3,
        "DOUBLE": 0.1 + 0.2,
        "BOOLEAN": True,
        "DATE": date(2026, 5, 1),
        "TIMESTAMP": datetime.fromisoformat("2026-05-01T08:30:00.123456"),
        "INTEGER[]": [1, None, 3],
    }
    row = {name: runner_id if name == "runner_id" else values[kind] for name, kind in columns}
    connection.execute(
        f"insert into journal.{table} ({', '.join(row)})"  # noqa: S608
        f" values ({', '.join('?' for _ in row)})",
        list(row.values()),
    )


def _an_export(
    tmp_path: Path,
    *,
    steps: list[str],
    tables: dict[str, dict[str, Any]],
    change: dict[str, Any] | None = None,
) -> Path:
    """An export as an earlier version would have written it, a row a table."""
    contents = {
        "runner_id": "r1",
        "created_at": "2026-01-01T00:00:00",
        "exported_at": "2026-05-03T00:00:00+00:00",
        "steps": steps,
        "tables": dict.fromkeys(tables, 1),
        "original_count": 0,
        "lent_count": 0,
        "format": 1,
    }
    file = tmp_path / "older.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(CONTENTS, json.dumps(contents | (change or {})))
        for table, row in tables.items():
            archive.writestr(f"journal/{table}.jsonl", json.dumps(row) + "\n")
    return file
