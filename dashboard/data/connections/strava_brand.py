"""Strava's own marks, where the operator has put them; its words where not.

The artwork is Strava's and comes with its brand guidelines, not with this project: copied from
there into the folder `brand` of the home, it is shown as those guidelines ask.
"""

import base64
from html import escape
from pathlib import Path

import streamlit as st

from dashboard import session
from dashboard.data.connections.offer_wording import CONNECT_WORDS, POWERED_WORDS
from etl.sources.strava_api.terms import TERMS
from etl.sync.ledger.store import Ledger

CONNECT_MARK, POWERED_MARK = "btn_strava_connect_with_orange", "api_logo_pwrdBy_strava_horiz_orange"
CONNECT_HEIGHT = 48  # pixels, as the guidelines ask
_POWERED_HEIGHT = 28
_KINDS = {".svg": "image/svg+xml", ".png": "image/png"}
_MOST_BYTES = 500_000


def show_connect_button(address: str) -> None:
    """The way to Strava's consent page."""
    mark = _mark(CONNECT_MARK)
    if mark is None:
        st.link_button(CONNECT_WORDS, address, type="primary")
        return
    image = _image(mark, CONNECT_WORDS, CONNECT_HEIGHT)
    st.html(f'<a href="{escape(address)}" target="_blank" rel="noreferrer">{image}</a>')


def show_attribution() -> None:
    """Below every page about somebody whose runs came through Strava: who the numbers are from."""
    person = session.current_runner()
    if person is None or not session.owns(person):  # to others nothing of it is shown
        return
    if Ledger(session.current_home()).account(person.runner_id, TERMS.provider):
        show_powered_by()


def show_powered_by() -> None:
    """Who the numbers above come from."""
    mark = _mark(POWERED_MARK)
    if mark is None:
        st.caption(POWERED_WORDS)
    else:
        st.html(_image(mark, POWERED_WORDS, _POWERED_HEIGHT))


def _mark(name: str) -> Path | None:
    folder = session.current_home().root / "brand"
    found = (folder / f"{name}{ending}" for ending in _KINDS)
    return next((path for path in found if path.is_file() and _is_small(path)), None)


def _is_small(path: Path) -> bool:
    return path.stat().st_size <= _MOST_BYTES


def _image(mark: Path, words: str, height: int) -> str:
    content = base64.b64encode(mark.read_bytes()).decode("ascii")
    source = f"data:{_KINDS[mark.suffix]};base64,{content}"
    return f'<img src="{source}" alt="{words}" height="{height}" style="height:{height}px">'
