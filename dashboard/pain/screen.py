"""Pain: log a day in ten seconds, see how it is going, put entries right."""

import streamlit as st

from dashboard import session
from dashboard.pain.calendar_section import show_calendar
from dashboard.pain.day_log_form import show_sleep_log
from dashboard.pain.entry_form import show_pain_form
from dashboard.pain.entry_history import show_deleted, show_entries
from dashboard.pain.episodes import show_pain_episodes
from dashboard.pain.morning_section import show_mornings
from dashboard.pain.other_sites import show_site_log, show_site_pains
from dashboard.pain.red_flags.alerts import show_assessment_log, show_assessments
from dashboard.pain.red_flags.question import show_red_flag_question
from dashboard.pain.threshold_profile import show_light_profile
from dashboard.plan.race_form import show_event_log, show_events
from dashboard.ui.empty_state import empty_state


def show() -> None:
    """The whole screen, top down."""
    person = session.current_runner()
    if person is None:
        empty_state("Pain is logged beside your runs: bring those in, or log the first score.")
        return
    show_pain_form(person)
    show_red_flag_question(person)
    with st.container(horizontal=True, gap="small"):
        show_site_log(person)
        show_sleep_log(person)
        show_event_log(person)
        show_assessment_log(person, label="Log an assessment")
    entries = session.rows_of(person, "page.pain_entry")
    st.space("small")
    if entries.is_empty():
        st.markdown("#### No pain logged yet")
        st.caption("Days you log appear here as a calendar. A 0 is worth logging: it is good news.")
    else:
        show_calendar(person)
        show_pain_episodes(person)
        show_mornings(person)
        show_entries(person, entries)
    show_deleted(person)
    show_site_pains(person)
    show_events(person)
    show_assessments(person)
    show_light_profile(person)


if __name__ == "__main__":
    show()
