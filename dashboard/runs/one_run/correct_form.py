"""Putting a recording right from the page of its run; its runner alone is offered it."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.others import MetricRun
from dashboard.rows.runs import RunSource
from dashboard.runs.correction_wording import SPORTS, sport_word
from dashboard.runs.corrections import choose
from dashboard.runs.one_run import form_wording as wording
from dashboard.runs.one_run.cut_form import show_cut_form
from dashboard.runs.one_run.same_run_form import show_same_run_form


def show_correct_form(person: session.Person, run: MetricRun, sources: pl.DataFrame) -> None:
    """Cut a recording, bring its ride back, leave it out, or say what it really was."""
    with st.expander(wording.CORRECT):
        activity_id = _pick_recording(person, sources)
        row = to_rows(sources.filter(pl.col("activity_id") == activity_id), RunSource)[0]
        show_cut_form(person, activity_id)
        _offer_ride(person, row)
        _offer_exclusion(person, activity_id)
        _offer_altitude(person, row)
        _offer_sport(person, row)
        show_same_run_form(person, run, row)


def _pick_recording(person: session.Person, sources: pl.DataFrame) -> str:
    by_id = {row["activity_id"]: row for row in to_rows(sources, RunSource)}
    if len(by_id) == 1:
        return next(iter(by_id))
    return st.selectbox(
        wording.WHICH,
        list(by_id),
        format_func=lambda activity_id: wording.recording_words(
            by_id[activity_id], time_zone=person.time_zone, units=person.units
        ),
        key="fix-recording",
    )


def _offer_ride(person: session.Person, row: RunSource) -> None:
    if not row["ride_m"]:
        return
    st.caption(wording.ride_words(row["ride_m"], person.units))
    if st.button(wording.RIDE_COUNTS, key="fix-ride"):
        choose(person, activity_id=row["activity_id"], field="keeps_ride", value="true")
        st.rerun()


def _offer_exclusion(person: session.Person, activity_id: str) -> None:
    st.caption(wording.ABOUT_LEAVING_OUT)
    if st.button(wording.LEAVE_OUT, key="fix-exclude"):
        choose(person, activity_id=activity_id, field="is_excluded", value="true")
        st.query_params.clear()
        st.rerun()


def _offer_altitude(person: session.Person, row: RunSource) -> None:
    """Whoever was there knows whether the hills are real; the word can be taken back."""
    if row["altitude_doubt"] is None:
        return
    if st.button(wording.HILLS_ARE_REAL, key="fix-altitude"):
        choose(person, activity_id=row["activity_id"], field="is_altitude_right", value="true")
        st.rerun()


def _offer_sport(person: session.Person, row: RunSource) -> None:
    options = list(SPORTS) if row["sport"] in SPORTS else [row["sport"], *SPORTS]
    sport = st.selectbox(
        wording.SPORT,
        options,
        index=options.index(row["sport"]),
        format_func=sport_word,
        key=f"fix-sport-{row['activity_id']}",
    )
    is_treadmill = st.checkbox(
        wording.TREADMILL,
        value=row["is_treadmill"],
        key=f"fix-treadmill-{row['activity_id']}",
    )
    if not st.button(wording.SAVE, key="fix-save"):
        return
    if sport != row["sport"]:
        choose(person, activity_id=row["activity_id"], field="sport", value=sport)
    if is_treadmill != row["is_treadmill"]:
        value = "true" if is_treadmill else "false"
        choose(person, activity_id=row["activity_id"], field="is_treadmill", value=value)
    st.rerun()
