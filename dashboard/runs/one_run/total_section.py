"""What one run was: its totals, the days before it, and what is not believed of it."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.hills.doubted_altitude import doubts_of_run
from dashboard.rows import to_rows
from dashboard.rows.others import MetricRun, MetricSessionSpike
from dashboard.rows.pain import PainEntry
from dashboard.rows.runs import RunCourse
from dashboard.runs.one_run import wording
from dashboard.runs.one_run.pain_section import show_pain
from dashboard.runs.wording import hurt_title, onset_title
from dashboard.ui import display
from dashboard.ui.card import card
from dashboard.ui.escape import escaped_line


def show_answer(
    person: session.Person, run: MetricRun, sources: pl.DataFrame, pain: pl.DataFrame
) -> None:
    """What the run says of a knee, else which it was; the days before it, and what was logged."""
    started_at = display.local(run["started_at"], person.time_zone)
    distance = display.distance(run["distance_m"], person.units)
    which = wording.which_run(distance, display.day(run["local_date"]))
    when = wording.started(f"{started_at:%H:%M}", is_treadmill=run["is_treadmill"])
    said = _onset_words(person, sources, pain) or _hurt_words(pain)
    below = wording.after_which(which, when) if said else f"{when[0].upper()}{when[1:]}"
    with card(key="answer"):
        st.markdown(f"## {escaped_line(said or which)}")
        st.caption(escaped_line(below))
        st.markdown(_jump_words(person, run["session_id"]))
        show_pain(person, pain)


def show_totals(person: session.Person, run: MetricRun) -> None:
    """Its numbers, those that are known."""
    with st.container(horizontal=True, gap="medium"):
        for name, words in _totals(run, person.units).items():
            st.metric(name, words, width="content")


def _hurt_words(pain: pl.DataFrame) -> str:
    """The knee that hurt most, where it did."""
    hurt = pain.filter(pl.col("worst_score") > 0).sort("worst_score", descending=True)
    for row in to_rows(hurt.head(1), PainEntry):
        if row["worst_score"] is not None:
            return hurt_title(display.knee_subject(row["knee"]), row["worst_score"])
    return ""


def _onset_words(person: session.Person, sources: pl.DataFrame, pain: pl.DataFrame) -> str:
    """Where pain began first, and the descent up to there; empty where no place was logged.

    Of a run in several recordings the descent is not told.
    """
    onset_m = pain["onset_m"].drop_nulls().min()
    if not isinstance(onset_m, float):
        return ""
    return onset_title(onset_m, _descent_before_m(person, sources, onset_m), person.units)


def _descent_before_m(
    person: session.Person, sources: pl.DataFrame, onset_m: float
) -> float | None:
    counted = sources.filter(pl.col("duplicate_of").is_null())["activity_id"].to_list()
    if len(counted) != 1:
        return None
    course = session.records_of(person, RunCourse, activity_id=counted[0])
    before = [piece for piece in course if piece["until_m"] <= onset_m]
    is_within = len(before) < len(course)
    return before[-1]["descent_m"] if before and is_within else None


def _totals(run: MetricRun, units: str) -> dict[str, str]:
    totals = {
        wording.TIME_MOVING: display.clock(run["moving_s"]),
        wording.PACE: display.pace(run["speed_mps"], units),
        wording.DOWN: display.height(run["descent_m"], units),
        wording.UP: display.height(run["ascent_m"], units),
        wording.CADENCE: display.cadence(run["cadence_spm"]),
        wording.HEART_RATE: display.heart_rate(run["heart_rate_bpm"]),
    }
    return {name: words for name, words in totals.items() if words != display.UNKNOWN}


def _jump_words(person: session.Person, session_id: str) -> str:
    spike = session.record_of(person, MetricSessionSpike, session_id=session_id)
    if spike is None or spike["spike_band"] is None:
        return ""
    return wording.jump_words(spike, person.units)


def show_hill_doubt(sources: pl.DataFrame, units: str) -> None:
    """Why climb and descent are unknown, where altitude is not believed."""
    for words in doubts_of_run(sources, units):
        st.caption(words)
