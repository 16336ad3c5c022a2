"""What was different before the pain began."""

from collections.abc import Sequence
from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.patient.wording import (
    CHANGES_HEAD,
    NO_CAUSE,
    NOT_SHOWN,
    NOTHING_CHANGED,
    SINCE_WHEN,
    STAYED_THE_SAME,
    change_words,
    emphasised,
    short_changes_title,
)
from dashboard.rows.patient import PatientChange, PatientKnee
from dashboard.ui.card import card
from dashboard.ui.folds import show_in_fold


def show_changes(person: session.Person, now: Sequence[PatientKnee]) -> None:
    """What differs; behind a line what stayed the same and what is not known."""
    rows = session.records_of(person, PatientChange)
    if not rows:
        return
    changed = [row for row in rows if row["is_change"]]
    others = [row for row in rows if not row["is_change"]]
    with card(short_changes_title(rows[0], now, session.today(person)), key="patient-changes"):
        if changed:
            _show_table(changed, person.units)
            st.caption(NOT_SHOWN)
        else:
            st.markdown(NOTHING_CHANGED)
        if others:
            show = partial(_show_others, others, person.units)
            show_in_fold(STAYED_THE_SAME, show, key="patient-same", kind="compact")


def _show_table(rows: Sequence[PatientChange], units: str) -> None:
    cells = [emphasised(row, change_words(row, units)) for row in rows]
    st.table(pl.DataFrame(cells, schema=CHANGES_HEAD, orient="row"), border="horizontal")


def _show_others(rows: Sequence[PatientChange], units: str) -> None:
    _show_table(rows, units)
    st.caption(f"{SINCE_WHEN} {NO_CAUSE}")
