"""What a coach says, what to do and what is under way: a line each, the whole one tap below."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.cadence.step_protocol import show_cadence_line
from dashboard.check_ins.form import show_check_in_line
from dashboard.load.context import show_return
from dashboard.plan.today_line import show_plan_line
from dashboard.rows.today import SwapRun, TodayMeasure
from dashboard.strength.session_log import show_strength_line
from dashboard.today import wording
from dashboard.today.advice_wording import run_against, sentence
from dashboard.today.answer_card import Told
from dashboard.today.coach_notes import show_coach_lines
from dashboard.today.status_wording import advice
from dashboard.today.week_numbers import show_week_numbers
from dashboard.ui.card import card
from dashboard.ui.folds import show_in_fold

SAID_ELSEWHERE = ("cadence_step",)  # Today has its line, with the way to its screen
SWAPS = ("swap", "speed_later")


def show_under_way(person: session.Person, told: Told) -> None:
    """Advice, measures, the numbers of the week, and what is begun: plan, cadence, strength."""
    is_free = told.today["hold_name"] is None
    measures = [row for row in told.measures if row["measure_code"] not in SAID_ELSEWHERE]
    title = wording.under_way_title(measures, told.today["local_date"])
    with card(title, key="under-way"), st.container(gap=None):
        show_coach_lines(person)
        if told.today["hold_name"] != "under_care" and advice(told.reasons):
            _fold(wording.WHAT_TO_DO, partial(_show_advice, told), key="what-to-do")
        if is_free:
            for row in measures:
                words = wording.short_measure(row, measures, person.units)
                show = partial(_show_measure, person, row)
                _fold(words, show, key=f"measure-{row['measure_code']}")
            _fold(
                wording.WEEK_IN_NUMBERS,
                partial(show_week_numbers, person, told.today),
                key="week-numbers",
            )
            show_plan_line(person)
            show_cadence_line(person)
        show_strength_line(person)
        show_check_in_line(person)


def _show_measure(person: session.Person, row: TodayMeasure) -> None:
    """A row of `page.today_measure`; runs against the swap stand below it, calmly."""
    if row["measure_code"] == "return":
        show_return(person)
    else:
        st.markdown(sentence(row, person.units))
    if row["measure_code"] in SWAPS:
        for run in session.records_of(person, SwapRun):
            st.caption(run_against(run, person.units))


def _show_advice(told: Told) -> None:
    for one in advice(told.reasons):
        st.markdown(one.text)
        if one.because_words:
            st.caption(one.because_words)


def _fold(words: str, show: partial[None], *, key: str) -> None:
    show_in_fold(words, show, key=key, kind="compact")
