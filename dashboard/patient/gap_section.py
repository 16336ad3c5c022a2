"""What nobody knows of the last weeks."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.patient.wording import IS_ALL_KNOWN, NOT_KNOWN, missing_lines, nothing_missing
from dashboard.rows.patient import PatientGap
from dashboard.rows.today import Today
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_in_fold


def show_gaps(person: session.Person, today: Today | None, weeks: pl.DataFrame) -> None:
    """In sight, however much else is folded: what is missing is no calm."""
    lines = missing_lines(
        session.records_of(person, PatientGap),
        last_run_date=today["last_run_date"] if today else None,
        today=session.today(person),
        weeks=weeks,
    )
    if lines:
        st.caption("  \n".join([f"**{NOT_KNOWN}**", *map(escaped, lines)]))
    else:
        show_in_fold(IS_ALL_KNOWN, _show_nothing_missing, key="patient-known")


def _show_nothing_missing() -> None:
    st.caption(nothing_missing())
