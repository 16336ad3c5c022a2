"""The card on top of Today: status, the one number, why, and what to do with it."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import session
from dashboard.limit.adult_limits import show_adult_limits
from dashboard.limit.line import next_run
from dashboard.pain.quick_log import show_quick_log, show_saved
from dashboard.pain.red_flags.alerts import show_warning_signs
from dashboard.rows.others import NextRun
from dashboard.rows.plan import PlanToday
from dashboard.rows.today import StoryPain, Today, TodayMeasure, TodayReason
from dashboard.today import wording
from dashboard.today.status_wording import Statement, advice, statement, status_words
from dashboard.ui import display
from dashboard.ui.card import card
from dashboard.ui.charts.limit_bar import limit_bar
from dashboard.ui.escape import escaped_line

PLAN = "plan/screen.py"


@dataclass(frozen=True, slots=True)
class Told:
    """All that Today says, read once."""

    today: Today
    reasons: Sequence[TodayReason]
    measures: Sequence[TodayMeasure]
    pains: Sequence[StoryPain]
    limit: NextRun | None
    said: Statement


def read_told(person: session.Person, today: Today) -> Told:
    """What is read for the card, the reasons and what is under way."""
    reasons = session.records_of(person, TodayReason)
    return Told(
        today=today,
        reasons=reasons,
        measures=session.records_of(person, TodayMeasure),
        pains=session.records_of(person, StoryPain),
        limit=next_run(person),
        said=statement(today, reasons),
    )


def show_answer(person: session.Person, told: Told) -> None:
    """Status, number, sentence, both buttons, and the week as a bar."""
    units = person.units
    with card(key="answer"):
        st.markdown(f"**{status_words(display.STATUSES[told.today['status']])}**")
        st.markdown(f"## {wording.headline(told.limit, told.today, told.measures, units)}")
        why = wording.because(told.said, told.limit, told.pains, told.today, units)
        st.markdown(escaped_line(why))
        _show_prompt(told)
        _show_buttons(person, told.today)
        show_saved()
        if told.today["hold_name"] is None:
            _show_week(person, told.today)


def show_beside(person: session.Person, today: Today) -> None:
    """What stands with the answer: warning signs that hold it, or whom its limits are not for."""
    if today["hold_name"] is not None:
        show_warning_signs(person)
    else:
        show_adult_limits(person)


def _show_prompt(told: Told) -> None:
    """To have the knee assessed is said in sight, whatever else is folded."""
    if told.today["hold_name"] is not None:
        return
    for one in advice(told.reasons):
        of_them = [row for row in told.reasons if row["reason_index"] in one.because]
        if any(wording.is_prompt(row) for row in of_them):
            st.markdown(one.text)


def _show_buttons(person: session.Person, today: Today) -> None:
    with st.container(horizontal=True, gap="small", key="answer-buttons"):
        show_quick_log(person, has_run_today=today["has_run_today"])
        if st.button(wording.SEE_PLAN, key="see-plan", width="stretch"):
            st.switch_page(PLAN)


def _show_week(person: session.Person, today: Today) -> None:
    """What was run of what seven days hold; what lies past it is hatched, and said."""
    plan = session.record_of(person, PlanToday)
    label, run_m, target_m = wording.week_words(today, plan, person.units)
    line = wording.week_line(label, run_m, target_m, person.units)
    st.html(limit_bar(line, run_m, target_m))
