"""What holds for a run by its runner's word: a line each, with its day and the way back."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.runs import RunChoice
from dashboard.runs.correction_wording import said_words
from dashboard.runs.corrections import withdraw
from dashboard.runs.one_run import form_wording as wording
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped


def show_said(person: session.Person, sources: pl.DataFrame) -> None:
    """Corrections of these recordings; who looks at somebody else's run sees them too."""
    ids = sources["activity_id"].to_list()
    said = session.rows_of(person, "page.run_choice").filter(
        pl.col("activity_id").is_in(ids) | _is_parted(person, sources)
    )
    newest = said.unique(["activity_id", "field"], maintain_order=True)
    for row in to_rows(newest, RunChoice):
        words = said_words(row, units=person.units, time_zone=person.time_zone)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"{escaped(words)}.", width="content")
            key = f"undo-{row['field']}-{row['activity_id']}"
            if session.owns(person) and st.button(wording.UNDO, type="tertiary", key=key):
                with errors_as_words():
                    withdraw(person, activity_id=row["activity_id"], field=row["field"])
                    _stay_near(sources, row["activity_id"], row["field"])
                    st.rerun()


def _is_parted(person: session.Person, sources: pl.DataFrame) -> pl.Expr:
    """Recordings of that day which were held apart: what they were parted from shows it too."""
    days = sources["started_at"].dt.date().unique().to_list()
    others = session.rows_of(person, "core.activity").filter(
        pl.col("started_at").dt.date().is_in(days)
    )
    return (
        pl.col("activity_id").is_in(others["activity_id"].to_list())
        & (pl.col("field") == "duplicate_of")
        & pl.col("value").is_null()
    )


def _stay_near(sources: pl.DataFrame, activity_id: str, field: str) -> None:
    """A part that is joined again has no page: what it was cut from has."""
    if field != "split_at_s":
        return
    wholes = sources.filter(pl.col("activity_id") == activity_id)["part_of"].drop_nulls()
    if not wholes.is_empty():
        st.query_params["run"] = wholes[0]
