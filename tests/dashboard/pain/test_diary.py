"""A diary of years, dropped on Pain: looked at, taken in, and taken back."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from etl.home import Home
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.dashboard.conftest import own_rows, words_of
from tests.etl.ingest.diary.other_workbooks import an_ods, an_xls

pytestmark = pytest.mark.usefixtures("all_open", "here_and_now")
DAYS = [[date(2019, 3, 1), "left", 2.5], [date(2019, 3, 2), "right", 4], [date(2019, 3, 3), "?", 1]]
TABLE = [["Day", "Side", "Knee pain"], *DAYS]
CSV = "\n".join(";".join(map(str, row)) for row in [*TABLE, ["soon", "left", 3]]).encode()


@pytest.fixture
def here_and_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is dropped is read in this process: starting a worker takes longer than all of it."""
    monkeypatch.setattr("etl.ingest.worker.begin", lambda: None)
    monkeypatch.setattr("etl.ingest.worker.in_worker", lambda work, *given, bounds: work(*given))


def dropped(app: AppTest, name: str, content: bytes) -> AppTest:
    """The file on the drop of *Pain*."""
    uploader: Any = app.get("file_uploader")[-1]
    uploader.set_value([(name, content, "application/octet-stream")])
    return app.run()


def days(place: tuple[Home, Settings]) -> list[tuple]:
    """Day, knee and score of what stands in the journal."""
    rows = own_rows(place, "page.pain_entry").sort("local_date")
    return rows.select("local_date", "knee", "worst_score").rows()


def test_a_diary_is_looked_at_taken_in_and_taken_back(open_screen, tmp_path: Path):
    """Nothing is kept before the button; a line that cannot be read is named; one tap undoes."""
    place = a_home(tmp_path, [a_run()])
    app = dropped(open_screen(*place, "pain"), "knee.csv", CSV)
    assert not app.exception
    words = words_of(app)
    assert "3 entries, 1 Mar 2019 to 3 Mar 2019." in words
    assert "Line 5: “soon” is no day" in words
    assert days(place) == []
    app = app.button(key="diary-take").click().run()
    assert not app.exception
    assert days(place) == [
        (date(2019, 3, 1), "left", 2.5),
        (date(2019, 3, 2), "right", 4.0),
        (date(2019, 3, 3), "unknown", 1.0),
    ]
    undo = next(button for button in app.button if str(button.key).startswith("diary-undo-"))
    app = undo.click().run()
    assert not app.exception
    assert days(place) == []


@pytest.mark.parametrize(("name", "of"), [("knee.ods", an_ods), ("knee.xls", an_xls)])
def test_a_spreadsheet_of_another_program_is_read_and_a_damaged_one_named(
    open_screen, tmp_path: Path, name: str, of
):
    """The same three days; cut off, one sentence and no trace of Python."""
    app = open_screen(*a_home(tmp_path, [a_run()]), "pain")
    whole = of(TABLE)
    assert "3 entries, 1 Mar 2019 to 3 Mar 2019." in words_of(dropped(app, name, whole))
    app = dropped(app, name, whole[:733])
    assert not app.exception
    words = words_of(app)
    assert "as CSV" in words
    assert "3 entries" not in words
