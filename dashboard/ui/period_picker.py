"""The period that all charts over time share."""

import streamlit as st

from dashboard import session


def show_period_picker() -> session.Period:
    """A row of periods; the choice stays while moving between screens."""
    st.segmented_control(
        "Period",
        list(session.PERIODS),
        format_func=lambda code: session.PERIODS[code].word,
        default=session.first_period(session.current_runner()).code,
        required=True,
        key=session.PERIOD_KEY,
        persist_state="session",
        label_visibility="collapsed",
    )
    return session.current_period()
