"""Which file each number of one run comes from."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.runs import RunField, RunSource
from dashboard.runs.one_run import wording
from dashboard.runs.source_wording import field_lines
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_in_fold

STRAVA_API = "strava_api"
STRAVA_ACTIVITY = "https://www.strava.com/activities/"


def show_sources(person: session.Person, session_id: str, sources: pl.DataFrame) -> None:
    """Which file each number comes from, folded; what came through a platform links to it."""
    shown = partial(_show_all, person, session_id, sources)
    show_in_fold(wording.SOURCES, shown, key="run-sources")
    for row in to_rows(sources, RunSource):
        if row["source"] == STRAVA_API and row["duplicate_of"] is None:
            show_strava_link(person, row["activity_id"])


def _show_all(person: session.Person, session_id: str, sources: pl.DataFrame) -> None:
    """What each source tells of the run, then the recordings themselves."""
    fields = session.rows_of(person, "page.run_field", session_id=session_id)
    for numbers, where in field_lines(to_rows(fields, RunField)):
        st.markdown(f"**{escaped(numbers)}:** {escaped(where)}")
    _show_each(sources)


def _show_each(sources: pl.DataFrame) -> None:
    """Each recording, and how it was made comparable."""
    for row in to_rows(sources, RunSource):
        st.markdown(
            f"**{escaped(wording.source_words(row))}**  \n:gray[{wording.source_detail(row)}]"
        )
        if row["note"]:
            st.caption(escaped(row["note"]))


def show_strava_link(person: session.Person, activity_id: str) -> None:
    """Strava's own page of a run that came through it, in the words its brand rules ask for."""
    found = session.rows_of(person, "core.activity", activity_id=activity_id)
    for strava_id in found["source_activity_id"].drop_nulls():
        if strava_id.isdecimal():
            st.markdown(f"[**{wording.ON_STRAVA}**]({STRAVA_ACTIVITY}{strava_id})")
