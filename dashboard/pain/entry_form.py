"""The full pain entry: what a day felt like, for one knee."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.pain import wording
from dashboard.pain.asking import PAIN
from dashboard.pain.entries import joined_to_its_day, session_of
from dashboard.pain.quick_log import ask_quick
from dashboard.pain.red_flags.wording import red_flags
from dashboard.ui import display
from dashboard.ui.entry_form import ask
from dashboard.ui.errors import errors_as_words
from etl.journal.store import PainEntry

_TURN = "pain-form-turn"  # this form's own key of the session


@st.dialog(wording.HOW_WAS_IT, width="large")
def log_dialog(person: session.Person) -> None:
    """Two taps for now; below them a form for another day, or more about it."""
    load = partial(session.rows_of, person)
    ask_quick(person, has_run_today=session_of(load, session.today(person)) is not None)
    with st.expander(wording.MORE_OF_A_DAY):
        _show_day_form(person)


def _show_day_form(person: session.Person) -> None:
    """A second save for one knee and day completes the first.

    It empties itself once the entry is kept, not before: what could not be saved stays typed.
    """
    turn = st.session_state.get(_TURN, 0)
    with st.form(f"pain-form-{turn}", border=False):
        entry = _ask(person, {}, key=f"new-{turn}" if turn else "new")
        is_sent = st.form_submit_button("Save", type="primary", width="stretch")
    with errors_as_words():
        if is_sent and _save(person, entry):
            st.session_state[_TURN] = turn + 1  # new widgets: empty
            st.rerun()


@st.dialog(wording.CHANGE_ENTRY, width="large")
def edit_dialog(person: session.Person, row: Mapping[str, Any]) -> None:
    """Change or delete one entry; every former version stays in the journal."""
    entry_id = str(row["entry_id"])
    with st.form(f"pain-form-{entry_id}", border=False):
        entry = _ask(person, row, key=entry_id)
        is_sent = st.form_submit_button("Save", type="primary", width="stretch")
    is_unwanted = st.button(wording.DELETE_ENTRY, type="tertiary", key=f"delete-{entry_id}")
    with errors_as_words():
        if is_sent and entry is None:
            st.warning(wording.NO_KNEE)
        elif is_sent and entry is not None:
            entry = moved(person, entry, old_date=row["local_date"])
            session.current_journal().log_pain(entry)
            st.rerun()
        if is_unwanted:
            session.current_journal().delete_pain(entry_id)
            st.rerun()


def _ask(person: session.Person, row: Mapping[str, Any], *, key: str) -> PainEntry | None:
    """Every question of the form, filled from `row` when it changes an entry."""
    left, right = st.columns([1, 1])
    with left:
        local_date = ask(person, PAIN, "local_date", row.get("local_date"), key=f"day-{key}")
    with right:
        knee = ask(person, PAIN, "knee", row.get("knee"), key=f"knee-{key}")
    scores = _ask_scores(person, row, key=key)
    chips = ask(person, PAIN, "chips", row.get("chips"), key=f"chips-{key}")
    details = _ask_details(person, row, key=key)
    if knee is None:
        return None
    return PainEntry(
        runner_id=person.runner_id,
        entry_id=row.get("entry_id"),
        local_date=local_date,
        knee=knee,
        session_id=row.get("session_id"),
        chips=chips,
        **scores,
        **details,
    )


def _ask_scores(person: session.Person, row: Mapping[str, Any], *, key: str) -> dict[str, Any]:
    st.caption(wording.LEAVE_A_DASH)
    columns = st.columns(2)
    answers: dict[str, Any] = {}
    is_untimed = row.get("pain_untimed_score") is not None
    for index, column in enumerate(display.ALL_MOMENTS if is_untimed else display.PAIN_MOMENTS):
        with columns[index % 2]:
            answers[column] = ask(
                person, PAIN, column, row.get(column), like="slider", key=f"{column}-{key}"
            )
    return answers


def _ask_details(person: session.Person, row: Mapping[str, Any], *, key: str) -> dict[str, Any]:
    asks = {"place": "place", "onset_m": "onset", "is_limping": "limping", "note": "note"}
    with st.expander(wording.MORE_DETAILS):
        told = {}
        for name, word in asks.items():
            if name == "note":
                told["red_flags"] = _ask_red_flags(tuple(row.get("red_flags") or ()), key=key)
            told[name] = ask(person, PAIN, name, row.get(name), key=f"{word}-{key}")
    return told


def _ask_red_flags(ticked: tuple[str, ...], *, key: str) -> tuple[str, ...]:
    st.markdown(wording.SIGNS_IN_FORM)
    return tuple(
        flag.code
        for flag in red_flags().values()
        if st.checkbox(flag.text, value=flag.code in ticked, key=f"flag-{flag.code}-{key}")
    )


def _save(person: session.Person, entry: PainEntry | None) -> bool:
    """Keep a new entry, completing that day's earlier one; False if a knee is missing."""
    if entry is None:
        st.warning(wording.NO_KNEE)
        return False
    load = partial(session.rows_of, person)
    session.current_journal().log_pain(joined_to_its_day(load, entry))
    st.toast("Saved.")
    return True


def moved(person: session.Person, entry: PainEntry, *, old_date: date | None) -> PainEntry:
    """The entry with the run of its day, once that day is another than it was."""
    if entry.local_date == old_date:
        return entry
    load = partial(session.rows_of, person)
    return replace(entry, session_id=session_of(load, entry.local_date))
