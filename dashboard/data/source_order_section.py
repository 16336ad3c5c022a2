"""Which source is asked first for a run's numbers: the order that holds, and another one."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.data import SourceChoice
from dashboard.runs import source_wording as wording
from dashboard.ui.errors import errors_as_words
from dashboard.ui.folds import show_in_fold
from etl.operations.source_order import order_sources

_KEY = "source-order"


def show_source_order(person: session.Person) -> None:
    """Folded, for its runner; nothing where no run came from several sources."""
    if not session.owns(person):
        return
    rows = session.rows_of(person, "page.source_choice")
    is_choice = rows.filter(pl.col("shared_count") > 0).height > 1
    if is_choice or rows["place"].count():
        choices = to_rows(rows, SourceChoice)
        show_in_fold(wording.WHICH_FIRST, partial(_show_form, person, choices), key=f"{_KEY}-fold")


def _show_form(person: session.Person, choices: list[SourceChoice]) -> None:
    """Saved by a tap, since each change recomputes every run."""
    placed = sorted(
        (row["place"], row["source_name"]) for row in choices if row["place"] is not None
    )
    holds = [name for _, name in placed]
    words = {row["source_name"]: wording.choice_words(row) for row in choices}
    st.caption(wording.ABOUT)
    chosen = st.multiselect(
        wording.ASK_FIRST, list(words), default=holds, format_func=words.__getitem__, key=_KEY
    )
    with st.container(horizontal=True, gap="small"):
        if st.button(wording.SAVE, key=f"{_KEY}-save", disabled=chosen == holds):
            _save(person, chosen)
        if holds and st.button(wording.USUAL, type="tertiary", key=f"{_KEY}-usual"):
            _save(person, [])


def _save(person: session.Person, names: list[str]) -> None:
    with errors_as_words():
        session.require_own(person.runner_id)
        order_sources(
            session.current_home(),
            session.current_settings(),
            names,
            runner_id=person.runner_id,
        )
        st.session_state.pop(_KEY, None)
        st.toast(wording.SAVED if names else wording.SAVED_USUAL)
        st.rerun()
