"""Pain of one run, logged from that run: the run is known, and where it began is asked."""

from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard import session
from dashboard.pain import wording
from dashboard.pain.asking import PAIN
from dashboard.pain.entries import completed, existing_entry
from dashboard.rows.others import MetricRun
from dashboard.ui import display
from dashboard.ui.entry_form import ask
from dashboard.ui.errors import errors_as_words
from etl.journal.entries import PainEntry


def show_run_pain_log(person: session.Person, run: MetricRun) -> None:
    """A button that asks knee, worst score, the kilometre it began at, and whether hills did it."""
    key, asks = str(run["session_id"]), partial(ask, person, PAIN)
    with (
        st.popover(wording.LOG_PAIN, key=f"run-pain-{key}"),
        st.form(f"run-pain-form-{key}", border=False, clear_on_submit=True),
    ):
        knee = asks("knee", key=f"run-knee-{key}")
        score = asks("pain_during_score", label=wording.WORST_ON_RUN, key=f"run-score-{key}")
        longest = _longest(run, person.units)
        onset_m = asks("onset_m", max_value=longest, key=f"run-onset-{key}")
        is_on_hills = st.checkbox(wording.SHARP_ON_HILLS, key=f"run-hills-{key}")
        is_sent = st.form_submit_button("Save", type="primary", width="stretch")
    if is_sent and (knee is None or score is None):
        st.warning(wording.KNEE_AND_NUMBER)
    elif is_sent:
        entry = PainEntry(
            runner_id=person.runner_id,
            local_date=run["local_date"],
            knee=str(knee),
            pain_during_score=score,
            onset_m=onset_m,
            chips=("sharp_hill",) if is_on_hills else (),
            session_id=key,
        )
        with errors_as_words():
            save_for_run(person, entry)
            st.rerun()


def save_for_run(person: session.Person, entry: PainEntry) -> None:
    """Keep the entry for its run, over what that knee and run already hold."""
    load = partial(session.rows_of, person)
    earlier = existing_entry(
        load, knee=entry.knee, local_date=entry.local_date, session_id=entry.session_id
    )
    kept = entry if earlier is None else completed(earlier, entry)
    session.current_journal().log_pain(replace(kept, session_id=entry.session_id))
    st.toast("Saved.")


def _longest(run: MetricRun, units: str) -> float | None:
    distance_m = run["distance_m"]
    return None if distance_m is None else round(display.to_distance(distance_m, units), 2)
