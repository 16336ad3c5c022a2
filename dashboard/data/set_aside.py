"""Recordings that wait for their runner's word: asked once, on Data and on Today."""

from typing import Any

import streamlit as st

from dashboard import display, session
from dashboard.data.ride_question import show_ride_questions
from dashboard.widgets.choices import choose
from dashboard.widgets.escape import escaped

_MOST_SHOWN = 5


def show_set_aside(person: session.Person) -> None:
    """Each recording that does not count yet, why, and two answers; nothing where none waits."""
    if not session.owns(person):
        return
    waiting = session.rows_of(person, "page.set_aside")
    for row in waiting.head(_MOST_SHOWN).to_dicts():
        with st.container(border=True):
            st.markdown(_question(row, person.units))
            with st.container(horizontal=True):
                if st.button("It was a run", key=f"keep-{row['activity_id']}"):
                    _answer(person, row["activity_id"], value="false")
                if st.button("Leave it out", key=f"leave-{row['activity_id']}"):
                    _answer(person, row["activity_id"], value="true")
    if waiting.height > _MOST_SHOWN:
        st.caption(f"{display.count(waiting.height - _MOST_SHOWN, 'more recording')} after these.")
    show_ride_questions(person)


def _question(row: dict[str, Any], units: str) -> str:
    when = display.day(row["local_date"])
    distance = display.distance(row["distance_m"], units)
    return (
        f"**{when}, {distance}: did you run this?** {escaped(row['reason'])} "
        "It does not count until you say so."
    )


def _answer(person: session.Person, activity_id: str, *, value: str) -> None:
    choose(person, activity_id=activity_id, field="is_excluded", value=value)
    st.rerun()
