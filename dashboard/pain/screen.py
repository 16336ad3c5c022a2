"""Pain: which knee hurts and since when, logged in two taps; how it went is one tap below."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.pain import wording
from dashboard.pain.answer_card import show_answer
from dashboard.pain.day_log_form import show_sleep_log
from dashboard.pain.day_section import show_days
from dashboard.pain.history import wording as history
from dashboard.pain.history.calendar_section import show_calendar
from dashboard.pain.history.entry_history import show_deleted, show_entries
from dashboard.pain.history.episode_section import show_pain_episodes
from dashboard.pain.history.morning_section import show_mornings
from dashboard.pain.other_sites import show_site_log, show_site_pains
from dashboard.pain.red_flags.alerts import (
    show_assessment_log,
    show_assessments,
    show_warning_signs,
)
from dashboard.pain.red_flags.question import show_red_flag_question
from dashboard.pain.threshold_profile import show_light_profile
from dashboard.plan.race_form import show_event_log, show_events
from dashboard.rows.pain import WarningSign
from dashboard.ui.empty_state import empty_state
from dashboard.ui.folds import show_in_fold


def show() -> None:
    """The whole screen, top down: warning signs before anything else."""
    person = session.current_runner()
    if person is None:
        empty_state(wording.EMPTY)
        return
    entries = session.rows_of(person, "page.pain_entry")
    has_signs = bool(session.records_of(person, WarningSign))
    if has_signs:
        show_warning_signs(person)
    show_answer(person, is_logged=not entries.is_empty())
    show_red_flag_question(person)
    if entries.is_empty():
        show_deleted(person)
    else:
        days = show_days(person)
        show_entries(person, entries)
    with st.container(gap=None):
        if not entries.is_empty():
            _show_looks_back(person, days)
        show_in_fold(
            wording.ALSO, partial(_show_also, person, has_signs=has_signs), key="pain-also"
        )
        show_in_fold(wording.LIMITS, partial(show_light_profile, person), key="pain-limits")


def _show_looks_back(person: session.Person, days: pl.DataFrame) -> None:
    if not days.is_empty():
        show_in_fold(history.CALENDAR, partial(show_calendar, person, days), key="pain-calendar")
    show_in_fold(history.SPELLS, partial(show_pain_episodes, person), key="pain-spells")
    show_in_fold(history.MORNINGS, partial(show_mornings, person), key="pain-mornings")


def _show_also(person: session.Person, *, has_signs: bool) -> None:
    """What is logged here besides; where signs stand, an assessment is asked for above."""
    with st.container(horizontal=True, gap="small"):
        show_site_log(person)
        show_sleep_log(person)
        show_event_log(person)
        if not has_signs:
            show_assessment_log(person, label=wording.LOG_ASSESSMENT)
    show_site_pains(person)
    show_events(person)
    show_assessments(person)


if __name__ == "__main__":
    show()
