"""Marking rows of the board as seen, one or several at once."""

from collections.abc import Sequence
from datetime import date

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.squad import wording
from dashboard.squad.triage.marks import marks_of
from dashboard.ui import display
from etl.errors import KneewiseError
from etl.journal.triage_marks import save_marks

_FAULT = "squad-mark-fault"


def mark_seen(rows: pl.DataFrame, *, is_deleted: bool = False) -> None:
    """Keep what is seen of these rows of the board, or take the marks back; for a callback."""
    days = {person.runner_id: session.today(person) for person in session.current_people()}
    viewer = session.current_viewer()
    scopes = session.current_page().scopes(viewer)
    still_here = rows.filter(pl.col("runner_id").is_in([*scopes.keys() & days.keys()]))
    try:
        save_marks(
            session.current_journal(),
            marks_of(still_here, days=days, scopes=scopes),
            saved_by=viewer.viewer_id,
            is_deleted=is_deleted,
        )
    except KneewiseError as error:  # a callback has no page to say it on yet
        st.session_state[_FAULT] = str(error)


def show_fault() -> None:
    """What kept the last marks from being saved, once."""
    fault = st.session_state.pop(_FAULT, None)
    if fault:
        st.warning(fault)


def seen_words(seen_date: date | None, today: date) -> str:
    """`seen 3 May`, or nothing."""
    return f"seen {display.short_day(seen_date, today)}" if seen_date else ""


def show_marking(rows: pl.DataFrame, writable: frozenset[str]) -> None:
    """One button for all chosen rows."""
    theirs: Sequence[str] = [one for one in rows["runner_id"] if one in writable]
    st.button(
        wording.mark_as_seen(rows.height),
        key="squad-seen-all",
        on_click=mark_seen,
        args=(rows.filter(pl.col("runner_id").is_in(theirs)),),
        disabled=not theirs,
        help=None if theirs else wording.NOT_YOURS,
    )
