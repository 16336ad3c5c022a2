"""What became of the files of the last import, as long as the session lasts."""

import streamlit as st

from dashboard.data.wording import file_words
from dashboard.ui import display
from dashboard.ui.escape import escaped
from etl.operations.import_files import ImportResult

_RESULT = "import-result"


def show_result() -> None:
    """What became of the files of the last import, each trouble with its sentence."""
    result: ImportResult | None = st.session_state.get(_RESULT)
    if result is None:
        return
    words = file_words({status: result.count(status) for status in display.IMPORT_STATUSES})
    if result.entry_count:
        entries = display.count(result.entry_count, "logged entry", "logged entries")
        words = f"{words}, {entries}" if result.items else entries
    st.success(f"Done: {words}.")
    troubles = [item for item in result.items if item.status in ("failed", "skipped")]
    for item in troubles[:20]:
        st.markdown(f"**{escaped(item.file)}** — {escaped(item.reason or 'no reason given')}")
    if len(troubles) > 20:
        st.caption(f"And {len(troubles) - 20} more, in the list of imports below.")


def save_result(result: ImportResult) -> None:
    """Have it shown from now on."""
    st.session_state[_RESULT] = result


def forget_result() -> None:
    """Show it no more: what it tells is no longer so."""
    st.session_state.pop(_RESULT, None)
