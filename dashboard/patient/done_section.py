"""Strength work and check-ins, a line each; and whether anything is missing."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.patient.gap_wording import nothing_missing
from dashboard.patient.wording import (
    NOTHING_DONE,
    WAS_DONE,
    check_in_words,
    strength_words,
)
from dashboard.rows import to_rows
from dashboard.rows.check_ins import CheckIn
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_in_fold


def show_done(person: session.Person, weeks: pl.DataFrame, *, is_complete: bool) -> None:
    """What was done of the strength work and said in check-ins, these against their noise."""
    show = partial(_show_lines, person, weeks, is_complete=is_complete)
    show_in_fold(WAS_DONE, show, key="patient-done")


def _show_lines(person: session.Person, weeks: pl.DataFrame, *, is_complete: bool) -> None:
    check_ins = session.rows_of(person, "page.check_in").unique(
        ["questionnaire_id", "knee"], keep="first", maintain_order=True
    )
    lines = [
        strength_words(weeks),
        *map(check_in_words, to_rows(check_ins, CheckIn)),
        nothing_missing() if is_complete else "",
    ]
    told = [f"- {escaped(line)}" for line in lines if line]
    st.markdown("\n".join(told) or NOTHING_DONE)
