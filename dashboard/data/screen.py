"""Data and connections: what is here, is it up to date, and how does more come in?"""

import streamlit as st

from dashboard import session
from dashboard.data.arriving_section import show_arriving
from dashboard.data.connections.section import show_connections
from dashboard.data.export_and_erase import show_erased, show_rights
from dashboard.data.outdated_section import show_outdated
from dashboard.data.recorder_answers import show_recorder_answers
from dashboard.data.source_order_section import show_source_order
from dashboard.data.source_section import show_sources
from dashboard.data.worth_section import show_worth
from dashboard.imports.import_section import show_import
from dashboard.imports.result_section import show_result
from dashboard.people.profile import show_profile
from dashboard.runs.set_aside import show_set_aside


def show() -> None:
    """What came and what comes first, then what unfolds."""
    person = session.current_runner()
    show_erased()
    show_import(person)
    show_result(person)
    if person is not None:
        show_set_aside(person)
        show_recorder_answers(person)
        show_outdated(person)
    with st.container(gap="small"):
        if person is not None:
            show_sources(person)
            show_source_order(person)
        show_connections(person)
        show_arriving(person)
        if person is not None:
            show_worth(person)
        show_profile(person)
        if person is not None:
            show_rights(person)


if __name__ == "__main__":
    show()
