"""How often a runner was seen, and what is shared until when."""

import streamlit as st

from dashboard import session
from dashboard.mechanics.wording import sentence
from dashboard.patient.wording import share_words, visit_words
from dashboard.rows.patient import PatientShare, PatientVisit


def show_about(person: session.Person) -> None:
    """How often they were seen, and what is shared until when; of oneself nothing."""
    visits = session.records_of(person, PatientVisit)
    shares = session.records_of(person, PatientShare)
    parts = [
        *map(visit_words, visits),
        *(share_words(row) for row in shares if not row["is_own"]),
    ]
    if parts:
        st.caption(sentence(" · ".join(parts)))
