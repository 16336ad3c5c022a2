"""Squad: who needs me first?"""

import polars as pl
import streamlit as st

from dashboard import display, session
from dashboard.squad_words import NEEDS, board
from dashboard.widgets.digest import show_digest
from dashboard.widgets.empty import empty_state
from dashboard.widgets.escape import escaped
from dashboard.widgets.section import section

NOTHING_YET = "Runners who share their training with you stand here, those who need a look first."


def show() -> None:
    """The board, filtered; a row opens its runner."""
    squad = session.current_gateway().load(session.current_viewer(), "page.squad")
    if squad.is_empty():
        empty_state(NOTHING_YET, "Bring in your runs")
        return
    with section(_finding(squad)):
        shown = _filtered(squad)
        if shown.is_empty():
            st.caption("Nobody stands there.")
            return
        _show_board(shown)
    show_digest()


def _finding(squad: pl.DataFrame) -> str:
    needs = squad.filter(~pl.col("need").is_in(["ok", "unknown"])).height
    unknown = squad.filter(pl.col("need") == "unknown").height
    found = f"{needs} of {display.count(squad.height, 'runner')} to look at"
    return found + (f", {unknown} not known" if unknown else "")


def _filtered(squad: pl.DataFrame) -> pl.DataFrame:
    counts = dict(squad.group_by("need").len().rows())
    chosen = st.pills(
        "Show",
        [code for code in NEEDS if code in counts],
        format_func=lambda code: f"{NEEDS[code].shape} {NEEDS[code].word} {counts[code]}",
        selection_mode="multi",
        key="squad-needs",
        label_visibility="collapsed",
    )
    return squad.filter(pl.col("need").is_in(chosen)) if chosen else squad


def _show_board(squad: pl.DataFrame) -> None:
    table = board(squad)
    picked = st.dataframe(
        table,
        hide_index=True,
        height="content" if table.height <= 20 else 760,
        column_config={
            "Runner": st.column_config.Column(pinned=True),
            "Why": st.column_config.Column(width="large"),
            "Last run": st.column_config.DateColumn(format="D MMM"),
            "Last log": st.column_config.DateColumn(format="D MMM"),
            "12 weeks": st.column_config.BarChartColumn(y_min=0),
        },
        on_select="rerun",
        selection_mode="single-row",
        key="squad-board",
    )
    st.caption("Choose a row, then open the runner. What is not known is grey, never OK.")
    rows = picked.selection.rows if picked else []
    if rows:
        chosen = squad.row(rows[0], named=True)
        named = {session.RUNNER_KEY: chosen["runner_id"]}
        with st.container(horizontal=True, gap="small"):
            st.page_link(
                "screens/patient.py",
                label=f"{escaped(chosen['display_name'])}: twelve weeks",
                query_params=named,
                width="content",
            )
            st.page_link("screens/load.py", label="Load", query_params=named, width="content")


show()
