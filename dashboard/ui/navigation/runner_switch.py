"""From one runner to another: nothing of the former stays, not even words typed and not yet sent.

What was typed into a form lives in the browser until it is sent, and Streamlit takes a widget that
looks the same for the same. So between two runners one page is drawn without any widget, which
unmounts them all; it goes on by itself. It also stands between a click and a runner who is no
longer there: what was typed about one is never saved for the next.
"""

import streamlit as st

from dashboard import session
from dashboard.ui.escape import escaped
from dashboard.ui.navigation.wording import ONE_MOMENT, opening

_SHOWN, _STEP = "shown-runner", "changeover"
_KEPT = frozenset({session.RUNNER_KEY, session.PERIOD_KEY})
_GO_ON_S = 0.3  # enough for the browser to take the former page down


def is_changing_over() -> bool:
    """Whether the page before was about somebody else, and is not yet gone from the browser."""
    return _STEP in st.session_state


def forget_former(person: session.Person | None) -> None:
    """Where the page before was about somebody else, drop all that was typed and chosen on it."""
    runner_id = person.runner_id if person else None
    if st.session_state.get(_SHOWN) not in (None, runner_id):
        for key in list(st.session_state):
            if key not in _KEPT:
                del st.session_state[key]
        st.session_state[_STEP] = "begun"
    st.session_state[_SHOWN] = runner_id


def show_changeover(person: session.Person | None) -> None:
    """Whose page comes next, for a moment."""
    st.markdown(opening(escaped(person.display_name)) if person else ONE_MOMENT)
    st.fragment(_go_on, run_every=_GO_ON_S)()


def _go_on() -> None:
    """Drawn once, it waits; looked at again, it leads on."""
    if st.session_state.get(_STEP) == "begun":
        st.session_state[_STEP] = "drawn"
        return
    st.session_state.pop(_STEP, None)
    st.rerun()
