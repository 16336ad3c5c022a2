"""Recordings that wait for their runner's word: asked once, on Data and on Today."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.data import SetAside, SetAsideRecorder
from dashboard.runs import doubt_wording as wording
from dashboard.runs.corrections import choose
from dashboard.runs.ride_question import show_ride_questions
from dashboard.ui.escape import escaped_line

_MOST_SHOWN = 5


def show_set_aside(person: session.Person) -> None:
    """Each recording that does not count yet, why, and two answers; nothing where none waits.

    What one app leaves without a kind is one question, however many recordings it is.
    """
    if not session.owns(person):
        return
    waiting = session.rows_of(person, "page.set_aside")
    if waiting["is_asked_together"].any():
        for row in session.records_of(person, SetAsideRecorder):
            _ask_together(person, row)
    single = waiting.filter(~pl.col("is_asked_together"))
    for row in to_rows(single.head(_MOST_SHOWN), SetAside):
        _ask(person, row)
    if single.height > _MOST_SHOWN:
        st.caption(wording.more_after(single.height - _MOST_SHOWN))
    show_ride_questions(person)


def _ask(person: session.Person, row: SetAside) -> None:
    activity_id = row["activity_id"]
    with st.container(border=True):
        st.markdown(f"{escaped_line(wording.question(row, person.units))} {wording.UNTIL_THEN}")
        with st.container(horizontal=True):
            if st.button(wording.WAS_A_RUN, key=f"keep-{activity_id}"):
                _answer(person, activity_id, field="is_excluded", value="false")
            if st.button(wording.LEAVE_OUT, key=f"leave-{activity_id}"):
                _answer(person, activity_id, field="is_excluded", value="true")


def _ask_together(person: session.Person, row: SetAsideRecorder) -> None:
    activity_id = row["activity_id"]
    with st.container(border=True):
        asked = escaped_line(wording.question_together(row, person.units))
        st.markdown(f"{asked} {wording.UNTIL_THEN_TOGETHER}")
        with st.container(horizontal=True):
            for label, value in wording.ANSWERS_TOGETHER.items():
                if st.button(label, key=f"recorder-{value}-{activity_id}"):
                    _answer(person, activity_id, field="recorder_is_run", value=value)


def _answer(person: session.Person, activity_id: str, *, field: str, value: str) -> None:
    choose(person, activity_id=activity_id, field=field, value=value)
    st.rerun()
