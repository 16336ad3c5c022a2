"""What coaches show this runner of their notes: the newest in a line, older ones in one fold."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from dashboard import session
from dashboard.rows.squad import ShownNote
from dashboard.today import wording
from dashboard.ui.card import card
from dashboard.ui.errors import errors_as_words
from dashboard.ui.escape import escaped
from dashboard.ui.folds import show_in_fold
from etl.journal.coach_notes import put_away_note

FRESH_DAYS = 14  # a coach sees runners weekly: what two meetings lie behind is no news


def show_coach_notes(person: session.Person) -> None:
    """In a card of their own, where *Today* has nothing under way."""
    if session.records_of(person, ShownNote):
        with card(wording.FROM_COACH, key="coach-notes"), st.container(gap=None):
            show_coach_lines(person)


def show_coach_lines(person: session.Person) -> None:
    """The runner's own to read; nothing where no note is shown to them."""
    notes = session.records_of(person, ShownNote)
    fresh = [row for row in notes if not row["is_put_away"] and row["age_days"] <= FRESH_DAYS]
    older = [row for row in notes if row not in fresh]
    if fresh:
        newest, today = fresh[0], session.today(person)
        line = wording.coach_line(newest, _written_by(newest), today, count=len(fresh))
        show = partial(_show_fresh, fresh, today)
        show_in_fold(line, show, key="coach-notes-new", kind="compact")
    if older:
        label = wording.older_coach_notes(len(older))
        show = partial(_show_older, person, older)
        show_in_fold(label, show, key="coach-notes-older", kind="compact")


def _show_fresh(rows: Sequence[ShownNote], today: date) -> None:
    for row in rows:
        if len(rows) > 1:
            st.caption(wording.coach_and_day(row, _written_by(row), today))
        _show_note(row)


def _show_note(row: ShownNote) -> None:
    st.markdown(escaped(row["note"]))
    if st.button(wording.PUT_AWAY, key=f"coach-away-{_id(row)}", type="tertiary"):
        with errors_as_words():
            put_away_note(
                session.current_journal(),
                runner_id=row["runner_id"],
                entry_id=row["entry_id"],
                written_by=row["saved_by"],
                saved_at=row["written_at"],
                saved_by=session.current_viewer().viewer_id,
            )
            st.rerun()


def _show_older(person: session.Person, rows: Sequence[ShownNote]) -> None:
    for row in rows:
        st.caption(wording.coach_and_day(row, _written_by(row), session.today(person)))
        st.markdown(escaped(row["note"]))


def _written_by(row: ShownNote) -> str | None:
    """The name of who signed in to write it; None in a home where nobody signs in."""
    return session.current_team().name(row["saved_by"]) if session.is_team() else None


def _id(row: ShownNote) -> str:
    return f"{row['entry_id']}-{row['saved_by']}"
