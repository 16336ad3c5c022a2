"""The programme with today's list, the warm-up, and what is missing."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.method.common_questions_popover import show_answers
from dashboard.pain.quick_log import show_missing_mornings
from dashboard.rows import to_rows
from dashboard.rows.strength import StrengthMissing, StrengthProgramme, StrengthWeek
from dashboard.strength.session_log import show_exercises, week_words
from dashboard.strength.warm_up import show_programme, show_warm_up
from dashboard.ui.escape import escaped
from dashboard.ui.section import section
from etl.reference.clinic.strength_programmes import read_programmes


def show_today(person: session.Person, programme: StrengthProgramme, weeks: pl.DataFrame) -> None:
    """The programme with today's list, the warm-up, and what is missing to tell the next step."""
    with section("Strength today"):
        this_week = "".join(week_words(week) for week in to_rows(weeks.tail(1), StrengthWeek))
        st.markdown(f"{escaped(programme['title'])}" + (f" · **{this_week}**" if this_week else ""))
        st.caption(escaped(programme["what_for"]))
        for problem in read_programmes(session.current_home().programmes).problems:
            st.warning(escaped(problem))
        show_missing_mornings(person, session.records_of(person, StrengthMissing))
        show_warm_up(person, programme)
        show_exercises(person, session.rows_of(person, "page.strength_today"))
        show_programme(person, programme)
        show_answers()
