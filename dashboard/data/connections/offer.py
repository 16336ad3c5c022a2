"""Before anyone connects: what is read, why, for how long, and what is better."""

import streamlit as st

from dashboard import session
from dashboard.data.connections import offer_wording as wording
from dashboard.ui.section import section
from etl.sources.strava_api.terms import TERMS


def show_terms() -> None:
    """What is read and never read, why, until when, and the way out."""
    for paragraph in wording.terms(TERMS.kept_for.days):
        st.markdown(paragraph)


def show_how_to_set_up() -> None:
    """The steps for whoever runs this installation, closed until asked for."""
    with st.expander(wording.SET_UP):
        st.markdown(wording.STEPS.format(domain=_domain()))


def show_files_first() -> None:
    """Files and the bulk export are better where they can be had."""
    with section(wording.FILES_STAY):
        st.markdown(wording.FILES_WORDS)


def _domain() -> str:
    address = session.current_settings().public_url
    return address.partition("://")[2].split("/")[0] if address else "127.0.0.1"
