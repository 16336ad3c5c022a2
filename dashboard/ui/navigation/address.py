"""Runner and period stand in the address: a reload, a bookmark or a shared link keeps them.

The address holds an id and a code, no name and nothing of health. It is in front where it says
something: a choice on the page changes it first. A runner whom one may not see is as one who is
not there.
"""

from urllib.parse import urlencode

import streamlit as st

from dashboard import session
from dashboard.ui.navigation.wording import NOT_HERE
from etl.people.refusals import LOOK_AT_RUNNER


def read_address() -> None:
    """Take what the address says, before the header offers the choice; say what is not here."""
    code = st.query_params.get(session.PERIOD_KEY)
    if code in session.PERIODS and st.session_state.get(session.PERIOD_KEY) != code:
        st.session_state[session.PERIOD_KEY] = code
    runner_id = st.query_params.get(session.RUNNER_KEY)
    if runner_id is None:
        return
    ids = {person.runner_id for person in session.current_people()}
    if ids == {runner_id}:  # no choice: the address need not say it
        del st.query_params[session.RUNNER_KEY]
    elif runner_id not in ids:
        del st.query_params[session.RUNNER_KEY]
        session.note_refused(LOOK_AT_RUNNER)
        st.info(NOT_HERE)
    elif st.session_state.get(session.RUNNER_KEY) != runner_id:
        st.session_state[session.RUNNER_KEY] = runner_id


def write_address() -> None:
    """Put what is shown into the address where it is not there yet."""
    missing = {name: value for name, value in _kept().items() if st.query_params.get(name) != value}
    if missing:
        st.query_params.update(missing)


def put_choice(key: str) -> None:
    """A widget of that key was changed: the address goes with it. For its `on_change`."""
    st.query_params[key] = st.session_state[key]


def query() -> str:
    """What a link to another screen takes along, with its question mark; empty for nothing."""
    kept = _kept()
    return f"?{urlencode(kept)}" if kept else ""


def _kept() -> dict[str, str]:
    """The runner where there are several, the period where one was chosen."""
    kept = {}
    person = session.current_runner()
    if person is not None and len(session.current_people()) > 1:
        kept[session.RUNNER_KEY] = person.runner_id
    chosen = session.PERIODS.get(st.session_state.get(session.PERIOD_KEY) or "")
    if chosen and (
        session.PERIOD_KEY in st.query_params or chosen is not session.first_period(person)
    ):
        kept[session.PERIOD_KEY] = chosen.code
    return kept
