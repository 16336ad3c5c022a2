"""The door in team mode: sign in, or one sentence for whom nobody has made an account."""

import streamlit as st

from dashboard import session
from dashboard.access.sign_in import confirmed_email, is_of_another_login
from dashboard.people import wording
from dashboard.people.invitations import show_offered
from dashboard.ui.escape import escaped
from etl.people.sign_ins import key_of

ACCOUNT_ICON = ":material/account_circle:"


def is_let_in() -> bool:
    """Whether there is somebody to show anything to: the one person of a home, or an account."""
    return not session.is_team() or session.current_account() is not None


def show_gate() -> None:
    """In team mode: what is offered to who signed in, or what to do where there is no account."""
    if not session.is_team():
        return
    user = st.user.to_dict()
    is_trusted = session.current_settings().oidc_email_trusted
    email = confirmed_email(user, is_trusted=is_trusted)
    people = session.current_team().people
    is_another = is_of_another_login(people, user, is_trusted=is_trusted)
    if email is not None and not is_another:
        show_offered(email)
    if is_let_in():
        return
    st.space("large")
    with st.container(horizontal_alignment="center", gap="medium"):
        if not user.get("is_logged_in"):
            st.markdown("##### Kneewise", width="content")
            st.button(wording.SIGN_IN, type="primary", key="sign-in", on_click=st.login)
            return
        known = wording.ANOTHER_LOGIN if is_another else wording.NO_ACCOUNT
        sentence = wording.NOT_CONFIRMED if email is None else known
        st.markdown(sentence, text_alignment="center", width="content")
        if email is not None:
            st.text(wording.signed_in_as(email), width="content")
        st.button(wording.SIGN_OUT, key="sign-out", on_click=sign_out)


def sign_out() -> None:
    """End this session for good, here and at the provider. For `on_click`."""
    session.current_sign_ins().end(key_of(st.user.to_dict()))
    st.logout()


def show_account() -> None:
    """Who is signed in, and the way out; nothing in local mode."""
    account = session.current_account() if session.is_team() else None
    if account is None:
        return
    with st.popover(wording.ACCOUNT, icon=ACCOUNT_ICON, type="tertiary", key="account"):
        st.markdown(f"**{escaped(account.display_name)}**")
        st.text(account.email)
        st.button(wording.SIGN_OUT, key="sign-out", on_click=sign_out)
