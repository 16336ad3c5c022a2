"""Which limits a knee's light goes by, and changing them on a clinician's word."""

import streamlit as st

from dashboard import session
from dashboard.pain.asking import LIGHT
from dashboard.rows import pain as rows
from dashboard.ui import display
from dashboard.ui.entry_form import show_entry_form

USUAL = "The light goes by the strict limits for the front of the knee."


def show_light_profile(person: session.Person) -> None:
    """The limits of today in words, and a quiet way to change them for one knee."""
    profiles = session.records_of(person, rows.LightProfile)
    told = [
        f"{display.KNEES[row['knee']].word} knee: the limits for a tendon, up to 5 of 10 while "
        f"running, since {display.day(row['from_date'])}."
        for row in profiles
        if row["light_profile"] == "tendon_5"
    ]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(" ".join(told) or USUAL, width="content")
        show_entry_form(
            person, LIGHT, known={"profile": "pfp_strict"}, type="tertiary", key="light-profile"
        )
