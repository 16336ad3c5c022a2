"""What came of a visit to Strava's page of consent."""

import streamlit as st

from dashboard.data.connections.wording import RESULTS
from dashboard.server.strava_routes import RESULT

GOOD_RESULTS = ("connected", "connected_in_part")


def show_result() -> None:
    """What came of a visit to Strava; the address names a code of our list and loses it."""
    code = st.query_params.get(RESULT)
    if code is None:
        return
    del st.query_params[RESULT]
    if code in RESULTS:
        (st.success if code in GOOD_RESULTS else st.warning)(RESULTS[code])
