"""Who it is, how they stand today, and what may be done about it."""

import streamlit as st

from dashboard import session
from dashboard.limit.line import show_limit
from dashboard.mechanics.wording import sentence
from dashboard.patient.actions import show_actions
from dashboard.patient.wording import name_words, plan_lines, share_words, visit_words
from dashboard.rows.patient import PatientShare, PatientVisit
from dashboard.rows.plan import PlanToday
from dashboard.rows.today import Today, TodayReason
from dashboard.today.status_wording import statement, status_of, status_words
from dashboard.ui import display
from dashboard.ui.escape import escaped


def show_head(
    person: session.Person,
    today: Today | None,
    reasons: list[TodayReason],
    *,
    week_count: int,
) -> None:
    """Name and buttons in one line; below it the status with its first reason, and the limit."""
    mark = display.STATUSES[status_of(today)]
    finding = statement(today, reasons, to_runner=False).finding
    with st.container(key="patient-head", gap="xxsmall"):
        with st.container(
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
            gap="small",
        ):
            st.markdown(f"## {escaped(name_words(person))}", width="content")
            show_actions(person, week_count=week_count)
        st.markdown(f"**{status_words(mark)}**: {finding}" if finding else status_words(mark))
        show_limit(person, whose="their")
        _show_about(person)


def _show_about(person: session.Person) -> None:
    """Their plan, how often they were seen, and what is shared until when; of oneself not."""
    visits = session.records_of(person, PatientVisit)
    shares = session.records_of(person, PatientShare)
    plans = session.records_of(person, PlanToday)
    parts = [
        *plan_lines(plans, person.units),
        *(visit_words(row, session.today(person)) for row in visits),
        *(share_words(row) for row in shares if not row["is_own"]),
    ]
    if parts:
        st.caption(escaped(sentence(" · ".join(parts))))
