"""Squads and clinics: who is in them, leaving, and inviting."""

import streamlit as st

from dashboard import session
from dashboard.access.team import TeamState
from dashboard.people import wording
from dashboard.people.invitations import show_inviting
from dashboard.squad.season import season_words
from dashboard.ui.escape import escaped
from dashboard.ui.section import section
from etl.people.accounts import TeamPerson
from etl.people.grants import withdraw
from etl.people.groups import Member, leave


def show_groups(account: TeamPerson, state: TeamState) -> None:
    """Squads and clinics with who is in them, leaving, and inviting where one may."""
    groups = state.groups if account.is_admin else state.groups_of(account.person_id)
    for group in groups:
        with section(escaped(group.display_name)):
            season = season_words(group, session.today(None))
            if season:
                st.caption(escaped(season))
            members = state.members_of(group.group_id)
            for member in members:
                st.markdown(
                    f"{escaped(state.name(member.person_id))} · {wording.ROLES[member.role]}"
                )
            own = [member for member in members if member.person_id == account.person_id]
            if own and st.button(wording.LEAVE, key=f"leave-{group.group_id}"):
                _leave(account, own[0])
            show_inviting(account, state, group)


def _leave(account: TeamPerson, member: Member) -> None:
    """Out of the group, and with it everything that was shared with it."""
    journal = session.current_journal()
    if account.own_runner_id is not None:
        withdraw(journal, runner_id=account.own_runner_id, viewer_id=member.group_id)
    leave(journal, member, today=session.today(None), saved_by=account.person_id)
    st.rerun()
