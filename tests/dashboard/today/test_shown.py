"""What a runner was shown is kept: a row a day and content, theirs alone, gone with them."""

import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from dashboard import session
from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.commands import app as command
from dashboard.rows import to_rows
from dashboard.rows.others import NextRun
from dashboard.today.shown import limit_of
from etl.home import Home
from etl.journal.store import Journal
from etl.operations.backup.write import backup
from etl.operations.doctor import examine
from etl.operations.erase_runner import erase_runner
from etl.operations.export_runner import export_runner
from etl.operations.restore_runner import import_export
from etl.people.shown import (
    Shown,
    ShownNotes,
    forget_shown,
    keep_shown,
    note_shown,
    waiting_count,
)
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.dashboard.conftest import own_rows, words_of

SPOOL = "shown.jsonl"
DAY = date(2026, 5, 3)


@pytest.fixture
def home(tmp_path: Path) -> tuple[Home, Settings]:
    """A runner with one longer run."""
    return a_home(tmp_path / "home", [a_run("2026-04-25", km=10), a_run("2026-05-02", km=15)])


def runner_of(home: Home, settings: Settings) -> str:
    """The id of the only runner."""
    return Journal(home, settings).runners()[0].runner_id


def a_shown(runner_id: str) -> Shown:
    """One look at a day."""
    return Shown(
        runner_id=runner_id,
        local_date=DAY,
        shown_at=datetime(2026, 5, 3, 7, tzinfo=UTC).replace(tzinfo=None),
        surface="today",
        status="load_note",
        reasons=(("session_spike", "watch"), ("reentry", "watch")),
        advice=("Keep the next runs short.",),
        limit_m=11_000.0,
        limit_reason="usual",
        rule_set_version="1",
    )


def rows_of(home: Home, settings: Settings) -> list[dict]:
    """What the journal holds, as its runner may ask for it."""
    return (
        Gateway(home, settings)
        .query(Viewer(), "from journal.shown order by shown_at, content_sha256")
        .to_dicts()
    )


def test_today_is_kept_once_however_often_it_is_drawn(open_screen, home):
    """Status, reasons, advice, limit and version, as the views had them."""
    open_screen(*home).run().run()
    assert waiting_count(home[0]) == 1
    assert rows_of(*home) == []
    session.keep_reads()
    (row,) = rows_of(*home)
    today = own_rows(home, "page.today").row(0, named=True)
    reasons = own_rows(home, "page.today_reason").to_dicts()
    assert (row["surface"], row["local_date"]) == ("today", today["local_date"])
    assert row["status"] == today["status"]
    assert row["reasons"] == ",".join(f"{one['rule_id']}:{one['level']}" for one in reasons)
    assert reasons[0]["what_to_do"] in row["advice"]
    (tomorrow,) = to_rows(own_rows(home, "page.next_run"), NextRun)
    assert (row["limit_m"], row["limit_reason"]) == limit_of(tomorrow)
    assert row["rule_set_version"] == reasons[0]["rule_set_version"]
    open_screen(*home)
    session.keep_reads()
    assert len(rows_of(*home)) == 1


def test_the_shell_keeps_what_it_printed(home):
    """With or without --json, and the same as on the screen makes no second row."""
    place = home[0]
    for words in (["status"], ["status", "--json"]):
        assert CliRunner().invoke(command, ["--home", str(place.root), *words]).exit_code == 0
    (row,) = rows_of(*home)
    assert row["surface"] == "status"
    assert not (place.root / SPOOL).exists()


def test_other_content_of_the_same_day_is_another_row(home):
    """And what comes back to how it was is none."""
    notes, one = ShownNotes(home[0]), a_shown(runner_of(*home))
    for shown in (one, replace(one, status="ok"), one, replace(one, surface="mail")):
        notes.note(shown)
    ShownNotes(home[0]).note(one)  # another process knows nothing of the first
    assert notes.keep(home[1]) == 2
    assert ShownNotes(home[0]).keep(home[1]) == 0


