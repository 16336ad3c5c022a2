"""The journal missing, held by another process, of an older or a newer version."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from dashboard.access.gateway import Gateway, Viewer
from etl.errors import DataError
from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from etl.storage.commits.ledger import ledger_path
from etl.storage.duckdb_files import open_to_write
from etl.storage.migrations import apply_steps, steps_of
from tests.builders import a_home, a_run
from tests.builders.holding import held
from tests.dashboard.conftest import words_of
from tests.dashboard.pain.test_screen import save

PAIN = {"local_date": date(2026, 5, 2), "knee": "left", "pain_during_score": 4}


def test_a_missing_journal_is_said_and_not_replaced_by_an_empty_one(
    open_screen, all_open, tmp_path: Path
):
    """What people logged would look as if it had never been."""
    home, settings = a_home(tmp_path, [a_run()], pains=[PAIN])
    hidden = home.journal.rename(tmp_path / "elsewhere.duckdb")

    app = open_screen(home, settings, "pain")
    assert not app.exception
    assert "journal.duckdb is missing, though runs are here" in words_of(app).replace("\\", "")
    with pytest.raises(DataError, match="Put it back"):
        Journal(home, settings).ensure_runner("Mara")
    assert not home.journal.exists()

    hidden.rename(home.journal)
    assert "Left, worst **4** of 10" in words_of(app.run())


def test_a_journal_that_lost_entries_is_shown_with_the_way_back_and_takes_no_more(
    open_screen, all_open, tmp_path: Path
):
    """An older copy in its place: what is there is shown, below what is missing."""
    home, settings = a_home(tmp_path / "home", [a_run()], pains=[PAIN])
    shutil.copy(home.journal, tmp_path / "older")
    journal = Journal(home, settings)
    runner_id = journal.runners()[0].runner_id
    entry = PainEntry(runner_id=runner_id, local_date=date(2026, 5, 2), knee="right")
    journal.log_pain(entry)
    shutil.copy(tmp_path / "older", home.journal)

    app = open_screen(home, settings, "pain")
    assert not app.exception
    words = words_of(app).replace("\\", "")
    assert "1 commit is missing (1 × pain entry)" in words
    assert "kneewise --home NEW restore FILE" in words
    assert "Left, worst **4** of 10" in words
    with pytest.raises(DataError, match="--accept"):
        journal.log_pain(entry)


def test_a_held_journal_keeps_what_was_typed_until_it_is_free(
    open_screen, all_open, tmp_path: Path
):
    """The page says who holds it; the next tap on Save keeps the entry."""
    home, settings = a_home(tmp_path, [a_run()])
    app = open_screen(home, settings.model_copy(update={"lock_wait_s": 0.1}), "pain")
    app.button(key="pain-log").click().run()
    app.button_group(key="knee-new").select("left")
    app.select_slider(key="pain_during_score-new").set_value(4)
    with held(home.journal) as process:
        save(app)
        words = words_of(app).replace("\\", "")
        assert "in use by python" in words
        assert f"process {process.pid}" in words
    save(app)
    assert "Left, worst **4** of 10" in words_of(app)


@pytest.mark.parametrize("step_count", range(1, len(steps_of("journal"))))
def test_entries_of_every_earlier_version_are_there(tmp_path: Path, step_count: int):
    """A journal that ended with any step is brought up to date, entries and all."""
    home, settings = a_home(tmp_path, [a_run()])
    runner = Journal(home, settings).runners()[0]
    home.journal.unlink()
    ledger_path(home.journal).unlink(missing_ok=True)
    with open_to_write(home.journal, wait_s=1) as connection:
        apply_steps(connection, kind="journal", steps=steps_of("journal")[:step_count])
        connection.execute(
            "insert into journal.runner (runner_id, display_name, birth_year, height_cm, time_zone,"
            " week_start, units, created_at, saved_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                runner.runner_id,
                "Mara",
                1991,
                170.0,
                "UTC",
                "monday",
                "km",
                *[runner.created_at] * 2,
            ],
        )
        connection.execute(
            "insert into journal.pain_entry by name select 'e1' as entry_id, ? as runner_id,"
            " date '2026-05-02' as local_date, 'left' as knee, 4 as pain_during_score,"
            " ['stairs'] as chips, [] as red_flags, false as is_limping, false as is_deleted,"
            " 'local' as saved_by, now()::timestamp as saved_at",
            [runner.runner_id],
        )
    gateway = Gateway(home, settings, is_brief=True)
    entries = gateway.load(Viewer(), "page.pain_entry", runner_id=runner.runner_id)
    assert entries.select("entry_id", "worst_score", "chips").rows() == [("e1", 4, ["stairs"])]


def test_a_journal_of_a_newer_version_is_left_alone(open_screen, tmp_path: Path):
    """An older program would write rows that the newer one does not understand."""
    home, settings = a_home(tmp_path, [a_run()], pains=[PAIN])
    with open_to_write(home.journal, wait_s=1) as connection:
        connection.execute("insert into kneewise.migration (step) values ('9999_tomorrow.sql')")
    before = home.journal.read_bytes()
    app = open_screen(home, settings, "pain")
    assert "written by a newer Kneewise: update this one" in words_of(app).replace("\\", "")
    assert home.journal.read_bytes() == before
