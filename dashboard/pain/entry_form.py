"""The full pain entry: what a day felt like, for one knee."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.pain.entries import joined_to_its_day, session_of
from dashboard.pain.quick_log import pick_knee
from dashboard.pain.red_flags.wording import red_flags
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words
from dashboard.ui.section import section
from etl.journal.store import PainEntry

NOT_ASKED = "–"
NO_KNEE = "Choose a knee first."
SCORES = (NOT_ASKED, *range(11))
_TURN = "pain-form-turn"  # this form's own key of the session
MORNING_HELP = "Belongs to the run of the day before: choose that day above."


def show_pain_form(person: session.Person) -> None:
    """The form on top of the screen; a second save for one knee and day completes the first.

    It empties itself once the entry is kept, not before: what could not be saved stays typed.
    """
    turn = st.session_state.get(_TURN, 0)
    with section("How was your knee?"), st.form(f"pain-form-{turn}", border=True):
        entry = _ask(person, {}, key=f"new-{turn}" if turn else "new")
        is_sent = st.form_submit_button("Save", type="primary", width="stretch")
    with errors_as_words():
        if is_sent and _save(person, entry):
            st.session_state[_TURN] = turn + 1  # new widgets: empty
            st.rerun()


@st.dialog("Change this entry", width="large")
def edit_dialog(person: session.Person, row: Mapping[str, Any]) -> None:
    """Change or delete one entry; every former version stays in the journal."""
    entry_id = str(row["entry_id"])
    with st.form(f"pain-form-{entry_id}", border=False):
        entry = _ask(person, row, key=entry_id)
        is_sent = st.form_submit_button("Save", type="primary", width="stretch")
    is_unwanted = st.button("Delete this entry", type="tertiary", key=f"delete-{entry_id}")
    with errors_as_words():
        if is_sent and entry is None:
            st.warning(NO_KNEE)
        elif is_sent and entry is not None:
            entry = moved(person, entry, old_date=row["local_date"])
            session.current_journal().log_pain(entry)
            st.rerun()
        if is_unwanted:
            session.current_journal().delete_pain(entry_id)
            st.rerun()


def _ask(person: session.Person, row: Mapping[str, Any], *, key: str) -> PainEntry | None:
    """Every question of the form, filled from `row` when it changes an entry."""
    today = session.today(person)
    left, right = st.columns([1, 1])
    with left:
        local_date = st.date_input(
            "Day",
            value=row.get("local_date", today),
            min_value=today - timedelta(days=3650),
            max_value=today,
            key=f"day-{key}",
        )
    with right:
        knee = pick_knee(key=f"knee-{key}", default=row.get("knee"))
    scores = _ask_scores(row, key=key)
    chips = st.pills(
        "What it felt like",
        list(display.CHIPS),
        format_func=display.CHIPS.__getitem__,
        selection_mode="multi",
        default=list(row.get("chips") or ()),
        key=f"chips-{key}",
    )
    details = _ask_details(person, row, key=key)
    if knee is None:
        return None
    return PainEntry(
        runner_id=person.runner_id,
        entry_id=row.get("entry_id"),
        local_date=local_date,
        knee=knee,
        session_id=row.get("session_id"),
        chips=tuple(chips or ()),
        **scores,
        **details,
    )


def _ask_scores(row: Mapping[str, Any], *, key: str) -> dict[str, Any]:
    st.caption("0 none to 10 worst imaginable. Leave a dash where you cannot say.")
    columns = st.columns(2)
    answers: dict[str, Any] = {}
    for index, (column, word) in enumerate(display.PAIN_MOMENTS.items()):
        with columns[index % 2]:
            old = row.get(column)
            answer = st.select_slider(
                word,
                SCORES,
                value=NOT_ASKED if old is None else old,
                help=MORNING_HELP if column == "pain_morning_score" else None,
                key=f"{column}-{key}",
            )
        answers[column] = None if answer == NOT_ASKED else int(answer)
    return answers


def _ask_details(person: session.Person, row: Mapping[str, Any], *, key: str) -> dict[str, Any]:
    unit = display.distance_unit(person.units)
    old_onset_m = row.get("onset_m")
    with st.expander("Where, when it began, and anything worrying"):
        place = st.pills(
            "Where",
            list(display.PLACES),
            format_func=display.PLACES.__getitem__,
            default=row.get("place"),
            key=f"place-{key}",
        )
        onset = st.number_input(
            f"It began this far into the run, {unit}",
            min_value=0.0,
            step=0.5,
            value=None if old_onset_m is None else display.to_distance(old_onset_m, person.units),
            key=f"onset-{key}",
        )
        is_limping = st.checkbox(
            "I limped, or ran differently because of it",
            value=bool(row.get("is_limping")),
            key=f"limping-{key}",
        )
        flags = _ask_red_flags(tuple(row.get("red_flags") or ()), key=key)
        note = st.text_area("Note", value=row.get("note") or "", max_chars=2000, key=f"note-{key}")
    return {
        "place": place,
        "onset_m": None if onset is None else onset * display.metres_per_unit(person.units),
        "is_limping": is_limping,
        "red_flags": flags,
        "note": note.strip() or None,
    }


def _ask_red_flags(ticked: tuple[str, ...], *, key: str) -> tuple[str, ...]:
    st.markdown("**Does any of this apply?** Most runners tick nothing here.")
    return tuple(
        flag.code
        for flag in red_flags().values()
        if st.checkbox(flag.text, value=flag.code in ticked, key=f"flag-{flag.code}-{key}")
    )


def _save(person: session.Person, entry: PainEntry | None) -> bool:
    """Keep a new entry, completing that day's earlier one; False if a knee is missing."""
    if entry is None:
        st.warning(NO_KNEE)
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
