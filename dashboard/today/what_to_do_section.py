"""What to do today, and the numbers of it."""

from collections.abc import Sequence

import streamlit as st

from dashboard import session
from dashboard.limit.adult_limits import show_adult_limits
from dashboard.limit.line import show_limit
from dashboard.pain.red_flags.alerts import show_warning_signs
from dashboard.rows.today import Today, TodayReason
from dashboard.today.advice import show_measures
from dashboard.today.status_wording import advice
from dashboard.today.week_numbers import show_week_numbers
from dashboard.ui.section import section


def show_what_to_do(person: session.Person, today: Today, reasons: Sequence[TodayReason]) -> None:
    """Advice of the first reason, and its numbers; none while a clinician has the word."""
    with section("What to do"):
        if today["hold_name"] != "under_care":
            for told in advice(reasons):
                st.markdown(told.text)
                if told.because_words:
                    st.caption(told.because_words)
        if today["hold_name"] is not None:
            show_warning_signs(person)
        else:
            show_limit(person)
            show_measures(person)
            show_week_numbers(person, today)
            show_adult_limits(person)
