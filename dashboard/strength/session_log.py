"""Today's strength list: one card an exercise, done in a tap, pain in another."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.method.citations import linked
from dashboard.pain.quick_log import SCORES
from dashboard.rows import to_rows
from dashboard.rows.strength import StrengthHistory, StrengthToday, StrengthWeek
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
from dashboard.ui.escape import escaped
from etl.journal.entries import StrengthEntry
from etl.journal.fields import bounds

SCREEN = "strength/screen.py"
FIGURES = Path(__file__).resolve().parent.parent / "assets" / "strength"
FIGURE_WIDTH = 132  # pixels: two positions stay readable, and a phone has room beside them
SIDES = {"left": "Left only", "right": "Right only"}


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
        st.image(str(FIGURES / f"{drawing}.svg"), width=FIGURE_WIDTH)


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
    with st.popover("How", type="tertiary", key=f"how-{row['exercise_id']}"):
        st.markdown(escaped(row["cues"]))
        st.markdown(f"For: {escaped(row['what_for'])}")
        grade = row["grade"]
        st.caption(
            f"Source: {linked(row['source'])}. Grade {grade}: {display.EVIDENCE_GRADES[grade]}."
        )


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
    score = st.pills(
        "Knee pain during it, 0 none to 10 worst",
        SCORES,
        default=entry.pain_during_score,
        key=f"strength-pain-{entry.entry_id}",
    )
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
        sets = _number("Sets", entry.set_count, "set_count", key)
        is_hold = row["from_hold_s"] is not None
        of_a_set = (
            _number("Seconds held", entry.hold_s, "hold_s", key)
            if is_hold
            else _number("Repetitions of a set", entry.repetition_count, "repetition_count", key)
        )
        load = st.number_input(
            "Weight, kg",
            min_value=0.0,
            max_value=float(bounds(StrengthEntry, "load_kg").most),
            value=entry.load_kg,
            step=0.5,
            key=f"load-{key}",
        )
        side = st.pills(
            "One side only", list(SIDES), format_func=SIDES.__getitem__, default=entry.knee,
            key=f"side-{key}",
        )  # fmt: skip
        note = st.text_input("Note", value=entry.note or "", max_chars=500, key=f"note-{key}")
        is_sent = st.form_submit_button("Save", type="primary", width="stretch")
    if is_sent:
        base = newest_entry(logged, side=side) or replace(
            entry, entry_id=None, pain_during_score=None
        )
        _log(
            replace(
                base,
                set_count=sets,
                repetition_count=None if is_hold else of_a_set,
                hold_s=None if of_a_set is None or not is_hold else float(of_a_set),
                load_kg=load,
                knee=side,
                note=note.strip() or None,
            )
        )


def _number(label: str, value: float | None, name: str, key: str) -> int | None:
    return st.number_input(
        label,
        min_value=1,
        max_value=round(bounds(StrengthEntry, name).most),
        value=None if value is None else max(int(value), 1),
        step=1,
        key=f"{name}-{key}",
    )


def _log(entry: StrengthEntry | None) -> None:
    if entry is not None:
        session.current_journal().log_strength(entry)
        st.rerun()
