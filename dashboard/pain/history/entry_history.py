"""What was logged: entries a week each, their former versions, and those deleted lately."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.pain.entries import to_entry
from dashboard.pain.entry_form import edit_dialog
from dashboard.pain.history import wording
from dashboard.pain.history.wording import entry_detail, entry_headline
from dashboard.rows import to_rows
from dashboard.rows.pain import PainDeleted, PainEntry, PainVersion
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words
from dashboard.ui.folds import show_in_fold
from dashboard.ui.section import section

SHOWN_WEEKS = 3
MORE_ENTRIES = 30


def show_entries(person: session.Person, entries: pl.DataFrame) -> None:
    """The newest weeks that have entries, all before them, and what was deleted; a fold each.

    `entries`: rows of `page.pain_entry`, newest first.
    """
    starts = entries.select(start=pl.col("local_date").dt.truncate("1w"))["start"]
    newest = starts.unique().sort(descending=True).head(SHOWN_WEEKS).to_list()
    is_shown = starts.is_in(newest)
    with section(wording.LOGGED), st.container(gap=None):
        rows = to_rows(entries.filter(is_shown), PainEntry)
        for start, of_week in groupby(rows, lambda row: wording.start_of_week(row["local_date"])):
            week = list(of_week)
            _fold(
                wording.week_words(start, week, session.today(person)),
                partial(_show_rows, person, week),
                key=f"pain-week-{start}",
            )
        earlier = entries.filter(~is_shown)
        if earlier.height:
            words = wording.earlier_words(earlier.height)
            _fold(words, partial(_show_earlier, person, earlier), key="pain-earlier")
        show_deleted(person)


def _fold(label: str, show: Callable[[], None], *, key: str) -> None:
    show_in_fold(label, show, key=key, kind="compact")


def _show_rows(person: session.Person, rows: Sequence[PainEntry]) -> None:
    for row in rows:
        _show_entry(person, row)


def _show_earlier(person: session.Person, earlier: pl.DataFrame) -> None:
    shown = st.session_state.get("entries-shown", MORE_ENTRIES)
    _show_rows(person, to_rows(earlier.head(shown), PainEntry))
    if earlier.height > shown and st.button(wording.SHOW_MORE, type="tertiary"):
        st.session_state["entries-shown"] = shown + MORE_ENTRIES
        st.rerun()


def _show_entry(person: session.Person, row: PainEntry) -> None:
    with _line():
        with st.container(gap=None):
            st.markdown(entry_headline(row))
            st.caption(entry_detail(row, late_words(row, person)))
            if row["change_count"]:
                _show_changes(person, row)
        if st.button("Change", key=f"change-{row['entry_id']}", type="tertiary"):
            edit_dialog(person, row)


def _line() -> "st.delta_generator.DeltaGenerator":
    return st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="small",
        wrap=False,
    )


def _show_changes(person: session.Person, row: PainEntry) -> None:
    words = wording.changed_words(row["change_count"])
    if st.button(words, key=f"versions-{row['entry_id']}", type="tertiary"):
        versions_dialog(person, str(row["entry_id"]))


@st.dialog(wording.VERSIONS)
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
    if rows:
        words = wording.deleted_words(len(rows))
        _fold(words, partial(_show_deleted_rows, rows), key="pain-deleted")


def _show_deleted_rows(rows: Sequence[PainDeleted]) -> None:
    if len(rows) > MORE_ENTRIES:
        st.caption(wording.newest_of(MORE_ENTRIES, len(rows)))
    for row in rows[:MORE_ENTRIES]:
        with _line():
            with st.container(gap=None):
                st.markdown(entry_headline(row))
                st.caption(entry_detail(row))
            if st.button(wording.BRING_BACK, key=f"back-{row['entry_id']}", type="tertiary"):
                with errors_as_words():
                    session.current_journal().log_pain(to_entry(row))
                    st.rerun()


def late_words(row: PainEntry, person: session.Person) -> str:
    """`logged 3 days later`; empty where it was not, or where the home's clock stands still."""
    written = display.local(row["first_saved_at"], person.time_zone).date()
    return wording.late(row["local_date"], written=written, today=session.today(person))
