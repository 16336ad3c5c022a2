"""A runner's own history: take it along as a file, or have it erased."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.data import wording
from dashboard.data.export import as_bytes, file_name
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_in_fold
from etl.operations.erase_runner import erase_runner

_ERASED = "erased-words"


def show_rights(person: session.Person) -> None:
    """Two buttons, folded; the file is made when it is asked for."""
    show_in_fold(wording.RIGHTS, partial(_show_both, person), key="rights")


def _show_both(person: session.Person) -> None:
    st.caption(wording.WHAT_IS_IN_IT)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            wording.DOWNLOAD_ALL,
            data=partial(
                as_bytes,
                session.current_gateway(),
                session.current_viewer(),
                runner_id=person.runner_id,
            ),
            file_name=file_name(person.display_name),
            mime="application/zip",
            on_click="ignore",
            key="export",
        )
        with st.popover(wording.DELETE_ALL, type="tertiary", key="erase"):
            _show_erasing(person)


def show_erased() -> None:
    """What the last erasure removed, once."""
    words = st.session_state.pop(_ERASED, None)
    if words:
        st.success(words)


def _show_erasing(person: session.Person) -> None:
    """The name has to be typed, so that nobody erases the wrong person."""
    st.markdown(wording.what_is_deleted(escaped(person.display_name)))
    typed = st.text_input(wording.TYPE_NAME, key="erase-name")
    is_same = typed.strip().casefold() == person.display_name.strip().casefold()
    if typed and not is_same:
        st.caption(wording.NOT_THE_NAME)
    if not st.button(
        wording.DELETE_CONFIRMED, type="primary", key="erase-confirmed", disabled=not is_same
    ):
        return
    with errors_as_words():
        session.require_own(person.runner_id)
        home, settings = session.current_home(), session.current_settings()
        gone = erase_runner(home, settings, runner_id=person.runner_id)
        st.session_state.clear()
        st.session_state[_ERASED] = wording.deleted(gone.activity_count, gone.entry_count)
        st.rerun()
