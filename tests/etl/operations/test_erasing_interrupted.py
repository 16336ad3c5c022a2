"""An erasing that was killed is finished by whoever comes next, until nothing is left."""

import json
import os
import shutil
import signal
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.commands import app
from etl.errors import Busy, Erasing, UserError
from etl.home import REBUILDING, Home
from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from etl.operations.doctor import examine
from etl.operations.erase_runner import erase_runner, finish_erasures
from etl.people.access_log import a_read, note_reads
from etl.settings import Settings
from etl.storage.disk.durable import write_whole
from etl.storage.erasures import begin_erasure, erased_on, erasing
from etl.storage.originals import Originals
from etl.storage.under_way import importing
from etl.sync.ledger.records import Account
from etl.sync.ledger.store import Ledger
from etl.warehouse.tables import Warehouse
from tests.builders import a_home, a_run, an_upload, forking, saving
from tests.builders.homes import import_sources
from tests.canary import files_with
from tests.etl.storage.test_saved_means_saved import STEPS

MARK = "MARKED-FOR-SEARCH"
DAY = date(2026, 5, 2)
PAIN = {"local_date": DAY, "knee": "left", "pain_during_score": 4, "note": MARK}
ATHLETE = "424242"


def a_full_home(folder: Path) -> tuple[Home, Settings, str]:
    """Two runners; of the first there is something in every place, and what killed work left."""
    home, settings = a_home(folder, [a_run(km=10)], runner_name=f"Mara {MARK}", pains=[PAIN])
    journal = Journal(home, settings)
    runner_id = journal.runners()[0].runner_id
    other = journal.ensure_runner("Somebody Else")
    import_sources(home, settings, [an_upload(a_run(km=12))], runner=other)
    for who in (runner_id, other.runner_id):
        read = a_read(viewer_id="coach", runner_id=who, what="pain", read_at=datetime.now(UTC))
        note_reads(home, [read])
    Ledger(home).save_account(
        Account(
            runner_id=runner_id,
            provider="strava",
            athlete_id=ATHLETE,
            scopes=("read",),
            state="leaving",
            sealed_tokens=MARK.encode(),
            connected_at=datetime.now(UTC),
        )
    )
    for former in ("", "strava-"):
        write_whole(home.events / f"{former}activity-{ATHLETE}-1.json", MARK.encode())
    shutil.copyfile(home.warehouse, home.root / REBUILDING)
    shutil.copyfile(home.journal, home.root / "journal.rewriting.duckdb")
    for name in ("upload-1", "export-1", ".restoring-1"):
        (home.root / name).mkdir()
        (home.root / name / "run.fit").write_bytes(MARK.encode())
        os.utime(home.root / name, (1, 1))
    with pytest.raises(ZeroDivisionError), importing(home, runner_id, wait_s=1):
        Originals(home.originals).keep(MARK.encode())
        write_whole(home.samples / "ab" / "a0.parquet", MARK.encode())
        (home.samples / "ab" / ".writing-1").write_bytes(MARK.encode())
        raise ZeroDivisionError
    return home, settings, runner_id


@pytest.mark.skipif(sys.platform == "win32", reason="killed by a signal")
def test_an_erasing_killed_after_each_step_leaves_nothing_in_the_end(tmp_path: Path) -> None:
    """Killed after the first step, then after the second by whoever goes on, and so forth."""
    home, settings, runner_id = a_full_home(tmp_path / "home")
    marks = [MARK.encode(), runner_id.encode(), ATHLETE.encode()]
    assert all(files_with(home.root, mark)[0] for mark in marks)
    steps = tmp_path / "steps.jsonl"
    for step in STEPS[:-1]:
        eraser = forking.begin(saving.erase, home.root, runner_id, step, steps)
        assert saving.ended(eraser) == -signal.SIGKILL, step
        assert erasing(home) == {runner_id}

    assert finish_erasures(home, settings) == 1

    assert [files_with(home.root, mark)[0] for mark in marks] == [[], [], []]
    assert not [path for path in home.root.rglob("*") if runner_id in path.name]
    assert erasing(home) == frozenset()
    assert [one.display_name for one in Journal(home, settings).runners()] == ["Somebody Else"]
    assert (
        len(list(home.originals.rglob("*.gz"))) == len(list(home.samples.rglob("*.parquet"))) == 1
    )


