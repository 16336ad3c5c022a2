"""Warning signs that stand, what is held back because of them, and that somebody has looked."""

import streamlit as st

from dashboard import session
from dashboard.pain.asking import ASSESSMENT
from dashboard.pain.red_flags import wording
from dashboard.pain.red_flags.wording import (
    HOLDS,
    assessment_words,
    by_urgency,
    sign_words,
    ticked_words,
)
from dashboard.rows.pain import Assessment as Assessed
from dashboard.rows.pain import WarningSign
from dashboard.rows.today import Today
from dashboard.ui.entry_form import show_entry, show_entry_form
from dashboard.ui.section import section


def held_back(person: session.Person) -> str | None:
    """The sentence that stands in the place of advice; None where nothing is held back."""
    today = session.record_of(person, Today)
    hold = today["hold_name"] if today else None
    return HOLDS[hold] if hold else None


def show_warning_signs(person: session.Person) -> None:
    """A card a sign: whom to see and how soon, or who looks after it; and how to answer them."""
    for row in by_urgency(session.records_of(person, WarningSign)):
        with st.container(border=True, gap=None):
            st.markdown(sign_words(row))
            st.caption(ticked_words(row))
    st.caption(wording.ADVICE_IS_HIDDEN)
    show_assessment_log(person, label=wording.IS_ASSESSED)


def show_assessment_log(person: session.Person, *, label: str) -> None:
    """A quiet button that asks who looked, at what, when, and what came of it."""
    show_entry_form(person, ASSESSMENT, label=label)


def show_assessments(person: session.Person) -> None:
    """What was logged, each with a way to take it back; nothing where nothing was."""
    rows = session.records_of(person, Assessed)
    if not rows:
        return
    with section("Assessments"):
        for row in rows:
            show_entry(ASSESSMENT, row["entry_id"], assessment_words(row))
