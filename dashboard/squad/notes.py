"""A coach's notes beside a row of the board: written, changed, shown to the runner, taken back."""

from dataclasses import replace
from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import squad, to_rows
from dashboard.squad import wording
from dashboard.ui.asking import Asked, Field
from dashboard.ui.entry_form import ask, show_undo
from dashboard.ui.errors import errors_as_words
from etl.journal.coach_notes import SquadNote, delete_squad_note, save_squad_note

SHOWN = 5
NOTE = Asked(
    entry=SquadNote,
    table="squad_note",
    fields={
        "note": Field(wording.A_NOTE, look="area"),
        "is_shown_to_runner": Field(tip=wording.SHOW_HELP),
    },
)
_TURN = "squad-note-turn"  # this widget's own key of the session


def show_notes(person: session.Person, notes: pl.DataFrame) -> None:
    """The form, and the notes of `page.squad_note` about one runner, the newest first."""
    if person.runner_id not in session.writable("squad_note", [person.runner_id]):
        return
    with st.container(gap="xsmall"):
        st.markdown("**Notes**")
        _show_form(person)
        rows = to_rows(notes, squad.SquadNote)
        for row in rows[:SHOWN]:
            _show_note(person, row)
        if len(rows) > SHOWN:
            with st.expander(f"{len(rows) - SHOWN} more"):
                for row in rows[SHOWN:]:
                    _show_note(person, row)


def _show_form(person: session.Person) -> None:
    # A key a runner: words for one must not stand there for the next.
    key = f"squad-note-{person.runner_id}-{st.session_state.get(_TURN, 0)}"
    words = ask(
        person,
        NOTE,
        "note",
        key=key,
        height=80,
        placeholder=wording.NOTE_HINT,
        label_visibility="collapsed",
    )
    is_shown = _ask_whether_shown(person, key=f"{key}-shown")
    if st.button(wording.KEEP_NOTE, key="squad-note-keep"):
        today = session.today(person)
        note = SquadNote(runner_id=person.runner_id, local_date=today, note=words)
        _save(replace(note, is_shown_to_runner=is_shown))


def _ask_whether_shown(person: session.Person, *, key: str, is_shown: bool = False) -> bool:
    label = wording.show_it_to(person.display_name)
    return ask(person, NOTE, "is_shown_to_runner", is_shown, label=label, key=key)


def _show_note(person: session.Person, row: squad.SquadNote) -> None:
    entry_id = row["entry_id"]
    kept = SquadNote(
        runner_id=person.runner_id,
        local_date=row["local_date"],
        note=row["note"],
        is_shown_to_runner=row["is_shown_to_runner"],
        entry_id=entry_id,
    )
    with st.container(gap="xxsmall"):
        st.markdown(wording.note_words(row, person.display_name, session.today(person)))
        with st.container(horizontal=True, gap="small"):
            with st.popover("Change", type="tertiary", key=f"squad-note-change-{entry_id}"):
                _show_change(person, kept)
            if kept.is_shown_to_runner and st.button(
                wording.STOP_SHOWING, type="tertiary", key=f"squad-note-hide-{entry_id}"
            ):
                _save(replace(kept, is_shown_to_runner=False))
            show_undo(partial(_delete, entry_id), key=f"squad-note-undo-{entry_id}")


def _show_change(person: session.Person, kept: SquadNote) -> None:
    key = f"squad-note-words-{kept.entry_id}-{st.session_state.get(_TURN, 0)}"
    words = ask(person, NOTE, "note", kept.note, label=wording.THE_NOTE, key=key)
    is_shown = _ask_whether_shown(person, key=f"{key}-shown", is_shown=kept.is_shown_to_runner)
    if st.button(wording.KEEP_CHANGE, key=f"squad-note-keep-{kept.entry_id}"):
        _save(replace(kept, note=words, is_shown_to_runner=is_shown))


def _save(note: SquadNote) -> None:
    with errors_as_words():
        save_squad_note(session.current_journal(), note, saved_by=_who())
        _begin_turn()
        st.rerun()


def _delete(entry_id: str) -> None:
    delete_squad_note(session.current_journal(), entry_id, saved_by=_who())
    _begin_turn()


def _who() -> str:
    return session.current_viewer().viewer_id


def _begin_turn() -> None:
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
