"""Today's strength list: one card an exercise, done in a tap, pain in another."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.method.citations import linked
from dashboard.rows import to_rows
from dashboard.rows.strength import StrengthHistory, StrengthToday, StrengthWeek
from dashboard.strength.asking import STRENGTH
from dashboard.strength.entries import (
    amount,
    amount_of,
    last_words,
    newest_entry,
    next_words,
    planned_amount,
    planned_entry,
    to_entry,
    with_sets,
)
from dashboard.ui import display
from dashboard.ui.entry_form import ask
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_behind
from etl.journal.entries import StrengthEntry

SCREEN = "strength/screen.py"
FIGURES = Path(__file__).resolve().parent.parent / "assets" / "strength"
FIGURE_WIDTH = 132  # pixels: two positions stay readable, and a phone has room beside them


def show_strength_line(person: session.Person) -> None:
    """One line for Today once strength work has begun; nothing before."""
    weeks = session.rows_of(person, "page.strength_week").tail(1)
    for week in to_rows(weeks, StrengthWeek):
        st.page_link(SCREEN, label=f"Strength: {week_words(week)}")


def week_words(week: StrengthWeek) -> str:
    """Sessions of this week beside those planned."""
    return f"{week['session_count']} of {week['planned_session_count']} this week"


def show_exercises(person: session.Person, exercises: pl.DataFrame) -> None:
    """A card an exercise of `page.strength_today`, in the order of the programme."""
    rows = to_rows(exercises, StrengthToday)
    if any(row["next_step_name"] == "refer" for row in rows):
        st.info(
            "A warning sign is ticked: what to do next is not said here until a clinician has "
            "looked at it and lets you train. What you did can still be logged."
        )
    logged = session.records_of(person, StrengthHistory, local_date=session.today(person))
    for row in rows:
        with st.container(border=True, gap="small"):
            show_exercise(person, row, [e for e in logged if e["exercise"] == row["exercise_id"]])


def show_exercise(
    person: session.Person, row: StrengthToday, logged: list[StrengthHistory]
) -> None:
    """One exercise: how, last time, what today asks for, and what was done of it."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", wrap=False):
        show_figure(row["drawing"])
        with st.container(gap="xxsmall"):
            st.markdown(f"**{escaped(row['title'])}**")
            st.caption(escaped(f"{planned_amount(row)}, {row['tempo']}"))
            _show_how(row)
    st.markdown(_words(row))
    _show_sets(person, row, logged)
    if logged:
        _show_pain(person, logged)


def show_figure(drawing: str | None) -> None:
    """One of our figures; nothing where a clinic's file names none."""
    if drawing:
        st.image(str(FIGURES / f"{drawing}.svg"), width=FIGURE_WIDTH, alt="")


def _words(row: StrengthToday) -> str:
    reason = escaped(next_words(row))
    if row["is_done"]:
        return f"**Done today: {escaped(_done_amount(row))}.** {escaped(last_words(row))}"
    if row["next_step_name"] == "refer":
        return escaped(last_words(row))
    target = escaped(amount_of(row, "next"))
    return f"Today **{target}**. {reason} {escaped(last_words(row))}"


def _done_amount(row: StrengthToday) -> str:
    return amount(
        sets=row["set_count"],
        repetitions=row["repetition_count"],
        hold_s=row["hold_s"],
        load_kg=row["load_kg"],
        is_per_side=row["is_per_side"],
    )


def _show_how(row: StrengthToday) -> None:
    show_behind("How", partial(_show_cues, row), key=f"how-{row['exercise_id']}")


def _show_cues(row: StrengthToday) -> None:
    st.markdown(escaped(row["cues"]))
    st.markdown(f"For: {escaped(row['what_for'])}")
    grade = row["grade"]
    st.caption(f"Source: {linked(row['source'])}. Grade {grade}: {display.EVIDENCE_GRADES[grade]}.")


def _show_sets(person: session.Person, row: StrengthToday, logged: list[StrengthHistory]) -> None:
    """Done in one tap, set by set, or with its details."""
    key, today = row["exercise_id"], session.today(person)
    if not logged:
        with st.container(horizontal=True, gap="small"):
            _show_whole(person, row)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", wrap=False):
        if st.button("−", key=f"fewer-{key}", help="One set fewer", disabled=not logged):
            entry = with_sets(row, logged, more=-1, local_date=today)
            if entry is None:
                session.current_journal().delete_strength(logged[0]["entry_id"])
                st.rerun()
            _log(entry)
        done = row["set_count"] or 0
        st.markdown(f"{done} of {row['planned_set_count']} sets", width="content")
        if st.button("\\+", key=f"more-{key}", help="One set more"):
            _log(with_sets(row, logged, more=1, local_date=today))
        _show_details(person, row, logged)


def _show_whole(person: session.Person, row: StrengthToday) -> None:
    """One tap for all of it: as today asks, or as last time where that is something else."""
    key, today = row["exercise_id"], session.today(person)
    offers = {} if row["next_step_name"] == "refer" else {"next": "Done as above"}
    if row["last_date"] and (not offers or amount_of(row, "last") != amount_of(row, "next")):
        offers["last"] = "As last time"
    elif row["last_date"] and offers:
        offers["next"] = "Done as last time"
    for when, label in offers.items():
        kind = "primary" if when == "next" else "secondary"
        if st.button(label, key=f"{when}-{key}", type=kind):
            _log(planned_entry(row, local_date=today, when=when))


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
