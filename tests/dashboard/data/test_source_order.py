"""Which source is asked first: said on Data or in a shell, seen on the run's page."""

import json
from pathlib import Path

from typer.testing import CliRunner

from dashboard.cli.commands import app as command
from etl.journal.store import Journal
from etl.operations.import_files import import_sources
from tests.builders import a_home, a_run
from tests.builders.hashes import rows_of
from tests.builders.homes import UploadedFile
from tests.dashboard.conftest import words_of

_METRES = "select round(distance_m) from metric.run"


def test_an_order_is_said_on_data_and_its_source_named_beside_the_number(
    open_screen, all_open, tmp_path: Path, monkeypatch
):
    """A file by itself, and a longer one of that run out of a takeout, without heart rate."""
    home, settings = a_home(tmp_path, [a_run(km=10)])
    monkeypatch.setattr("etl.ingest.pool._FEW", 10)
    content = a_run(km=10.1, heart_rate_bpm=None)
    runner = Journal(home, settings).ensure_runner()
    file = UploadedFile("takeout.zip!run.fit", content, archive="garmin_takeout")
    import_sources(home, settings, [file], runner=runner)
    assert rows_of(home, _METRES) == [(10_000.0,)]

    app = open_screen(home, settings, "data")
    assert not app.exception
    app.get("multiselect")[0].set_value(["garmin_takeout"])
    app.run()
    app.button(key="source-order-save").click().run()
    assert not app.exception
    assert rows_of(home, _METRES) == [(10_100.0,)]

    ((session_id,),) = rows_of(home, "select session_id from core.session")
    page = open_screen(home, settings, "runs")
    page.query_params["run"] = session_id
    page.run()
    assert not page.exception
    words = words_of(page)
    assert "**Distance, time, climb and descent, cadence:** FIT file of Garmin takeout" in words
    assert "**Second by second, heart rate:** FIT file" in words
    untold = "**How hard it felt, shoe, time on the ground, balance left and right,"
    assert untold in words and "how it felt:** Not told by any source" in words

    shell = ["--home", str(tmp_path), "sources", "--usual", "--json"]
    answer = json.loads(CliRunner().invoke(command, shell).stdout)
    assert answer["first"] == []
    assert {row["source_name"]: row["run_count"] for row in answer["sources"]} == {
        "file": 1,
        "garmin_takeout": 1,
    }
    assert rows_of(home, _METRES) == [(10_000.0,)]
