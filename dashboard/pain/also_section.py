"""What else is logged on Pain: other places, sleep, events ahead and assessments."""

import streamlit as st

from dashboard import session
from dashboard.pain import wording
from dashboard.pain.day_log_form import show_sleep_log
from dashboard.pain.other_sites import show_site_log, show_site_pains
from dashboard.pain.red_flags.alerts import show_assessment_log, show_assessments
from dashboard.plan.race_form import show_event_log, show_events


def show_also(person: session.Person, *, has_signs: bool) -> None:
    """The forms, then what was logged; where signs stand, an assessment is asked for with them."""
    with st.container(horizontal=True, gap="small"):
        show_site_log(person)
        show_sleep_log(person)
        show_event_log(person)
        if not has_signs:
            show_assessment_log(person, label=wording.LOG_ASSESSMENT)
    show_site_pains(person)
    show_events(person)
    show_assessments(person)
