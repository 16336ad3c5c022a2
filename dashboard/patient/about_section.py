"""How often a runner was seen, and what is shared until when."""

import streamlit as st

from dashboard import session
from dashboard.mechanics.wording import sentence
from dashboard.patient.wording import share_words, visit_words


def show_about(person: session.Person) -> None:
    """How often they were seen, and what is shared until when; of oneself nothing."""
    visits = session.rows_of(person, "page.patient_visit").to_dicts()
    shares = session.rows_of(person, "page.patient_share").to_dicts()
    parts = [
        *map(visit_words, visits),
        *(share_words(row) for row in shares if not row["is_own"]),
    ]
    if parts:
        st.caption(sentence(" · ".join(parts)))
