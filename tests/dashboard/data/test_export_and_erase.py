"""A runner's own history from the page and the shell: taken along, brought back, erased."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.commands import app as shell
from dashboard.data.export import VIEWS, as_bytes, file_name
from etl.home import Home
from etl.journal.store import Journal, StrengthEntry, WarmUp
from tests.builders import a_home, a_run
from tests.builders.homes import NOW
from tests.dashboard.conftest import words_of
from tests.dashboard.data.test_screen import upload

PAIN = {"local_date": NOW.date(), "knee": "left", "pain_during_score": 4, "note": "<b>stairs</b>"}


def run(home: Home, *words: str):
    """One command in a home, at the hour of the tests."""
    return CliRunner().invoke(
        shell, ["--home", str(home.root), *words], env={"KNEEWISE_NOW": NOW.isoformat()}
    )


def test_everything_of_one_home_answers_the_same_in_another(tmp_path: Path) -> None:
    """Export, import, and every view of the contract and the pages says what it said."""
    home, settings = a_home(tmp_path / "a", [a_run(km=10)], runner_name="Mara", pains=[PAIN])
    journal = Journal(home, settings)
    runner_id = journal.runners()[0].runner_id
    journal.log_strength(
        StrengthEntry(
            runner_id=runner_id,
            local_date=NOW.date(),
            exercise="spanish_squat",
            set_count=3,
            repetition_count=12,
        )
    )
    journal.log_warm_up(WarmUp(runner_id=runner_id, local_date=NOW.date(), is_done=True))
    there, file = Home(tmp_path / "b"), tmp_path / "mara.zip"

    out = json.loads(run(home, "export", "Mara", "--out", str(file), "--json").stdout)
    back = json.loads(run(there, "import", str(file), "--json").stdout)

    assert (out["originals"], back["imported"], back["failed"]) == (1, 1, 0)
    assert back["entries"] == out["entries"]
    doors = [Gateway(home, settings), Gateway(there, settings.at(there))]
    for view in (*VIEWS, "page.today", "page.pain_entry", "page.strength_history"):
        before, after = (door.load(Viewer(), view, runner_id=runner_id) for door in doors)
        # A view without an order may give its rows in any.
        assert before.columns == after.columns, view
        assert sorted(map(repr, before.rows())) == sorted(map(repr, after.rows())), view
    assert doors[0].load(Viewer(), "page.strength_history").height == 1


@pytest.mark.usefixtures("all_open")
def test_what_was_taken_along_is_dropped_on_the_page(open_screen, tmp_path: Path) -> None:
    """In a new home it makes the runner anew, diary and all."""
    home, settings = a_home(tmp_path / "a", [a_run(km=10)], runner_name="Mara", pains=[PAIN])
    runner_id = Journal(home, settings).runners()[0].runner_id
    content = as_bytes(Gateway(home, settings), Viewer(), runner_id=runner_id)

    app = open_screen(*a_home(tmp_path / "b"), "data")
    upload(app, export=content)

    assert not app.exception
    assert "Done: 1 imported, " in words_of(app)
    assert "Mara" in [field.value for field in app.text_input]
    assert list(home.root.glob("export-*")) == []


def test_the_tables_are_for_a_spreadsheet(tmp_path: Path) -> None:
    """One CSV a view, numbers as numbers."""
    home, settings = a_home(tmp_path, [a_run(km=10)], pains=[PAIN])
    runner_id = Journal(home, settings).runners()[0].runner_id
    content = as_bytes(Gateway(home, settings), Viewer(), runner_id=runner_id)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = {name for name in archive.namelist() if name.startswith("tables/")}
        runs = list(csv.DictReader(archive.read("tables/metric.run.csv").decode().splitlines()))
    assert names == {f"tables/{view}.csv" for view in VIEWS}
    assert [float(row["distance_m"]) for row in runs] == [10_000.0]


@pytest.mark.usefixtures("all_open")
def test_erasing_from_the_page_needs_the_name(open_screen, tmp_path: Path) -> None:
    """A wrong name changes nothing; the right one empties the home."""
    home, settings = a_home(tmp_path, [a_run(km=10)], runner_name="Mara", pains=[PAIN])
    app = open_screen(home, settings, "data")
    app.text_input(key="erase-name").set_value("Marla").run()
    assert app.button(key="erase-confirmed").disabled
    app.text_input(key="erase-name").set_value("mara").run()
    app.button(key="erase-confirmed").click().run()

    assert not app.exception
    assert Journal(home, settings).runners() == []
    assert list(home.originals.rglob("*.gz")) == []
    assert "Deleted for good: 1 activity" in words_of(app)


def test_erasing_from_the_shell_asks_first(tmp_path: Path) -> None:
    """No is no; --yes does not ask."""
    home, settings = a_home(tmp_path, [a_run(km=10)], runner_name="Mara")
    assert run(home, "erase", "Mara").exit_code == 1
    assert len(Journal(home, settings).runners()) == 1
    assert json.loads(run(home, "erase", "Mara", "--yes", "--json").stdout)["activities"] == 1
    assert Journal(home, settings).runners() == []


def test_the_file_has_a_name_that_every_platform_takes() -> None:
    """Whatever the runner is called."""
    assert file_name("Mara K. / <Zoë>") == "kneewise-mara-k-zoë.zip"
    assert file_name("../..") == "kneewise.zip"
