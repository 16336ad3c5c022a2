"""Each import with what became of it, and a way to take it back."""

import streamlit as st

from dashboard import session
from dashboard.data.item_section import show_items
from dashboard.data.wording import batch_words
from dashboard.imports.result_section import forget_result
from dashboard.rows.data import DataBatch
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words
from etl.operations.import_files import undo_batch

SHOWN_BATCHES = 8


def show_batches(person: session.Person) -> None:
    """Each import with what became of it, and a way to take it back."""
    batches = session.records_of(person, DataBatch)
    for row in batches[:SHOWN_BATCHES]:
        _show_batch(person, row)
    if len(batches) > SHOWN_BATCHES:
        st.caption(f"And {len(batches) - SHOWN_BATCHES} earlier ones.")
    show_items(person)


def _show_batch(person: session.Person, row: DataBatch) -> None:
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
            st.caption(batch_words(row))
        if _is_undoable(row) and st.button("Undo", key=f"undo-{row['batch_id']}", type="tertiary"):
            undo_dialog(row["batch_id"], batch_words(row))


def _is_undoable(row: DataBatch) -> bool:
    """Files that were here already count: once the first import is undone, this one holds them."""
    brought = row["imported_count"] + row["duplicate_count"] + row["set_aside_count"]
    return row["undone_at"] is None and brought > 0


@st.dialog("Take this import back?")
def undo_dialog(batch_id: str, words: str) -> None:
    """Ask once, then bring everything back to how it was before that import."""
    st.markdown(f"{words}. What only this import brought goes; pain you logged stays.")
    if not st.button("Take it back", type="primary", key="undo-confirmed"):
        return
    with errors_as_words():
        session.require_own(session.current_journal().batch(batch_id).runner_id)
        undo_batch(session.current_home(), session.current_settings(), batch_id)
        forget_result()
        st.rerun()
