"""The board; one chosen row opens beside it, several are laid side by side."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.squad.board import chosen_of, show_board
from dashboard.squad.comparison import show_comparison
from dashboard.squad.runner_panel import show_panel
from dashboard.squad.triage.mark_buttons import show_marking


def show_chosen(shown: pl.DataFrame, notes: pl.DataFrame) -> None:
    """The rows that are wanted, and what was chosen among them."""
    chosen = chosen_of(shown)
    if len(chosen) != 1:
        show_board(shown)
        st.caption("Choose a row to open it, several to lay them side by side. – is not known.")
        if chosen:
            rows = shown.filter(pl.col("runner_id").is_in(chosen))
            show_marking(rows, session.writable("squad_mark", chosen))
            show_comparison(rows)
        return
    beside, panel = st.columns([2, 1], gap="medium")
    with beside:
        show_board(shown)
    with panel:
        person = next(one for one in session.current_people() if one.runner_id == chosen[0])
        show_panel(shown, person, notes.filter(pl.col("runner_id") == person.runner_id))
