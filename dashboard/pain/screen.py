"""Pain: which knee hurts and since when, logged in two taps; how it went is one tap below."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.pain import wording
from dashboard.pain.also_section import show_also
from dashboard.pain.answer_card import show_answer
from dashboard.pain.day_section import show_days
from dashboard.pain.diary.section import show_diary
from dashboard.pain.diary.wording import OPENS as DIARY
from dashboard.pain.history.entry_history import show_deleted, show_entries
from dashboard.pain.history.section import show_history
from dashboard.pain.red_flags.alerts import show_warning_signs
from dashboard.pain.red_flags.question import show_red_flag_question
from dashboard.pain.threshold_profile import show_light_profile
from dashboard.rows.pain import WarningSign
from dashboard.ui.empty_state import empty_state
from dashboard.ui.folds import show_in_fold
from dashboard.ui.wording import WAY_IN_OR_PAIN


def show() -> None:
    """The whole screen, top down: warning signs before anything else."""
    person = session.current_runner()
    if person is None:
        empty_state(wording.EMPTY, WAY_IN_OR_PAIN)
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
        show_days(person)
        show_entries(person, entries)
    with st.container(gap="small"):
        if not entries.is_empty():
            show_history(person)
        also = partial(show_also, person, has_signs=has_signs)
        show_in_fold(wording.ALSO, also, key="pain-also")
        if session.owns(person):
            show_in_fold(DIARY, partial(show_diary, person), key="pain-diary")
        show_in_fold(wording.LIMITS, partial(show_light_profile, person), key="pain-limits")


if __name__ == "__main__":
    show()
