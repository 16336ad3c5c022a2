"""What a reader may do: note, plan, report."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.patient.notes import show_note_form
from dashboard.patient.report.contents import PAPERS
from dashboard.patient.report.request import report_bytes, report_name


def show_actions(person: session.Person, *, week_count: int) -> None:
    """The note, and the report to print."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        show_note_form(person)
        st.page_link(
            "plan/screen.py",
            label="Adjust the plan",
            query_params={session.RUNNER_KEY: person.runner_id},
            width="content",
        )
        with st.popover("Report as PDF", key="report"):
            paper = st.segmented_control(
                "Paper",
                list(PAPERS),
                format_func=PAPERS.__getitem__,
                default="a4",
                required=True,
                key="report-paper",
            )
            st.download_button(
                "Make the report",
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
            st.caption("One to three pages. What came through the Strava API stays out of it.")
