"""What people were told is saved is there, whatever else goes on in the home."""

import json
import os
import signal
import sys
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.errors import Busy
from etl.home import Home
from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from etl.people.access_log import a_read, first_broken, keep_reads, note_reads
from etl.storage.duckdb_files import attached, open_in_memory
from etl.storage.runner_archive import runner_tables
from tests.builders import a_home, a_run, an_upload, forking, saving
from tests.builders.holding import held
from tests.builders.homes import import_sources

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are stopped by signals")

ENTRIES = int(os.environ.get("KNEEWISE_TEST_ENTRIES", "200"))
"""How many answers are waited for; from 1,000 on more erasers and a rebuild are killed."""

STEPS = (
    "marked",
    "listed",
    "sync forgotten",
    "rows removed",
    "files removed",
    "warehouse copied",
    "warehouse.duckdb closed",
    "warehouse.duckdb replaced",
    "entries removed",
    "journal copied",
    "journal.duckdb closed",
    "journal.duckdb replaced",
    "ledger begun",
    "swept",
    "ended",
)
KILLED_AFTER = (
    (
        "marked",
        "warehouse.duckdb closed",
        "entries removed",
        "journal copied",
        "journal.duckdb closed",
        "journal.duckdb replaced",
    )
    if ENTRIES >= 1000
    else ("journal.duckdb closed",)
)


def test_nothing_saved_is_lost_while_others_are_erased(tmp_path: Path) -> None:
    """Four threads of two processes log, share, withdraw and read, for two who stay and for those
    who go, while an eraser is stopped and killed, the warehouse rebuilt and backups made."""
    home, settings = a_home(tmp_path / "home", [a_run(km=10)], runner_name="Mara")
    journal = Journal(home, settings)
    stay = [journal.runners()[0].runner_id, journal.ensure_runner("Ben").runner_id]
    go = [journal.ensure_runner(f"Guest {n}").runner_id for n in range(len(KILLED_AFTER) + 1)]
    for runner_id in go:
        journal.log_pain(PainEntry(runner_id=runner_id, local_date=saving.DAY, knee="left"))
    said, steps = tmp_path / "said.jsonl", tmp_path / "steps.jsonl"
    writers = [forking.begin(saving.write, home.root, said, stay, go) for _ in range(2)]

    backups = _disturb(home, go, steps, tmp_path)
    while sum(_counts(said).values()) < ENTRIES:
        writers[0].join(timeout=0.2)
        assert all(one.is_alive() for one in writers)
    (tmp_path / "enough").touch()
    assert [saving.ended(one) for one in writers] == [0, 0]
    keep_reads(home, settings)

    assert set(STEPS) <= {row["step"] for row in _lines(steps)}
    counts = _counts(said)
    print(dict(counts), f"{len(go)} erased")  # noqa: T201
    assert counts["busy"] == 0
    assert min(counts[kind] for kind in ("pain", "withdrawal", "theirs", "refused", "read")) > 0
    assert _lost(home, said) == {}
    assert _rows_about(home, go) == {}
    for backup in backups:
        assert _rows_in_backup(backup, stay, tmp_path) > 0


def _disturb(home: Home, go: list[str], steps: Path, tmp_path: Path) -> list[Path]:
    """Everything that puts another file in a database's place, stopped and killed on its way."""
    first = tmp_path / "first.zip"
    assert saving.ended(forking.begin(saving.back_up, home.root, first)) == 0
    eraser = forking.begin(saving.erase, home.root, go[0], None, steps)
    assert saving.ended(eraser, wakes=True) == 0
    for runner_id, step in zip(go[1:], KILLED_AFTER, strict=True):
        eraser = forking.begin(saving.erase, home.root, runner_id, step, steps)
        assert saving.ended(eraser) == -signal.SIGKILL, step
        assert saving.ended(forking.begin(saving.finish, home.root)) == 0
    if ENTRIES >= 1000:
        killed = forking.begin(saving.build_again, home.root, "warehouse.duckdb closed")
        assert saving.ended(killed) == -signal.SIGKILL
    assert saving.ended(forking.begin(saving.build_again, home.root, None)) == 0
    last = tmp_path / "last.zip"
    assert saving.ended(forking.begin(saving.back_up, home.root, last)) == 0
    return [first, last]


