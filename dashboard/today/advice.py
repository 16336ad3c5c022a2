"""What is under way for the runner: each thing in one sentence with its last day."""

import streamlit as st

from dashboard import session
from dashboard.load.context import show_return
from dashboard.rows.today import SwapRun, TodayMeasure
from dashboard.today.advice_wording import run_against, sentence

SAID_ELSEWHERE = ("cadence_step",)  # Today has its line, with the way to its screen
SWAPS = ("swap", "speed_later")


def show_measure(person: session.Person, row: TodayMeasure) -> None:
    """A row of `page.today_measure`; runs against the swap stand below it, calmly."""
    if row["measure_code"] == "return":
        show_return(person)
    else:
        st.markdown(sentence(row, person.units))
    if row["measure_code"] in SWAPS:
        for run in session.records_of(person, SwapRun):
            st.caption(run_against(run, person.units))
