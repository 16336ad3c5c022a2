"""Who checked what a page says: told beside it where somebody did, once a page where nobody has."""

import streamlit as st

from dashboard.method.wording import NOTE

_KEY = "page-has-unreviewed"


def begin_page() -> None:
    """Forget what an earlier run of a page showed."""
    st.session_state[_KEY] = False


def note_review(checked_by: str | None) -> None:
    """Something on the page was checked by them, or by nobody where it is empty."""
    if not checked_by:
        st.session_state[_KEY] = True


def show_review_note() -> None:
    """One line at the end of a page that showed something nobody qualified has checked."""
    if st.session_state.get(_KEY):
        st.caption(NOTE)
