"""What a belt tells of a run that came in before anybody asked: unknown until a rebuild."""

from pathlib import Path

from dashboard.access.gateway import Gateway, Viewer
from etl.operations.rebuild import rebuild
from etl.recording import RunningForm
from etl.storage.duckdb_files import open_to_write
from tests.builders import a_home, a_run

LOOSE = RunningForm(ground_contact_s=0.25, left_contact_share=0.99, power_w=240.0)


def test_a_rebuild_asks_runs_that_were_read_before(tmp_path: Path):
    """The original is kept, so all of it comes; what no body has stays out, with a note."""
    home, settings = a_home(tmp_path, [a_run(km=2, form=LOOSE)])
    with open_to_write(home.warehouse, wait_s=1) as connection:
        connection.execute(
            "update core.activity set formula_version = 4, ground_contact_s = null, power_w = null"
        )

    def form() -> tuple:
        rows = Gateway(home, settings).load(Viewer(), "page.run_form")
        return rows.select("ground_contact_s", "left_contact_share", "power_w", "form_reason").row(
            0
        )

    assert form() == (None, None, None, "read_before")
    rebuild(home, settings)
    assert form() == (0.25, None, 240.0, None)
    note = Gateway(home, settings).load(Viewer(), "page.run_source")["note"][0]
    assert "cannot be true and was left out" in note
