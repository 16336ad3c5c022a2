"""Notes of a session and the mark that the data were looked through."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard import session
from dashboard.patient.asking import NOTE
from dashboard.rows.patient import PatientNote
from dashboard.ui import display
from dashboard.ui.entry_form import ask
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from dashboard.ui.section import section
from etl.journal.clinic_notes import ClinicNote, delete_clinic_note, save_clinic_note

_TURN = "clinic-note-turn"  # this widget's own key of the session


def show_note_form(person: session.Person) -> None:
    """Two buttons: write what was found, or say that the data were looked through."""
    turn = st.session_state.get(_TURN, 0)
    today = session.today(person)
    with st.popover("Assessment note", key=f"clinic-note-{turn}"):
        words = ask(person, NOTE, "note", key=f"clinic-note-words-{turn}")
        st.caption("Seen by the runner and by whom they share clinical notes with.")
        if st.button("Keep the note", type="primary", key=f"clinic-note-keep-{turn}"):
            _save(ClinicNote(runner_id=person.runner_id, local_date=today, note=words))
    if st.button("Mark as reviewed", key="clinic-review"):
        _save(ClinicNote(runner_id=person.runner_id, local_date=today, kind="review"))


def show_notes(person: session.Person) -> None:
    """What was written before, each with a way to take it back."""
    notes = session.records_of(person, PatientNote)
    if not notes:
        return
    with section("Notes and reviews"):
        for row in notes:
            _show_note(person, row)


def _show_note(person: session.Person, row: PatientNote) -> None:
    by = "" if row["saved_by"] == "local" else f", {row['saved_by']}"
    what = "Reviewed" if row["kind"] == "review" else "Assessment"
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False
    ):
        words = f"  \n{escaped(row['note'])}" if row["note"] else ""
        st.markdown(f"**{what}, {display.day(row['local_date'])}**{escaped(by)}{words}")
        if st.button("Take it back", key=f"clinic-undo-{row['entry_id']}", type="tertiary"):
            _change(partial(delete_clinic_note, entry_id=row["entry_id"]))


def _save(note: ClinicNote) -> None:
    _change(partial(save_clinic_note, note=note))


def _change(change: Callable[..., object]) -> None:
    with errors_as_words():
        change(session.current_journal(), saved_by=session.current_viewer().viewer_id)
        st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
        st.rerun()
