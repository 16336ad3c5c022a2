"""Second recordings that a run holds, and the word that they are runs of their own."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.runs import RunSource
from dashboard.runs.corrections import choose
from dashboard.runs.one_run import form_wording as wording
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped


def show_merged(person: session.Person, sources: pl.DataFrame) -> None:
    """A line for each recording that counts once with another; nothing where there is none."""
    second = sources.filter(pl.col("duplicate_of").is_not_null())
    for row in to_rows(second, RunSource):
        words = wording.second_recording(row, time_zone=person.time_zone, units=person.units)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(wording.also_recorded(escaped(words)), width="content")
            key = f"two-runs-{row['activity_id']}"
            if session.owns(person) and st.button(wording.TWO_RUNS, type="tertiary", key=key):
                with errors_as_words():
                    choose(person, activity_id=row["activity_id"], field="duplicate_of", value=None)
                    st.rerun()
