"""The board; one chosen runner opens beside it, several are laid side by side."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.squad import wording
from dashboard.squad.board import chosen_of, show_board
from dashboard.squad.comparison import show_comparison
from dashboard.squad.rows_list import show_list
from dashboard.squad.runner_panel import show_panel
from dashboard.squad.triage.mark_buttons import show_marking
from dashboard.ui.folds import show_in_fold


def show_chosen(shown: pl.DataFrame, notes: pl.DataFrame) -> None:
    """The runners that are wanted, and what was chosen among them."""
    chosen = chosen_of(shown)
    if len(chosen) == 1:
        person = next(one for one in session.current_people() if one.runner_id == chosen[0])
        with st.container(key="squad-beside"):
            beside, panel = st.columns([2, 1], gap="medium")
        with beside:
            show_list(shown)
        with panel:
            show_panel(shown, person, notes.filter(pl.col("runner_id") == person.runner_id))
    else:
        show_list(shown)
    show_in_fold(wording.AS_TABLE, partial(_show_table, shown), key="squad-table")
    if len(chosen) > 1:
        rows = shown.filter(pl.col("runner_id").is_in(chosen))
        show_marking(rows, session.writable("squad_mark", chosen))
        show_comparison(rows)


def _show_table(shown: pl.DataFrame) -> None:
    show_board(shown)
    st.caption(wording.TABLE_HINT)
