"""What came of a visit to Strava's page of consent."""

import streamlit as st

from dashboard.data.connections.wording import RESULTS
from dashboard.server.strava_routes import RESULT

GOOD_RESULTS = ("connected", "connected_in_part")


def show_result() -> bool:
    """What came of a visit to Strava, and whether there was one.

    The address names a code of our list and loses it.
    """
    code = st.query_params.get(RESULT)
    if code is None:
        return False
    del st.query_params[RESULT]
    if code in RESULTS:
        (st.success if code in GOOD_RESULTS else st.warning)(RESULTS[code])
    return True
