"""What was different before the pain began."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.patient.wording import NO_CAUSE, change_words, changes_title
from dashboard.ui.section import section


def show_changes(person: session.Person) -> None:
    """What was different before the pain began."""
    changes = session.rows_of(person, "page.patient_change")
    if changes.is_empty():
        return
    rows = [change_words(row, person.units) for row in changes.to_dicts()]
    head = ["What", "Four weeks before", "Three weeks up to it", "Difference"]
    with section(changes_title(changes)):
        st.table(pl.DataFrame(rows, schema=head, orient="row"), border="horizontal")
        st.caption(NO_CAUSE)
