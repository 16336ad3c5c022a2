"""Today's session in one tap: all of it as planned, that the knee was quiet, and the way back."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard import session
from dashboard.rows.strength import StrengthHistory, StrengthToday
from dashboard.strength import wording
from dashboard.strength.entries import planned_entry, to_entry
from dashboard.ui.errors import errors_as_words

_LOGGED = "strength-logged-now"
"""In the session: ids of the entries that the last tap wrote."""


def show_whole(
    person: session.Person, rows: Sequence[StrengthToday], logged: Sequence[StrengthHistory]
) -> None:
    """One tap for what is left of today, and its undoing; `logged`: the entries of today."""
    left = [row for row in rows if not row["is_done"] and row["next_step_name"] != "refer"]
    if left:
        label = wording.DONE_AS_PLANNED if not logged else wording.REST_AS_PLANNED
        if st.button(label, type="primary", key="done-as-planned", width="stretch"):
            _log_all(person, left)
    elif logged and session.owns(person):
        _ask_pain(logged)
    _show_undo(logged)


def _log_all(person: session.Person, left: Sequence[StrengthToday]) -> None:
    today = session.today(person)
    with errors_as_words():
        written = session.current_journal().log_strengths(
            [planned_entry(row, local_date=today) for row in left]
        )
        st.session_state[_LOGGED] = written
        st.rerun()


def _ask_pain(logged: Sequence[StrengthHistory]) -> None:
    """That nothing hurt is one tap; what did is said at its exercise."""
    unsaid = [row for row in logged if row["pain_during_score"] is None]
    if not unsaid:
        return
    if st.button(wording.NO_PAIN, help=wording.NO_PAIN_HELP, key="no-pain", width="stretch"):
        with errors_as_words():
            session.current_journal().log_strengths(
                [replace(to_entry(row), pain_during_score=0) for row in unsaid]
            )
            st.rerun()


def _show_undo(logged: Sequence[StrengthHistory]) -> None:
    """What the tap wrote can be taken back while it is there and the session lasts."""
    written: Sequence[str] = st.session_state.get(_LOGGED, ())
    there = [row["entry_id"] for row in logged if row["entry_id"] in written]
    if not there:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(wording.logged_now(len(there)), width="content")
        if st.button(wording.UNDO, type="tertiary", key="undo-as-planned"):
            with errors_as_words():
                session.current_journal().mark_deleted("strength_entry", *there, saved_by="local")
                del st.session_state[_LOGGED]
                st.rerun()
