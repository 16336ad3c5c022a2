"""A coach's notes beside the board: who writes, who reads, and what stays."""

import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import session
from dashboard.access.gateway import Gateway, Viewer
from dashboard.access.write_guard import GuardedJournal, Writer
from dashboard.data.export import as_bytes
from etl.errors import UserError
from etl.home import Home
from etl.journal.coach_notes import SquadNote, delete_squad_note, put_away_note, save_squad_note
from etl.journal.store import Journal
from etl.journal.triage_marks import SquadMark, save_marks
from etl.people.accounts import add_person
from etl.people.grants import withdraw
from etl.settings import Settings
from tests.builders.team import signed_in, team_settings
from tests.dashboard.conftest import APP, words_of
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


def test_a_note_is_shown_to_the_runner_where_the_coach_ticks_it_and_no_longer(
    open_screen, squad
) -> None:
    """Off by default; shown it stands on *Today* as typed, put away it is folded, changed anew."""
    ben = names_to_ids(squad)["Ben"]
    app = open_screen(*squad, "squad")
    app.session_state["squad-chosen"] = (ben,)
    app.run()
    turn = next(box.key for box in app.text_area if box.key.startswith(f"squad-note-{ben}"))
    assert app.checkbox(key=f"{turn}-shown").value is False
    app.text_area(key=turn).set_value(HOSTILE)
    app.checkbox(key=f"{turn}-shown").check()
    app.button(key="squad-note-keep").click().run()
    assert "shown to Ben" in words_of(app)
    (entry_id,) = shown_to(squad, OWNER, ben)["entry_id"]

    read = today_of(squad, ben, "coach-notes-new")
    assert [one for one in folds_of(read) if one.startswith("Your coach, 3 May")]
    assert not read.exception
    assert HOSTILE in words_of(read).replace("\\", "") and "<script>" not in words_of(read)
    read.button(key=f"coach-away-{entry_id}-local").click().run()
    assert "Earlier notes of your coach **1**" in folds_of(read)
    assert shown_to(squad, OWNER, ben)["is_put_away"].to_list() == [True]

    app.run()
    key = next(box.key for box in app.text_area if box.key.startswith("squad-note-words"))
    app.text_area(key=key).set_value("rest")
    app.button(key=f"squad-note-keep-{entry_id}").click().run()
    assert shown_to(squad, OWNER, ben).select("note", "is_put_away").rows() == [("rest", False)]
    app.button(key=f"squad-note-hide-{entry_id}").click().run()
    assert shown_to(squad, OWNER, ben).is_empty() and "shown to Ben" not in words_of(app)
    assert not [one for one in folds_of(today_of(squad, ben)) if "oach" in one]
    app.button(key=f"squad-note-undo-{entry_id}").click().run()


def test_the_runner_alone_reads_what_is_shown_also_after_the_grant_has_ended(squad) -> None:
    """Neither its coach there nor another one, and nothing of a note that is the coach's own."""
    mara = names_to_ids(squad)["Mara"]
    coach, other = (granted(squad, mara, "training", viewer_id=name) for name in ("c2", "o2"))
    person = add_person(Journal(*squad), email="mara@example.org", own_runner_id=mara)
    runner = Viewer(viewer_id=person.person_id, is_owner=False)
    save_squad_note(guarded(squad, coach), a_note(mara, "mine"))
    shown = replace(a_note(mara, "for you"), is_shown_to_runner=True)
    entry_id = save_squad_note(guarded(squad, coach), shown)
    save_squad_note(guarded(squad, other), replace(shown, entry_id=entry_id, note="other words"))
    told = shown_to(squad, runner, mara).select("note", "saved_by").rows()
    assert sorted(told) == [("for you", "c2"), ("other words", "o2")]
    read = today_of(squad, mara, "coach-notes-new")
    assert [line for line in folds_of(read) if line.endswith("**+1**")]  # both are behind it
    assert "for you" in words_of(read) and "other words" in words_of(read)
    for viewer in (coach, other):
        assert shown_to(squad, viewer, mara).is_empty()
    with pytest.raises(UserError, match="nothing was saved"):
        put_away_note(guarded(squad, coach), runner_id=mara, entry_id=entry_id,
                      written_by="c2", saved_at=datetime(2026, 1, 1, tzinfo=UTC))  # fmt: skip

    withdraw(Journal(*squad), runner_id=mara, viewer_id="c2")
    with pytest.raises(UserError, match="nothing was saved"):
        save_squad_note(guarded(squad, coach), replace(shown, note="once more"))
    assert shown_to(squad, runner, mara).select("note", "saved_by").rows() == told
    delete_squad_note(guarded(squad, other), entry_id)
    assert shown_to(squad, runner, mara)["note"].to_list() == ["for you"]


def shown_to(squad: tuple[Home, Settings], viewer: Viewer, runner_id: str) -> pl.DataFrame:
    """What a viewer finds of the notes that are shown to that runner."""
    return Gateway(*squad).load(viewer, "page.shown_note", runner_id=runner_id)


def today_of(squad, runner_id: str, *opened: str, email: str | None = None) -> AppTest:
    """A runner's *Today*, folds of these keys open; in a team with an e-mail, else without."""
    home, settings = squad
    app = AppTest.from_file(str(APP), default_timeout=60)
    if email is not None:
        app.user, settings = signed_in(email), team_settings(settings)
    app.query_params[session.RUNNER_KEY] = runner_id
    for key in opened:
        app.session_state[key] = True
    session.bind(home, settings)
    return app.run()


def folds_of(app: AppTest) -> list[str]:
    """The lines that unfold."""
    return [fold.label for fold in app.expander]


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


def test_an_older_note_is_folded_and_named_by_who_signed_in_to_write_it(squad) -> None:
    """In a team the coach's name stands there, and what two weeks lie behind is no news."""
    ida = names_to_ids(squad)["Ida"]
    journal = Journal(*squad)
    add_person(journal, email="ida@example.org", own_runner_id=ida)
    coach = add_person(journal, email="k@example.org", display_name="Kim *P.*", roles=["coach"])
    for words, back in (("news", 14), ("old", 15)):
        note = SquadNote(runner_id=ida, local_date=TODAY - timedelta(days=back), note=words,
                         is_shown_to_runner=True)  # fmt: skip
        save_squad_note(journal, note, saved_by=coach.person_id)
    app = today_of(squad, ida, email="ida@example.org")
    labels = folds_of(app)
    assert "Kim \\*P\\.\\*, 19 Apr: news" in labels, labels
    assert "Earlier notes of your coach **1**" in labels


def a_note(runner_id: str, words: str, *, entry_id: str | None = None) -> SquadNote:
    """A note of today."""
    return SquadNote(runner_id=runner_id, local_date=TODAY, note=words, entry_id=entry_id)


def a_mark(runner_id: str) -> SquadMark:
    """A calm runner, seen today."""
    return SquadMark(runner_id=runner_id, local_date=TODAY, need="ok", scopes=("training",))
