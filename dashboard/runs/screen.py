"""Runs: the list a runner sorts by, and one run when it is asked for."""

import streamlit as st

from dashboard import session
from dashboard.runs import wording
from dashboard.runs.left_out import show_left_out_run
from dashboard.runs.left_out_section import show_left_out
from dashboard.runs.list_section import RUN_PARAMETER, show_list
from dashboard.runs.one_run.page import show_run
from dashboard.ui.empty_state import empty_state


def show() -> None:
    """One run if the address names it, else the list."""
    person = session.current_runner()
    if person is None:
        empty_state(wording.NOTHING_YET)
        return
    wanted = st.query_params.get(RUN_PARAMETER)
    if wanted is None:
        show_list(person)
        show_left_out(person)
        return
    if st.button(wording.BACK, type="tertiary", key="back-to-list"):
        del st.query_params[RUN_PARAMETER]
        st.rerun()
    if not (show_run(person, wanted) or show_left_out_run(person, wanted)):
        st.markdown(wording.NO_SUCH_RUN)


if __name__ == "__main__":
    show()
