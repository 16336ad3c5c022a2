"""Pairs of shoes: how far each went, and the scores before and after a new one."""

import streamlit as st

from dashboard import session
from dashboard.mechanics.steps_and_shoes import shoe_wording as wording
from dashboard.method.explainer import show_method_link
from dashboard.rows.mechanics import Shoe, ShoeChange


def show_shoes(person: session.Person) -> None:
    """Each pair in a line, then each change of which something can be said, or why not."""
    shoes = session.records_of(person, Shoe)
    if not shoes:
        st.markdown(wording.NO_SHOES)
        return
    today = session.today(person)
    st.markdown("\n".join(wording.shoe_lines(shoes, today, person.units)))
    older = wording.older_words(shoes)
    if older:
        st.caption(older)
    changes = session.records_of(person, ShoeChange)
    if changes:
        st.markdown("\n".join(wording.change_lines(changes, shoes, today)))
        st.caption(wording.no_cause())
    show_method_link("shoe_change", wording.HOW_KNOWN)
