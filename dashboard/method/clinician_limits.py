"""Limits that a clinician set for one runner, wherever rules are shown: never a silent change."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.method.cards import COMPARISONS
from dashboard.ui import display
from dashboard.ui.escape import escaped


def show_own_limits(person: session.Person, *, rule_id: str | None = None) -> None:
    """Every limit of this runner that counts today, or those of one rule."""
    rows = session.rows_of(person, "page.rule_override")
    for row in rows.to_dicts():
        if rule_id in (None, row["rule_id"]):
            st.caption(own_limit(row, person.units))


def own_limit(row: Mapping[str, Any], units: str) -> str:
    """What was changed, from when to when, by whom and why."""
    usual = display.quantity(row["usual_threshold"], row["unit"], units)
    if row["threshold"] is None:
        change = f"level {row['level']} is off instead of {COMPARISONS[row['comparison']]} {usual}"
    else:
        own = display.quantity(row["threshold"], row["unit"], units)
        change = f"{COMPARISONS[row['comparison']]} {own} instead of {usual}"
    end = f" to {display.day(row['until_date'])}" if row["until_date"] else ", until changed"
    return (
        f"Set for this runner: {row['title']}, {change}, from {display.day(row['from_date'])}"
        f"{end}, by {escaped(row['saved_by'])}: {escaped(row['reason'])}"
    )
