"""Which limits a knee's light goes by, and changing them on a clinician's word."""

import streamlit as st

from dashboard import session
from dashboard.pain.asking import LIGHT
from dashboard.pain.wording import USUAL_LIMITS, tendon_limits
from dashboard.rows import pain as rows
from dashboard.ui.entry_form import show_entry_form


def show_light_profile(person: session.Person) -> None:
    """The limits of today in words, and a quiet way to change them for one knee."""
    profiles = session.records_of(person, rows.LightProfile)
    told = [tendon_limits(row) for row in profiles if row["light_profile"] == "tendon_5"]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(" ".join(told) or USUAL_LIMITS, width="content")
        show_entry_form(
            person, LIGHT, known={"profile": "pfp_strict"}, type="tertiary", key="light-profile"
        )
