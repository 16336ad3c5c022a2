"""Mechanics: what was seen of how you run and stand, by side and date, beside your runs."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.mechanics import wording
from dashboard.mechanics.answer_card import show_answer
from dashboard.mechanics.findings import note_reviews, show_what_is_known
from dashboard.mechanics.history_section import show_history
from dashboard.mechanics.steps_and_shoes import contact_wording, shoe_wording
from dashboard.mechanics.steps_and_shoes.contact_section import show_contact
from dashboard.mechanics.steps_and_shoes.shoe_section import show_shoes
from dashboard.ui.empty_state import empty_state
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_in_fold
from etl.reference.clinic.mechanics_items import read_mechanics


def show() -> None:
    """The whole screen: what was found and what follows; history and runs below it, folded."""
    person = session.current_runner()
    if person is None:
        empty_state(wording.EMPTY)
        return
    mechanics = read_mechanics(session.current_home().mechanics)
    for problem in mechanics.problems:
        st.warning(escaped(problem))
    findings = session.rows_of(person, "page.mechanics_finding")
    course = session.rows_of(person, "page.mechanics_course")
    show_answer(person, mechanics.items, findings, course)
    note_reviews(mechanics)
    with st.container(gap="small"):
        if not findings.is_empty():
            show_history(person, mechanics.items, findings, course)
        contact = partial(show_contact, person)
        show_in_fold(contact_wording.CONTACT, contact, key="mechanics-contact")
        show_in_fold(shoe_wording.SHOES, partial(show_shoes, person), key="mechanics-shoes")
        known = partial(show_what_is_known, mechanics)
        show_in_fold(wording.CANNOT_SEE, known, key="mechanics-known")


if __name__ == "__main__":
    show()
