"""Files that arrive by themselves: the folder that is watched, and tokens of a home of one."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.data import wording
from dashboard.people.tokens_section import show_tokens
from dashboard.people.wording import TOKENS
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_in_fold


def show_arriving(person: session.Person | None) -> None:
    """Behind a line, for who owns the home; where people sign in, *Sharing* has their tokens."""
    if not session.is_team() and person is not None:
        show_in_fold(TOKENS, partial(_show, person), key="arriving")


def _show(person: session.Person) -> None:
    settings = session.current_settings()
    folder = settings.watch if settings.now is None else None  # in a demonstration nothing arrives
    if folder is not None:
        st.markdown(wording.watched(escaped(str(folder))))
    show_tokens(person)
