"""Recordings that went on by car: the ride does not count, and its runner is asked once."""

import streamlit as st

from dashboard import session
from dashboard.rows.data import RideQuestion
from dashboard.runs import doubt_wording as wording
from dashboard.runs.corrections import choose, cutting
from dashboard.ui.errors import errors_as_words

_MOST_SHOWN = 5


def show_ride_questions(person: session.Person) -> None:
    """Each with three answers, for its runner only; nothing where none waits."""
    waiting = session.records_of(person, RideQuestion)
    for row in waiting[:_MOST_SHOWN]:
        with st.container(border=True):
            st.markdown(wording.ride_question(row, person.units))
            with st.container(horizontal=True):
                _answers(person, row)
    if len(waiting) > _MOST_SHOWN:
        st.caption(wording.more_after(len(waiting) - _MOST_SHOWN, is_ride=True))


def _answers(person: session.Person, row: RideQuestion) -> None:
    activity_id = row["activity_id"]
    if st.button(wording.keep_part(row, person.units), key=f"keep-part-{activity_id}"):
        with errors_as_words():
            cutting(person, activity_id).trim(
                from_s=int(row["run_part_from_s"]), until_s=round(row["run_part_until_s"])
            )
            st.rerun()
    for words, key, field in (
        (wording.KEEP_ALL, "keep-all", "keeps_ride"),
        (wording.LEAVE_OUT, "leave-ride", "is_excluded"),
    ):
        if st.button(words, key=f"{key}-{activity_id}"):
            with errors_as_words():
                choose(person, activity_id=activity_id, field=field, value="true")
                st.rerun()
