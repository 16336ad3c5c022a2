"""What was answered for all that one app or watch records without a kind, and the way back."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.runs import RunChoice
from dashboard.runs.correction_wording import said_words
from dashboard.runs.corrections import withdraw
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped


def show_recorder_answers(person: session.Person) -> None:
    """Each answer with its day, for its runner only; nothing where none was given."""
    if not session.owns(person):
        return
    said = session.rows_of(person, "page.run_choice").filter(pl.col("field") == "recorder_is_run")
    for row in to_rows(said, RunChoice):
        words = said_words(row, units=person.units, time_zone=person.time_zone)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"{escaped(words)}.", width="content")
            key = f"undo-recorder-{row['activity_id']}"
            if st.button("Undo", type="tertiary", key=key):
                with errors_as_words():
                    withdraw(person, activity_id=row["activity_id"], field=row["field"])
                    st.rerun()
