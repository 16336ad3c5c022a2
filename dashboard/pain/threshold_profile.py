"""Which limits a knee's light goes by, and changing them on a clinician's word."""

from datetime import timedelta

import streamlit as st

from dashboard import session
from dashboard.pain.quick_log import pick_knee
from dashboard.rows import pain as rows
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words
from etl.journal.other_site_entries import LightProfile
from etl.journal.other_sites import choose_light

DECIDERS = {
    "clinician": "I am the clinician",
    "runner": "My clinician said so",
}
USUAL = "The light goes by the strict limits for the front of the knee."
TENDON_WORDS = (
    "For a patellar tendon that a clinician has looked at. The limit comes from a trial of 38 "
    "people with a sore Achilles tendon (grade C), not from knees. What an hour after and the next "
    "morning may bring stays as it is."
)


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
        _ask(person)


def _ask(person: session.Person) -> None:
    today = session.today(person)
    with (
        st.popover("Change the limits", type="tertiary", key="light-profile"),
        st.form("light-profile-form", border=False, clear_on_submit=True),
    ):
        st.caption(TENDON_WORDS)
        knee = pick_knee(key="profile-knee")
        profile = st.radio(
            "Limits",
            list(display.LIGHT_PROFILES),
            format_func=display.LIGHT_PROFILES.__getitem__,
            key="profile-which",
        )
        decided_by = st.radio(
            "On whose word",
            list(DECIDERS),
            format_func=DECIDERS.__getitem__,
            index=None,
            key="profile-decider",
        )
        local_date = st.date_input(
            "From",
            value=today,
            min_value=today - timedelta(days=365),
            max_value=today,
            key="profile-from",
        )
        is_sent = st.form_submit_button("Save", type="primary", width="stretch")
    if is_sent and (knee is None or decided_by is None):
        st.warning("Choose a knee, and on whose word the limits change.")
    elif is_sent:
        entry = LightProfile(
            runner_id=person.runner_id,
            local_date=local_date,
            knee=str(knee),
            profile=str(profile),
            decided_by=str(decided_by),
        )
        with errors_as_words():
            choose_light(session.current_journal(), entry)
            st.toast("Saved.")
            st.rerun()
