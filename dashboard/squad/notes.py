"""A coach's own notes beside a row of the board: written, changed, taken back."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import squad, to_rows
from dashboard.squad import wording
from dashboard.ui import display
from dashboard.ui.asking import Asked, Field
from dashboard.ui.entry_form import ask
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from etl.journal.coach_notes import SquadNote, delete_squad_note, save_squad_note

SHOWN = 5
NOTE = Asked(
    entry=SquadNote, table="squad_note", fields={"note": Field(wording.A_NOTE, look="area")}
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
    if st.button(wording.KEEP_NOTE, key="squad-note-keep"):
        _save(SquadNote(runner_id=person.runner_id, local_date=session.today(person), note=words))


def _show_note(person: session.Person, row: squad.SquadNote) -> None:
    entry_id = row["entry_id"]
    day = display.short_day(row["local_date"], session.today(person))
    with st.container(gap="xxsmall"):
        st.markdown(f":gray[{day}] {escaped(row['note'])}")
        with st.container(horizontal=True, gap="small"):
            with st.popover("Change", type="tertiary", key=f"squad-note-change-{entry_id}"):
                key = f"squad-note-words-{entry_id}-{st.session_state.get(_TURN, 0)}"
                words = ask(person, NOTE, "note", row["note"], label=wording.THE_NOTE, key=key)
                if st.button(wording.KEEP_CHANGE, key=f"squad-note-keep-{entry_id}"):
                    _save(
                        SquadNote(
                            runner_id=person.runner_id,
                            local_date=row["local_date"],
                            note=words,
                            entry_id=entry_id,
                        )
                    )
            if st.button(wording.TAKE_BACK, type="tertiary", key=f"squad-note-undo-{entry_id}"):
                with errors_as_words():
                    delete_squad_note(session.current_journal(), entry_id, saved_by=_who())
                    _next_turn()


def _save(note: SquadNote) -> None:
    with errors_as_words():
        save_squad_note(session.current_journal(), note, saved_by=_who())
        _next_turn()


def _who() -> str:
    return session.current_viewer().viewer_id


def _next_turn() -> None:
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.rerun()