def _lost(home: Home, said: Path) -> dict[str, int]:
    """By kind: answers of which the journal knows nothing."""
    with (
        open_in_memory() as connection,
        attached(connection, {"looked_at": home.journal}, wait_s=60),
    ):
        connection.execute("use looked_at")
        sql = {
            "pain": "select entry_id from journal.pain_entry",
            "withdrawal": "select viewer_id from journal.access_grant"
            " where withdrawn_at is not null",
            "read": "select audit_id from journal.audit",
        }
        here = {
            kind: {row[0] for row in connection.execute(text).fetchall()}
            for kind, text in sql.items()
        }
        assert first_broken(connection) == []
        connection.execute("use memory")
    return dict(
        Counter(
            row["kind"]
            for row in _lines(said)
            if row["kind"] in here and row["id"] not in here[row["kind"]]
        )
    )


def _rows_about(home: Home, runner_ids: list[str]) -> dict[str, int]:
    """By table: rows of the journal about any of these."""
    with (
        open_in_memory() as connection,
        attached(connection, {"looked_at": home.journal}, wait_s=60),
    ):
        connection.execute("use looked_at")
        found = {}
        for table in runner_tables(connection):
            row = connection.execute(
                f"select count(*) from journal.{table} where runner_id in (select unnest(?))",  # noqa: S608
                [runner_ids],
            ).fetchone()
            if row and row[0]:
                found[table] = row[0]
        connection.execute("use memory")
    return found


def _rows_in_backup(file: Path, runner_ids: list[str], folder: Path) -> int:
    with zipfile.ZipFile(file) as archive:
        archive.extract("journal.duckdb", folder / file.stem)
    return sum(_rows_about(Home(folder / file.stem), runner_ids).values())


def _lines(file: Path) -> list[dict[str, str]]:
    text = file.read_text("utf-8") if file.is_file() else ""
    return [json.loads(line) for line in text.splitlines()]


def _counts(said: Path) -> Counter[str]:
    return Counter(row["kind"] for row in _lines(said))


def test_an_import_that_lands_while_the_warehouse_is_rebuilt_is_in_it(tmp_path: Path) -> None:
    """Between the last look for files and the moment in which the new warehouse is put in place."""
    from etl.operations.rebuild import rebuild

    home, settings = a_home(tmp_path, [a_run(km=10)], runner_name="Mara")
    runner = Journal(home, settings).runners()[0]
    arriving = [an_upload(a_run("2026-04-28", km=8))]

    def on_step(step: str) -> None:
        if step == "warehouse read" and arriving:
            import_sources(home, settings, [arriving.pop()], runner=runner)

    assert rebuild(home, settings, on_step=on_step).file_count == 2
    with (
        open_in_memory() as connection,
        attached(connection, {"looked_at": home.warehouse}, wait_s=30),
    ):
        row = connection.execute("select count(*) from looked_at.core.activity").fetchone()
    assert row == (2,)


class _Killed(BaseException):
    """Stands for the end of a process."""


@pytest.mark.parametrize("killed_after", ["reads set aside", "reads joined"])
def test_a_read_noted_while_others_join_is_not_lost(tmp_path: Path, killed_after: str) -> None:
    """Whoever joins them is killed between two steps; each stands in its chain once in the end."""
    home, settings = a_home(tmp_path, runner_name="Mara")
    runner_id = Journal(home, settings).runners()[0].runner_id
    said = []

    def note() -> None:
        read = a_read(
            viewer_id="coach", runner_id=runner_id, what="pain", read_at=datetime.now(UTC)
        )
        note_reads(home, [read])
        said.append(read.audit_id)

    def on_step(step: str) -> None:
        note()
        if step == killed_after:
            raise _Killed

    note()
    with pytest.raises(_Killed):
        keep_reads(home, settings, on_step=on_step)
    with (home.root / "reads.jsonl").open("ab") as spool:
        spool.write(b'{"audit_id": "cut o')  # as by a power cut
    note()
    keep_reads(home, settings)
    with Journal(home, settings).writing() as connection:
        rows = connection.execute("select audit_id from journal.audit order by position").fetchall()
        assert first_broken(connection) == []
    assert [row[0] for row in rows] == said
    assert not list(home.root.glob("reads*.jsonl"))


def test_reads_stay_noted_where_the_journal_cannot_be_written(tmp_path: Path) -> None:
    """They join with the next try."""
    home, settings = a_home(tmp_path, runner_name="Mara")
    runner_id = Journal(home, settings).runners()[0].runner_id
    read = a_read(viewer_id="coach", runner_id=runner_id, what="pain", read_at=datetime.now(UTC))
    note_reads(home, [read])
    with held(home.journal), pytest.raises(Busy):
        keep_reads(home, settings.model_copy(update={"lock_wait_s": 0.2}))
    assert keep_reads(home, settings) == 1