def test_looking_never_waits_for_who_writes(home):
    """While another process holds the file, the line waits in memory and is not lost."""
    notes, one = ShownNotes(home[0]), a_shown(runner_of(*home))
    with FileLock(home[0].root / "shown.lock"):
        notes.note(one)
    assert waiting_count(home[0]) == 0
    notes.note(replace(one, status="ok"))
    assert waiting_count(home[0]) == 2


def test_a_line_cut_off_by_a_crash_is_passed_over(home):
    """The others join."""
    one = a_shown(runner_of(*home))
    note_shown(home[0], [one], wait_s=1)
    with (home[0].root / SPOOL).open("ab") as spool:
        spool.write(b'{"runner_id": "x", \xff')
    assert keep_shown(*home) == 1


def test_it_travels_in_an_export_and_comes_in_once(home, tmp_path: Path):
    """With what waits in the file."""
    runner_id = runner_of(*home)
    note_shown(home[0], [a_shown(runner_id)], wait_s=1)
    export_runner(*home, tmp_path / "out.zip", runner_id=runner_id, tables={})
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        lines = archive.read("journal/shown.jsonl").decode().splitlines()
    assert [json.loads(line)["status"] for line in lines] == ["load_note"]
    other = Home(tmp_path / "other").create()
    for _ in range(2):
        import_export(other, Settings(home=other.root), tmp_path / "out.zip")
    assert len(rows_of(other, Settings(home=other.root))) == 1


def test_erasing_a_runner_takes_it_out_of_journal_and_file(home):
    """Nobody else's lines."""
    runner_id = runner_of(*home)
    one = a_shown(runner_id)
    note_shown(home[0], [one], wait_s=1)
    keep_shown(*home)
    note_shown(home[0], [replace(one, status="ok"), replace(one, runner_id="other")], wait_s=1)
    erase_runner(*home, runner_id=runner_id)
    assert runner_id not in (home[0].root / SPOOL).read_text("utf-8")
    assert waiting_count(home[0]) == 1
    assert keep_shown(*home) == 0  # of somebody who is not here
    with Journal(*home).writing() as connection:
        assert connection.execute("select count(*) from journal.shown").fetchall() == [(0,)]


def test_forgetting_where_nothing_waits_is_nothing(home):
    """No file is made."""
    forget_shown(*home, runner_id="x")
    assert not (home[0].root / SPOOL).exists()


def test_a_backup_holds_it_and_doctor_says_what_waits(home, tmp_path: Path):
    """As the rest of the journal."""
    note_shown(home[0], [a_shown(runner_of(*home))], wait_s=1)
    found = [finding for finding in examine(*home) if finding.what == "shown"]
    assert [(one.is_wrong, one.words[:7]) for one in found] == [(False, "1 lines")]
    backup(*home, tmp_path / "all.zip")
    assert waiting_count(home[0]) == 0
    assert len(rows_of(*home)) == 1


def test_nobody_but_the_runner_reads_it():
    """Whatever was granted: the access file asks for the runner's own scope."""
    from sql import ROOT

    text = (ROOT / "access" / "journal.shown.sql").read_text("utf-8")
    assert "scope = 'own'" in text


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"limit_m": 11_000.0, "limit_reason": "usual"}, (11_000.0, "usual")),
        ({"limit_m": None, "limit_reason": "care"}, (None, "care")),
        (None, (None, "unknown")),
    ],
)
def test_the_limit_is_kept_with_what_binds_it(row, expected):
    """In the words of the contract; a clinician's word leaves no number."""
    assert limit_of(row) == expected


def test_a_home_that_cannot_be_written_to_still_shows_today(open_screen, home, monkeypatch):
    """It is logged by its kind and nothing else."""
    monkeypatch.setattr(ShownNotes, "note", lambda *_: (_ for _ in ()).throw(OSError("full")))
    app = open_screen(*home)
    assert not app.exception
    assert "past your longest run" in words_of(app)
