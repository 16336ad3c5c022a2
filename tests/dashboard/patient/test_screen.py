"""Patient: twelve weeks on one screen, and what a clinician writes there."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.access.gateway import Gateway, Viewer
from dashboard.patient.body_mark import draw_body_mark
from dashboard.patient.report.request import report_bytes
from dashboard.rows.patient import PatientKnee
from dashboard.session import Person
from etl.errors import AccessDenied, UserError
from etl.journal.clinic_notes import ClinicNote, save_clinic_note
from etl.journal.store import Journal
from tests.builders import a_home, a_run
from tests.builders.homes import NOW
from tests.dashboard.conftest import own_rows, words_of

TODAY = NOW.date()
HOSTILE = "<script>alert(1)</script> **bold** =1+1"
PAIN = {
    "local_date": TODAY - timedelta(days=2),
    "knee": "right",
    "place": "front",
    "pain_during_score": 4,
}


@pytest.fixture
def clinic(tmp_path: Path):
    """Ten weeks of runs of a runner whose knee hurts since two days."""
    runs = [a_run(TODAY - timedelta(days=back), km=8) for back in range(2, 70, 7)]
    return a_home(tmp_path, runs, runner_name="Mara", pains=[PAIN])


def test_the_screen_says_what_hurts_what_changed_and_what_is_not_known(open_screen, clinic):
    """In that order, with the twelve weeks as one chart."""
    app = open_screen(*clinic, "patient")
    assert not app.exception
    words = words_of(app).replace("\\", "")
    places = [
        words.index(part)
        for part in ("Right knee, front, around the kneecap, since 1 May", "Not known")
    ]
    assert places == sorted(places)
    assert "but no score of the next morning: 1 of 1 in 28 days" in words
    assert len(app.get("plotly_chart")) == 1


def test_what_changed_stands_before_what_stayed_the_same(open_screen, tmp_path: Path, all_open):
    """A longer run and more distance in bold; what is the same, or not known, behind a line."""
    days = [TODAY - timedelta(days=back) for back in range(2, 70, 7)]
    runs = [a_run(day, km=14 if day > TODAY - timedelta(days=20) else 8) for day in days]
    app = open_screen(*a_home(tmp_path, runs, runner_name="Mara", pains=[PAIN]), "patient")
    assert not app.exception
    changed, others = (dict(table.value.iloc[:, [0, 3]].values) for table in app.table)
    assert changed == {"Longest run": "**+75 %**", "Distance a week": "**+75 %**"}
    assert others["Runs a week"] == "same" and "Descent a week" in others
    assert "Not shown to have caused it." in words_of(app)


def test_the_drawing_marks_the_place_of_each_knee_that_hurts_now(open_screen, clinic):
    """On the side that it is on, seen from the front; the alternative text says the same."""
    (image,) = open_screen(*clinic, "patient").get("image")
    assert image.proto.imgs[0].alt == (
        "Both knees from the front, marked: right knee, front, around the kneecap"
    )
    rows = [a_knee("right", "inner"), a_knee("left", None)]
    marks = re.findall(
        r'<ellipse cx="(\d+)"[^>]*(?:fill-opacity|stroke-width="3")', draw_body_mark(rows)
    )
    assert [int(x) for x in marks] == [94, 150]


def a_knee(knee: str, place: str | None) -> PatientKnee:
    """A spell of three days."""
    return {
        "runner_id": "mara", "knee": knee, "place": place, "start_date": TODAY,
        "end_date": TODAY, "duration_days": 1, "is_over": False, "worst_score": 4,
        "first_morning_score": None, "last_morning_score": None, "logged_day_count": 1,
        "spell_count": 1, "recurrence_count": 0, "chips": [],
    }  # fmt: skip


def test_a_note_is_kept_shown_as_typed_and_taken_back(open_screen, clinic):
    """And a review needs no words."""
    app = open_screen(*clinic, "patient")
    app.button(key="clinic-note-keep-0").click().run()
    assert "Write what you found first" in words_of(app)
    app.text_area(key="clinic-note-words-0").set_value(HOSTILE).run()
    app.button(key="clinic-note-keep-0").click().run()
    app.button(key="clinic-review").click().run()
    words = words_of(app).replace("\\", "")
    assert HOSTILE in words
    assert "**Reviewed, Sun 3 May 2026**" in words
    assert "<script>" not in words_of(app)

    undo = next(b for b in app.button if (b.key or "").startswith("clinic-undo"))
    undo.click().run()
    assert "**Reviewed" not in words_of(app)


def test_a_question_is_asked_by_the_runner_and_stands_in_sight(open_screen, clinic):
    """As it was typed; the newest one counts, and it is no visit."""
    app = open_screen(*clinic, "patient")
    app.button(key="clinic-ask-0").click().run()
    assert "Write what you ask first" in words_of(app)
    app.text_area(key="clinic-note-words-0").set_value(HOSTILE).run()
    app.button(key="clinic-ask-0").click().run()
    words = words_of(app).replace("\\", "")
    assert f"**Question for the session:** “{HOSTILE}”" in words
    assert "<script>" not in words_of(app)
    assert own_rows(clinic, "page.patient_visit").is_empty()


def test_notes_need_the_clinical_scope(clinic):
    """Somebody with training and pain sees no trace of them."""
    home, settings = clinic
    journal = Journal(home, settings)
    runner_id = journal.runners()[0].runner_id
    save_clinic_note(journal, ClinicNote(runner_id=runner_id, local_date=TODAY, note="patella"))
    with journal.writing() as connection:
        connection.executemany(
            "insert into journal.access_grant (grant_id, viewer_id, runner_id, scope, granted_by,"
            " from_date, saved_at) values (?, ?, ?, ?, 'runner', date '2026-01-01', now())",
            [
                (f"{viewer}{scope}", viewer, runner_id, scope)
                for viewer, scopes in (("coach", 2), ("clinician", 3))
                for scope in ("training", "pain", "clinical")[:scopes]
            ],
        )
    gateway = Gateway(home, settings)
    coach, clinician = (Viewer(viewer_id=name, is_owner=False) for name in ("coach", "clinician"))
    read = "page.patient_note"
    assert gateway.load(clinician, read, runner_id=runner_id)["note"].to_list() == ["patella"]
    assert gateway.load(coach, read, runner_id=runner_id).is_empty()


def test_an_empty_home_says_what_to_do(open_screen, tmp_path: Path):
    """One sentence and one button."""
    app = open_screen(*a_home(tmp_path), "patient")
    assert "lays twelve weeks side by side" in words_of(app)


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        (ClinicNote(runner_id="r", local_date=TODAY, note=" "), "Write what you found"),
        (ClinicNote(runner_id="r", local_date=TODAY, note="x" * 10_001), "longer than 10,000"),
        (ClinicNote(runner_id="r", local_date=TODAY, kind="gossip", note="x"), "no kind of note"),
        (ClinicNote(runner_id="r", local_date=date(2030, 1, 1), note="x"), "has not come"),
    ],
)
def test_what_makes_no_note_is_refused_in_a_sentence(clinic, note: ClinicNote, sentence: str):
    """Each with what to do."""
    with pytest.raises(UserError, match=sentence):
        save_clinic_note(Journal(*clinic), note)


def test_a_report_is_of_what_its_maker_may_see(clinic):
    """Nobody without a grant gets one."""
    home, settings = clinic
    gateway = Gateway(home, settings)
    person = Person(**gateway.load(Viewer(), "page.runner").row(0, named=True))
    assert report_bytes(gateway, Viewer(), person).startswith(b"%PDF")
    stranger = Viewer(viewer_id="stranger", is_owner=False)
    with pytest.raises(AccessDenied):
        report_bytes(gateway, stranger, person)
