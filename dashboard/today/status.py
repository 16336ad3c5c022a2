"""The status of the day: a word, its shape and its colour."""

import streamlit as st

from dashboard import session
from dashboard.rows.pain import PainEntry
from dashboard.rows.today import Today
from dashboard.today.status_wording import status_words
from dashboard.ui import display


def show_status(code: str, finding: str) -> None:
    """The status word as the page's headline, with the finding that made it so."""
    mark = display.STATUSES[code]
    with st.container(gap="xxsmall"):
        st.markdown(f"## {status_words(mark)}")
        st.markdown(f"##### {finding}")


def today_row(person: session.Person) -> Today | None:
    """The row that all of Today is about; None while neither a run nor pain is known."""
    row = session.record_of(person, Today)
    is_known = row is not None and (
        row["last_run_date"] is not None or session.record_of(person, PainEntry) is not None
    )
    return row if is_known else None
