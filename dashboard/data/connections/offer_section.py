"""What would be read of a Strava account, then the button."""

import streamlit as st

from dashboard import session
from dashboard.data.connections import offer_wording as wording
from dashboard.data.connections.offer import show_how_to_set_up, show_terms
from dashboard.data.connections.strava_brand import show_connect_button
from dashboard.server.strava_routes import start_address
from dashboard.ui.errors import errors_as_words
from dashboard.ui.section import section


def show_offer(person: session.Person | None, *, is_again: bool) -> None:
    """What would be read, why, and until when; then the button."""
    settings = session.current_settings()
    with section(wording.AGAIN if is_again else wording.CONNECT_STRAVA):
        if settings.now is None and settings.has_strava:
            show_terms()
            with errors_as_words():  # the key that signs may be one that others can read
                show_connect_button(start_address(person.runner_id if person else None))
            return
        if settings.now is not None:
            st.info(wording.STANDS_STILL)
        else:
            st.info(wording.NOT_SET_UP)
            show_how_to_set_up()
        with st.expander(wording.WOULD_BE_READ):
            show_terms()
