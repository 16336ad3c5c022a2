"""Squad: the board of a coach."""

from pathlib import Path

import pytest

from dashboard.squad.wording import need_a_look
from tests.builders import a_home
from tests.dashboard.conftest import words_of
from tests.dashboard.squad.builders import a_squad, names_to_ids, with_table


def test_the_board_ranks_filters_and_opens_a_runner(open_screen, tmp_path: Path):
    """Ben's knee hurts, so he stands first; Ida has no data and is not called OK."""
    home, settings = a_squad(tmp_path, first_name="=Mara<b>")

    app = with_table(open_screen(home, settings, "squad"))

    assert not app.exception
    board = app.dataframe[0].value
    assert list(board["Runner"]) == ["Ben", "Ida", "=Mara<b>"]
    assert list(board["Status"]) == ["■ Back off", "○ Not known", "✓ OK"]
    assert board["Why"].iloc[1].startswith("too little data yet")
    assert "Ben needs a look, 1 not known" in words_of(app)

    app.button_group(key="squad-needs").select("unknown").run()
    assert list(app.dataframe[0].value["Runner"]) == ["Ida"]


def test_a_line_has_status_why_and_a_mark_in_one_tap(open_screen, tmp_path: Path):
    """Nothing is cut; who is OK waits behind a line that names them, and is marked in two taps."""
    squad = a_squad(tmp_path, first_name="=Mara<b>")
    ids = names_to_ids(squad)
    app = open_screen(*squad, "squad")
    assert app.button(key=f"squad-open-{ids['Ben']}").label == "**Ben** :red[■ Back off]"
    words = words_of(app)
    assert "Pain while running above 5, left knee, 3 May" in words
    assert "Too little data yet: ask for runs or a log" in words
    assert next(fold.label for fold in app.expander) == "✓ OK: =Mara\\<b>"
    calm = f"squad-mark-{ids['=Mara<b>']}"
    assert calm not in [button.key for button in app.button]

    app.button(key=f"squad-mark-{ids['Ben']}").click().run()
    assert app.button(key=f"squad-mark-{ids['Ben']}").label == "✓ 3 May"
    app.session_state["squad-calm"] = True
    app.run()
    app.button(key=calm).click().run()
    assert app.button(key=calm).label == "✓ 3 May"
    app.button(key=calm).click().run()
    assert app.button(key=calm).label == "Seen"


@pytest.mark.parametrize(
    ("names", "more", "unknown", "words"),
    [
        ([], 0, 0, "Nobody needs a look by what is known"),
        (["Ben"], 0, 2, "Ben needs a look, 2 not known"),
        (["Ben", "Ida"], 0, 0, "Ben and Ida need a look"),
        (["Ben", "Ida", "Mara"], 4, 0, "Ben, Ida, Mara and 4 more need a look"),
    ],
)
def test_the_headline_names_whom_to_look_at(names, more, unknown, words):
    """In the order of need, the first three by name."""
    assert need_a_look(names, more_count=more, unknown_count=unknown) == words


def test_an_empty_home_says_what_stands_here(open_screen, tmp_path: Path):
    """One sentence and one button."""
    app = open_screen(*a_home(tmp_path), "squad")
    assert "those who need a look first" in words_of(app)
