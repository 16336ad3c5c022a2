"""Where somebody is signed in now, and the way to end it."""

import streamlit as st

from dashboard import session
from dashboard.people import wording
from dashboard.people.sign_in_gate import sign_out
from dashboard.ui import display
from dashboard.ui.section import section
from etl.people.accounts import TeamPerson
from etl.people.sign_ins import SignIn, key_of, login_of


def show_sessions(account: TeamPerson) -> None:
    """One line a session, this one first; all of them end at once at the last button."""
    if account.issuer is None or account.subject is None:
        return
    login, here = login_of(account.issuer, account.subject), key_of(st.user.to_dict())
    found = session.current_sign_ins().of(login)
    with section(wording.SIGNED_IN):
        for one in sorted(found, key=lambda one: one.key != here):
            _show(one, login, is_here=one.key == here)
        if len(found) > 1:
            st.button(wording.END_ALL, key="end-all-sessions", on_click=_end_all, args=(login,))


def _show(one: SignIn, login: str, *, is_here: bool) -> None:
    person = session.current_runner()
    zone = person.time_zone if person else "UTC"
    seen = display.instant(display.local(one.seen_at, zone))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(wording.signed_in(one.device, seen, is_here=is_here), width="stretch")
        if not is_here:
            key = f"end-session-{one.key[:16]}"
            st.button(wording.END, key=key, on_click=_end, args=(one.key, login))


def _end(key: str, login: str) -> None:
    """One of their own: what a page sends is no proof of that."""
    sign_ins = session.current_sign_ins()
    if any(one.key == key for one in sign_ins.of(login)):
        sign_ins.end(key)


def _end_all(login: str) -> None:
    session.current_sign_ins().end_all(login)
    sign_out()
