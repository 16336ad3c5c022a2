"""Which needs are shown, and whether those already seen are."""

import polars as pl
import streamlit as st

from dashboard.squad import wording
from dashboard.squad.wording import NEEDS


def show_filters(squad: pl.DataFrame) -> pl.DataFrame:
    """Pills of the needs that occur, with counts; returns the rows that are wanted."""
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
        is_unseen = st.checkbox(wording.NOT_SEEN, key="squad-unseen")
    kept = squad.filter(pl.col("need").is_in(chosen)) if chosen else squad
    return kept.filter(pl.col("seen_date").is_null()) if is_unseen else kept
