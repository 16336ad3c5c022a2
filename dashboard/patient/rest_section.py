"""What is missing, in sight; what else there is of a patient, a line each."""

from collections.abc import Sequence
from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.patient.gap_wording import NOT_KNOWN, missing_lines, nothing_missing
from dashboard.patient.knee_section import show_knees_before
from dashboard.patient.mechanics_section import show_all_mechanics
from dashboard.patient.notes import show_notes
from dashboard.patient.own_limits.section import show_limits
from dashboard.patient.wording import (
    ALL_MECHANICS,
    HURT_BEFORE,
    NOTHING_DONE,
    WAS_DONE,
    check_in_words,
    strength_words,
)
from dashboard.rows import to_rows
from dashboard.rows.check_ins import CheckIn
from dashboard.rows.mechanics import MechanicsCourse
from dashboard.rows.patient import PatientGap, PatientKnee, PatientNote
from dashboard.rows.today import Today
from dashboard.ui.card import card
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_in_fold


def show_rest(
    person: session.Person,
    today: Today | None,
    weeks: pl.DataFrame,
    *,
    before: list[PatientKnee],
    seen: list[MechanicsCourse],
    notes: list[PatientNote],
) -> None:
    """Below the story: `before` are knees that are calm, `seen` all that checks found."""
    day = session.today(person)
    missing = missing_lines(
        session.records_of(person, PatientGap),
        last_run_date=today["last_run_date"] if today else None,
        today=day,
        weeks=weeks,
    )
    with card(key="patient-more"):
        _show_missing(missing)
        if before:
            calm = partial(show_knees_before, before, day)
            show_in_fold(HURT_BEFORE, calm, key="patient-before", kind="compact")
        _show_done(person, weeks, is_complete=not missing)
        if seen:
            looked_at = partial(show_all_mechanics, seen)
            show_in_fold(ALL_MECHANICS, looked_at, key="patient-seen", kind="compact")
        show_limits(person)
        show_notes(notes)


def _show_missing(missing: Sequence[str]) -> None:
    """In sight, however much else is folded: what is missing is no calm."""
    if missing:
        st.caption("  \n".join([f"**{NOT_KNOWN}**", *map(escaped, missing)]))


def _show_done(person: session.Person, weeks: pl.DataFrame, *, is_complete: bool) -> None:
    """What was done of the strength work and said in check-ins, these against their noise."""
    show = partial(_show_lines, person, weeks, is_complete=is_complete)
    show_in_fold(WAS_DONE, show, key="patient-done", kind="compact")


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
