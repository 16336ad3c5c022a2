"""The form of a new mechanics check."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.mechanics.form import Former, show_check_form
from etl.reference.clinic.mechanics_items import Mechanics


def show_log(person: session.Person, mechanics: Mechanics, findings: pl.DataFrame) -> None:
    """The form of a new check, open while there is none."""
    turn = hash(tuple(findings["saved_at"]))  # any other version, also where the clock was set back
    with st.expander("Log a check", expanded=findings.is_empty()):
        show_check_form(person, mechanics.items, former=Former(), turn=f"new-{turn}")
