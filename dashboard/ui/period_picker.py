"""The period that all charts over time share."""

import streamlit as st

from dashboard import session
from dashboard.ui.navigation.address import put_choice


def show_period_picker() -> session.Period:
    """A row of periods; the choice stands in the address and stays from screen to screen."""
    st.segmented_control(
        "Period",
        list(session.PERIODS),
        format_func=lambda code: session.PERIODS[code].word,
        default=session.first_period(session.current_runner()).code,
        required=True,
        key=session.PERIOD_KEY,
        persist_state="session",
        on_change=put_choice,
        args=(session.PERIOD_KEY,),
        label_visibility="collapsed",
    )
    return session.current_period()
