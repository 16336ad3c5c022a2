"""What is missing, in sight; what else there is of a patient, a line each."""

from collections.abc import Sequence
from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.patient.done_section import show_done
from dashboard.patient.gap_wording import NOT_KNOWN, missing_lines
from dashboard.patient.knee_section import show_knees_before
from dashboard.patient.mechanics_section import show_all_mechanics
from dashboard.patient.notes import show_notes
from dashboard.patient.own_limits.section import show_limits
from dashboard.patient.wording import ALL_MECHANICS, HURT_BEFORE
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
            show_in_fold(HURT_BEFORE, calm, key="patient-before")
        show_done(person, weeks, is_complete=not missing)
        if seen:
            show_in_fold(ALL_MECHANICS, partial(show_all_mechanics, seen), key="patient-seen")
        show_limits(person)
        show_notes(notes)


def _show_missing(missing: Sequence[str]) -> None:
    """In sight, however much else is folded: what is missing is no calm."""
    if missing:
        st.caption("  \n".join([f"**{NOT_KNOWN}**", *map(escaped, missing)]))
