"""Answered questionnaires in the journal: scored, versioned, kept over a backup."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.access.gateway import Gateway, Viewer
from etl.errors import UserError
from etl.home import Home
from etl.journal.check_ins import CheckIn, delete_check_in, save_check_in, wish_check_in
from etl.journal.store import Journal
from etl.operations.backup.read import restore
from etl.operations.backup.write import backup
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.builders.questionnaires import an_invented_text

WEEKLY: dict[str, Any] = {
    "local_date": date(2026, 5, 2),
    "questionnaire_id": "overuse_weekly",
    "questionnaire_version": "own-1",
    "answers": (1, 1, 1, 2),
    "knee": "right",
}


@pytest.fixture
def here(tmp_path: Path) -> tuple[Home, Settings]:
    """A home with one run, on 3 May 2026."""
    return a_home(tmp_path / "home", [a_run()])


def save(here: tuple[Home, Settings], **values: Any) -> str:
    """Keep one weekly check-in, or another questionnaire."""
    journal = Journal(*here)
    runner_id = journal.ensure_runner().runner_id
    given: dict[str, Any] = WEEKLY | {"runner_id": runner_id} | values
    return save_check_in(journal, CheckIn(**given))


def kept(home: Home, settings: Settings, table: str = "check_in") -> list[tuple]:
    """Every version in the file."""
    with Journal(home, settings).writing() as connection:
        return connection.execute(f"select * from journal.{table} order by all").fetchall()  # noqa: S608  our own names


def test_a_check_in_is_kept_with_answers_and_score(here):
    """The score of that day, and what it was worked out from."""
    save(here)
    (row,) = kept(*here)
    assert row[2:10] == (
        date(2026, 5, 2),
        "overuse_weekly",
        "own-1",
        "right",
        [1, 1, 1, 2],
        41.0,
        None,
        False,
    )


def test_a_score_that_cannot_be_is_kept_as_none_with_its_reason(here):
    """Null over a guess."""
    save(here, questionnaire_id="lefs", answers=(4,) * 19 + (None,), knee=None)
    (row,) = kept(*here)
    assert row[7:10] == (None, "unanswered", None)


def test_a_second_answer_of_a_day_is_a_newer_version(here):
    """The first stays in the file; the newer counts; taken back, neither shows."""
    first = save(here)
    assert save(here, answers=(0, None, None, None)) == first
    assert len(kept(*here)) == 2
    assert Gateway(*here).load(Viewer(), "journal.check_in")["score"].to_list() == [0.0]
    delete_check_in(Journal(*here), first)
    assert len(kept(*here)) == 3
    assert Gateway(*here).load(Viewer(), "journal.check_in").is_empty()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"knee": None}, "asks of one knee"),
        ({"questionnaire_id": "uwri", "answers": (4,) * 9}, "asks of no knee"),
        ({"local_date": date(2026, 6, 1)}, "has not come yet"),
        ({"answers": (None, None, None, None)}, "at least the first"),
        ({"answers": (1, 1)}, "has 4 items, and 2"),
        ({"questionnaire_id": "sky"}, "no questionnaire called"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(here, values, words: str):
    """And nothing is written."""
    with pytest.raises(UserError, match=words):
        save(here, **values)
    assert kept(*here) == []


def test_check_ins_and_a_clinics_texts_survive_a_backup(here, tmp_path: Path):
    """Row by row the same in another home, history included."""
    save(here)
    save(here, answers=(0, None, None, None))
    journal = Journal(*here)
    wish_check_in(journal, runner_id=journal.ensure_runner().runner_id, knee="left", is_wanted=True)
    home, settings = here
    home.questionnaires.mkdir()
    (home.questionnaires / "ours.toml").write_text(an_invented_text(), "utf-8")
    backup(home, settings, tmp_path / "all.zip")
    other = Home(tmp_path / "other")
    restore(other, settings, tmp_path / "all.zip")
    for table in ("check_in", "check_in_wish"):
        assert kept(other, settings, table) == kept(home, settings, table) != []
    assert (other.questionnaires / "ours.toml").read_text("utf-8") == an_invented_text()


def grant(here, scope: str) -> None:
    """The runner lets a coach see this."""
    journal = Journal(*here)
    runner_id = journal.ensure_runner().runner_id
    with journal.writing() as connection:
        connection.execute(
            "insert into journal.access_grant (grant_id, viewer_id, runner_id, scope, granted_by,"
            " from_date, saved_at) values (?, 'coach', ?, ?, 'runner', date '2026-01-01', now())",
            [scope, runner_id, scope],
        )


@pytest.mark.parametrize(
    ("scope", "count"), [(None, 0), ("training", 0), ("clinical", 0), ("pain", 1)]
)
def test_check_ins_go_with_the_pain_that_is_shared(here, scope: str | None, count: int):
    """Nobody sees nothing; training and clinical show none; pain shows them and the wish."""
    save(here)
    journal = Journal(*here)
    wish_check_in(journal, runner_id=journal.ensure_runner().runner_id, knee="left", is_wanted=True)
    if scope:
        grant(here, scope)
    gateway, coach = Gateway(*here), Viewer(viewer_id="coach", is_owner=False)
    for name in ("journal.check_in", "journal.check_in_wish", "page.check_in"):
        assert gateway.load(coach, name).height == count
    for name in ("page.check_in_count", "page.check_in_asked"):
        assert gateway.load(coach, name).height == count
    due = gateway.load(coach, "page.check_in_due", questionnaire_id="overuse_weekly")
    assert due.height == count
