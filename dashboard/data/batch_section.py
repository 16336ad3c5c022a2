"""Each import with what became of it, and a way to undo it."""

from collections.abc import Mapping

import streamlit as st

from dashboard import session
from dashboard.data import wording
from dashboard.data.item_section import show_items
from dashboard.imports.result_section import forget_result
from dashboard.people.tokens_section import tokens_of
from dashboard.rows.data import DataBatch
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from etl.operations.undo_import import undo_batch

SHOWN_BATCHES = 8


def show_batches(person: session.Person) -> None:
    """Each import with what became of it, and a way to undo it."""
    batches = session.records_of(person, DataBatch)
    names = {one.token_id: escaped(one.name) for one in tokens_of(person)}
    for row in batches[:SHOWN_BATCHES]:
        _show_batch(person, row, names)
    if len(batches) > SHOWN_BATCHES:
        st.caption(wording.earlier_batches(len(batches) - SHOWN_BATCHES))
    show_items(person)


def _show_batch(person: session.Person, row: DataBatch, names: Mapping[str, str]) -> None:
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        border=True,
        wrap=False,
    ):
        with st.container(gap=None):
            began = display.local(row["started_at"], person.time_zone)
            st.markdown(f"**{display.instant(began)}**")
            words = wording.batch_words(row, names)
            st.caption(words)
        if _is_undoable(row) and st.button(
            wording.UNDO, key=f"undo-{row['batch_id']}", type="tertiary"
        ):
            undo_dialog(row["batch_id"], words)


def _is_undoable(row: DataBatch) -> bool:
    """Files that were here already count: once the first import is undone, this one holds them."""
    brought = row["imported_count"] + row["duplicate_count"] + row["set_aside_count"]
    return row["undone_at"] is None and brought > 0


@st.dialog(wording.UNDO_TITLE)
def undo_dialog(batch_id: str, words: str) -> None:
    """Ask once, then bring everything back to how it was before that import."""
    st.markdown(wording.what_goes(words))
    if not st.button(wording.UNDO_CONFIRMED, type="primary", key="undo-confirmed"):
        return
    with errors_as_words():
        session.require_own(session.current_journal().batch(batch_id).runner_id)
        undo_batch(session.current_home(), session.current_settings(), batch_id)
        forget_result()
        st.rerun()
