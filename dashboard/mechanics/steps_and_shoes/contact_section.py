"""Time on the ground and its balance beside the knee that is sore."""

import streamlit as st

from dashboard import session
from dashboard.mechanics.steps_and_shoes import contact_wording as wording
from dashboard.method.explainer import show_method_link
from dashboard.rows.mechanics import ContactSide


def show_contact(person: session.Person) -> None:
    """What the last four weeks say, the four before them, and what it does not tell."""
    spans = session.records_of(person, ContactSide)
    if not spans:
        return
    st.markdown(f"**{wording.contact_title(spans[0])}**")
    st.markdown("\n".join(wording.contact_lines(spans)))
    unknown = wording.unknown_words(spans)
    if unknown:
        st.caption(unknown)
    st.caption(wording.NO_CAUSE)
    show_method_link("contact_side", wording.HOW_KNOWN)
