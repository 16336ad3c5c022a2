"""A coach's notes beside the board: who writes, who reads, and what stays."""

import json
import zipfile
from datetime import date
from io import BytesIO

import pytest

from dashboard.access.gateway import Gateway, Viewer
from dashboard.access.write_guard import GuardedJournal, Writer
from dashboard.data.export import as_bytes
from etl.errors import UserError
from etl.home import Home
from etl.journal.coach_notes import SquadNote, delete_squad_note, save_squad_note
from etl.journal.store import Journal
from etl.journal.triage_marks import SquadMark, save_marks
from etl.people.grants import withdraw
from etl.settings import Settings
from tests.dashboard.conftest import words_of
from tests.dashboard.squad.builders import OWNER, TODAY, a_squad, granted, names_to_ids, with_table

HOSTILE = "<script>alert(1)</script> **bold** $x^2$ &amp; =1+1"


@pytest.fixture(scope="module")
def squad(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Settings]:
    """Ben's knee hurts, Mara runs, Ida has no data."""
    return a_squad(tmp_path_factory.mktemp("squad"))


def guarded(squad: tuple[Home, Settings], viewer: Viewer, *, is_coach: bool = True):
    """The journal in somebody's hands."""
    writer = Writer(
        person_id=viewer.viewer_id,
        is_coach=is_coach,
        is_clinician=False,
        scopes=Gateway(*squad).scopes(viewer),
    )
    return GuardedJournal(*squad, writer=writer)


def test_a_note_is_kept_changed_shown_as_typed_and_taken_back(open_screen, squad) -> None:
    """In the panel and, shortened, on the board; words for one runner are not there for another."""
    ids = names_to_ids(squad)
    app = with_table(open_screen(*squad, "squad"))
    app.session_state["squad-chosen"] = (ids["Ben"],)
    app.run()
    app.button(key="squad-note-keep").click().run()
    assert "Write the note first" in words_of(app).replace("\\", "")
    app.text_area(key=f"squad-note-{ids['Ben']}-0").set_value(HOSTILE + "x" * 80).run()
    app.button(key="squad-note-keep").click().run()

    assert not app.exception
    assert HOSTILE in words_of(app).replace("\\", "")
    assert "<script>" not in words_of(app) and "\\&amp;" in words_of(app)
    (latest,) = filter(None, app.dataframe[0].value["Latest note"])
    assert latest.startswith(HOSTILE) and len(latest) == 60 and latest.endswith("…")

    entry_id = Gateway(*squad).load(OWNER, "page.squad_note")["entry_id"][0]
    app.text_area(key=f"squad-note-words-{entry_id}-1").set_value("calm").run()
    app.button(key=f"squad-note-keep-{entry_id}").click().run()
    assert "May] calm" in words_of(app) and "“calm”" in words_of(app)
    assert list(filter(None, app.dataframe[0].value["Latest note"])) == ["calm"]
    app.button(key="squad-next").click().run()
    assert app.text_area[0].value == "" and "May] calm" not in words_of(app)
    app.button(key="squad-previous").click().run()
    app.button(key=f"squad-note-undo-{entry_id}").click().run()
    assert not list(filter(None, app.dataframe[0].value["Latest note"]))


def test_notes_are_read_by_who_wrote_them_and_in_the_runners_export(squad) -> None:
    """Neither another coach with the same grant reads them, nor can they end them."""
    mara = names_to_ids(squad)["Mara"]
    coach, other = (granted(squad, mara, "training", viewer_id=name) for name in ("c", "o"))
    entry_id = save_squad_note(guarded(squad, coach), a_note(mara, "easy week"))
    gateway = Gateway(*squad)
    assert gateway.load(coach, "page.squad_note")["note"].to_list() == ["easy week"]
    assert gateway.load(other, "page.squad_note").is_empty()
    assert gateway.load(OWNER, "page.squad_note").filter(note="easy week").is_empty()

    save_squad_note(guarded(squad, other), a_note(mara, "not mine", entry_id=entry_id))
    delete_squad_note(guarded(squad, other), entry_id)
    assert gateway.load(coach, "page.squad_note")["note"].to_list() == ["easy week"]

    save_marks(guarded(squad, coach), [a_mark(mara)])
    with zipfile.ZipFile(BytesIO(as_bytes(gateway, OWNER, runner_id=mara))) as archive:
        told = archive.read("told/squad_note.jsonl").decode().splitlines()
        marks = archive.read("told/squad_mark.jsonl").decode().splitlines()
    assert "easy week" in [json.loads(line)["note"] for line in told]
    assert [json.loads(line)["saved_by"] for line in marks] == ["c"]

    withdraw(Journal(*squad), runner_id=mara, viewer_id="c")
    assert gateway.load(coach, "page.squad_note").is_empty()


def test_who_may_not_write_leaves_nothing_behind(squad) -> None:
    """No grant, pain alone, a companion without a role: refused in a sentence, marks as well."""
    ida = names_to_ids(squad)["Ida"]
    stranger = Viewer(viewer_id="nobody", is_owner=False)
    of_pain = granted(squad, ida, "pain", viewer_id="pain-only")
    companion = granted(squad, ida, "training", viewer_id="companion")
    for journal in (
        guarded(squad, stranger),
        guarded(squad, of_pain),
        guarded(squad, companion, is_coach=False),
    ):
        with pytest.raises(UserError, match="nothing was saved"):
            save_squad_note(journal, a_note(ida, "x"))
        with pytest.raises(UserError, match="nothing was saved"):
            save_marks(journal, [a_mark(ida)])
    with Journal(*squad).writing() as connection:
        counts = "select count(*) from journal.squad_{} where runner_id = ?"
        for table in ("note", "mark"):
            assert connection.execute(counts.format(table), [ida]).fetchone() == (0,)


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        (SquadNote(runner_id="r", local_date=TODAY, note=" "), "Write the note first"),
        (SquadNote(runner_id="r", local_date=TODAY, note="x" * 1001), "at most 1,000 letters"),
        (SquadNote(runner_id="r", local_date=date(2030, 1, 1), note="x"), "has not come"),
    ],
)
def test_what_makes_no_note_is_refused_in_a_sentence(squad, note: SquadNote, sentence: str) -> None:
    """Each with what to do."""
    with pytest.raises(UserError, match=sentence):
        save_squad_note(Journal(*squad), note)


def a_note(runner_id: str, words: str, *, entry_id: str | None = None) -> SquadNote:
    """A note of today."""
    return SquadNote(runner_id=runner_id, local_date=TODAY, note=words, entry_id=entry_id)


def a_mark(runner_id: str) -> SquadMark:
    """A calm runner, seen today."""
    return SquadMark(runner_id=runner_id, local_date=TODAY, need="ok", scopes=("training",))
