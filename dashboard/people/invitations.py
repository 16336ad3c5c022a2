"""Invitations on a page: what a link offers, and making one."""

import streamlit as st

from dashboard import session
from dashboard.access.team import TeamState
from dashboard.people import wording
from dashboard.ui.escape import escaped
from etl.errors import AccessDenied
from etl.journal.entries import LONGEST_NAME
from etl.journal.store import Journal
from etl.people.accounts import TeamPerson
from etl.people.groups import Group
from etl.people.invitations import NO_USE, VALID_DAYS, accept, find_invitation, invite, may_invite

INVITE = "invite"  # the query parameter of a link
_LINK = "invitation-link"


def invitation_address(token: str) -> str:
    """The link to send."""
    return f"{session.current_address()}/sharing?{INVITE}={token}"


def show_offered(email: str) -> None:
    """What the link that was opened offers to who is signed in; nothing without one."""
    token = st.query_params.get(INVITE)
    if token is None:
        return
    now = session.current_settings().current_time()
    # As the installation itself: the account may not be there yet. The token is what lets in.
    journal = Journal(session.current_home(), session.current_settings())
    with journal.writing() as connection:
        found = find_invitation(connection, token, email=email, now=now)
    if found is None:
        st.info(NO_USE)
        return
    state = session.current_team()
    group = escaped(state.name(found.group_id)) if found.group_id else None
    st.markdown(wording.invited(found.role, group))
    if found.claimed_runner_id is not None:
        st.caption(wording.BECOMES_YOURS)
    if found.group_id is not None:
        st.caption(wording.NOTHING_SEEN)
    if st.button(wording.ACCEPT, type="primary", key="accept-invitation"):
        name = str(st.user.to_dict().get("name") or "").strip()[:LONGEST_NAME] or None
        accept(journal, token, email=email, display_name=name, now=now, today=session.today(None))
        del st.query_params[INVITE]
        st.rerun()


def show_inviting(account: TeamPerson, state: TeamState, group: Group) -> None:
    """A form for those who may invite into this group; the link is shown once."""
    roles = [
        role
        for role in ("runner", "coach", "clinician")
        if may_invite(account, state.members, group_id=group.group_id, role=role)
    ]
    if not roles:
        return
    with st.form(f"invite-{group.group_id}", border=False):
        email = st.text_input(wording.INVITE, max_chars=254)
        role = st.segmented_control(
            wording.AS,
            roles,
            format_func=wording.ROLES.__getitem__,
            default="runner",
            required=True,
        )
        is_sent = st.form_submit_button(wording.MAKE_LINK)
    if is_sent and role is not None:
        _invite(account, group, email=email, role=role)
    made = st.session_state.get(_LINK)
    if made and made[0] == group.group_id:
        st.text(wording.send_this(made[1], VALID_DAYS))
        st.code(made[2], language=None)


def _invite(account: TeamPerson, group: Group, *, email: str, role: str) -> None:
    members = session.current_team().members
    if not may_invite(account, members, group_id=group.group_id, role=role):
        raise AccessDenied("Not theirs to invite.")
    token = invite(
        session.current_journal(),
        email=email,
        role=role,
        group_id=group.group_id,
        now=session.current_settings().current_time(),
        saved_by=account.person_id,
    )
    st.session_state[_LINK] = (group.group_id, email, invitation_address(token))
