"""Logging from Today: pain, warning signs, missing mornings."""

import streamlit as st

from dashboard import session
from dashboard.pain.quick_log import show_missing_mornings, show_quick_log
from dashboard.pain.red_flags.question import show_red_flag_question
from dashboard.rows.today import Today, TodayMissing


def show_log(person: session.Person, today: Today) -> None:
    """The quick form, warning signs where they are to be asked about, and missing mornings."""
    with st.container(gap="small"):
        show_quick_log(person, has_run_today=today["has_run_today"])
        show_red_flag_question(person)
        show_missing_mornings(person, session.records_of(person, TodayMissing))
