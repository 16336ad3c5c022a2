"""Tomorrow's limit on a screen: once, with what it rests on."""

import streamlit as st

from dashboard import session
from dashboard.limit import wording
from dashboard.rows.others import NextRun


def next_run(person: session.Person) -> NextRun | None:
    """The row of `page.next_run`; None where nothing is known of the runner."""
    return session.record_of(person, NextRun)


def show_limit(person: session.Person, *, whose: str = "your") -> None:
    """The one sentence: how far tomorrow, and why."""
    row = next_run(person)
    if row is not None:
        st.markdown(wording.sentence(row, person.units, whose=whose))


def show_headline(person: session.Person) -> None:
    """The number as a screen's one answer, and below it what it rests on."""
    row = next_run(person)
    if row is not None:
        st.markdown(f"## {wording.headline(row, person.units)}")
        st.markdown(wording.rests_on(row, person.units))
