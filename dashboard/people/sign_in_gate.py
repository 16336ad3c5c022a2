"""The door in team mode: sign in, or one sentence for whom nobody has made an account."""

import streamlit as st

from dashboard import session
from dashboard.access.sign_in import confirmed_email
from dashboard.people import wording
from dashboard.people.invitations import show_offered
from dashboard.ui.escape import escaped


def is_let_in() -> bool:
    """Whether there is somebody to show anything to: the one person of a home, or an account."""
    return not session.is_team() or session.current_account() is not None


def show_gate() -> None:
    """In team mode: what is offered to who signed in, or what to do where there is no account."""
    if not session.is_team():
        return
    user = st.user.to_dict()
    email = confirmed_email(user)
    if email is not None:
        show_offered(email)
    if is_let_in():
        return
    st.space("large")
    with st.container(horizontal_alignment="center", gap="medium"):
        if not user.get("is_logged_in"):
            st.markdown("##### Kneewise", width="content")
            st.button(wording.SIGN_IN, type="primary", key="sign-in", on_click=st.login)
            return
        sentence = wording.NOT_CONFIRMED if email is None else wording.NO_ACCOUNT
        st.markdown(sentence, text_alignment="center", width="content")
        if email is not None:
            st.caption(wording.signed_in_as(escaped(email)), width="content")
        st.button(wording.SIGN_OUT, key="sign-out", on_click=st.logout)


def show_account() -> None:
    """Who is signed in, and the way out; nothing in local mode."""
    account = session.current_account() if session.is_team() else None
    if account is None:
        return
    with st.popover(wording.ACCOUNT, type="tertiary", key="account"):
        st.markdown(f"**{escaped(account.display_name)}**")
        st.caption(escaped(account.email))
        st.button(wording.SIGN_OUT, key="sign-out", on_click=st.logout)
