"""Connections: what is connected, is it up to date, and what goes when?"""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.data.connections.account import show_account, show_last_receipt
from dashboard.data.connections.account_row import account_of
from dashboard.data.connections.finding import finding_words
from dashboard.data.connections.key_platforms import show_key_platforms
from dashboard.data.connections.offer import show_files_first
from dashboard.data.connections.offer_section import show_offer
from dashboard.data.connections.visit_result import show_result
from dashboard.data.connections.wording import ASKS_AGAIN
from dashboard.screens import OPEN
from dashboard.ui.folds import show_in_fold
from etl.sync.ledger.records import Account

FOLD = "connections"


def show_connections(person: session.Person | None) -> None:
    """How it stands in a line that unfolds; open where something came of a visit, or is wrong."""
    account = account_of(person)
    is_asked_for = _is_asked_for()
    if show_result() or is_asked_for:
        st.session_state[FOLD] = True
    is_wrong = account is not None and (bool(account.trouble) or account.state != "connected")
    show_in_fold(
        finding_words(account),
        partial(_show_all, person, account),
        key=FOLD,
        is_open=is_wrong,
    )


def _is_asked_for() -> bool:
    """Once: the address of a screen that it was, or a link, opens it."""
    is_asked_for = st.query_params.get(OPEN) == FOLD
    if is_asked_for:
        del st.query_params[OPEN]
    return is_asked_for


def _show_all(person: session.Person | None, account: Account | None) -> None:
    if account is not None and person is not None:
        show_account(person)
    if account is None or account.state in ASKS_AGAIN:
        show_offer(person, is_again=account is not None)
    show_key_platforms(person)
    if person is not None:
        show_last_receipt(person)
    show_files_first()
