"""Patient: what do I need to know before they walk in?"""

from functools import partial
from pathlib import Path

import streamlit as st

from dashboard import session
from dashboard.patient.change_section import show_changes
from dashboard.patient.done_section import show_done
from dashboard.patient.gap_section import show_gaps
from dashboard.patient.head_section import show_head
from dashboard.patient.knee_section import show_knees, show_knees_before
from dashboard.patient.mechanics_section import show_all_mechanics, show_mechanics
from dashboard.patient.notes import show_notes, show_question
from dashboard.patient.own_limits.section import show_limits
from dashboard.patient.week_section import show_weeks
from dashboard.patient.wording import (
    ALL_MECHANICS,
    HURT_BEFORE,
    NOTHING_YET,
    knees_by_state,
    missing_lines,
)
from dashboard.rows.mechanics import MechanicsCourse
from dashboard.rows.patient import PatientGap, PatientKnee, PatientNote
from dashboard.rows.today import Today, TodayReason
from dashboard.ui.card import card
from dashboard.ui.empty_state import empty_state
from dashboard.ui.folds import show_in_fold

STYLES = Path(__file__).parents[1] / "assets" / "of_screens" / "patient.css"
WEEKS = 12


def show() -> None:
    """What hurts and what changed beside what was done; the rest in lines that unfold."""
    person = session.current_runner()
    if person is None:
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
        show_question(notes)
    with course:
        show_weeks(person, weeks, reasons)
        seen = session.records_of(person, MechanicsCourse)
        show_mechanics(person, seen)
    with card(key="patient-more"):
        missing = missing_lines(
            session.records_of(person, PatientGap),
            last_run_date=today["last_run_date"] if today else None,
            today=session.today(person),
            weeks=weeks,
        )
        show_gaps(missing)
        if before:
            calm = partial(show_knees_before, before, session.today(person))
            show_in_fold(HURT_BEFORE, calm, key="patient-before")
        show_done(person, weeks, is_complete=not missing)
        if seen:
            show_in_fold(ALL_MECHANICS, partial(show_all_mechanics, seen), key="patient-seen")
        show_limits(person)
        show_notes(notes)


if __name__ == "__main__":
    show()
