"""What was different before the pain began."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.patient.wording import NO_CAUSE, change_words, changes_title
from dashboard.rows.patient import PatientChange
from dashboard.ui.section import section


def show_changes(person: session.Person) -> None:
    """What was different before the pain began."""
    changes = session.records_of(person, PatientChange)
    if not changes:
        return
    rows = [change_words(row, person.units) for row in changes]
    head = ["What", "Four weeks before", "Three weeks up to it", "Difference"]
    with section(changes_title(changes[0])):
        st.table(pl.DataFrame(rows, schema=head, orient="row"), border="horizontal")
        st.caption(NO_CAUSE)
