"""Sharing: who may see what of me until when, who looked, and in which groups am I?"""

import streamlit as st

from dashboard import session
from dashboard.people import wording
from dashboard.people.grants_section import show_grants
from dashboard.people.groups_section import show_groups
from dashboard.people.reads_section import show_reads
from dashboard.people.sessions_section import show_sessions
from dashboard.people.share_form import show_share_form
from dashboard.people.tokens_section import show_tokens
from dashboard.ui.chart import show_heading
from dashboard.ui.section import section


def show() -> None:
    """The whole screen, top down; grants and reads are told to the runner alone."""
    account = session.current_account()
    if account is None:
        st.info(wording.NOT_HERE)
        return
    state = session.current_team()
    person = session.current_runner()
    if person is not None and session.owns(person):
        grants = session.rows_of(person, "page.grant")
        show_grants(person, grants, state)
        show_share_form(account, person, state)
        show_reads(person, state)
        with section(wording.TOKENS):
            show_tokens(person)
    elif person is not None:
        is_runner = account.own_runner_id is not None
        show_heading(wording.GROUPS, wording.CHOOSE_YOURSELF if is_runner else wording.OF_ANOTHER)
    else:
        show_heading(wording.GROUPS, wording.NOTHING_SHARED)
    show_groups(account, state)
    show_sessions(account)


if __name__ == "__main__":
    show()
