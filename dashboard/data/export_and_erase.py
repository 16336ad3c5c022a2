"""A runner's own history: take it along as a file, or have it erased."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.data.export import as_bytes, file_name
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_in_fold
from etl.operations.erase_runner import erase_runner

_ERASED = "erased-words"


def show_rights(person: session.Person) -> None:
    """Two buttons, folded; the file is made when it is asked for."""
    show_in_fold(
        "Your data are yours: download or erase all", partial(_show_both, person), key="rights"
    )


def _show_both(person: session.Person) -> None:
    st.caption(
        "One file with everything: the originals, what you logged with its history, and tables "
        "for a spreadsheet. Dropped above, or imported on another machine, it comes back as it "
        "was."
    )
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Take everything along",
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
        with st.popover("Erase everything", type="tertiary", key="erase"):
            _show_erasing(person)


def show_erased() -> None:
    """What the last erasure removed, once."""
    words = st.session_state.pop(_ERASED, None)
    if words:
        st.success(words)


def _show_erasing(person: session.Person) -> None:
    """The name has to be typed, so that nobody erases the wrong person."""
    st.markdown(
        f"Runs, originals and everything logged of **{escaped(person.display_name)}** go for good. "
        "Nothing brings them back but a file you took along before."
    )
    typed = st.text_input("To go ahead, type the runner's name", key="erase-name")
    is_same = typed.strip().casefold() == person.display_name.strip().casefold()
    if typed and not is_same:
        st.caption("That is not the name.")
    if not st.button("Erase for good", type="primary", key="erase-confirmed", disabled=not is_same):
        return
    with errors_as_words():
        session.require_own(person.runner_id)
        home, settings = session.current_home(), session.current_settings()
        gone = erase_runner(home, settings, runner_id=person.runner_id)
        st.session_state.clear()
        st.session_state[_ERASED] = (
            f"Gone for good: {display.count(gone.activity_count, 'activity', 'activities')} and "
            f"{display.count(gone.entry_count, 'entry', 'entries')}. Backups and files taken along "
            "before still hold them."
        )
        st.rerun()
