"""Putting a recording right from the page of its run; its runner alone is offered it."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.rows.others import MetricRun
from dashboard.rows.runs import RunSource
from dashboard.runs.correction_wording import SPORTS, recorded_by, sport_word
from dashboard.runs.corrections import choose
from dashboard.runs.one_run.cut_form import show_cut_form
from dashboard.runs.one_run.same_run_form import show_same_run_form
from dashboard.ui import display


def show_correct_form(person: session.Person, run: MetricRun, sources: pl.DataFrame) -> None:
    """Cut a recording, bring its ride back, leave it out, or say what it really was."""
    with st.expander("Correct this recording"):
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
        "Which recording",
        list(by_id),
        format_func=lambda activity_id: _recording_words(by_id[activity_id], person),
        key="fix-recording",
    )


def _recording_words(row: RunSource, person: session.Person) -> str:
    started_at = display.local(row["started_at"], person.time_zone)
    distance = display.distance(row["distance_m"], person.units)
    words = f"{recorded_by(row)}, {started_at:%H:%M}, {distance}"
    return f"{words} (second recording, not counted)" if row["duplicate_of"] else words


def _offer_ride(person: session.Person, row: RunSource) -> None:
    if not row["ride_m"]:
        return
    st.caption(
        f"{display.distance(row['ride_m'], person.units)} at car speed do not count. "
        "If you ran them, they do."
    )
    if st.button("The ride counts", key="fix-ride"):
        choose(person, activity_id=row["activity_id"], field="keeps_ride", value="true")
        st.rerun()


def _offer_exclusion(person: session.Person, activity_id: str) -> None:
    st.caption("Leave it out if it is not yours or was recorded wrongly; you can count it again.")
    if st.button("Leave it out", key="fix-exclude"):
        choose(person, activity_id=activity_id, field="is_excluded", value="true")
        st.query_params.clear()
        st.rerun()


def _offer_altitude(person: session.Person, row: RunSource) -> None:
    """Whoever was there knows whether the hills are real; the word can be taken back."""
    if row["altitude_doubt"] is None:
        return
    if st.button("Its hills are real", key="fix-altitude"):
        choose(person, activity_id=row["activity_id"], field="is_altitude_right", value="true")
        st.rerun()


def _offer_sport(person: session.Person, row: RunSource) -> None:
    options = list(SPORTS) if row["sport"] in SPORTS else [row["sport"], *SPORTS]
    sport = st.selectbox(
        "It was a",
        options,
        index=options.index(row["sport"]),
        format_func=sport_word,
        key=f"fix-sport-{row['activity_id']}",
    )
    is_treadmill = st.checkbox(
        "On a treadmill: distance and cadence count, hills do not",
        value=row["is_treadmill"],
        key=f"fix-treadmill-{row['activity_id']}",
    )
    if not st.button("Save", key="fix-save"):
        return
    if sport != row["sport"]:
        choose(person, activity_id=row["activity_id"], field="sport", value=sport)
    if is_treadmill != row["is_treadmill"]:
        value = "true" if is_treadmill else "false"
        choose(person, activity_id=row["activity_id"], field="is_treadmill", value=value)
    st.rerun()
