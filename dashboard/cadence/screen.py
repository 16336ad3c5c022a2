"""Cadence: are my steps getting quicker at the same pace?"""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.cadence import wording
from dashboard.cadence.advice_section import show_advice_of_170
from dashboard.cadence.answer_section import show_answer
from dashboard.cadence.charts import then_and_now
from dashboard.cadence.effect_section import show_effect
from dashboard.cadence.length_section import show_step_length
from dashboard.cadence.line_section import show_own_line
from dashboard.cadence.step_protocol import show_diary
from dashboard.cadence.week_section import show_weeks
from dashboard.rows.cadence import CadenceContext, CadencePlan
from dashboard.ui.empty_state import DATA_SCREEN, START_SCREEN, empty_state
from dashboard.ui.period_picker import show_period_picker


def show() -> None:
    """Now and what to do next, the weeks, and what unfolds."""
    person = session.current_runner()
    weeks = session.rows_of(person, "page.cadence_week") if person else pl.DataFrame()
    if person is None or weeks.is_empty() or weeks["cadence_spm"].is_null().all():
        empty_state(
            wording.NOTHING_YET,
            screen=START_SCREEN if person is None or weeks.is_empty() else DATA_SCREEN,
        )
        return
    first_day = session.current_period().first_day(session.today(person))
    lines = then_and_now(session.rows_of(person, "page.cadence_line"), first_day)
    plan = session.record_of(person, CadencePlan)
    show_answer(person, weeks, lines, plan)
    show_period_picker()
    weeks = weeks.filter(pl.col("week_start_date") >= first_day)
    show_weeks(person, weeks)
    context = session.records_of(person, CadenceContext)[0]
    with st.container(gap="small"):
        show_diary(person, plan)
        show_own_line(person, lines)
        show_step_length(person, weeks, context)
        show_effect(person)
        show_advice_of_170(person, context)


if __name__ == "__main__":
    show()
