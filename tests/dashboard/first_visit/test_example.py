"""An invented runner to look at: marked, left with one tap, and never among real data."""

from pathlib import Path

from dashboard.first_visit import wording
from dashboard.first_visit.example_rows import FRAMES, read_example
from etl.home import Home
from tests.builders import a_home
from tests.dashboard.conftest import OpenScreen, words_of


def contents(home: Home) -> dict[str, bytes]:
    """Every file of a home."""
    return {
        str(path.relative_to(home.root)): path.read_bytes()
        for path in sorted(home.root.rglob("*"))
        if path.is_file() and path.suffix in {".duckdb", ".parquet", ".fit"}
    }


def test_the_example_is_entered_and_left_and_leaves_no_row(open_screen: OpenScreen, tmp_path: Path):
    """Not one byte of the databases differs, and no runner is there."""
    home, settings = a_home(tmp_path)
    app = open_screen(home, settings)
    before = contents(home)
    app.button(key="first-example").click().run()
    assert not app.exception
    words = words_of(app)
    assert wording.BADGE in words
    assert "Tomorrow at most **11.5 km**" in words
    assert len(app.get("plotly_chart")) == 1
    app.switch_page("runs/screen.py").run()
    assert "Mara" not in words_of(app)
    app.switch_page("today/screen.py").run()
    app.button(key="example-leave").click().run()
    assert wording.BADGE not in words_of(app)
    assert f"#### {wording.DROP}" in words_of(app)
    assert contents(home) == before


def test_the_example_is_shipped_whole():
    """Twelve weeks of her runs, and every frame that the chart is drawn of."""
    example = read_example()
    assert set(example.frames) == set(FRAMES)
    assert example.frames["page.load_week"].height == 12
    assert all(not frame.is_empty() for frame in example.frames.values())
