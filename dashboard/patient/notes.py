"""Notes of a session and the mark that the data were looked through."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dashboard import session
from dashboard.patient import action_wording as wording
from dashboard.patient.asking_wording import NOTE
from dashboard.patient.wording import QUESTION, newest_question
from dashboard.rows.patient import PatientNote
from dashboard.ui.entry_form import ask, show_undo
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_in_fold
from etl.journal.clinic_notes import ClinicNote, delete_clinic_note, save_clinic_note

SHOWN = 2
_TURN = "clinic-note-turn"  # this widget's own key of the session


def show_note_form(person: session.Person) -> None:
    """A button that opens both: write what was found, or say that the data were looked through."""
    turn = st.session_state.get(_TURN, 0)
    today = session.today(person)
    with st.popover(wording.NOTE, key=f"clinic-note-{turn}"):
        words = ask(person, NOTE, "note", key=f"clinic-note-words-{turn}")
        st.caption(wording.WHO_SEES)
        if st.button(wording.KEEP_NOTE, type="primary", key=f"clinic-note-keep-{turn}"):
            _save(ClinicNote(runner_id=person.runner_id, local_date=today, note=words))
        if session.owns(person) and st.button(wording.KEEP_QUESTION, key=f"clinic-ask-{turn}"):
            question = ClinicNote(
                runner_id=person.runner_id, local_date=today, kind="question", note=words
            )
            _save(question)
        if st.button(wording.REVIEWED, key="clinic-review"):
            _save(ClinicNote(runner_id=person.runner_id, local_date=today, kind="review"))


def show_question(notes: Sequence[PatientNote]) -> None:
    """What the runner wants to ask, as they last wrote it; nothing where they wrote none."""
    asked = newest_question(notes)
    if asked is not None:
        _show_line(f"**{QUESTION}:** “{escaped(asked['note'] or '')}”", asked)


def show_notes(notes: Sequence[PatientNote]) -> None:
    """What else was written, each with a way to take it back; the newest is in sight."""
    asked = newest_question(notes)
    notes = [row for row in notes if row is not asked]
    for row in notes[:SHOWN]:
        _show_note(row)
    if len(notes) > SHOWN:
        older = partial(_show_all, notes[SHOWN:])
        show_in_fold(wording.OLDER_NOTES, older, key="patient-notes")


def _show_all(rows: Sequence[PatientNote]) -> None:
    for row in rows:
        _show_note(row)


def _show_note(row: PatientNote) -> None:
    words = f"  \n{escaped(row['note'])}" if row["note"] else ""
    by = escaped(wording.written_by(row))
    _show_line(f"**{wording.note_title(row)}**{by}{words}", row)


def _show_line(words: str, row: PatientNote) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False
    ):
        st.markdown(words)
        delete = partial(_write, partial(delete_clinic_note, entry_id=row["entry_id"]))
        show_undo(delete, key=f"clinic-undo-{row['entry_id']}")


def _save(note: ClinicNote) -> None:
    with errors_as_words():
        _write(partial(save_clinic_note, note=note))
        st.rerun()


def _write(change: Callable[..., object]) -> None:
    change(session.current_journal(), saved_by=session.current_viewer().viewer_id)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
