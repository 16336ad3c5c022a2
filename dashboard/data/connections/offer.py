"""Before anyone connects: what is read, why, for how long, and what is better."""

import streamlit as st

from dashboard import session
from dashboard.ui.section import section
from etl.sources.strava_api.terms import TERMS

_READ = (
    "**What is read:** the totals of your activities and, of runs, what the watch recorded: "
    "distance, altitude, speed, cadence and heart rate, without positions. Of your profile, its "
    "number."
)
_NOT_READ = (
    "**What is never kept:** names, descriptions, places, maps, positions and photos. Positions "
    "are not even asked for."
)
_WHY = (
    "**Why:** to see what distance, hills and pace ask of your knees, beside the pain you log. "
    "Nobody but you is shown it."
)
_HOW_LONG = (
    "**For how long:** {days} days at most, as Strava's terms ask. It is renewed by itself as long "
    "as you stay connected."
)
_WITHDRAW = (
    "**How to withdraw:** here, with one button, or in Strava's settings under *My apps*. All that "
    "came through the connection then goes, and you get a receipt."
)
_STEPS = """
1. Make an application at [strava.com/settings/api](https://www.strava.com/settings/api). It needs
   its owner's paid subscription and serves one athlete, up to ten by self-service.
2. As *Authorization Callback Domain* give `{domain}`.
3. Start Kneewise with the application's numbers in the environment:
   `KNEEWISE_STRAVA_CLIENT_ID` and `KNEEWISE_STRAVA_CLIENT_SECRET`.
4. Put Strava's own button, `btn_strava_connect_with_orange.svg` of its brand guidelines, into
   the folder `brand` of this home: it is shown here then.
"""


def show_terms() -> None:
    """What is read and never read, why, until when, and the way out."""
    how_long = _HOW_LONG.format(days=TERMS.kept_for.days)
    for paragraph in (_READ, _NOT_READ, _WHY, how_long, _WITHDRAW):
        st.markdown(paragraph)


def show_how_to_set_up() -> None:
    """The steps for whoever runs this installation, closed until asked for."""
    with st.expander("How to set one up"):
        st.markdown(_STEPS.format(domain=_domain()))


def show_files_first() -> None:
    """Files and the bulk export are better where they can be had."""
    with section("Files stay for good"):
        st.markdown(
            "Files of your watch and Strava's bulk export belong to you: they stay for good, have "
            "no limits and may be shared with a coach or clinic. Where a file brings a run that "
            "came through Strava, the file counts. Drop them on top of this page."
        )


def _domain() -> str:
    address = session.current_settings().public_url
    return address.partition("://")[2].split("/")[0] if address else "127.0.0.1"