def test_who_is_being_erased_is_on_no_page_and_named_by_doctor(tmp_path: Path) -> None:
    """From the first moment, though every row is still there."""
    home, settings = a_home(tmp_path, [a_run(km=10)], runner_name="Mara", pains=[PAIN])
    gateway = Gateway(home, settings)
    runner_id = Journal(home, settings).runners()[0].runner_id
    assert gateway.load(Viewer(), "page.runner").height == 1

    begin_erasure(home, runner_id=runner_id, display_name="Mara")

    assert gateway.load(Viewer(), "page.runner").is_empty()
    assert gateway.query(Viewer(), "from metric.run").is_empty()
    found = {one.what: one for one in examine(home, settings)}
    assert found["erasing"].is_wrong and "half erased" in found["erasing"].words


def test_any_command_finishes_an_erasing_and_a_second_one_is_told_the_day(tmp_path: Path) -> None:
    """Nobody has to know that it was interrupted; erasing twice is fine, a strange name is not."""
    home, settings = a_home(tmp_path, [a_run(km=10)], runner_name="Mara", pains=[PAIN])
    runner_id = Journal(home, settings).runners()[0].runner_id
    begin_erasure(home, runner_id=runner_id, display_name="Mara")
    run = CliRunner()

    def kneewise(*words: str):
        return run.invoke(app, ["--home", str(home.root), *words])

    answer = kneewise("erase", "mara", "--yes")
    today = datetime.now(UTC).date()
    assert (answer.exit_code, erasing(home)) == (0, frozenset())
    assert f"already erased on {today.isoformat()}" in answer.output
    again = json.loads(kneewise("erase", runner_id, "--yes", "--json").stdout)
    assert again["erased_on"] == today.isoformat()
    assert isinstance(kneewise("erase", "Nobody", "--yes").exception, UserError)
    assert b"Mara" not in (home.root / "erased.jsonl").read_bytes()


def test_nothing_is_written_for_who_is_erased_until_they_begin_anew(tmp_path: Path) -> None:
    """A page or an import that still knows the runner is told; nothing of it stays."""
    home, settings = a_home(tmp_path, [a_run(km=10)], runner_name="Mara", pains=[PAIN])
    journal = Journal(home, settings)
    runner = journal.runners()[0]
    entry = PainEntry(runner_id=runner.runner_id, local_date=DAY, knee="left")
    arriving = [an_upload(a_run("2026-04-28", km=8))]

    def on_step(step: str) -> None:
        if step != "entries removed":
            return
        for write in (
            lambda: journal.log_pain(entry),
            lambda: journal.ensure_runner("Mara"),
            lambda: Warehouse(home, settings).refresh(runner),
        ):
            with pytest.raises(Erasing):
                write()

    erase_runner(home, settings, runner_id=runner.runner_id, on_step=on_step)
    for refused in (
        lambda: journal.log_pain(entry),
        lambda: Warehouse(home, settings).refresh(runner),
        lambda: import_sources(home, settings, arriving, runner=runner),
    ):
        with pytest.raises(Erasing):
            refused()
    with pytest.raises(UserError, match="no runner"):
        journal.save_runner(runner)
    assert not list(home.originals.rglob("*.gz"))

    assert journal.ensure_runner("Mara").runner_id == runner.runner_id
    journal.log_pain(entry)
    assert import_sources(home, settings, arriving, runner=runner).count("imported") == 1
    assert erased_on(home, "Mara") is not None


def test_an_import_under_way_ends_first(tmp_path: Path) -> None:
    """Its files would come after the rows are gone; the erasing waits, and is not forgotten."""
    home, settings = a_home(tmp_path, runner_name="Mara", pains=[PAIN])
    runner_id = Journal(home, settings).runners()[0].runner_id
    begin_erasure(home, runner_id=runner_id, display_name="Mara")
    with pytest.raises(Erasing), importing(home, runner_id, wait_s=1):
        raise AssertionError("an import began")
    with importing(home, "somebody", wait_s=1), pytest.raises(Busy, match="import"):
        finish_erasures(home, settings)
    assert erasing(home) == {runner_id}
    assert finish_erasures(home, settings) == 1
