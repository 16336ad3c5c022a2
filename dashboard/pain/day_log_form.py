"""Small answers that make load readable: how one slept, how hard a run felt, old injuries."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import session
from dashboard.pain import wording
from dashboard.pain.asking import EFFORT, INJURY, SLEEP
from dashboard.rows.load import LoadPastInjury, LoadSleep
from dashboard.rows.others import MetricRun
from dashboard.ui.entry_form import ask, show_entry_form, show_undo
from etl.journal.entries import RunEffort

USUAL_NIGHT_H = 8.0  # where the field starts: nobody is asked to count up from zero


def show_sleep_log(person: session.Person) -> None:
    """A quiet button that asks for one number; a second answer for a day replaces the first."""
    show_entry_form(person, SLEEP, known={"sleep_h": _logged_sleep_h(person) or USUAL_NIGHT_H})


def _logged_sleep_h(person: session.Person) -> float | None:
    night = session.record_of(person, LoadSleep)
    return night["sleep_h"] if night else None


def show_effort_log(person: session.Person, run: MetricRun) -> None:
    """One tap says how hard a run felt; another tap changes it."""
    rows = session.rows_of(person, "metric.session_effort", session_id=run["session_id"])
    known = rows["perceived_exertion_score"][0] if rows.height else None
    tapped, key = None if known is None else round(known), f"effort-{run['session_id']}"
    chosen = ask(
        person, EFFORT, "perceived_exertion_score", tapped, required=tapped is not None, key=key
    )
    if known is not None and rows["exertion_source"][0] == "file":
        st.caption(wording.from_file(known))
    if chosen is None or (known is not None and int(chosen) == round(known)):
        return
    session.current_journal().log_effort(
        RunEffort(
            runner_id=person.runner_id,
            activity_id=run["session_id"],
            perceived_exertion_score=float(chosen),
        )
    )
    st.toast("Saved.")
    st.rerun()


def show_injuries(person: session.Person) -> None:
    """Injuries of the last year as badges, with a way to add one and to take one back."""
    rows = session.records_of(person, LoadPastInjury)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for row in rows:
            st.badge(wording.injury_words(row), color="gray")
        show_entry_form(person, INJURY, type="tertiary")
        if rows:
            _offer_to_delete(rows)


def _offer_to_delete(rows: Sequence[LoadPastInjury]) -> None:
    words = {row["entry_id"]: wording.injury_words(row) for row in rows}
    with st.popover(wording.TAKE_ONE_BACK, type="tertiary", key="injury-delete"):
        entry_id = st.selectbox(
            "Which", list(words), format_func=words.__getitem__, key="injury-which"
        )
        delete = partial(session.current_journal().delete_injury, str(entry_id))
        show_undo(delete, key="injury-gone")
