"""The newest strength entries, each with a way to delete it."""

import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.strength import StrengthHistory
from dashboard.strength import wording
from dashboard.strength.entries import to_entry
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped

SHOWN_ENTRIES = 8
_DELETED = "strength-deleted"
"""In the session: the entry that was deleted last, and its name."""


def show_history(person: session.Person) -> None:
    """The newest entries, each with a way to delete it."""
    show_deleted(person)
    entries = session.rows_of(person, "page.strength_history")
    shown = st.session_state.get("strength-shown", SHOWN_ENTRIES)
    for row in to_rows(entries.head(shown), StrengthHistory):
        _show_entry(row)
    if entries.height > shown and st.button(wording.SHOW_MORE, type="tertiary"):
        st.session_state["strength-shown"] = shown + 3 * SHOWN_ENTRIES
        st.rerun()


def _show_entry(row: StrengthHistory) -> None:
    name = row["title"] or row["exercise"].replace("_", " ").capitalize()
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="small",
        wrap=False,
    ):
        with st.container(gap=None):
            st.markdown(f"**{display.day(row['local_date'])}** · {escaped(name)}")
            note = f" · “{escaped(row['note'])}”" if row["note"] else ""
            st.caption(escaped(wording.entry_words(row)) + note)
        if st.button(wording.DELETE, key=f"back-{row['entry_id']}", type="tertiary"):
            session.current_journal().delete_strength(row["entry_id"])
            st.session_state[_DELETED] = (name, to_entry(row))
            st.rerun()


def show_deleted(person: session.Person) -> None:
    """What was deleted last can be had back while the session lasts."""
    name, entry = st.session_state.get(_DELETED, ("", None))
    if entry is None or entry.runner_id != person.runner_id:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(wording.deleted(escaped(name)), width="content")
        if st.button(wording.UNDO, type="tertiary", key="undo-deleted"):
            with errors_as_words():
                session.current_journal().log_strength(entry)
                del st.session_state[_DELETED]
                st.rerun()
