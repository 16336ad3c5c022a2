"""What would be read of a Strava account, then the button."""

import streamlit as st

from dashboard import session
from dashboard.data.connections.offer import show_how_to_set_up, show_terms
from dashboard.data.connections.strava_brand import show_connect_button
from dashboard.server.strava_routes import start_address
from dashboard.ui.errors import errors_as_words
from dashboard.ui.section import section

STANDS_STILL = (
    "The clock of these invented runners stands still, so nothing can be connected here. In a home "
    "of your own, this screen connects your Strava account."
)
NOT_SET_UP = (
    "Whoever runs this installation has not set up an application at Strava yet, so there is "
    "nothing to connect to."
)


def show_offer(person: session.Person | None, *, is_again: bool) -> None:
    """What would be read, why, and until when; then the button."""
    settings = session.current_settings()
    with section("Connect again" if is_again else "Connect your Strava account"):
        if settings.now is None and settings.has_strava:
            show_terms()
            with errors_as_words():  # the key that signs may be one that others can read
                show_connect_button(start_address(person.runner_id if person else None))
            return
        if settings.now is not None:
            st.info(STANDS_STILL)
        else:
            st.info(NOT_SET_UP)
            show_how_to_set_up()
        with st.expander("What would be read, and how to withdraw"):
            show_terms()
