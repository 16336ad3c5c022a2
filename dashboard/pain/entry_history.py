"""What was logged: the newest entries, their former versions, and those deleted lately."""

from datetime import date

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.pain.entries import to_entry
from dashboard.pain.entry_form import edit_dialog
from dashboard.rows import to_rows
from dashboard.rows.pain import PainDeleted, PainEntry, PainVersion
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from dashboard.ui.section import section
from etl.reference.rules import parameter_value

SHOWN_ENTRIES = 10
Entry = PainEntry | PainVersion | PainDeleted


def show_entries(person: session.Person, entries: pl.DataFrame) -> None:
    """The newest entries as a list, each with a way to change it."""
    shown = st.session_state.get("entries-shown", SHOWN_ENTRIES)
    with section("What you logged"):
        for row in to_rows(entries.head(shown), PainEntry):
            _show_entry(person, row)
    if entries.height > shown and st.button("Show more", type="tertiary"):
        st.session_state["entries-shown"] = shown + 3 * SHOWN_ENTRIES
        st.rerun()


def _show_entry(person: session.Person, row: PainEntry) -> None:
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="small",
        wrap=False,
    ):
        with st.container(gap=None):
            st.markdown(entry_headline(row))
            st.caption(entry_detail(row, late_words(row, person)))
            if row["change_count"]:
                _show_changes(person, row)
        if st.button("Change", key=f"change-{row['entry_id']}", type="tertiary"):
            edit_dialog(person, row)


def _show_changes(person: session.Person, row: PainEntry) -> None:
    times = {1: "once", 2: "twice"}.get(row["change_count"], f"{row['change_count']} times")
    if st.button(f"Changed {times}", key=f"versions-{row['entry_id']}", type="tertiary"):
        versions_dialog(person, str(row["entry_id"]))


@st.dialog("Versions of this entry")
def versions_dialog(person: session.Person, entry_id: str) -> None:
    """Every version that said something else than the one before, newest first."""
    versions = session.records_of(person, PainVersion, entry_id=entry_id)
    for row in sorted(versions, key=lambda row: row["version_index"], reverse=True):
        with st.container(gap=None):
            st.markdown(entry_headline(row) if not row["is_deleted"] else "**Deleted**")
            if not row["is_deleted"]:
                st.caption(entry_detail(row))
            written = display.instant(display.local(row["saved_at"], person.time_zone))
            st.caption(f"Written {written}")


def show_deleted(person: session.Person) -> None:
    """Entries deleted lately, each with a way to bring it back; nothing where there are none."""
    rows = session.records_of(person, PainDeleted)
    if not rows:
        return
    days = round(parameter_value("pain_deleted_days"))
    entries = display.count(len(rows), "entry", "entries")
    with st.expander(f"{entries} deleted in the last {days} days"):
        for row in rows:
            _show_deleted_entry(row)


def _show_deleted_entry(row: PainDeleted) -> None:
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="small",
        wrap=False,
    ):
        with st.container(gap=None):
            st.markdown(entry_headline(row))
            st.caption(entry_detail(row))
        if st.button("Bring back", key=f"back-{row['entry_id']}", type="tertiary"):
            with errors_as_words():
                session.current_journal().log_pain(to_entry(row))
                st.rerun()


def entry_headline(row: Entry) -> str:
    """Day, knee and worst score."""
    knee = display.KNEES[row["knee"]]
    worst = "no score" if row["worst_score"] is None else f"worst **{row['worst_score']}** of 10"
    return f"**{display.day(row['local_date'])}** · :{knee.tone}[{knee.shape}] {knee.word}, {worst}"


def entry_detail(row: Entry, *more: str) -> str:
    """Every answer of the entry in a line."""
    answers = dict(row)
    scores = [
        f"{word} {answers[column]}"
        for column, word in display.PAIN_MOMENTS.items()
        if answers[column] is not None
    ]
    parts = [
        ", ".join(scores).capitalize(),
        display.PLACES.get(row["place"] or "", ""),
        *(display.CHIPS.get(chip, chip) for chip in row["chips"] or ()),
        "Limping" if row["is_limping"] else "",
        display.count(len(row["red_flags"]), "warning sign") if row["red_flags"] else "",
        f"“{escaped(row['note'])}”" if row["note"] else "",
        *more,
    ]
    return " · ".join(part for part in parts if part) or "No details"


def late_words(row: PainEntry, person: session.Person) -> str:
    """`logged 3 days later`; empty where it was not, or where the home's clock stands still."""
    written = display.local(row["first_saved_at"], person.time_zone).date()
    return late(row["local_date"], written=written, today=session.today(person))


def late(local_date: date, *, written: date, today: date) -> str:
    """How long after its day an entry was first written; empty where that says nothing."""
    days = (written - local_date).days
    if written > today or days < parameter_value("pain_late_days"):
        return ""
    return f"logged {display.count(days, 'day')} later"
