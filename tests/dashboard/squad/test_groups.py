"""Squads with a season: from the shell, in words, and one at a time on the board."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from dashboard import session
from dashboard.cli.commands import app as shell
from dashboard.squad.season import season_words
from etl.errors import UserError
from etl.journal.store import Journal
from etl.people.accounts import add_person
from etl.people.groups import Group, Member, change_season, groups_in, join, make_group
from tests.builders import a_home
from tests.builders.homes import NOW
from tests.builders.team import signed_in, team_settings
from tests.dashboard.conftest import APP, words_of
from tests.dashboard.squad.builders import TODAY, a_squad, granted, names_to_ids, with_table

START = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("today", "end", "words"),
    [
        (date(2026, 3, 31), date(2026, 6, 23), "Ten to Berlin, begins 1 Apr"),
        (START, date(2026, 6, 23), "Ten to Berlin, week 1 of 12"),
        (date(2026, 4, 8), date(2026, 6, 23), "Ten to Berlin, week 2 of 12"),
        (date(2026, 6, 23), date(2026, 6, 23), "Ten to Berlin, week 12 of 12"),
        (date(2026, 6, 24), date(2026, 6, 23), "Ten to Berlin, ended 23 Jun"),
        (date(2026, 4, 8), None, "Ten to Berlin, week 2"),
    ],
)
def test_a_season_says_how_far_it_is(today: date, end: date | None, words: str) -> None:
    """In sevens from its first day, both days included."""
    group = Group(
        group_id="g",
        kind="squad",
        display_name="Ten",
        season="Ten to Berlin",
        season_start_date=START,
        season_end_date=end,
    )
    assert season_words(group, today) == words
    assert season_words(Group(group_id="g", kind="squad", display_name="Ten"), today) == ""


def test_a_season_comes_from_the_shell_and_the_next_one_replaces_it(tmp_path: Path) -> None:
    """And one that ends before it begins is refused."""
    home, settings = a_home(tmp_path)

    def run(*words: str):
        said = ["--home", str(home.root), "admin", *words]
        return CliRunner().invoke(shell, said, env={"KNEEWISE_NOW": NOW.isoformat()})

    made = run("group", "Ten", "--from", "2026-04-01", "--until", "2026-06-23", "--json")
    assert json.loads(made.stdout)["season_end_date"] == "2026-06-23"
    said = run("season", "ten", "--season", "Autumn", "--from", "2026-04-27")
    assert said.stdout == "Ten: Autumn, week 1.\n"
    assert run("season", "ten", "--from", "2026-04-02", "--until", "2026-04-01").exit_code == 1
    assert run("group", "Other", "--until", "2026-04-01").exit_code == 1
    assert run("season", "nobody").exit_code == 1
    with Journal(home, settings).writing() as connection:
        (group,) = groups_in(connection)
    assert (group.season, group.season_start_date) == ("Autumn", date(2026, 4, 27))
    with pytest.raises(UserError, match="at most 200"):
        change_season(Journal(home, settings), "Ten", season="x" * 201)


def test_the_board_shows_one_squad_at_a_time(tmp_path: Path) -> None:
    """Rows by who is in it; who grants nothing is counted and has no row."""
    squad = a_squad(tmp_path)
    journal, ids = Journal(*squad), names_to_ids(squad)
    coach = add_person(journal, email="coach@example.org", roles=["coach"])
    first = make_group(
        journal,
        kind="squad",
        display_name="Ten *first*",
        season="<b>Berlin</b>",
        season_start_date=TODAY - timedelta(days=30),
    )
    second = make_group(journal, kind="squad", display_name="Second")
    with journal.writing() as connection:
        for group in (first, second):
            member = Member(group_id=group.group_id, person_id=coach.person_id, role="coach")
            join(connection, member, today=TODAY, saved_by="x")
    for name, group in (("Ben", first), ("Ida", first), ("Mara", second)):
        person = add_person(journal, email=f"{name}@example.org", own_runner_id=ids[name])
        with journal.writing() as connection:
            member = Member(group_id=group.group_id, person_id=person.person_id, role="runner")
            join(connection, member, today=TODAY, saved_by="x")
        if name != "Ida":
            granted(squad, ids[name], "training", viewer_id=group.group_id)
    session.bind(squad[0], team_settings(squad[1]))
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = signed_in("coach@example.org")
    app.run()
    app.switch_page("squad/screen.py")
    with_table(app)

    assert not app.exception
    assert sorted(app.dataframe[0].value["Runner"]) == ["Ben", "Mara"]
    app.button_group(key="squad-group").select(first.group_id).run()
    assert list(app.dataframe[0].value["Runner"]) == ["Ben"]
    words = words_of(app)
    assert r"**Ten \*first\***" in words
    assert r"\<b\>Berlin\</b\>, week 5 · 2 of 10 runners" in words
    assert "Ida" not in words


def test_one_person_alone_has_no_squads(open_screen, tmp_path: Path) -> None:
    """No head, no filter, the whole board."""
    app = with_table(open_screen(*a_squad(tmp_path), "squad"))
    assert not app.exception and len(app.dataframe[0].value) == 3
    assert "of 10 runners" not in words_of(app)
    assert [group.key for group in app.get("button_group")] == ["squad-needs"]
