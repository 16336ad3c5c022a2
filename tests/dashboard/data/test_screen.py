"""Data: files in, taken back, and what is missing."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from dashboard.cli.context import Here
from dashboard.cli.home.retry import retry
from etl.journal.store import Journal
from etl.operations.backup.schedule import back_up_if_due
from etl.operations.import_files import import_sources
from etl.operations.undo_import import undo_batch
from etl.warehouse.tables import Warehouse
from tests.builders import a_home, a_run, an_upload
from tests.dashboard.conftest import own_rows, words_of
from tests.etl.sources.archives import zipped
from tests.etl.sources.builders import START, fit
from tests.etl.sources.garmin_takeout.builders import monitoring, summary, takeout


def upload(app, **files: bytes):
    """Drop files, named without their ending, on the page."""
    named = [
        (f"{name}.fit", content, "application/octet-stream") for name, content in files.items()
    ]
    app.get("file_uploader")[0].set_value(named)
    return app.run()


def test_an_upload_in_a_new_home_is_imported_and_counted(open_screen, tmp_path: Path):
    """The first thing a stranger does."""
    app = open_screen(*a_home(tmp_path), "data")
    upload(app, morning=a_run(km=10), evening=a_run(km=5, at="18:00"))
    assert not app.exception
    words = words_of(app)
    assert "Done: 2 imported." in words
    assert "2 recorded runs, each counted once, the latest on Sat 2 May 2026." in words


def test_the_age_of_the_newest_backup_is_told(open_screen, tmp_path: Path):
    """Before the first night, and after it."""
    home, settings = a_home(tmp_path, [a_run()])
    assert "There is no backup yet." in words_of(open_screen(home, settings, "data"))
    before = settings.model_copy(update={"now": settings.current_time() - timedelta(hours=5)})
    back_up_if_due(home, before)
    assert "The newest backup is 5 hours old." in words_of(open_screen(home, settings, "data"))


def test_a_broken_file_is_named_with_its_reason_and_stops_nothing(open_screen, tmp_path: Path):
    """The good one comes in, the bad one gets a sentence."""
    app = open_screen(*a_home(tmp_path), "data")
    upload(app, good=a_run(km=10), broken=b"this is no watch file")
    words = words_of(app)
    assert "1 imported" in words
    assert r"broken\.fit" in words


def test_an_archive_is_told_a_line_a_kind(open_screen, tmp_path: Path):
    """What it held, what came in, and what did not with its reason, however many files."""
    took = takeout(
        [summary(1, START, metres=1797.0, seconds=600.0), summary(2, START + timedelta(days=1))],
        {"1.fit": fit(seconds=600), "2.fit": monitoring(START), "3.fit": monitoring(START)},
    )
    app = open_screen(*a_home(tmp_path), "data")
    app.get("file_uploader")[0].set_value([("takeout.zip", zipped(took), "application/zip")])
    app.run()
    assert not app.exception
    words = words_of(app).replace("\\", "")
    assert "takeout.zip, FIT file: 1 imported" in words
    assert "takeout.zip, Garmin takeout, a row: 1 imported, 1 already here" in words
    assert "3 files with daily values" in words
    assert "2 recorded runs" in words


def test_the_same_file_twice_is_imported_once(open_screen, tmp_path: Path):
    """Dropping a folder again does no harm."""
    content = a_run(km=10)
    app = open_screen(*a_home(tmp_path, {"first.fit": content}), "data")
    upload(app, again=content)
    words = words_of(app)
    assert "Done: 1 already here." in words
    assert "1 recorded run, each counted once, the latest" in words


@pytest.mark.usefixtures("all_open")
def test_taking_an_import_back_is_asked_first(open_screen, tmp_path: Path):
    """One tap takes nothing away; the second is tested in a browser."""
    app = open_screen(*a_home(tmp_path, [a_run(km=10)]), "data")
    next(button for button in app.button if button.label == "Undo").click().run()
    assert app.button(key="undo-confirmed").label == "Undo the import"
    assert "1 recorded run, each counted once, the latest" in words_of(app)


def test_one_import_is_counted_once_wherever_it_is_told(tmp_path: Path):
    """Two recordings of one run in one import: the answer, the list of imports and what is here."""
    home, settings = a_home(tmp_path)
    runner = Journal(home, settings).ensure_runner()
    files = [
        an_upload(a_run(km=10), "watch.fit"),
        an_upload(a_run(km=10, heart_rate_bpm=None), "phone.fit"),
        an_upload(b"<gpx><trk>", "broken.gpx"),
    ]
    result = import_sources(home, settings, files, runner=runner)
    (batch,) = own_rows((home, settings), "page.data_batch").to_dicts()
    names = ("imported", "duplicate", "skipped", "failed")
    assert [batch[f"{name}_count"] for name in names] == [result.count(name) for name in names]
    assert [result.count(name) for name in names] == [1, 1, 0, 1]
    assert own_rows((home, settings), "page.data_source")["run_count"].sum() == 1
    assert undo_batch(home, settings, result.batch_id) == 2  # both recordings go


@pytest.mark.usefixtures("all_open")
def test_what_is_missing_is_said_with_its_number(open_screen, tmp_path: Path):
    """One of two runs came without cadence."""
    home = a_home(tmp_path, [a_run("2026-05-01", cadence_spm=None), a_run("2026-05-02")])
    assert "**No cadence:** 1 of 2 runs" in words_of(open_screen(*home, "data"))


@pytest.mark.usefixtures("all_open")
def test_a_changed_unit_changes_every_distance(open_screen, tmp_path: Path):
    """Miles once chosen are miles on Today."""
    app = open_screen(*a_home(tmp_path, [a_run(km=10)]), "data")
    units = next(group for group in app.get("button_group") if group.label == "Units")
    units.select("miles")
    next(button for button in app.button if button.label == "Save").click().run()
    assert not app.exception
    app.switch_page("today/screen.py").run()
    assert "6.2 mi" in words_of(app)


@pytest.mark.usefixtures("all_open")
def test_a_runner_without_a_name_is_refused_in_words(open_screen, tmp_path: Path):
    """The name stands on every screen."""
    app = open_screen(*a_home(tmp_path, [a_run()]), "data")
    app.text_input[0].set_value("")
    next(button for button in app.button if button.label == "Save").click().run()
    assert "Please give a name" in words_of(app)


def test_runs_of_earlier_formulas_are_named_with_the_way_to_renew_them(open_screen, tmp_path: Path):
    """Nothing is said while all are of this version."""
    home, settings = a_home(tmp_path, [a_run("2026-05-01"), a_run("2026-05-02")])
    assert "kneewise rebuild" not in words_of(open_screen(home, settings, "data"))
    with Warehouse(home, settings).writing() as connection:
        connection.execute(
            "update core.activity set formula_version = 1 where local_date = '2026-05-01'"
        )
    words = words_of(open_screen(home, settings, "data"))
    assert "earlier formulas: 1 run." in words
    assert "kneewise rebuild" in words


@pytest.mark.usefixtures("all_open")
def test_unreadable_files_can_be_tried_again(open_screen, tmp_path: Path):
    """The button stands where they are listed, and reads their kept bytes once more."""
    home, settings = a_home(tmp_path, {"good.fit": a_run()})
    assert "retry-failed" not in {
        button.key for button in open_screen(home, settings, "data").button
    }
    app = open_screen(home, settings, "data")
    upload(app, broken=a_run("2026-05-01")[:40])
    batches = own_rows((home, settings), "page.data_batch").height
    app.button(key="retry-failed").click().run()
    assert not app.exception
    assert own_rows((home, settings), "page.data_batch").height == batches + 1


def test_the_shell_tries_failed_files_again(tmp_path: Path):
    """What is still broken stays out, and the answer is a number."""
    home, settings = a_home(tmp_path, {"good.fit": a_run(), "broken.fit": b"this is no watch file"})
    shell = typer.Typer()
    shell.command()(retry)
    done = CliRunner().invoke(shell, ["--json"], obj=Here(home, settings))
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {"imported": 0}


@pytest.mark.usefixtures("all_open")
def test_an_import_of_files_already_here_can_be_taken_back(open_screen, tmp_path: Path):
    """Once the first is undone it alone keeps the run."""
    content = a_run(km=10)
    app = open_screen(*a_home(tmp_path, {"first.fit": content}), "data")
    upload(app, again=content)
    assert [button.label for button in app.button].count("Undo") == 2


def test_tables_and_forms_are_sent_once_they_are_opened(open_screen, tmp_path: Path):
    """Their lines stand there, and how much is here is said without opening anything."""
    home = a_home(tmp_path, [a_run("2026-05-01", cadence_spm=None), a_run("2026-05-02")])
    app = open_screen(*home, "data")
    assert not app.dataframe
    assert not app.text_input
    assert "2 recorded runs, each counted once, the latest" in words_of(app)
    assert {
        "What came from where",
        "No platform is connected: connect one",
        "What is missing",
        "What the recordings are worth",
        "Imports, and how to undo one",
        "About the runner",
    } <= {fold.label for fold in app.expander}
