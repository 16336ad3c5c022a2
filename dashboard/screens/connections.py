"""Connections: what is connected, is it up to date, and what goes when?"""

import streamlit as st

from dashboard import session
from dashboard.strava_routes import RESULT, start_address
from dashboard.widgets.chart import show_heading
from dashboard.widgets.connection import ASKS_AGAIN, RESULTS
from dashboard.widgets.connection_account import (
    is_moving,
    show_account,
    show_last_receipt,
)
from dashboard.widgets.connection_brand import show_connect_button
from dashboard.widgets.connection_offer import show_files_first, show_how_to_set_up, show_terms
from dashboard.widgets.section import section
from etl.sync.ledger import Ledger
from etl.sync.records import Account

GOOD_RESULTS = ("connected", "connected_in_part")
STANDS_STILL = (
    "The clock of these invented runners stands still, so nothing can be connected here. In a home "
    "of your own, this screen connects your Strava account."
)
NOT_SET_UP = (
    "Whoever runs this installation has not set up an application at Strava yet, so there is "
    "nothing to connect to."
)


def show() -> None:
    """The whole screen, top down."""
    person = session.current_runner()
    account = _account_of(person)
    show_finding(account)
    show_result()
    if account is not None and person is not None:
        show_account(person)
    if account is None or account.state in ASKS_AGAIN:
        show_offer(person, is_again=account is not None)
    if person is not None:
        show_last_receipt(person)
    show_files_first()


def show_finding(account: Account | None) -> None:
    """Whether anything is connected, as the page's headline."""
    subtitle = "What is connected, whether it is up to date, and what goes when"
    if account is None:
        show_heading("Nothing is connected", subtitle)
    elif account.trouble or account.state != "connected":
        show_heading("Strava is connected, but nothing new comes", subtitle)
    elif is_moving(account.runner_id):
        show_heading("Strava is connected, and not all is here yet", subtitle)
    else:
        show_heading("Strava is connected and up to date", subtitle)


def show_result() -> None:
    """What came of a visit to Strava; the address names a code of our list and loses it."""
    code = st.query_params.get(RESULT)
    if code is None:
        return
    del st.query_params[RESULT]
    if code in RESULTS:
        (st.success if code in GOOD_RESULTS else st.warning)(RESULTS[code])


def show_offer(person: session.Person | None, *, is_again: bool) -> None:
    """What would be read, why, and until when; then the button."""
    settings = session.current_settings()
    with section("Connect again" if is_again else "Connect your Strava account"):
        if settings.now is None and settings.has_strava:
            show_terms()
            show_connect_button(start_address(person.runner_id if person else None))
            return
        if settings.now is not None:
            st.info(STANDS_STILL)
        else:
            st.info(NOT_SET_UP)
            show_how_to_set_up()
        with st.expander("What would be read, and how to withdraw"):
            show_terms()


def _account_of(person: session.Person | None) -> Account | None:
    """The runner's account; one that is leaving is gone here, whatever Strava knows of it."""
    if person is None:
        return None
    account = Ledger(session.current_home()).account(person.runner_id)
    return None if account is None or account.state == "leaving" else account


show()
