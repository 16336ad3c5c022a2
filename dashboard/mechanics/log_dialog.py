"""The form of a new mechanics check, in a dialog that no stray tap closes."""

from collections.abc import Sequence

import streamlit as st

from dashboard import session
from dashboard.mechanics import wording
from dashboard.mechanics.form import Former, show_check_form
from etl.reference.clinic.mechanics_items import Item


@st.dialog(wording.LOG_CHECK, width="large", dismissible=False)
def log_dialog(person: session.Person, items: Sequence[Item], *, turn: str) -> None:
    """`turn` changes once something was saved, so that the form is empty then."""
    show_check_form(person, items, former=Former(), turn=turn)
    if st.button(wording.LEAVE, type="tertiary", key="mechanics-close"):
        st.rerun()
