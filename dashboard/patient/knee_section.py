"""Each knee's latest spell of pain."""

from collections.abc import Sequence

import streamlit as st

from dashboard import session
from dashboard.patient.wording import (
    HURT_BEFORE,
    HURTS_NOW,
    knee_words,
    knees_by_state,
    no_pain_words,
)
from dashboard.rows.patient import PatientKnee
from dashboard.ui.escape import escaped
from dashboard.ui.section import section


def show_knees(person: session.Person) -> None:
    """Each knee's latest spell of pain."""
    now, before = knees_by_state(session.records_of(person, PatientKnee))
    with section(HURTS_NOW):
        if not now:
            st.markdown(no_pain_words(has_hurt=bool(before)))
        _show_knees(now)
    if before:
        with section(HURT_BEFORE):
            _show_knees(before)


def _show_knees(rows: Sequence[PatientKnee]) -> None:
    for row in rows:
        headline, detail = knee_words(row)
        st.markdown(f"**{escaped(headline)}**  \n:gray[{escaped(detail)}]")
