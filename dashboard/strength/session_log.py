"""Today's exercises, a line each: opened, how it is done, last time, and what was done of it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from dashboard import session
from dashboard.method.citations import linked
from dashboard.rows import to_rows
from dashboard.rows.strength import StrengthHistory, StrengthToday, StrengthWeek
from dashboard.strength import wording
from dashboard.strength.asking import STRENGTH
from dashboard.strength.entries import newest_entry, planned_entry, to_entry, with_sets
from dashboard.ui.entry_form import ask
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped, escaped_line
from dashboard.ui.folds import show_behind, show_in_fold
from etl.journal.entries import StrengthEntry

SCREEN = "strength/screen.py"
FIGURES = Path(__file__).resolve().parent.parent / "assets" / "strength"
FIGURE_WIDTH = 132  # pixels: two positions stay readable, and a phone has room beside them


def show_strength_line(person: session.Person) -> None:
    """One line for Today once strength work has begun; nothing before."""
    weeks = session.rows_of(person, "page.strength_week").tail(1)
    for week in to_rows(weeks, StrengthWeek):
        st.page_link(SCREEN, label=wording.today_line(week))


def show_exercises(
    person: session.Person, rows: Sequence[StrengthToday], logged: Sequence[StrengthHistory]
) -> None:
    """A line an exercise, in the order of the programme; `logged`: the entries of today."""
    with st.container(gap=None):
        for row in rows:
            mine = [entry for entry in logged if entry["exercise"] == row["exercise_id"]]
            name = wording.exercise_done(row["title"]) if row["is_done"] else row["title"]
            show_in_fold(
                f"{escaped_line(name)} **{escaped_line(wording.exercise_amount(row))}**",
                partial(show_exercise, person, row, mine),
                key=f"exercise-{row['exercise_id']}",
                kind="compact",
            )


def show_exercise(
    person: session.Person, row: StrengthToday, logged: list[StrengthHistory]
) -> None:
    """One exercise: how, last time, what today asks for, and what was done of it."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", wrap=False):
        show_figure(row["drawing"])
        with st.container(gap="xxsmall"):
            st.caption(escaped(f"{wording.planned_amount(row)}, {row['tempo']}"))
            _show_how(row)
    st.markdown(_words(row))
    _show_sets(person, row, logged)
    if logged:
        _show_pain(person, logged)
    st.space("small")  # before the next line


def show_figure(drawing: str | None) -> None:
    """One of our figures; nothing where a clinic's file names none."""
    if drawing:
        st.image(str(FIGURES / f"{drawing}.svg"), width=FIGURE_WIDTH, alt="")


def _words(row: StrengthToday) -> str:
    last = escaped(wording.last_words(row))
    if row["is_done"]:
        return f"{wording.done_today(escaped(wording.done_amount(row)))} {last}"
    if row["next_step_name"] == "refer":
        return last
    asked = wording.asked_today(escaped(wording.amount_of(row, "next")))
    return f"{asked} {escaped(wording.next_words(row))} {last}"


def _show_how(row: StrengthToday) -> None:
    show_behind(wording.HOW, partial(_show_cues, row), key=f"how-{row['exercise_id']}")


def _show_cues(row: StrengthToday) -> None:
    st.markdown(escaped(row["cues"]))
    st.markdown(wording.what_for(escaped(row["what_for"])))
    st.caption(wording.source_line(linked(row["source"]), row["grade"]))


def _show_sets(person: session.Person, row: StrengthToday, logged: list[StrengthHistory]) -> None:
    """Done in one tap, set by set, or with its details."""
    key, today = row["exercise_id"], session.today(person)
    if not logged:
        with st.container(horizontal=True, gap="small"):
            _show_whole(person, row)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", wrap=False):
        if st.button("−", key=f"fewer-{key}", help=wording.FEWER, disabled=not logged):
            entry = with_sets(row, logged, more=-1, local_date=today)
            if entry is None:
                session.current_journal().delete_strength(logged[0]["entry_id"])
                st.rerun()
            _log(entry)
        st.markdown(wording.sets_done(row), width="content")
        if st.button("\\+", key=f"more-{key}", help=wording.MORE):
            _log(with_sets(row, logged, more=1, local_date=today))
        _show_details(person, row, logged)


def _show_whole(person: session.Person, row: StrengthToday) -> None:
    """One tap for all of it: as today asks, or as last time where that is something else."""
    key, today = row["exercise_id"], session.today(person)
    offers = {} if row["next_step_name"] == "refer" else {"next": wording.DONE_AS_ABOVE}
    if row["last_date"] and (not offers or _differs_from_last(row)):
        offers["last"] = wording.AS_LAST_TIME
    elif row["last_date"] and offers:
        offers["next"] = wording.DONE_AS_LAST_TIME
    for when, label in offers.items():
        kind = "primary" if when == "next" else "secondary"
        if st.button(label, key=f"{when}-{key}", type=kind):
            _log(planned_entry(row, local_date=today, when=when))


def _differs_from_last(row: StrengthToday) -> bool:
    return wording.amount_of(row, "last") != wording.amount_of(row, "next")


def _show_pain(person: session.Person, logged: list[StrengthHistory]) -> None:
    """Knee pain during it, one tap; another tap changes it."""
    entry = to_entry(logged[0])
    key = f"strength-pain-{entry.entry_id}"
    score = ask(person, STRENGTH, "pain_during_score", entry.pain_during_score, key=key)
    if score != entry.pain_during_score:
        _log(replace(entry, pain_during_score=score))


def _show_details(
    person: session.Person, row: StrengthToday, logged: list[StrengthHistory]
) -> None:
    """Sets, repetitions or seconds, weight, side and a note."""
    key, today = row["exercise_id"], session.today(person)
    entry = newest_entry(logged) or planned_entry(
        row, local_date=today, when="last" if row["next_step_name"] == "refer" else "next"
    )
    with (
        st.popover("Details", type="tertiary", key=f"details-{key}"),
        st.form(f"details-form-{key}", border=False),
    ):
        told = {
            name: ask(person, STRENGTH, name, getattr(entry, name), key=f"{short or name}-{key}")
            for name, short in _asked_of(row).items()
        }
        is_sent = st.form_submit_button("Save", type="primary", width="stretch")
    if is_sent:
        base = newest_entry(logged, side=told["knee"]) or replace(
            entry, entry_id=None, pain_during_score=None
        )
        nothing_else = {"repetition_count": None, "hold_s": None}
        _log(replace(base, **nothing_else | told))


def _asked_of(row: StrengthToday) -> dict[str, str]:
    """Fields of a form of details, and how keys of their widgets begin where not so."""
    of_a_set = "repetition_count" if row["from_hold_s"] is None else "hold_s"
    return {"set_count": "", of_a_set: "", "load_kg": "load", "knee": "side", "note": ""}


def _log(entry: StrengthEntry | None) -> None:
    if entry is not None:
        with errors_as_words():
            session.current_journal().log_strength(entry)
            st.rerun()
