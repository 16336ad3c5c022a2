"""What one run was: its totals, the days before it, and what is not believed of it."""

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.hills.doubted_altitude import doubts_of_run
from dashboard.rows.others import MetricRun, MetricSessionSpike
from dashboard.rows.runs import RunCourse
from dashboard.runs.wording import onset_title
from dashboard.ui import display
from dashboard.ui.chart import show_heading
from etl.reference.rules import parameter_value

JUMPS = {
    "no_reference": "There was no run in the {days} before to compare it with.",
    "reference": "No jump: {ratio} times the longest run of the {days} before, {longest}.",
    "small": "A jump: {ratio} times the longest run of the {days} before, {longest}.",
    "moderate": "A jump: {ratio} times the longest run of the {days} before, {longest}.",
    "large": "A big jump: {ratio} times the longest run of the {days} before, {longest}.",
}
"""What a run was against its ceiling: band of `metric.session_spike` to a sentence."""


def show_totals(
    person: session.Person, run: MetricRun, sources: pl.DataFrame, pain: pl.DataFrame
) -> None:
    """What the run says of a knee, else which it was; totals, and the days before it."""
    started_at = display.local(run["started_at"], person.time_zone)
    distance = display.distance(run["distance_m"], person.units)
    place = ", on a treadmill" if run["is_treadmill"] else ""
    which = f"{distance} on {display.day(run['local_date'])}"
    began = _onset_words(person, sources, pain)
    when = f"tarted at {started_at:%H:%M}{place}"
    show_heading(began or which, f"{which}, s{when}" if began else f"S{when}")
    with st.container(horizontal=True, gap="medium"):
        for name, words in _totals(run, person.units).items():
            st.metric(name, words, width="content")
    st.markdown(_jump_words(person, run["session_id"]))


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
        "Time moving": display.clock(run["moving_s"]),
        "Pace": display.pace(run["speed_mps"], units),
        "Down": display.height(run["descent_m"], units),
        "Up": display.height(run["ascent_m"], units),
        "Cadence": display.cadence(run["cadence_spm"]),
        "Heart rate": display.heart_rate(run["heart_rate_bpm"]),
    }
    return {name: words for name, words in totals.items() if words != display.UNKNOWN}


def _jump_words(person: session.Person, session_id: str) -> str:
    spike = session.record_of(person, MetricSessionSpike, session_id=session_id)
    if spike is None or spike["spike_band"] is None:
        return ""
    return JUMPS[spike["spike_band"]].format(
        ratio="–" if spike["spike_ratio"] is None else f"{spike['spike_ratio']:.2f}",
        longest=display.distance(spike["longest_30d_m"], person.units),
        days=display.count(int(parameter_value("spike_window_days")), "day"),
    )


def show_hill_doubt(sources: pl.DataFrame, units: str) -> None:
    """Why climb and descent are unknown, where altitude is not believed."""
    for words in doubts_of_run(sources, units):
        st.caption(words)
