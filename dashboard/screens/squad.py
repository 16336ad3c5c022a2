"""Squad: who needs me first?"""

import polars as pl
import streamlit as st

from dashboard import display, session
from dashboard.squad_seen import with_marks
from dashboard.squad_words import NEEDS, with_notes
from dashboard.widgets.digest import show_digest
from dashboard.widgets.empty import empty_state
from dashboard.widgets.section import section
from dashboard.widgets.squad_board import chosen_of, show_board
from dashboard.widgets.squad_compare import show_comparison
from dashboard.widgets.squad_head import of_chosen_group
from dashboard.widgets.squad_marks import show_fault, show_marking
from dashboard.widgets.squad_panel import show_panel

NOTHING_YET = "Runners who share their training with you stand here, those who need a look first."


def show() -> None:
    """The board, filtered; one chosen row opens beside it, several are laid side by side."""
    squad, notes = _read()
    if squad.is_empty():
        if session.is_team():
            empty_state(NOTHING_YET, "Invite a runner", screen="screens/sharing.py")
        else:
            empty_state(NOTHING_YET, "Bring in your runs")
        return
    squad = of_chosen_group(squad)
    with section(_finding(squad)):
        shown = _filtered(squad)
        show_fault()
        if shown.is_empty():
            st.caption("Nobody who shares with you stands there.")
            return
        _show_chosen(shown, notes)
    show_digest()


def _read() -> tuple[pl.DataFrame, pl.DataFrame]:
    """The board with this viewer's marks and notes, and all of their notes."""
    gateway, viewer = session.current_gateway(), session.current_viewer()
    squad = gateway.load(viewer, "page.squad")
    marks, notes = (gateway.load(viewer, f"page.squad_{name}") for name in ("mark", "note"))
    return with_notes(with_marks(squad, marks, today=session.today(None)), notes), notes


def _finding(squad: pl.DataFrame) -> str:
    needs = squad.filter(~pl.col("need").is_in(["ok", "unknown"])).height
    unknown = squad.filter(pl.col("need") == "unknown").height
    found = f"{needs} of {display.count(squad.height, 'runner')} to look at"
    return found + (f", {unknown} not known" if unknown else "")


def _filtered(squad: pl.DataFrame) -> pl.DataFrame:
    counts = dict(squad.group_by("need").len().rows())
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        chosen = st.pills(
            "Show",
            [code for code in NEEDS if code in counts],
            format_func=lambda code: f"{NEEDS[code].shape} {NEEDS[code].word} {counts[code]}",
            selection_mode="multi",
            key="squad-needs",
            label_visibility="collapsed",
        )
        is_unseen = st.checkbox("Not seen", key="squad-unseen")
    kept = squad.filter(pl.col("need").is_in(chosen)) if chosen else squad
    return kept.filter(pl.col("seen_date").is_null()) if is_unseen else kept


def _show_chosen(shown: pl.DataFrame, notes: pl.DataFrame) -> None:
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


show()
