"""What a reader may do: note, plan, report."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.patient import action_wording as wording
from dashboard.patient.notes import show_note_form
from dashboard.patient.report.request import report_bytes, report_name
from dashboard.patient.report.wording import PAPERS


def show_actions(person: session.Person, *, week_count: int) -> None:
    """The note, the plan, and the report to print."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", width="content"):
        show_note_form(person)
        if st.button(wording.ADJUST_PLAN, key="adjust-plan"):
            st.switch_page("plan/screen.py", query_params={session.RUNNER_KEY: person.runner_id})
        with st.popover(wording.REPORT, type="primary", key="report"):
            paper = st.segmented_control(
                wording.PAPER,
                list(PAPERS),
                format_func=PAPERS.__getitem__,
                default="a4",
                required=True,
                key="report-paper",
            )
            st.download_button(
                wording.MAKE_REPORT,
                data=partial(
                    report_bytes,
                    session.current_gateway(),
                    session.current_viewer(),
                    person,
                    weeks=week_count,
                    paper=str(paper),
                ),
                file_name=report_name(person, session.today(person)),
                mime="application/pdf",
                on_click="ignore",
                key="report-make",
            )
            st.caption(wording.REPORT_HOLDS)
