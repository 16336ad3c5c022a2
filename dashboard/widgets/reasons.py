"""Why the status is what it is: each reason with its number, and how that is known one tap away."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboard import display
from dashboard.widgets.section import section

NOT_REVIEWED = "Not yet reviewed by a clinician."


def show_reasons(reasons: pl.DataFrame, units: str) -> None:
    """Every reason of `page.today_reason`, most important first."""
    if reasons.is_empty():
        return
    with section("Why"):
        for row in reasons.to_dicts():
            show_reason(row, units)
        if any(not checked for checked in reasons["checked_by"].to_list()):
            st.caption("The rules behind this are not yet reviewed by a clinician.")


def show_reason(row: Mapping[str, Any], units: str) -> None:
    """One reason: its sentence, its number, its grade, and the link to how it is known."""
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="xxsmall",
    ):
        with st.container(gap=None, width=680):
            st.markdown(f"{row['reason_index']}\\. **{row['text']}**")  # numbered, but no list
            st.caption(" · ".join([numbers(row, units), f"evidence {row['evidence_grade']}"]))
        show_how_known(row, units)


def show_how_known(row: Mapping[str, Any], units: str) -> None:
    """Number, limit, evidence with its grade, source, author and reviewer of one rule."""
    with st.popover("How is this known?", type="tertiary", key=f"known-{row['rule_id']}"):
        st.markdown(f"**{row['title']}**")
        value = display.quantity(row["value"], row["unit"], units)
        limit = display.quantity(row["threshold"], row["unit"], units)
        st.markdown(f"Yours: **{value}** · limit: **{limit}**")
        st.markdown(row["why"])
        st.markdown(row["evidence_text"])
        grade = row["evidence_grade"]
        st.markdown(f"Evidence grade **{grade}**: {display.EVIDENCE_GRADES[grade]}.")
        st.caption(f"Source: {row['source']}")
        st.caption(f"{_signed(row)} Next review {display.day(row['next_review_on'])}.")


def numbers(row: Mapping[str, Any], units: str) -> str:
    """The number behind a reason: a run beside the one it is compared with, or value and limit."""
    parts = [display.day(row["local_date"])]
    if row["knee"]:
        parts.append(f"{display.KNEES[row['knee']].shape} {row['knee']} knee")
    if row["metric"] == "spike_ratio" and row["run_m"] and row["compared_m"]:
        run, longest = (display.distance(row[name], units) for name in ("run_m", "compared_m"))
        parts.append(f"{run} after a longest of {longest}: {display.change(row['value'])}")
    elif row["unit"] != "yes or no":
        value = display.quantity(row["value"], row["unit"], units)
        parts.append(f"{value}, limit {display.quantity(row['threshold'], row['unit'], units)}")
    return " · ".join(parts)


def _signed(row: Mapping[str, Any]) -> str:
    checked = f"Checked by {row['checked_by']}." if row["checked_by"] else NOT_REVIEWED
    return f"Written by {row['authored_by']}. {checked}"
