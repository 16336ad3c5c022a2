"""Saying that two runs of one day are the same run."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.others import MetricRun
from dashboard.rows.runs import RunsList, RunSource
from dashboard.runs.corrections import choose
from dashboard.runs.one_run import form_wording as wording
from dashboard.ui import display


def show_same_run_form(person: session.Person, run: MetricRun, row: RunSource) -> None:
    """Another run of that day to choose; nothing where there is none, or the link is there."""
    if row["duplicate_of"]:
        return  # the way back stands beside it
    others = session.rows_of(person, "page.runs_list", local_date=run["local_date"]).filter(
        pl.col("session_id") != run["session_id"]
    )
    if others.is_empty():
        return
    words = {
        other["session_id"]: f"{display.local(other['started_at'], person.time_zone):%H:%M}, "
        f"{display.distance(other['distance_m'], person.units)}"
        for other in to_rows(others, RunsList)
    }
    same = st.selectbox(
        wording.SAME_AS,
        list(words),
        format_func=words.__getitem__,
        index=None,
        placeholder=wording.OTHER_RUN,
        key="fix-same-as",
    )
    if same is not None and st.button(wording.COUNT_ONCE, key="fix-duplicate"):
        choose(person, activity_id=row["activity_id"], field="duplicate_of", value=same)
        st.query_params["run"] = same
        st.rerun()
