"""Squad: the board of a coach."""

from pathlib import Path

from tests.builders import a_home
from tests.dashboard.conftest import words_of
from tests.dashboard.squad.builders import a_squad


def test_the_board_ranks_filters_and_opens_a_runner(open_screen, tmp_path: Path):
    """Ben's knee hurts, so he stands first; Ida has no data and is not called OK."""
    home, settings = a_squad(tmp_path, first_name="=Mara<b>")

    app = open_screen(home, settings, "squad")

    assert not app.exception
    board = app.dataframe[0].value
    assert list(board["Runner"]) == ["Ben", "Ida", "=Mara<b>"]
    assert list(board["Status"]) == ["■ Back off", "○ Not known", "✓ OK"]
    assert board["Why"].iloc[1].startswith("too little data yet")
    assert "1 of 3 runners to look at, 1 not known" in words_of(app)

    app.button_group(key="squad-needs").select("unknown").run()
    assert list(app.dataframe[0].value["Runner"]) == ["Ida"]


def test_an_empty_home_says_what_stands_here(open_screen, tmp_path: Path):
    """One sentence and one button."""
    app = open_screen(*a_home(tmp_path), "squad")
    assert "those who need a look first" in words_of(app)
