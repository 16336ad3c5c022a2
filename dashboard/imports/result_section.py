"""What became of the files of the last import, as long as the session lasts."""

import streamlit as st

from dashboard import session
from dashboard.imports import wording
from dashboard.rows.first_visit import History
from dashboard.ui import display
from dashboard.ui.escape import escaped
from etl.operations.held import brought, troubles
from etl.operations.import_files import ImportResult

WANTS_HISTORY = "history-wanted"
"""In the session: somebody asked what their runs say, however recent they are."""
_RESULT = "import-result"
_TODAY = "today/screen.py"


def show_result(person: session.Person | None, *, offers_history: bool = True) -> None:
    """What became of the files of the last import, each trouble with its sentence.

    With `offers_history` a way leads to what the runs say.
    """
    result: ImportResult | None = st.session_state.get(_RESULT)
    if result is None:
        return
    here = None if person is None else session.record_of(person, History)
    now = "" if person is None or here is None else wording.here_now(here, person.units)
    st.success(wording.done(_told(result), now))
    if (
        here is not None
        and offers_history
        and st.button(wording.SEE, key="see-history", type="primary")
    ):
        st.session_state[WANTS_HISTORY] = True
        forget_result()
        st.switch_page(_TODAY)
    for kind in brought(result.items):
        if kind.archive:
            st.caption(escaped(wording.brought_words(kind)))
    found = [kind for kind in troubles(result.items) if kind.status in ("failed", "skipped")]
    for kind in found[:20]:
        st.markdown(
            f"**{escaped(wording.trouble_file(kind))}** — "
            f"{escaped(kind.reason or wording.NO_REASON)}"
        )
    if len(found) > 20:
        st.caption(wording.more_troubles(len(found) - 20))


def _told(result: ImportResult) -> str:
    words = wording.file_words({status: result.count(status) for status in display.IMPORT_STATUSES})
    if not result.entry_count:
        return words
    entries = wording.entries(result.entry_count)
    return f"{words}, {entries}" if result.items else entries


def save_result(result: ImportResult) -> None:
    """Have it shown from now on."""
    st.session_state[_RESULT] = result


def forget_result() -> None:
    """Show it no more: what it tells is no longer so."""
    st.session_state.pop(_RESULT, None)
