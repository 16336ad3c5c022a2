"""Tokens by which the runner's own programs send files: what there is, ending one, making one."""

from datetime import timedelta

import streamlit as st

from dashboard import session
from dashboard.people import wording
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from etl.people.upload_tokens import UploadToken, UploadTokens
from etl.text import LONGEST_NAME


def show_tokens(person: session.Person) -> None:
    """Each token of use with a way to end it, those that are over, and the way to a new one."""
    settings = session.current_settings()
    st.caption(wording.TOKENS_ARE_FOR)
    now = settings.current_time()
    tokens = tokens_of(person)
    for one in tokens:
        if one.is_of_use(now):
            _show(one, person)
    over = [one for one in tokens if not one.is_of_use(now)]
    if over:
        with st.expander(wording.over(len(over))):
            for one in over:
                st.markdown(_words(one, person))
    if st.button(wording.MAKE_TOKEN, key="make-token"):
        make_dialog(person)


def tokens_of(person: session.Person) -> list[UploadToken]:
    """All that the runner has made, also those that are over; for others there are none."""
    return _tokens().of(person.runner_id) if session.owns(person) else []


def _show(one: UploadToken, person: session.Person) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_words(one, person), width="stretch")
        key = f"end-token-{one.token_id}"
        st.button(wording.END, key=key, on_click=_end, args=(one.token_id, person.runner_id))


def _words(one: UploadToken, person: session.Person) -> str:
    zone = person.time_zone
    last_day = display.local(one.ends_at - timedelta(seconds=1), zone).date()
    used = None if one.used_at is None else display.instant(display.local(one.used_at, zone))
    return wording.token(escaped(one.name), last_day, used, is_ended=one.ended_at is not None)


def _end(token_id: str, runner_id: str) -> None:
    """One of their own: what a page sends is no proof of that."""
    session.require_own(runner_id)
    _tokens().end(token_id, runner_id=runner_id)


@st.dialog(wording.MAKE_TOKEN)
def make_dialog(person: session.Person) -> None:
    """Name and last day; then the token, which is shown here and nowhere again."""
    settings, today = session.current_settings(), session.today(person)
    name = st.text_input(wording.TOKEN_NAME, key="token-name", max_chars=LONGEST_NAME)
    until = st.date_input(
        wording.UNTIL,
        value=today + timedelta(days=settings.upload_token_days),
        min_value=today,
        max_value=today + timedelta(days=settings.upload_token_most_days),
        key="token-until",
    )
    if not st.button(wording.MAKE_TOKEN, type="primary", key="token-confirmed"):
        return
    with errors_as_words():
        session.require_own(person.runner_id)
        account = session.current_account() if session.is_team() else None
        made, words = _tokens().make(
            runner_id=person.runner_id,
            person_id=account.person_id if account else None,
            name=name.strip(),
            until=until,
            today=today,
            time_zone=person.time_zone,
        )
        st.caption(wording.token_made(escaped(made.name), session.current_address()))
        st.code(words, language=None, wrap_lines=True)


def _tokens() -> UploadTokens:
    return UploadTokens(session.current_home(), session.current_settings())
