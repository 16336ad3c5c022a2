"""Today: how far may I go, and why?"""

import streamlit as st

from dashboard import session
from dashboard.check_run.screen_part import show_check_run
from dashboard.first_visit.history_page import show_history_says
from dashboard.first_visit.start import show_first_visit
from dashboard.pain.red_flags.question import show_red_flag_question
from dashboard.runs.set_aside import show_set_aside
from dashboard.today import wording
from dashboard.today.answer_card import read_told, show_answer, show_beside
from dashboard.today.coach_notes import show_coach_notes
from dashboard.today.log_section import show_mornings
from dashboard.today.note_shown import note_shown
from dashboard.today.status import today_row
from dashboard.today.story_card import show_story
from dashboard.today.under_way_card import show_under_way
from dashboard.today.why_card import show_why
from dashboard.ui.empty_state import DATA_SCREEN, empty_state


def show() -> None:
    """The whole screen: the answer first, what it came from beside it; the picture last."""
    person = session.current_runner()
    if show_first_visit(person) or person is None or show_history_says(person):
        if person is not None:
            show_coach_notes(person)
        return
    today = today_row(person)
    if today is None:
        show_set_aside(person)  # all that came may wait for a word
        show_coach_notes(person)
        empty_state(wording.NOTHING_YET, screen=DATA_SCREEN)
        return
    told = read_told(person, today)
    with st.container(key="today-page"):
        main, side = st.container(key="today-main"), st.container(key="today-side")
    with main:
        with st.container(key="today-answer"):
            show_answer(person, told)
            show_beside(person, today)
            show_set_aside(person)
            show_red_flag_question(person)
        story = st.container(key="today-story")
        with st.container(key="today-check"):
            show_check_run(person)
    with side, st.container(key="today-morning"):
        show_mornings(person)
    with side, st.container(key="today-rest"):
        show_why(person, told)
        show_under_way(person, told)
    with story:
        show_story(person, today)
    note_shown(person, today, told.reasons)


if __name__ == "__main__":
    show()
