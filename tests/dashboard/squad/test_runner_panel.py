"""The sheet beside the board and a few runners side by side, with what each of them shares."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import session
from etl.home import Home
from etl.journal.store import Journal
from etl.people.accounts import add_person
from etl.people.grants import withdraw
from etl.settings import Settings
from tests.builders.team import signed_in, team_settings
from tests.dashboard.conftest import APP, words_of
from tests.dashboard.squad.builders import a_squad, granted, names_to_ids


@pytest.fixture(scope="module")
def squad(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Settings]:
    """Ben's knee hurts, Mara runs, Ida has no data."""
    return a_squad(tmp_path_factory.mktemp("squad"))


def chosen(app: AppTest, *runner_ids: str) -> AppTest:
    """The board with these rows chosen."""
    app.session_state["squad-chosen"] = runner_ids
    return app.run()


def test_the_sheet_tells_why_and_goes_up_and_down_the_board(open_screen, squad) -> None:
    """Reasons with their numbers; next and previous; links; the end of the list."""
    ids = names_to_ids(squad)
    app = chosen(open_screen(*squad, "squad"), ids["Ben"])
    assert not app.exception
    words = words_of(app).replace("\\", "")
    assert "#### Ben" in words and "**:red[■ Back off]**" in words
    assert "- Pain while running above 5, left knee, 3 May: 6 of 10" in words
    assert len(app.get("plotly_chart")) == 1
    assert app.button(key="squad-previous").disabled
    app.button(key="squad-next").click().run()
    assert "#### Ida" in words_of(app) and "too little data yet" in words_of(app)
    app.button(key="squad-next").click().run()
    assert "#### Mara" in words_of(app) and app.button(key="squad-next").disabled
    app.button(key="squad-close").click().run()
    assert "#### Mara" not in words_of(app)


def test_several_rows_stand_side_by_side_and_are_not_ranked(open_screen, squad) -> None:
    """A line a runner and measure; the table says why a week is not known."""
    ids = names_to_ids(squad)
    app = chosen(open_screen(*squad, "squad"), ids["Mara"], ids["Ida"])
    assert not app.exception
    words = words_of(app)
    assert "Twelve weeks of 2 runners" in words
    assert "Ida: 11 of 11 weeks: before the first run that is here." in words
    app.session_state["table-squad-weeks"] = True  # opened
    app.run()
    table = next(frame.value for frame in app.dataframe if "Week from" in frame.value)
    assert list(table["Runner"][:2]) == ["Ida", "Mara"]  # in the order of the board
    assert set(table[table["Runner"] == "Ida"]["Distance, km"].isna()) == {True}


def test_a_coach_sees_what_is_shared_until_it_is_withdrawn(squad) -> None:
    """Roles and grants on the open page: pain not shared, then nothing; others leave no trace."""
    home, local = squad
    ids = names_to_ids(squad)
    coach = add_person(Journal(*squad), email="coach@example.org", roles=["coach"])
    for name in ("Ben", "Mara"):
        granted(squad, ids[name], "training", viewer_id=coach.person_id)
    session.bind(home, team_settings(local))
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = signed_in("coach@example.org")
    app.session_state[session.RUNNER_KEY] = ids["Mara"]  # who stays to the end
    app.session_state["squad-table"] = True
    app.run()
    app.switch_page("squad/screen.py").run()
    chosen(app, ids["Ben"])
    words = words_of(app)
    assert "Ida" not in words and "Pain is not shared with you." in words
    assert list(app.dataframe[0].value["Runner"]) == ["Ben", "Mara"]
    assert set(app.dataframe[0].value["Pain"]) == {"not shared"}
    app.button(key="squad-seen").click().run()
    assert sorted(app.dataframe[0].value["Seen"]) == ["", "3 May"]

    chosen(app, ids["Ben"], ids["Mara"])
    assert "Twelve weeks of 2 runners" in words_of(app)
    withdraw(Journal(*squad), runner_id=ids["Ben"], viewer_id=coach.person_id)
    app.run()
    assert not app.exception
    assert list(app.dataframe[0].value["Runner"]) == ["Mara"]
    assert "Ben" not in words_of(app) and "#### Mara" in words_of(app)

    companion = add_person(Journal(*squad), email="friend@example.org")
    granted(squad, ids["Mara"], "training", viewer_id=companion.person_id)
    app.user = signed_in("friend@example.org")
    chosen(app, ids["Mara"])
    assert app.button(key="squad-seen").disabled and not app.text_area
