"""Patient: what do I need to know before they walk in?"""

from pathlib import Path

import streamlit as st

from dashboard import session
from dashboard.patient.change_section import show_changes
from dashboard.patient.head_section import show_head
from dashboard.patient.knee_section import show_knees
from dashboard.patient.mechanics_section import show_mechanics
from dashboard.patient.notes import show_question
from dashboard.patient.rest_section import show_rest
from dashboard.patient.week_section import show_weeks
from dashboard.patient.wording import INVITE, NOBODY_SHARES, NOTHING_YET, knees_by_state
from dashboard.rows.mechanics import MechanicsCourse
from dashboard.rows.patient import PatientKnee, PatientNote
from dashboard.rows.today import Today, TodayReason
from dashboard.ui.empty_state import empty_state

STYLES = Path(__file__).parents[1] / "assets" / "of_screens" / "patient.css"
WEEKS = 12


def show() -> None:
    """What hurts and what changed beside what was done; the rest in lines that unfold."""
    person = session.current_runner()
    if person is None:
        account = session.current_account()
        if account is not None and account.may_write_for_others:
            empty_state(NOBODY_SHARES, INVITE, screen="people/screen.py")
        else:
            empty_state(NOTHING_YET)
        return
    st.html(STYLES)
    today = session.record_of(person, Today)
    reasons = session.records_of(person, TodayReason)
    weeks = session.rows_of(person, "page.patient_week").tail(WEEKS + 1)
    notes = session.records_of(person, PatientNote)
    now, before = knees_by_state(session.records_of(person, PatientKnee))
    show_head(person, today, reasons, week_count=WEEKS)
    story, course = st.columns([4, 7], gap="small")
    with story:
        show_knees(now, has_hurt=bool(before), today=session.today(person))
        show_changes(person, now)
    with course:
        show_weeks(person, weeks, reasons)
        show_question(notes)
        seen = session.records_of(person, MechanicsCourse)
        show_mechanics(person, seen)
    show_rest(person, today, weeks, before=before, seen=seen, notes=notes)


if __name__ == "__main__":
    show()
