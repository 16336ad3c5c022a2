"""Small answers that make load readable: how one slept, how hard a run felt, old injuries."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from dashboard import session
from dashboard.rows.load import LoadPastInjury, LoadSleep
from dashboard.rows.others import MetricRun
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words
from etl.journal.entries import INJURY_SITES, DayLog, PastInjury, RunEffort
from etl.journal.fields import bounds

EXERTIONS = tuple(range(11))
EXERTION_WORDS = "How hard was it, half an hour later? 0 rest, 3 easy, 5 hard, 10 as hard as can be"
USUAL_NIGHT_H = 8.0  # where the field starts: nobody is asked to count up from zero
SIDES = {"left": "Left", "right": "Right"}


def show_sleep_log(person: session.Person) -> None:
    """A quiet button that asks for one number; a second answer for a day replaces the first."""
    today, night = session.today(person), bounds(DayLog, "sleep_h")
    with (
        st.popover("Log sleep", key="sleep-log"),
        st.form("sleep-form", border=False),
    ):
        local_date = st.date_input(
            "Night that ended on the morning of",
            value=today,
            min_value=today - timedelta(days=365),
            max_value=today,
            key="sleep-day",
        )
        sleep_h = st.number_input(
            "Hours slept",
            min_value=float(night.least),
            max_value=float(night.most),
            value=_logged_sleep_h(person) or USUAL_NIGHT_H,
            step=0.25,
            format="%.2f",
            key="sleep-hours",
        )
        is_sent = st.form_submit_button("Save", type="primary", width="stretch")
    if is_sent:
        entry = DayLog(runner_id=person.runner_id, local_date=local_date, sleep_h=sleep_h)
        with errors_as_words():
            session.current_journal().log_sleep(entry)
            st.toast("Saved.")
            st.rerun()


def _logged_sleep_h(person: session.Person) -> float | None:
    night = session.record_of(person, LoadSleep)
    return night["sleep_h"] if night else None


def show_effort_log(person: session.Person, run: MetricRun) -> None:
    """One tap says how hard a run felt; another tap changes it."""
    rows = session.rows_of(person, "metric.session_effort", session_id=run["session_id"])
    known = rows["perceived_exertion_score"][0] if rows.height else None
    chosen = st.pills(
        EXERTION_WORDS,
        EXERTIONS,
        default=None if known is None else round(known),
        required=known is not None,
        key=f"effort-{run['session_id']}",
    )
    if rows.height and rows["exertion_source"][0] == "file":
        st.caption(f"{known:g} of 10, as the file says; a tap wins over it.")
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
            st.badge(injury_words(row), color="gray")
        _ask_injury(person)
        if rows:
            _offer_to_delete(rows)


def injury_words(row: LoadPastInjury) -> str:
    """`Left knee, until Sat 7 Mar 2026`."""
    place = f"{row['side']} {row['site']}" if row["side"] else row["site"]
    return f"{place.capitalize()}, until {display.day(row['local_date'])}"


def _ask_injury(person: session.Person) -> None:
    today = session.today(person)
    with (
        st.popover("Add a past injury", type="tertiary", key="injury-log"),
        st.form("injury-form", border=False, clear_on_submit=True),
    ):
        site = st.selectbox("Where", INJURY_SITES, format_func=str.capitalize, key="injury-site")
        side = st.segmented_control("Side", SIDES, format_func=SIDES.__getitem__, key="injury-side")
        local_date = st.date_input(
            "Last day it kept you from running as usual",
            value=today,
            min_value=today - timedelta(days=3650),
            max_value=today,
            key="injury-day",
        )
        is_sent = st.form_submit_button("Save", type="primary", width="stretch")
    if is_sent:
        entry = PastInjury(
            runner_id=person.runner_id, local_date=local_date, site=str(site), side=side
        )
        session.current_journal().log_injury(entry)
        st.toast("Saved.")
        st.rerun()


def _offer_to_delete(rows: Sequence[LoadPastInjury]) -> None:
    words = {row["entry_id"]: injury_words(row) for row in rows}
    with st.popover("Take one back", type="tertiary", key="injury-delete"):
        entry_id = st.selectbox(
            "Which", list(words), format_func=words.__getitem__, key="injury-which"
        )
        if st.button("Take it back", key="injury-gone"):
            session.current_journal().delete_injury(str(entry_id))
            st.rerun()
