"""What the recordings leave unknown, and why that matters."""

import streamlit as st

from dashboard import session
from dashboard.data import wording
from dashboard.rows.data import DataMissing


def show_missing(person: session.Person) -> None:
    """What is missing, and why."""
    for row in session.records_of(person, DataMissing):
        st.markdown(wording.gap(row))
