"""The page of a recording that does not count: why, since when, and the way back."""

import streamlit as st

from dashboard import session
from dashboard.rows.runs import RunChoice, RunsLeftOut
from dashboard.runs import left_out_wording as wording
from dashboard.runs.correction_wording import (
    COUNT_AGAIN,
    counts_once_taken_back,
    said_words,
)
from dashboard.runs.corrections import choose, withdraw
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped


def show_left_out_run(person: session.Person, activity_id: str) -> bool:
    """What became of it; False where there is no such recording."""
    row = session.record_of(person, RunsLeftOut, activity_id=activity_id)
    if row is None:
        return False
    st.markdown(wording.why_words(row, person.units))
    for said in session.records_of(person, RunChoice, activity_id=activity_id):
        words = said_words(said, units=person.units, time_zone=person.time_zone)
        st.caption(f"{escaped(words)}.")
    is_ours = session.owns(person) and row["reason"] != "too_short"
    if is_ours and st.button(wording.COUNT_IT, key="left-out-back"):
        with errors_as_words():
            count_again(person, row)
            st.rerun()
    return True


def count_again(person: session.Person, row: RunsLeftOut) -> None:
    """Let one recording of `page.runs_left_out` count, by the word that its reason asks for."""
    if counts_once_taken_back(row):
        withdraw(person, activity_id=row["activity_id"], field="is_excluded")
        return
    field, value = COUNT_AGAIN[row["reason"]]
    choose(person, activity_id=row["activity_id"], field=field, value=value)
