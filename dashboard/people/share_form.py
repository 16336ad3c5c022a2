"""Whom, what and until when, under the words that are agreed to."""

from datetime import timedelta

import streamlit as st

from dashboard import session
from dashboard.access.team import TeamState
from dashboard.people import wording
from dashboard.ui.section import section
from etl.errors import UserError
from etl.people.accounts import TeamPerson, find_person
from etl.people.grants import give
from etl.reference.consent_texts import SCOPES, current_consent

SHARED_FOR = timedelta(days=90)  # a season; longer is a date away
_BY_ADDRESS = ""


def show_share_form(account: TeamPerson, person: session.Person, state: TeamState) -> None:
    """Whom, what and until when, under the words that are agreed to."""
    groups = {group.group_id: group.display_name for group in state.groups_of(account.person_id)}
    choices = {**groups, _BY_ADDRESS: wording.BY_ADDRESS}
    today = session.today(person)
    with section(wording.SHARE), st.form("share", border=False):
        whom = st.selectbox(
            wording.WITH, list(choices), format_func=choices.__getitem__, key="share-with"
        )
        email = st.text_input(wording.ADDRESS, key="share-email", max_chars=254)
        scopes = [scope for scope in SCOPES if _ask(scope)]
        until = st.date_input(
            wording.UNTIL, value=today + SHARED_FOR, min_value=today, key="share-until"
        )
        if st.form_submit_button(wording.SHARE, type="primary", width="stretch"):
            give(
                session.current_journal(),
                runner_id=person.runner_id,
                viewer_id=whom or _person_id(state, email, account),
                scopes=scopes,
                from_date=today,
                until_date=until,
                granted_by=account.person_id,
            )
            st.toast(wording.SHARED)
            st.rerun()
        st.caption(wording.WRITTEN_DOWN)


def _ask(scope: str) -> bool:
    consent = current_consent(scope)
    is_chosen = st.checkbox(consent.title, key=f"share-{scope}")
    st.caption(wording.consent(consent.shows, consent.hides, consent.lets, consent.version))
    return is_chosen


def _person_id(state: TeamState, email: str, account: TeamPerson) -> str:
    found = find_person(state.people, email)
    if found is None or found.person_id == account.person_id:
        raise UserError("Nobody else here has that address: have them invited first.")
    return found.person_id
