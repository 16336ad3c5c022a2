"""One run: what it was, what it asked, where it hurt, and where each number comes from."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.pain.day_log_form import show_effort_log
from dashboard.pain.run_form import show_run_pain_log
from dashboard.rows.others import MetricRun
from dashboard.runs.one_run.correct_form import show_correct_form
from dashboard.runs.one_run.corrections_said import show_said
from dashboard.runs.one_run.dose_section import show_dose
from dashboard.runs.one_run.merged import show_merged
from dashboard.runs.one_run.source_section import show_sources
from dashboard.runs.one_run.steps_section import show_steps
from dashboard.runs.one_run.stream_section import show_streams
from dashboard.runs.one_run.total_section import show_answer, show_hill_doubt, show_totals


def show_run(person: session.Person, session_id: str) -> bool:
    """The whole run, top down; False if there is no such run."""
    run = session.record_of(person, MetricRun, session_id=session_id)
    if run is None:
        return False
    sources = session.rows_of(person, "page.run_source", session_id=session_id)
    pain = session.rows_of(person, "page.pain_entry", local_date=run["local_date"]).filter(
        pl.col("session_id").is_null() | (pl.col("session_id") == session_id)
    )
    show_answer(person, run, sources, pain)
    show_totals(person, run)
    show_hill_doubt(sources, person.units)
    show_streams(person, sources, pain)
    show_effort_log(person, run)
    show_run_pain_log(person, run)
    with st.container(gap="small"):
        show_dose(person, session_id)
        show_steps(person, session_id)
        show_sources(person, session_id, sources)
        show_merged(person, sources)
        show_said(person, sources)
        if session.owns(person):
            show_correct_form(person, run, sources)
    return True
