"""What nobody knows of the last weeks."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.patient.wording import gap_lines
from dashboard.rows.patient import PatientGap
from dashboard.rows.today import Today
from dashboard.ui.escape import escaped
from dashboard.ui.section import section


def show_gaps(person: session.Person, today: Today | None, weeks: pl.DataFrame) -> None:
    """What nobody knows of the last weeks."""
    gaps = session.records_of(person, PatientGap)
    last_run_date = today["last_run_date"] if today else None
    with section("Not known"):
        lines = gap_lines(
            gaps, last_run_date=last_run_date, today=session.today(person), weeks=weeks
        )
        st.markdown("\n".join(f"- {escaped(line)}" for line in lines))
